#!/usr/bin/env python3
"""Writes tests/vectors/strikes.csv and tests/vectors/sensitivity.csv with mpmath at 60 digits.

Usage: python3 tools/generate_vectors.py   (deterministic)

Inputs are integers in the units of the tests; outputs are integers in units of 2^-64, the nearest. A strike is the root
of its delta under the skew, by bisection over the logarithm of the strike; Greeks are numerical derivatives of the price.
"""
import random
from itertools import product
from pathlib import Path

from mpmath import diff, erfc, exp, floor, log, mp, mpf, sqrt

mp.dps = 60
OUT = Path(__file__).resolve().parent.parent / "tests" / "vectors"
YEAR = 31_536_000
RNG = random.Random(20260314)


def units(x):
    return int(floor(x * 2**64 + mpf(1) / 2))


def cdf(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def bent(mark, slope, curvature, k):
    return mark * min(mpf(2), max(mpf(1) / 2, 1 + slope * k + curvature * k * k))


def delta(call, k, v):
    """Absolute delta at rate zero of the log-moneyness k = ln(K / S) and the total volatility v."""
    d1 = -k / v + v / 2
    return cdf(d1) if call else cdf(-d1)


def strike_ratio(call, mark, years, target, slope, curvature):
    """K / S of the target delta: the root nearest to the money, or None if there is none up to 70% out."""
    miss = lambda k: delta(call, k, bent(mark, slope, curvature, k) * sqrt(years)) - target
    near, step = mpf(0), mpf(1 if call else -1) / 128
    if miss(near) <= 0:
        return None
    while miss(near + step) > 0:
        near += step
        if not mpf("0.3") < exp(near) < mpf("1.7"):
            return None
    far = near + step
    for _ in range(190):
        middle = (near + far) / 2
        near, far = (middle, far) if miss(middle) > 0 else (near, middle)
    ratio = exp(near)
    return ratio if abs(ratio - 1) < mpf("0.7") else None


# Regime: vols, deltas, slopes and curvatures in bps, each from and to.
REGIMES = {
    "flat": ((2_000, 20_000), (100, 4_500), (0, 0), (0, 0)),
    "mild": ((3_000, 10_000), (500, 3_000), (-2_000, 2_000), (0, 5_000)),
    "moderate": ((3_000, 10_000), (500, 3_000), (-5_000, 5_000), (0, 10_000)),
    "extreme": ((2_000, 15_000), (100, 4_500), (-10_000, 10_000), (0, 10_000)),
}


def strike_rows():
    """200 a regime: its corners first, the rest at random."""
    for regime, bounds in REGIMES.items():
        sides = ((0, 1), (302_400, 907_200)) + bounds
        corners = iter(list(dict.fromkeys(product(*sides))))
        rows = 0
        while rows < 200:
            kind, secs, vol, target, slope, curvature = next(corners, None) or [RNG.randint(*side) for side in sides]
            ratio = strike_ratio(kind == 0, mpf(vol) / 10_000, mpf(secs) / YEAR, mpf(target) / 10_000,
                                 mpf(slope) / 10_000, mpf(curvature) / 10_000)
            if ratio is not None:
                rows += 1
                yield regime, kind, vol, secs, target, slope, curvature, units(ratio)


def call_value(s, k, t, sigma):
    """In quote; a put's Greeks at rate zero follow from it."""
    v = sigma * sqrt(t)
    d1 = log(s / k) / v + v / 2
    return s * cdf(d1) - k * cdf(d1 - v)


def sensitivity_rows():
    for _ in range(200):
        spot, secs, vol = RNG.randint(10**9, 10**11), RNG.randint(3_600, 60 * 86_400), RNG.randint(1_000, 30_000)
        v = mpf(vol) / 10_000 * sqrt(mpf(secs) / YEAR)
        strike = int(spot * exp(v * mpf(RNG.uniform(-3, 3))))
        at = (mpf(1), mpf(strike) / spot, mpf(secs) / YEAR, mpf(vol) / 10_000)
        slope = lambda *orders: diff(call_value, at, orders)
        gamma = min(mpf(1), slope(2, 0, 0, 0) / 100)
        yield (spot, strike, secs, vol, units(slope(1, 0, 0, 0)), units(gamma), units(slope(0, 0, 0, 1) / 100),
               units(-slope(0, 0, 1, 0) / 365))


def write(name, header, rows):
    lines = [header] + [",".join(map(str, row)) for row in rows]
    (OUT / name).write_text("\n".join(lines) + "\n")
    print(f"{name}: {len(lines) - 1} rows")


def main():
    write("strikes.csv", "regime,kind,vol_bps,secs,target_delta_bps,slope_bps,curvature_bps,ratio", strike_rows())
    write("sensitivity.csv", "spot,strike,secs,vol_bps,delta,gamma_per_pct,vega_per_point,theta_per_day",
          sensitivity_rows())


main()

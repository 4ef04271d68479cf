#!/usr/bin/env python3
"""Writes tests/vectors/kernels.csv, tests/vectors/options.csv and tests/vectors/carried.csv with mpmath at 60 digits.

Usage: python3 tools/generate_vectors.py   (deterministic)

Every number is an integer in units of 2^-64: inputs are exact (an option's have 48 fractional bits at most), outputs the
nearest. The Greeks of carried.csv are derivatives of the price taken numerically, not formulas.
"""
import random
from pathlib import Path

from mpmath import diff, erfc, erfinv, exp, floor, log, mp, mpf, npdf, sqrt

mp.dps = 60
OUT = Path(__file__).resolve().parent.parent / "tests" / "vectors"
ONE = 2**64
RNG = random.Random(20240229)


def real(bits):
    return mpf(bits) / ONE


def units(x):
    return int(floor(x * ONE + mpf(1) / 2))


def cdf(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def quantile(p):
    """By Newton from the tail's side, since erfinv loses digits near its ends."""
    if p > mpf(1) / 2:
        return -quantile(1 - p)
    x = -sqrt(-2 * log(p)) if p < mpf("0.01") else sqrt(mpf(2)) * erfinv(2 * p - 1)
    for _ in range(60):
        step = (cdf(x) - p) / npdf(x)
        x -= step / (1 + step * x / 2)
        if abs(step) < mpf(10) ** -50:
            return x
    raise ArithmeticError("the quantile does not converge")


def log_uniform(low, high):
    """An integer in [2^low, 2^high)."""
    return int(mpf(2) ** RNG.uniform(low, high))


def kernel_rows():
    uniform = lambda a, b: RNG.randrange(int(a * ONE), int(b * ONE))
    signed = lambda low, high: RNG.choice((-1, 1)) * log_uniform(low, high)
    yield from (("exp", x, exp) for x in [0, ONE, -ONE] + [uniform(-46, 43) for _ in range(500)])
    yield from (("exp", signed(0, 64), exp) for _ in range(200))
    yield from (("ln", x, log) for x in [1, ONE, 2**127 - 1] + [log_uniform(0, 127) for _ in range(300)])
    yield from (("ln", ONE + signed(0, 60), log) for _ in range(200))
    yield from (("ln", uniform(0.5, 2), log) for _ in range(300))
    yield from (("sqrt", x, sqrt) for x in [0, 1, ONE, 2**127 - 1] + [log_uniform(0, 127) for _ in range(500)])
    for name, f in (("norm_pdf", npdf), ("norm_cdf", cdf)):
        yield from ((name, x, f) for x in [0, 9 * ONE, -9 * ONE])
        yield from ((name, uniform(-10, 10), f) for _ in range(800))
        yield from ((name, signed(0, 64), f) for _ in range(100))
    half = ONE // 2
    yield from (("inv_norm_cdf", x, quantile) for x in [1, ONE - 1, half] + [uniform(0, 1) for _ in range(300)])
    yield from (("inv_norm_cdf", log_uniform(0, 63), quantile) for _ in range(200))
    yield from (("inv_norm_cdf", half + signed(0, 62), quantile) for _ in range(100))


def dyadic(x):
    """Nearest number with 48 fractional bits, at least 2^-48, as bits."""
    return max(1, int(floor(mpf(x) * 2**48 + mpf(1) / 2))) << 16


def option_inputs():
    u = RNG.uniform
    spot = lambda: 10 ** u(-3, 6)

    def draw(regime, count, sample):
        for _ in range(count):
            s, ratio, years, vol, rate = sample()
            rate_bits = dyadic(abs(rate)) * (1 if rate > 0 else -1) if rate else 0
            yield regime, dyadic(s), dyadic(s * ratio), dyadic(years) if years else 0, dyadic(vol) if vol else 0, rate_bits

    near = lambda sd: float(exp(sd * u(-4, 4)))
    yield from draw("wide", 1500, lambda: (spot(), 10 ** u(-1, 1), 10 ** u(-3, 1), 10 ** u(-1.5, 0.5), u(-0.1, 0.3)))
    yield from draw("zero_rate", 700, lambda: (spot(), 10 ** u(-0.5, 0.5), 10 ** u(-3, 0), 10 ** u(-1, 0.5), 0))
    yield from draw("at_the_money", 400, lambda: (float(round(spot()) + 1), 1, 10 ** u(-4, 1), 10 ** u(-3, 0.5), 0))
    tiny = lambda v: (spot() + 1, near(v), 1 / 2**RNG.randrange(0, 5), v, 0)
    yield from draw("tiny_vol", 600, lambda: tiny(10 ** u(-7, -2)))
    short = lambda years, v: (spot() + 1, near(v * years**0.5), years, v, u(-0.05, 0.1))
    yield from draw("short_dated", 800, lambda: short(10 ** u(-7.5, -3), u(0.1, 3)))
    yield from draw("long_dated", 500, lambda: (spot(), 10 ** u(-1, 1), u(5, 63), u(0.05, 1.5), u(-0.1, 0.12)))
    yield from draw("deep", 600, lambda: (spot(), 10 ** u(-4, 4), 10 ** u(-2, 1), u(0.1, 2), u(-0.1, 0.2)))
    yield from draw("expired", 40, lambda: (spot(), RNG.choice((0.5, 1, 2)), 0, u(0.1, 2), u(-0.1, 0.2)))
    yield from draw("no_vol", 40, lambda: (spot(), RNG.choice((0.5, 1.01, 2)), u(0.01, 5), 0, u(-0.1, 0.2)))
    # Drawn apart, so that what comes after stays as it is.
    a = random.Random(20261125).uniform
    yield from draw("at_the_money_rate", 200, lambda: (float(round(10 ** a(-3, 6)) + 1), 1, 10 ** a(-4, 1), 10 ** a(-3, 0.5), a(-0.1, 0.2)))


def option_outputs(s, k, t, sigma, r):
    v, discounted = sigma * sqrt(t), k * exp(-r * t)
    moneyness = log(s / k) + r * t
    if v:
        d1 = moneyness / v + v / 2
        d2 = d1 - v
        n1, n2, pdf = cdf(d1), cdf(d2), npdf(d1)
        gamma, vega, decay = pdf / (s * v), s * pdf * sqrt(t), s * pdf * sigma / (2 * sqrt(t))
        vanna, volga, charm = -pdf * d2 / sigma, vega * d1 * d2 / sigma, pdf * (d2 / (2 * t) - r / v)
    else:
        n1 = n2 = (1 + mp.sign(moneyness)) / mpf(2)
        gamma = vega = decay = vanna = volga = charm = mpf(0)
    call = s * n1 - discounted * n2
    put = discounted * (1 - n2) - s * (1 - n1)
    return (call, put, n1, n1 - 1, gamma, vega, -decay - r * discounted * n2, -decay + r * discounted * (1 - n2),
            t * discounted * n2, -t * discounted * (1 - n2), vanna, volga, charm)


def carried_inputs():
    """Options on a spot with a yield (merton) and on a forward (black_76, whose yield is its rate)."""
    u, signed_rate = RNG.uniform, lambda: RNG.choice((u(-0.1, 0), u(0, 0.2), 0.0))
    near = lambda sd: float(exp(sd * u(-4, 4)))
    rate_bits = lambda x: dyadic(abs(x)) * (1 if x > 0 else -1) if x else 0

    def draw(regime, count, sample):
        for model in ("merton", "black_76"):
            for _ in range(count):
                s, ratio, years, vol = sample()
                r, q = signed_rate(), signed_rate()
                # At the forward, not at the spot, is where a tiny volatility matters.
                lift = exp((r - q) * years) if model == "merton" else 1
                row = [dyadic(s), dyadic(s * ratio * lift), dyadic(years) if years else 0, dyadic(vol) if vol else 0]
                yield f"{model}_{regime}", *row, rate_bits(r), rate_bits(q if model == "merton" else r)

    spot = lambda: 10 ** u(-3, 6)
    tiny = lambda v: (spot() + 1, near(v), 1 / 2**RNG.randrange(0, 5), v)
    short = lambda years, v: (spot() + 1, near(v * years**0.5), years, v)
    yield from draw("wide", 170, lambda: (spot(), 10 ** u(-1, 1), 10 ** u(-3, 1), 10 ** u(-1.5, 0.5)))
    yield from draw("tiny_vol", 100, lambda: tiny(10 ** u(-7, -2)))
    yield from draw("short_dated", 100, lambda: short(10 ** u(-7.5, -3), u(0.1, 3)))
    yield from draw("long_dated", 110, lambda: (spot(), 10 ** u(-1, 1), u(5, 39), u(0.05, 1.5)))
    yield from draw("deep", 100, lambda: (spot(), 10 ** u(-4, 4), 10 ** u(-2, 1), u(0.1, 2)))
    yield from draw("expired", 10, lambda: (spot(), RNG.choice((0.5, 2)), 0, u(0.1, 2)))
    yield from draw("no_vol", 10, lambda: (spot(), RNG.choice((0.5, 1.01, 2)), u(0.01, 5), 0))


def carried_value(side, s, k, t, sigma, r, q):
    """The value of a call (side 1) or a put (side -1) by the formula of Merton (1973)."""
    held, paid = s * exp(-q * t), k * exp(-r * t)
    if not sigma:
        return max(side * (held - paid), mpf(0))
    v = sigma * sqrt(t)
    d1 = (log(s / k) + (r - q) * t) / v + v / 2
    return side * (held * cdf(side * d1) - paid * cdf(side * (d1 - v)))


def carried_outputs(regime, s, k, t, sigma, r, q):
    tied = regime.startswith("black_76")
    calm = not sigma or not t
    if calm:
        sigma = mpf(0)

    def slopes(side):
        value = lambda s, t, sigma, r: carried_value(side, s, k, t, sigma, r, r if tied else q)
        at = lambda *orders: diff(value, (s, t, sigma, r), orders) if any(orders) else value(s, t, sigma, r)
        return at

    call, put = slopes(1), slopes(-1)
    bends = [mpf(0)] * 4 if calm else [call(2, 0, 0, 0), call(0, 0, 1, 0), call(1, 0, 1, 0), call(0, 0, 2, 0)]
    gamma, vega, vanna, volga = bends
    each = lambda sign, *orders: (sign * call(*orders), sign * put(*orders))
    return (*each(1, 0, 0, 0, 0), *each(1, 1, 0, 0, 0), gamma, vega, *each(-1, 0, 1, 0, 0), *each(1, 0, 0, 0, 1),
            vanna, volga, *each(-1, 1, 1, 0, 0))


def write(name, header, rows):
    lines = [header] + [",".join(map(str, row)) for row in rows]
    (OUT / name).write_text("\n".join(lines) + "\n")
    print(f"{name}: {len(lines) - 1} rows")


def main():
    write("kernels.csv", "function,input,output", [(n, x, units(f(real(x)))) for n, x, f in kernel_rows()])
    header = "regime,spot,strike,years,vol,rate,call,put,call_delta,put_delta,gamma,vega,call_theta,put_theta,call_rho,put_rho,vanna,volga,charm"
    write("options.csv", header,
          [row + tuple(units(x) for x in option_outputs(*map(real, row[1:]))) for row in option_inputs()])
    header = header.replace("rate,", "rate,yield,").replace("charm", "call_charm,put_charm")
    write("carried.csv", header,
          [row + tuple(units(x) for x in carried_outputs(row[0], *map(real, row[1:]))) for row in carried_inputs()])


main()

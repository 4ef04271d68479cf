#!/usr/bin/env python3
"""Writes src/kernel/tables.rs: every constant of the kernels, computed with mpmath at 60 digits.

Usage: python3 tools/generate_tables.py        (from the crate's folder; deterministic)
       python3 tools/generate_tables.py --check (fails if the committed file differs)

Prints the error of each table: the tail's as measured on 65 points an interval, evaluated exactly from the rounded
coefficients; the remainders of the series at the end of their range, where they are largest.
"""
import sys
from pathlib import Path

from mpmath import cos, erfc, exp, floor, log, mp, mpf, sqrt

mp.dps = 60
OUT = Path(__file__).resolve().parent.parent / "src" / "kernel" / "tables.rs"

TAIL_STEPS = 148  # intervals of 1/16 up to 9.25, where the tail is below half of 2^-64
TAIL_DEGREE = 8


def nearest(x):
    return int(floor(x + mpf(1) / 2))


def tail(x):
    return erfc(x / sqrt(mpf(2))) / 2


def interpolate(f, degree):
    """Coefficients, constant first, of the polynomial through f at the Chebyshev-Lobatto points of [-1/2, 1/2].

    Both ends are nodes, so neighbouring intervals meet and monotonicity holds across them.
    """
    nodes = [cos(mp.pi * j / degree) / 2 for j in range(degree + 1)]
    powers = mp.matrix(degree + 1, degree + 1)
    for r, t in enumerate(nodes):
        for k in range(degree + 1):
            powers[r, k] = t**k
    return list(mp.lu_solve(powers, mp.matrix([f(t) for t in nodes])))


def check_tail_row(row, f):
    """What the proofs in normal.rs rest on: no overflow, intervals that meet, a slope of at least 0.024 everywhere."""
    half = mpf(1) / 2
    value = lambda t: sum(c * t**k for k, c in enumerate(row)) / mpf(2) ** 63
    for k in range(1, TAIL_DEGREE + 1):
        assert sum(abs(c) / mpf(2) ** j for j, c in enumerate(row[k:])) < mpf(2) ** 62
    assert f(-half) < 1 - mpf(2) ** -40
    assert max(abs(value(t) - f(t)) for t in (-half, half)) < mpf(2) ** -62
    bend = sum(k * (k - 1) * abs(c) / mpf(2) ** (k - 2) for k, c in enumerate(row)) / mpf(2) ** 63
    for j in range(65):
        t = mpf(j) / 64 - half
        slope = sum(k * c * t ** (k - 1) for k, c in enumerate(row) if k) / mpf(2) ** 63
        assert -slope - bend / 128 > mpf("0.024")
    return max(abs(value(mpf(j) / 64 - half) - f(mpf(j) / 64 - half)) for j in range(65))


def tail_table():
    """Q(x) * 2^shift per interval in t = (x - centre) * 16, |t| <= 1/2; coefficients in Q63."""
    shifts, rows, worst = [], [], mpf(0)
    for i in range(TAIL_STEPS):
        left = mpf(i) / 16
        shift = int(floor(-log(tail(left), 2))) if i else 0
        f = lambda t: tail(left + (t + mpf(1) / 2) / 16) * mpf(2) ** shift
        row = [nearest(c * 2**63) for c in interpolate(f, TAIL_DEGREE)]
        worst = max(worst, check_tail_row(row, f) / mpf(2) ** shift)
        shifts.append(shift)
        rows.append(row)
    print(f"tail: {TAIL_STEPS} intervals, degree {TAIL_DEGREE}: error {mp.nstr(worst, 3)}")
    return shifts, rows


def exp_tables():
    """e^(j/64) for j <= 44 in Q62, and e^(j/4096) - 1 for j < 64 in Q64."""
    coarse = [nearest(exp(mpf(j) / 64) * 2**62) for j in range(45)]
    fine = [nearest((exp(mpf(j) / 4096) - 1) * 2**64) for j in range(64)]
    r = mpf(2) ** -12
    remainder = abs(exp(r) - sum(r**k / mp.factorial(k) for k in range(5)))
    print(f"exp: degree-4 remainder {mp.nstr(remainder, 3)}")
    return coarse, fine


def ln_tables():
    """For m in [1, 2) in 256 intervals: c near 1/m in Q9, and -ln(c) in Q64."""
    recips, logs, worst = [], [], mpf(0)
    for i in range(256):
        lo, hi = 1 + mpf(i) / 256, 1 + mpf(i + 1) / 256
        c = nearest(512 / ((lo + hi) / 2))
        worst = max(worst, abs(lo * c / 512 - 1), abs(hi * c / 512 - 1))
        recips.append(c)
        logs.append(nearest(-log(mpf(c) / 512) * 2**64))
    assert worst < mpf(2) ** -7 and max(logs) < 2**64
    series = sum(-(worst**k) / k for k in range(1, 8))
    print(f"ln: |u| <= {mp.nstr(worst, 5)}, degree-7 remainder {mp.nstr(abs(mp.log1p(-worst) - series), 3)}")
    return recips, logs


def sqrt_table():
    """1/sqrt(m) at the middle of [j, j + 1)/128 for m in [1, 4), in Q32."""
    rows, worst = [], mpf(0)
    for j in range(128, 512):
        seed = nearest(2**32 / sqrt((mpf(j) + mpf(1) / 2) / 128))
        assert seed < 2**32
        worst = max([worst] + [abs(seed * sqrt(mpf(e) / 128) / 2**32 - 1) for e in (j, j + 1)])
        rows.append(seed)
    print(f"sqrt: seed error {mp.nstr(worst, 3)}")
    return rows


def constants():
    ln2 = nearest(log(2) * mpf(2) ** 96)
    quantile = ["2.515517", "0.802853", "0.010328", "1.432788", "0.189269", "0.001308"]
    scalars = [
        ("LN_2_Q64", "u64", ln2 >> 32, "ln 2 in Q64, rounded down."),
        ("LN_2_TAIL_Q96", "i64", ln2 & (2**32 - 1), "The next 32 bits of ln 2."),
        ("LOG2_E_Q22", "i64", int(2**22 / log(2)), "log2 e in Q22, rounded down."),
        ("LN_SQRT_2PI_Q64", "i128", nearest(log(sqrt(2 * mp.pi)) * 2**64), "ln sqrt(2 pi) in Q64."),
    ]
    lines = []
    for name, kind, value, doc in scalars:
        lines += [f"/// {doc}", f"pub(super) const {name}: {kind} = {value};", ""]
    lines += block("QUANTILE_Q64", "Abramowitz and Stegun 26.2.23: c0, c1, c2, d1, d2, d3 in Q64.", "i128",
                   [nearest(mpf(c) * 2**64) for c in quantile])
    return lines


def block(name, doc, kind, values):
    lines = [f"/// {doc}", f"pub(super) const {name}: [{kind}; {len(values)}] = ["]
    return lines + [f"    {v}," for v in values] + ["];", ""]


def render():
    shifts, rows = tail_table()
    coarse, fine = exp_tables()
    recips, logs = ln_tables()
    lines = ["//! Generated by tools/generate_tables.py; do not edit. QN: an integer in units of 2^-N.", "",
             "#![cfg_attr(rustfmt, rustfmt_skip)]", ""]
    lines += constants()
    lines += block("EXP_COARSE_Q62", "e^(j/64) in Q62.", "u64", coarse)
    lines += block("EXP_FINE_Q64", "e^(j/4096) - 1 in Q64.", "u64", fine)
    lines += block("LN_RECIPROCAL_Q9", "A reciprocal c of m in [1 + j/256, 1 + (j + 1)/256) in Q9.", "u16", recips)
    lines += block("LN_TABLE_Q64", "-ln c of the reciprocal above, in Q64.", "u64", logs)
    lines += block("INV_SQRT_Q32", "1/sqrt(m) for m in [1 + j/128, 1 + (j + 1)/128) in Q32.", "u32", sqrt_table())
    lines += block("TAIL_SHIFT", "The power of two each row below is scaled by.", "u8", shifts)
    lines += [f"/// Q(x) * 2^TAIL_SHIFT on [j/16, (j + 1)/16): coefficients in 16 x - j - 1/2, Q63, constant first.",
              f"pub(super) const TAIL_Q63: [[i64; {TAIL_DEGREE + 1}]; {TAIL_STEPS}] = ["]
    lines += ["    [" + ", ".join(map(str, row)) + "]," for row in rows] + ["];"]
    return "\n".join(lines) + "\n"


def main():
    text = render()
    if "--check" in sys.argv[1:]:
        sys.exit("tables.rs differs from its generator" if OUT.read_text() != text else 0)
    OUT.write_text(text)


main()

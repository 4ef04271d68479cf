#!/usr/bin/env python3
"""Writes src/kernel/tables.rs: every constant of the kernels, computed with mpmath at 60 digits.

Usage: python3 tools/generate_tables.py        (from the crate's folder; deterministic)
       python3 tools/generate_tables.py --check (fails if the committed file differs)

Prints a certified bound of each table's error. The tail's is that of interpolation, |f^(9)| / 9! times the largest value
of the nodes' polynomial, with the derivative bounded over the whole interval, plus the rounding of every coefficient; it
fails unless 65 points an interval, evaluated exactly, stay within. The remainders of the series are taken at the end of
their range, where they are largest.
"""
import sys
from pathlib import Path

from mpmath import cos, erfc, exp, floor, log, mp, mpf, sqrt

mp.dps = 60
OUT = Path(__file__).resolve().parent.parent / "src" / "kernel" / "tables.rs"

TAIL_STEPS = 216  # intervals of 1/16 up to 13.5, where the tail is below 2^-136
TAIL_DEGREE = 8
# Short coefficients have 32 bits, as far out as their noise keeps the tail monotone.
TAIL_BODY = 42  # intervals with short coefficients from the fifth power on
TAIL_FLANK = 130  # intervals with short coefficients from the seventh power on; none beyond


def nearest(x):
    return int(floor(x + mpf(1) / 2))


def tail(x):
    return erfc(x / sqrt(mpf(2))) / 2


def interpolate(f, degree):
    """Coefficients, constant first, of the polynomial through f at the Chebyshev-Lobatto points of [-1/2, 1/2].

    Within a factor of 2.1 of the minimax error (the nodes' polynomial is at most 2^-16 at degree 8, that of a minimax
    2^-17), but both ends are nodes, so that neighbouring intervals meet and monotonicity holds across them.
    """
    nodes = [cos(mp.pi * j / degree) / 2 for j in range(degree + 1)]
    powers = mp.matrix(degree + 1, degree + 1)
    for r, t in enumerate(nodes):
        for k in range(degree + 1):
            powers[r, k] = t**k
    return list(mp.lu_solve(powers, mp.matrix([f(t) for t in nodes])))


def remainder_bound(left):
    """The largest |f - interpolant| on [left, left + 1/16], unscaled.

    The ninth derivative of Q is He_8(x) n(x), |He_8(x)| at most the polynomial with all its signs positive, and n falls.
    On nodes cos(j pi / 8) / 2 the nodes' polynomial is (t^2 - 1/4) U_7(2 t) / 2^14, at most 2^-16.
    """
    right = left + mpf(1) / 16
    hermite = right**8 + 28 * right**6 + 210 * right**4 + 420 * right**2 + 105
    density = exp(-left * left / 2) / sqrt(2 * mp.pi)
    return hermite * density / mpf(16) ** 9 / mp.factorial(9) / 2**16


def first_short(interval):
    return 5 if interval < TAIL_BODY else 7 if interval < TAIL_FLANK else TAIL_DEGREE + 1


def short_scale(row, first):
    """The g for which the inner coefficients, and every partial sum of them, fill at most 31 bits in Q(31 + g)."""
    largest = max(sum(abs(c) / mpf(2) ** j for j, c in enumerate(row[k:])) for k in range(first, TAIL_DEGREE + 1))
    return int(floor(63 - log(largest, 2)))


def check_tail_row(row, first, unit, f):
    """What the proofs in normal.rs rest on: no overflow, intervals that meet, a slope above the noise everywhere.

    One unit of the deviate is 2^-53 of an interval. Noise, in units of 2^-63 of the scaled tail: each long product
    falls short by up to 3, halved at every step, below 6 together; a short inner sum by 2.7 of its own units (1.5 a
    step, halved), and by what the 32 bits of t leave out.
    """
    half = mpf(1) / 2
    value = lambda t: sum(c * t**k for k, c in enumerate(row)) / mpf(2) ** 63
    for k in range(1, TAIL_DEGREE + 1):
        assert sum(abs(c) / mpf(2) ** j for j, c in enumerate(row[k:])) < mpf(2) ** 63 - 2**8
    assert f(-half) < 1 - mpf(2) ** -40
    gap = max(abs(value(t) - f(t)) for t in (-half, half)) * mpf(2) ** 63
    inner = sum(abs(c) for c in row[first:])
    noise = 6 + 2 * gap + (unit and (mpf("1.35") * unit + inner / mpf(2) ** 32 + 1) / mpf(2) ** (first - 1))
    bend = sum(k * (k - 1) * abs(c) / mpf(2) ** (k - 2) for k, c in enumerate(row)) / mpf(2) ** 63
    slope = min(-sum(k * c * (mpf(j) / 64 - half) ** (k - 1) for k, c in enumerate(row) if k) / mpf(2) ** 63
                for j in range(65)) - bend / 128
    assert slope * 2**10 > noise
    return max(abs(value(mpf(j) / 64 - half) - f(mpf(j) / 64 - half)) for j in range(65)), noise / (slope * 2**10)


def value_at_zero(row, scale):
    """The first row's value at x = 0, as normal.rs computes it: the same integers."""
    high, t = -(2**31), -(2**63)
    inner = 0
    for c in reversed(row[first_short(0):]):
        inner = c + (inner * high >> 32)
    value = row[first_short(0) - 1] + (inner * high >> scale)
    for c in reversed(row[:first_short(0) - 1]):
        # The lower half of t is zero.
        value = c + (value >> 32) * high + ((value % 2**32) * high >> 32)
    assert t >> 32 == high
    return value


def tail_table():
    """Q(x) * 2^shift per interval in t = (x - centre) * 16, |t| <= 1/2: coefficients in Q63, the short ones in
    Q(31 + scale)."""
    rows, worst, loudest = [], mpf(0), mpf(0)
    for i in range(TAIL_STEPS):
        left = mpf(i) / 16
        shift = int(floor(-log(tail(left), 2))) if i else 0
        f = lambda t: tail(left + (t + mpf(1) / 2) / 16) * mpf(2) ** shift
        exact = interpolate(f, TAIL_DEGREE)
        row = [nearest(c * 2**63) for c in exact]
        used, unit, scale = row, 0, 32
        first = first_short(i)
        if first <= TAIL_DEGREE:
            scale = short_scale(row, first)
            assert 0 < scale < 64
            unit = mpf(2) ** (32 - scale)
            row = row[:first] + [nearest(c * mpf(2) ** (31 + scale)) for c in exact[first:]]
            used = row[:first] + [c * unit for c in row[first:]]
        error, share = check_tail_row(used, first, unit, f)
        # Half a unit a coefficient, and 16 for the exact half at 0.
        rounding = sum((unit if k >= first else 1) / mpf(2) ** (k + 1) for k in range(TAIL_DEGREE + 1)) + (0 if i else 16)
        bound = remainder_bound(left) + rounding / mpf(2) ** (63 + shift)
        assert error / mpf(2) ** shift <= bound
        worst, loudest = max(worst, bound), max(loudest, share)
        if i == 0:
            # The half at 0 is exact, and nothing after it is higher.
            moved = 2**62 - value_at_zero(row, scale)
            assert abs(moved) < 16
            row[0] += moved
        rows.append((shift, scale, row))
    print(f"tail: {TAIL_STEPS} intervals, degree {TAIL_DEGREE}: error below {mp.nstr(worst, 3)}; "
          f"noise at most {mp.nstr(loudest, 3)} of a step of the deviate")
    return rows


def exp_tables():
    """e^(j/64) in Q62, of which j <= 44 is used, and e^(j/4096) - 1 for j < 64 in Q64."""
    coarse = [nearest(exp(mpf(j) / 64) * 2**62) for j in range(64)]
    fine = [nearest((exp(mpf(j) / 4096) - 1) * 2**64) for j in range(64)]
    r = mpf(2) ** -12
    remainder = abs(exp(r) - sum(r**k / mp.factorial(k) for k in range(5)))
    print(f"exp: degree-4 remainder {mp.nstr(remainder, 3)}")
    return coarse, fine


def ln_tables():
    """For m in [1, 2) in 256 intervals: c near 1/m in Q10, and -ln(c) in Q62."""
    recips, logs, worst = [], [], mpf(0)
    for i in range(256):
        lo, hi = 1 + mpf(i) / 256, 1 + mpf(i + 1) / 256
        c = nearest(1024 / ((lo + hi) / 2))
        worst = max(worst, abs(lo * c / 1024 - 1), abs(hi * c / 1024 - 1))
        recips.append(c)
        logs.append(nearest(-log(mpf(c) / 1024) * 2**62))
    assert worst < mpf(2) ** -8
    series = sum(-(worst**k) / k for k in range(1, 7))
    print(f"ln: |u| <= {mp.nstr(worst, 5)}, degree-6 remainder {mp.nstr(abs(mp.log1p(-worst) - series), 3)}")
    return recips, logs


def sqrt_table():
    """1/sqrt(m) at the middle of [j, j + 1)/128 for m in [1, 4), in Q16; below 1 never used."""
    rows, worst = [0] * 128, mpf(0)
    for j in range(128, 512):
        seed = min(nearest(2**16 / sqrt((mpf(j) + mpf(1) / 2) / 128)), 2**16 - 1)
        worst = max([worst] + [abs(seed * sqrt(mpf(e) / 128) / 2**16 - 1) for e in (j, j + 1)])
        rows.append(seed)
    print(f"sqrt: seed error {mp.nstr(worst, 3)}, after two Newton steps {mp.nstr(mpf(3) / 2 * (mpf(3) / 2 * worst**2)**2, 3)}")
    return rows


def constants():
    ln2 = nearest(log(2) * mpf(2) ** 96)
    quantile = ["2.515517", "0.802853", "0.010328", "1.432788", "0.189269", "0.001308"]
    scalars = [
        ("LN_2_Q64", "u64", ln2 >> 32, "ln 2 in Q64, rounded down."),
        ("LN_2_Q56", "i64", ln2 >> 40, "ln 2 in Q56, rounded down."),
        ("LN_2_Q60", "i64", nearest(log(2) * 2**60), "ln 2 in Q60."),
        ("LN_2_Q62", "i64", nearest(log(2) * 2**62), "ln 2 in Q62."),
        ("LN_2_TAIL_Q96", "i64", ln2 & (2**32 - 1), "The next 32 bits of ln 2."),
        ("LN_2_TAIL_Q88", "i64", (ln2 >> 8) & (2**32 - 1), "The 32 bits of ln 2 after its Q56."),
        ("LOG2_E_Q22", "i64", int(2**22 / log(2)), "log2 e in Q22, rounded down."),
        ("LN_SQRT_2PI_Q57", "i64", nearest(log(sqrt(2 * mp.pi)) * 2**57), "ln sqrt(2 pi) in Q57."),
    ]
    lines = []
    for name, kind, value, doc in scalars:
        lines += [f"/// {doc}", f"pub(super) const {name}: {kind} = {value};", ""]
    lines += block("QUANTILE_Q60", "Abramowitz and Stegun 26.2.23: c0, c1, c2, d1, d2, d3 in Q60.", "u64",
                   [nearest(mpf(c) * 2**60) for c in quantile])
    return lines


def block(name, doc, kind, values):
    lines = [f"/// {doc}", f"pub(super) static {name}: [{kind}; {len(values)}] = ["]
    return lines + [f"    {v}," for v in values] + ["];", ""]


def render():
    rows = tail_table()
    coarse, fine = exp_tables()
    recips, logs = ln_tables()
    lines = ["//! Generated by tools/generate_tables.py; do not edit. QN: an integer in units of 2^-N.", "",
             "#![cfg_attr(rustfmt, rustfmt_skip)]", ""]
    lines += constants()
    lines += block("EXP_COARSE_Q62", "e^(j/64) in Q62.", "u64", coarse)
    lines += block("EXP_FINE_Q64", "e^(j/4096) - 1 in Q64.", "u64", fine)
    lines += block("LN_RECIPROCAL_Q10", "A reciprocal c of m in [1 + j/256, 1 + (j + 1)/256) in Q10.", "u16", recips)
    lines += block("LN_TABLE_Q62", "-ln c of the reciprocal above, in Q62.", "i64", logs)
    lines += block("INV_SQRT_Q16", "1/sqrt(m) for m in [j/128, (j + 1)/128) in Q16, from m = 1 on.", "u16", sqrt_table())
    lines += ["/// Q(x) * 2^shift on a sixteenth from j/16 on: a polynomial in 16 x - j - 1/2.",
              "pub(super) struct TailRow {",
              "    /// The power of two the row is scaled by, below 64 but at the end.", "    pub(super) shift: u64,",
              "    /// The short coefficients are in Q(31 + scale).", "    pub(super) scale: u64,",
              "    /// Constant first, in Q63 but for the short ones.",
              f"    pub(super) coefficients: [i64; {TAIL_DEGREE + 1}],", "}", ""]
    parts = [("BODY", "from 0 on, coefficients short from the fifth power on", rows[:TAIL_BODY]),
             ("FLANK", "after the body, short from the seventh power on", rows[TAIL_BODY:TAIL_FLANK]),
             ("END", "after the flank, none short", rows[TAIL_FLANK:])]
    for name, doc, part in parts:
        lines += [f"/// The tail of the normal distribution {doc}.", f"pub(super) static TAIL_{name}: [TailRow; {len(part)}] = ["]
        lines += [f"    TailRow {{ shift: {shift}, scale: {scale}, coefficients: {row} }}," for shift, scale, row in part]
        lines += ["];", ""]
    lines.pop()
    return "\n".join(lines) + "\n"


def main():
    text = render()
    if "--check" in sys.argv[1:]:
        sys.exit("tables.rs differs from its generator" if OUT.read_text() != text else 0)
    OUT.write_text(text)


main()

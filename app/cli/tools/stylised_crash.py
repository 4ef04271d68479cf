#!/usr/bin/env python3
"""Writes the demo's built-in price file: a stylised crash of 1-minute bars.

90 calm minutes, a fall of 28% in 15 minutes, a rebound of 60% of it over the next
45, 90 calm minutes. Shaped after the worst quarter hours of liquid pairs; no bar of
any market is in it. The same file on every machine: python3 stylised_crash.py > FILE
"""

import math
import random

START_TS = 1_768_199_400  # 2026-01-12 06:30 UTC
START_PRICE = 200.0
CALM_VOL = 0.70  # a year
STORM_VOL = 8.0  # a year, around the path of the fall; half of it around the rebound
STEPS = 12  # points of the path in a minute
MINUTES = [(90, 0.0, CALM_VOL), (15, math.log(1 - 0.28), STORM_VOL)]
MINUTES += [(45, math.log((1 - 0.28 * 0.4) / (1 - 0.28)), STORM_VOL / 2)]
MINUTES += [(90, 0.0, CALM_VOL)]
MINUTES_A_YEAR = 365 * 24 * 60


def normal(rng):
    """Box-Muller from random(), whose sequence Python keeps stable across versions."""
    return math.sqrt(-2 * math.log(1 - rng.random())) * math.cos(2 * math.pi * rng.random())


def phase(rng, start, minutes, drift, vol, ease):
    """Log prices of a phase: an eased path from start by drift, with a bridge of noise on it."""
    count = minutes * STEPS
    deviation = vol / math.sqrt(MINUTES_A_YEAR * STEPS)
    walk = [0.0]
    for _ in range(count):
        walk.append(walk[-1] + normal(rng) * deviation)
    pinned = [w - walk[-1] * i / count for i, w in enumerate(walk)]
    return [start + drift * ease(i / count) + pinned[i] for i in range(1, count + 1)]


def accelerating(x):
    return x**1.6


def slowing(x):
    return 1 - (1 - x) ** 2


def main():
    rng = random.Random(20_251_010)
    eases = [slowing, accelerating, slowing, slowing]
    path = [math.log(START_PRICE)]
    for (minutes, drift, vol), ease in zip(MINUTES, eases):
        path += phase(rng, path[-1], minutes, drift, vol, ease)
    print("ts,open,high,low,close,volume")
    for minute in range(sum(minutes for minutes, _, _ in MINUTES)):
        points = [round(math.exp(p), 2) for p in path[minute * STEPS : (minute + 1) * STEPS + 1]]
        volume = 1_000 * (1 + 400 * (max(points) / min(points) - 1))
        row = [START_TS + 60 * minute, points[0], max(points), min(points), points[-1], round(volume)]
        print(",".join(str(value) for value in row))


if __name__ == "__main__":
    main()

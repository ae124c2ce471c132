#!/usr/bin/env python3
"""Writes fixtures.json: what SciPy says of samples, for RankSumTest, ShiftTest and HolmTest.

    python3 -m venv VENV && VENV/bin/pip install numpy==2.4.6 scipy==1.17.1 && VENV/bin/python fixtures.py

p         SciPy's mannwhitneyu(method='exact') without ties, permutation_test over all assignments with them. Where
          there are too many of those, exact fractions by tie block, which every other case is checked against too.
interval  the shifts that mannwhitneyu does not reject on either side at 0.025, where no two differences are the same;
          else the order statistics of the differences, their ranks from Gauss's binomials: also checked where both can.
null      in a sample: never recovered. In a shift: unbounded.
"""

import json
import math
import random
from fractions import Fraction
from pathlib import Path

import numpy
from scipy import stats

INF = math.inf
TAIL = Fraction(25, 1000)
MOST_ASSIGNMENTS = 100_000


def p_by_block(candidate, baseline):
    """P(rank sum >= observed) in whole numbers: of each block of ties some are the candidate's."""
    pooled = sorted(candidate + baseline)
    blocks = {}
    for position, value in enumerate(pooled, 1):
        blocks.setdefault(value, []).append(2 * position)
    rank = {value: sum(positions) // len(positions) for value, positions in blocks.items()}
    ways = {(0, 0): 1}
    for value, positions in blocks.items():
        longer = {}
        for (chosen, total), count in ways.items():
            for more in range(min(len(positions), len(candidate) - chosen) + 1):
                key = (chosen + more, total + more * rank[value])
                longer[key] = longer.get(key, 0) + count * math.comb(len(positions), more)
        ways = longer
    observed = sum(rank[value] for value in candidate)
    all_of_them = {total: count for (chosen, total), count in ways.items() if chosen == len(candidate)}
    assert sum(all_of_them.values()) == math.comb(len(pooled), len(candidate))
    return Fraction(sum(count for total, count in all_of_them.items() if total >= observed), sum(all_of_them.values()))


def p_by_scipy(candidate, baseline):
    """None where SciPy cannot say it exactly in a reasonable time."""
    pooled = candidate + baseline
    if len(set(pooled)) == len(pooled):
        ranks = stats.rankdata(pooled)
        return stats.mannwhitneyu(
            ranks[: len(candidate)], ranks[len(candidate) :], alternative="greater", method="exact"
        ).pvalue
    if math.comb(len(pooled), len(candidate)) > MOST_ASSIGNMENTS:
        return None
    ranks = stats.rankdata(pooled)
    return stats.permutation_test(
        (ranks[: len(candidate)], ranks[len(candidate) :]),
        lambda x, y, axis: numpy.sum(x, axis=axis),
        permutation_type="independent",
        alternative="greater",
        n_resamples=numpy.inf,
        vectorized=True,
    ).pvalue


def interval_rank(m, n):
    """The smallest k with P(U <= k) >= TAIL: the coefficients of Gauss's binomial (m+n over m) count U."""
    counts = [1]
    for i in range(1, m + 1):
        times = counts + [0] * (n + i)
        for power in range(n + i, len(times)):
            times[power] -= counts[power - n - i]
        for power in range(i, len(times)):
            times[power] += times[power - i]
        counts = times[: i * n + 1]
    below = Fraction(0)
    for k, count in enumerate(counts):
        below += Fraction(count, math.comb(m + n, m))
        if below >= TAIL:
            return k


def interval_by_rank(candidate, baseline):
    differences = [c - b for c in candidate for b in baseline if c < INF or b < INF]
    unknown = len(candidate) * len(baseline) - len(differences)
    k = interval_rank(len(candidate), len(baseline))
    if k == 0:
        return -INF, INF
    return sorted([-INF] * unknown + differences)[k - 1], sorted(differences + [INF] * unknown)[-k]


def interval_by_inversion(candidate, baseline):
    """None where it would depend on how equal differences fall."""
    differences = sorted(c - b for c in candidate for b in baseline)
    if INF in candidate + baseline or min(numpy.diff(differences)) < 1e-9:
        return None
    kept = []
    for below, above in zip([-INF] + differences, differences + [INF]):
        shift = (max(below, above - 2) + min(above, below + 2)) / 2
        moved = [c - shift for c in candidate]
        if all(
            stats.mannwhitneyu(moved, baseline, alternative=side, method="exact").pvalue >= float(TAIL)
            for side in ("greater", "less")
        ):
            kept += [below, above]
    return min(kept), max(kept)


def case(name, candidate, baseline):
    exact = p_by_block(candidate, baseline)
    scipys = p_by_scipy(candidate, baseline)
    assert scipys is None or math.isclose(scipys, exact, rel_tol=1e-9), (name, scipys, float(exact))
    lo, hi = interval_by_rank(candidate, baseline)
    inverted = interval_by_inversion(candidate, baseline)
    assert inverted is None or inverted == (lo, hi), (name, inverted, lo, hi)
    known = [c - b for c in candidate for b in baseline if c < INF or b < INF]
    return {
        "name": name,
        "candidate": [finite(c) for c in candidate],
        "baseline": [finite(b) for b in baseline],
        "p": float(exact) if scipys is None else float(scipys),
        "p_by": "blocks" if scipys is None else "scipy",
        "shift": finite(float(numpy.median(known))) if known else None,
        "lo": finite(lo),
        "hi": finite(hi),
        "interval_by": "ranks" if inverted is None else "scipy",
    }


def finite(value):
    return value if math.isfinite(value) else None


def drawn(draw, count, shift=0.0, grid=None, never=0):
    """RTOs around 5.3 s, in microseconds or on a grid; the last of them never recovered."""
    values = [round(draw.gauss(5.3 + shift, 0.55), 6) for _ in range(count)]
    if grid is not None:
        values = [round(round(value / grid) * grid, 3) for value in values]
    return values[: count - never] + [INF] * never


def cases():
    yield case("balanced 4 v 4", [1.0, 4.0, 5.0, 8.0], [2.0, 3.0, 6.0, 7.0])
    yield case("3 v 3 apart", [4.0, 5.0, 6.0], [1.0, 2.0, 3.0])
    yield case("4 v 4 apart", [5.1, 6.2, 7.4, 8.7], [1.0, 2.5, 3.3, 4.9])
    yield case("5 v 5 apart", [6.11, 6.52, 6.73, 6.24, 6.95], [5.16, 5.31, 5.47, 5.28, 5.09])
    yield case("5 v 5 faster", [5.16, 5.31, 5.47, 5.28, 5.09], [6.11, 6.52, 6.73, 6.24, 6.95])
    yield case("5 v 5 all the same", [5.0] * 5, [5.0] * 5)
    yield case("5 v 20 all the same", [5.0] * 5, [5.0] * 20)
    yield case("5 v 5 two values", [5.0, 6.0, 6.0, 6.0, 6.0], [5.0, 5.0, 5.0, 5.0, 6.0])
    yield case("6 v 1", [5.0, 5.2, 5.4, 5.6, 5.8, 6.0], [5.1])
    draw = random.Random(20261123)
    for m, n, times in [(4, 4, 2), (5, 5, 4), (5, 20, 5), (10, 20, 3), (10, 5, 1), (20, 5, 1), (7, 13, 2), (30, 30, 1)]:
        for time in range(times):
            shift = time / 2
            yield case(f"{m} v {n} shifted by {shift}", drawn(draw, m, shift), drawn(draw, n))
    for m, n, times in [(4, 4, 2), (5, 5, 3), (5, 20, 4), (10, 20, 3), (8, 8, 1), (30, 30, 1)]:
        for time in range(times):
            shift = time / 2
            yield case(f"{m} v {n} tied, shifted by {shift}", drawn(draw, m, shift, 0.5), drawn(draw, n, 0, 0.5))
    for m, never, n, before in [
        (5, 1, 20, 0),
        (5, 2, 20, 0),
        (5, 5, 20, 0),
        (5, 5, 5, 5),
        (5, 1, 20, 1),
        (5, 0, 20, 3),
        (5, 0, 5, 5),
        (5, 2, 5, 2),
        (10, 3, 20, 4),
        (10, 6, 20, 12),
    ]:
        yield case(
            f"{m} v {n}, {never} and {before} never recovered",
            drawn(draw, m, 0.3, 0.25, never),
            drawn(draw, n, 0, 0.25, before),
        )


def holm(p):
    """By its definition as a step-down test: the largest level at which it is not rejected."""
    order = sorted(p)
    return [min(1, max((len(p) - i) * order[i] for i in range(order.index(value) + 1))) for value in p]


def main():
    here = Path(__file__).parent
    lines = ",\n".join("    " + json.dumps(one) for one in cases())
    draw = random.Random(5)
    several = [[round(draw.random() ** 3, 4) for _ in range(count)] for count in (1, 2, 3, 3, 6)] + [[0.01, 0.04, 0.01]]
    corrected = ",\n".join("    " + json.dumps({"p": p, "corrected": holm(p)}) for p in several)
    by = f"scipy {__import__('scipy').__version__}, numpy {numpy.__version__}"
    text = f'{{\n  "by": "{by}",\n  "samples": [\n{lines}\n  ],\n  "holm": [\n{corrected}\n  ]\n}}\n'
    json.loads(text)
    (here / "fixtures.json").write_text(text)
    print(by, text.count('"p_by"'), "samples", text.count('"p_by": "scipy"'), "p and",
          text.count('"interval_by": "scipy"'), "intervals by SciPy")


main()

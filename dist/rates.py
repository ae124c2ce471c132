"""Does the rate of the probes change what they measure?

Reads lines "every_<interval> <verdict> <rto> <lo> <hi>" and compares each pair of rates: they differ when an exact
rank-sum test says so (two-sided, 5 % over all pairs) and their medians lie further apart than their bounds are wide.
"""
import itertools
import math
import statistics
import sys


def p_value(a, b):
    """Of a rank-sum as far from its mean as this one, over every way to deal the figures out."""
    figures = a + b
    ranks = [sum(o < f for o in figures) + sum(o == f for o in figures) / 2 for f in figures]
    mean = sum(ranks) * len(a) / len(ranks)
    seen = abs(sum(ranks[: len(a)]) - mean)
    dealt = [abs(sum(deal) - mean) >= seen - 1e-9 for deal in itertools.combinations(ranks, len(a))]
    return sum(dealt) / len(dealt)


runs = {}
for line in sys.stdin:
    label, _verdict, *figures = line.split()
    if label.startswith("every_") and "None" not in figures:
        runs.setdefault(label, []).append([float(figure) for figure in figures])

print("\n%-12s %5s %8s %10s %12s" % ("rate", "runs", "median", "min lo", "max hi"))
for label, found in runs.items():
    rto, lo, hi = zip(*found)
    print("%-12s %5d %8.2f %10.2f %12.2f" % (label, len(found), statistics.median(rto), min(lo), max(hi)))

pairs = list(itertools.combinations(runs, 2))
level = 0.05 / max(1, len(pairs))
differ = len(runs) < 3  # a rate without a single figure
for one, other in pairs:
    a, b = ([figures[0] for figures in runs[label]] for label in (one, other))
    bounds = sum(statistics.median((hi - lo) / 2 for _, lo, hi in runs[label]) for label in (one, other))
    apart = abs(statistics.median(a) - statistics.median(b))
    p = p_value(a, b)
    enough = 2 / math.comb(len(a + b), len(a)) < level
    different = p < level and apart > bounds
    differ |= different or not enough
    print("%s against %s: medians %.2f s apart, bounds %.2f s, p = %.3f: %s" % (
        one, other, apart, bounds, p, "DIFFERENT" if different else "the same" if enough else "NOT ENOUGH RUNS"))
sys.exit(differ)

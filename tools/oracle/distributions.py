"""Golden numbers of the distributions that drift and quantiles rest on.

Those of χ² are computed in 40 digits, and scipy must be near them: for a million degrees of freedom its lower tail of 1e-8 is off by 1e-6.

    python tools/oracle/distributions.py

writes test/statistics/golden/drift-distributions.json. Every table names its oracle and the call; rows hold the arguments, then the results.
"""

import json
from importlib.metadata import version
from pathlib import Path

import mpmath as mp
from scipy import special, stats
from scipy.optimize import brentq

GOLDEN = Path(__file__).parents[2] / "test" / "statistics" / "golden" / "drift-distributions.json"
mp.mp.dps = 40

DFS = [0.5, 1, 2, 3, 9, 19, 99, 999, 1e5, 2e6]
PS = [1e-12, 1e-8, 1e-4, 0.01, 0.05, 0.3, 0.5, 0.7, 0.95, 0.99, 0.9999]
TAILS = [1e-12, 1e-8, 1e-4]


def table(library, call, rows):
    return {"oracle": f"{library} {version(library)}", "call": call, "rows": [[float(x) for x in row] for row in rows]}


def lower_gamma(a, x):
    """P(a, x) by its series, all of whose terms are positive."""
    a, x = mp.mpf(a), mp.mpf(x)
    term, total, n = 1 / a, mp.mpf(0), 0
    while term > total * mp.mpf(10) ** -38:
        total += term
        n += 1
        term *= x / (a + n)
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * total


def lower_tail(x, df):
    return lower_gamma(mp.mpf(df) / 2, mp.mpf(x) / 2)


def near(ours, theirs):
    assert abs(ours - theirs) <= 1e-5 * abs(theirs), (ours, theirs)
    return float(ours)


def central():
    for df in DFS:
        for x in [*stats.chi2.ppf(PS, df), *stats.chi2.isf(TAILS, df)]:
            if x > 1e-250:
                lower = lower_tail(x, df)
                yield [x, df, near(lower, stats.chi2.cdf(x, df)), near(1 - lower, stats.chi2.sf(x, df))]


def quantiles():
    for df in DFS:
        for p in PS:
            start = stats.chi2.ppf(p, df)
            if start > 1e-250:
                yield [p, df, near(refine(start, p, df), start)]


def refine(x, p, df):
    """Newton's method on the logarithms."""
    x, half = mp.mpf(float(x)), mp.mpf(df) / 2
    for _ in range(3):
        density = mp.exp((half - 1) * mp.log(x / 2) - x / 2 - mp.loggamma(half)) / 2
        lower = lower_tail(x, df)
        x *= mp.exp((mp.log(p) - mp.log(lower)) * lower / (density * x))
    return x


def noncentral():
    for df in [1, 2, 9, 19, 99]:
        for nc in [0.001, 0.5, 4, 30, 400, 5000]:
            for p in [1e-6, 1e-3, 0.05, 0.5, 0.95, 0.999]:
                x = float(stats.ncx2.ppf(p, df, nc))
                yield [x, df, nc, near(mixture(x, df, nc), stats.ncx2.cdf(x, df, nc))]


def mixture(x, df, nc):
    """The Poisson mixture of central distributions, from its end downwards: P(a, x) = P(a + 1, x) + x^a e^-x/Γ(a + 1)."""
    half, x = mp.mpf(nc) / 2, mp.mpf(x) / 2
    last = int(half + 12 * mp.sqrt(half) + 60)
    a = mp.mpf(df) / 2 + last
    weight = mp.exp(-half + last * mp.log(half) - mp.loggamma(last + 1))
    step = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1))
    lower, total = lower_gamma(a, x), mp.mpf(0)
    for j in range(last, -1, -1):
        total += weight * lower
        weight *= j / half
        step *= a / x
        a -= 1
        lower += step
    return total


def ranks():
    for n in [1, 2, 10, 30, 100, 500, 1000, 20_000]:
        for q in [0.05, 0.25, 0.5, 0.9, 0.95, 0.99]:
            for level in [0.9, 0.95, 0.975, 0.99, 0.999]:
                yield [n, q, level, stats.binom.ppf(1 - level, n, q), stats.binom.ppf(level, n, q) + 1]


def ceilings():
    for n, m in [(200, 200), (1000, 1000), (10_000, 10_000), (50, 800), (30, 30)]:
        size = n * m / (n + m)
        for level in [0.95, 0.99]:
            yield [n, m, level, stats.chi2.ppf(level, 9) / size, special.kolmogi(1 - level) / size**0.5]


def distance_bounds():
    """The index whose noncentral distribution has a share of `level` below, or above, the index that is seen."""
    for n, m, value in [(200, 200, 0.3), (200, 200, 0.1), (1000, 400, 0.08), (50, 50, 1.5), (10_000, 10_000, 0.004)]:
        size = n * m / (n + m)
        seen = size * value
        solve = lambda p: 0.0 if stats.chi2.cdf(seen, 9) <= p else brentq(lambda nc: stats.ncx2.cdf(seen, 9, nc) - p, 1e-9, 10 * seen + 100, xtol=1e-12)
        for level in [0.9, 0.95, 0.99]:
            yield [n, m, value, level, solve(level) / size, solve(1 - level) / size]


def main():
    ts = [0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 0.99, 1, 1.01, 1.2, 1.5, 2, 2.5, 3.7, 5]
    tables = {
        "chiSquared": table("mpmath", "gammainc(df/2, 0, x/2, regularized=True), and 1 less it", central()),
        "chiSquaredQuantile": table("mpmath", "root of gammainc(df/2, 0, x/2, regularized=True) - p", quantiles()),
        "noncentralChiSquared": table("mpmath", "Poisson mixture of gammainc(df/2 + j, 0, x/2, regularized=True)", noncentral()),
        "kolmogorov": table("scipy", "stats.kstwobign.sf(t)", [[t, stats.kstwobign.sf(t)] for t in ts]),
        "kolmogorovQuantile": table("scipy", "stats.kstwobign.ppf(p)", [[p, stats.kstwobign.ppf(p)] for p in [0.01, 0.1, 0.5, 0.9, 0.95, 0.975, 0.99, 0.999, 0.9999]]),
        "quantileRanks": table("scipy", "stats.binom.ppf(1 - level, n, q), stats.binom.ppf(level, n, q) + 1", ranks()),
        "nullCeilings": table("scipy", "stats.chi2.ppf(level, 9)/N, special.kolmogi(1 - level)/sqrt(N), N = n*m/(n + m)", ceilings()),
        "distanceBounds": table("scipy", "brentq of stats.ncx2.cdf(N*value, 9, nc) = level, then 1 - level; nc/N", distance_bounds()),
    }
    lines = []
    for key, content in tables.items():
        rows = ",\n".join(json.dumps(row, allow_nan=False, separators=(",", ":")) for row in content["rows"])
        lines.append(f'"{key}":{{"oracle":{json.dumps(content["oracle"])},"call":{json.dumps(content["call"])},"rows":[\n{rows}\n]}}')
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()

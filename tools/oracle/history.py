"""Golden numbers of thresholds that follow from a history of values: tolerance factors, limits, and average run lengths of control charts.

    python tools/oracle/history.py

writes test/statistics/golden/history.json. Quantiles of the noncentral t distribution are computed in 22 digits, and scipy must be near them.
Average run lengths solve the integral equation of a chart with known mean and deviation by Gauss-Legendre quadrature.
"""

import json
from importlib.metadata import version
from pathlib import Path

import mpmath as mp
import numpy as np
from scipy import stats

GOLDEN = Path(__file__).parents[2] / "test" / "statistics" / "golden" / "history.json"
mp.mp.dps = 22
WORKED = [0.912, 0.915, 0.909, 0.914, 0.911, 0.870, 0.913, 0.916, 0.910, 0.912]
LATENCIES = [412, 398, 431, 405, 640, 420, 399, 415, 408, 417, 426, 395]


def table(oracle, call, rows):
    return {"oracle": oracle, "call": call, "rows": [[float(x) for x in row] for row in rows]}


def of(library):
    return f"{library} {version(library)}"


def nct_cdf(t, df, shift):
    """The mean of Φ(t s − shift) over s = √(χ²/df), by quadrature over the density of s."""
    log_norm = mp.log(2) + df / 2 * mp.log(df / 2) - mp.loggamma(df / 2)
    density = lambda s: mp.exp(log_norm + (df - 1) * mp.log(s) - df * s * s / 2) if s > 0 else mp.mpf(0)
    middle, width = mp.mpf(1), 1 / mp.sqrt(2 * df)
    ends = {mp.mpf(0)} | {middle + k * width for k in (-8, -4, -2, -1, 0, 1, 2, 4, 8, 14)} | {max(shift / t, mp.mpf(0)) + k / t for k in (-6, -2, 0, 2, 6)}
    return mp.quad(lambda s: mp.ncdf(t * s - shift) * density(s), sorted(x for x in ends if x >= 0), maxdegree=8)


def nct_quantile(p, df, shift):
    p, df, shift = mp.mpf(p), mp.mpf(df), mp.mpf(shift)
    start = mp.mpf(float(stats.nct.ppf(float(p), float(df), float(shift))))
    miss = nct_cdf(start, df, shift) - p
    slope = (nct_cdf(start * (1 + mp.mpf(10) ** -6), df, shift) - p - miss) / (start * mp.mpf(10) ** -6)
    root = start - miss / slope
    root -= (nct_cdf(root, df, shift) - p) / slope
    assert abs(root - start) <= 1e-7 * abs(root), (p, df, shift, root, start)
    return root


def factors():
    for n in [2, 3, 5, 10, 30, 100]:
        for share in [0.9, 0.99, 0.999]:
            for confidence in [0.5, 0.95, 0.99]:
                z = mp.sqrt(2) * mp.erfinv(2 * mp.mpf(share) - 1)
                yield [n, share, confidence, nct_quantile(confidence, n - 1, z * mp.sqrt(n)) / mp.sqrt(n)]


def cdfs():
    for df in [1, 4, 19, 99]:
        for shift in [0.5, 3, 12]:
            for t in [0.25, 1, 2.5, 10, 25]:
                yield [t, df, shift, nct_cdf(mp.mpf(t), mp.mpf(df), mp.mpf(shift))]


def limits():
    """low and high of each method on both series."""
    for series in (WORKED, LATENCIES):
        x = np.array(series, dtype=float)
        n, mean, sd, median = len(x), x.mean(), x.std(ddof=1), np.median(x)
        mad = stats.median_abs_deviation(x)
        iqr = stats.iqr(x)
        delta = stats.iqr(np.abs(np.diff(x) / x[:-1]))
        log = np.log(x)
        geometric, high = stats.gmean(x), stats.lognorm(s=log.std(ddof=1), scale=np.exp(log.mean())).ppf(0.99)
        both = lambda centre, reach: [centre - reach, centre + reach]
        yield both(median, 3.5 * 1.4826 * mad)
        yield both(mean, sd * stats.nct.ppf(0.95, n - 1, stats.norm.ppf(0.99) * n**0.5) / n**0.5)
        yield both(mean, sd * stats.t.ppf(0.99, n - 1) * (1 + 1 / n) ** 0.5)
        yield both(mean, sd * stats.norm.ppf(0.99))
        yield [2 * geometric - high, high]
        yield both(median, 2 * iqr)
        yield both(median, 2 * median * delta)
        yield both(mean, 0.1 * mean)


def cusum_arl(k, h, shift, nodes=200):
    """E(run length) from 0: L(u) = 1 + P(next ≤ 0) L(0) + ∫₀ʰ f(y − u + k) L(y) dy."""
    points, weights = np.polynomial.legendre.leggauss(nodes)
    y, w = h * (points + 1) / 2, h * weights / 2
    start = np.concatenate([[0.0], y])
    kernel = stats.norm.pdf(y[None, :] - start[:, None] + k - shift) * w[None, :]
    atom = stats.norm.cdf(k - shift - start)
    matrix = np.eye(nodes + 1) - np.column_stack([atom, kernel])
    return np.linalg.solve(matrix, np.ones(nodes + 1))[0]


def main():
    tables = {
        "toleranceFactor": table(of("mpmath"), "root of the noncentral t cdf, as stats.nct.ppf(confidence, n - 1, norm.ppf(share) * sqrt(n)) / sqrt(n)", factors()),
        "noncentralT": table(of("mpmath"), "quadrature of ncdf(t s - shift) over the density of s, as stats.nct.cdf(t, df, shift)", cdfs()),
        "limits": table(of("scipy"), "low, high of mad, tolerance, t, z, log-normal, iqr, delta-iqr, percentage; the worked history, then latencies", limits()),
        "cusumRunLength": table(of("numpy"), "k, h, shift, ARL: integral equation, 200 Gauss-Legendre nodes", [[0.5, h, shift, cusum_arl(0.5, h, shift)] for h in (4, 5) for shift in (0, 1)]),
    }
    lines = []
    for key, content in tables.items():
        rows = ",\n".join(json.dumps(row, allow_nan=False, separators=(",", ":")) for row in content["rows"])
        lines.append(f'"{key}":{{"oracle":{json.dumps(content["oracle"])},"call":{json.dumps(content["call"])},"rows":[\n{rows}\n]}}')
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()

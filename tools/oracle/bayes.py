"""Golden numbers of posterior distributions: exact ones by quadrature, and those of resampling by as many draws as make them known.

    python tools/oracle/bayes.py

writes test/statistics/golden/bayes.json. Every table names its oracle and the call; rows hold the arguments, then the results.

The quadrature of a paired difference goes another way than the product does: the share that got worse is Beta(worse + 1/2, rest), and given it
the share that got better is a Beta of what is left. Draws are numpy's, a million of them.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.integrate import quad

GOLDEN = Path(__file__).parents[2] / "test" / "statistics" / "golden" / "bayes.json"
DRAWS = 1_000_000
MATRIX = [[80, 10, 10], [5, 60, 15], [8, 12, 100]]


def table(library, call, rows):
    return {"oracle": f"{library} {version(library)}", "call": call, "rows": rows}


def jeffreys():
    for k, n in [(0, 1), (0, 30), (1, 7), (3, 20), (870, 1000), (29, 30), (30, 30), (7.3, 10.6), (600_000, 1_000_000)]:
        beta = stats.beta(k + 0.5, n - k + 0.5)
        for p in [1e-4, 0.01, 0.05, 0.3, 0.5]:
            low, high = float(beta.ppf(p)), float(beta.isf(p))
            yield [k, n, 1 - p, low, high, float(beta.cdf(k / n * 0.98 + 0.01)), float(beta.sf(k / n * 0.98 + 0.01))]


def expectation(beta, corners, f):
    """The mean of f(Y): between the corners of f and quantiles of Y, near which nothing is narrower than the piece."""
    cuts = {float(beta.ppf(p)) for p in [1e-18, 1e-9, 1e-4, 0.02, 0.2, 0.5]}
    cuts |= {float(beta.isf(p)) for p in [1e-18, 1e-9, 1e-4, 0.02, 0.2]}
    cuts = sorted(cuts | {c for c in corners if min(cuts) < c < max(cuts)})
    # On the scale of quantiles there is no density that might be infinite.
    at = [float(beta.cdf(c)) for c in cuts]
    pieces = zip(at, at[1:])
    return sum(quad(lambda u: f(beta.ppf(u)), a, b, epsabs=1e-13, epsrel=1e-11, limit=400)[0] for a, b in pieces if b > a)


def paired(worse, better, n, x):
    rest = n - worse - better + 1
    lost = stats.beta(worse + 0.5, better + 0.5 + rest)
    won = stats.beta(better + 0.5, rest)
    return float(expectation(lost, [-x, (1 - x) / 2], lambda u: won.cdf((x + u) / (1 - u))))


def independent(k1, n1, k2, n2, x, is_ratio):
    own, other = stats.beta(k1 + 0.5, n1 - k1 + 0.5), stats.beta(k2 + 0.5, n2 - k2 + 0.5)
    corners = [1 / (1 + x)] if is_ratio else [-x, 1 - x]
    return float(expectation(other, corners, lambda y: own.cdf(y * (1 + x) if is_ratio else y + x)))


def near(values, reference, bound):
    assert np.max(np.abs(np.subtract(values, reference))) < bound, (values, reference)


def macro_f1(tables):
    hits = np.diagonal(tables, axis1=-2, axis2=-1)
    return np.mean(2 * hits / (tables.sum(axis=-1) + tables.sum(axis=-2)), axis=-1)


def summary(draws, *points):
    return [float(draws.mean()), float(draws.std()), *(float(q) for q in np.quantile(draws, [0.025, 0.05, 0.5, 0.95, 0.975])),
            *(float(np.mean(draws < x)) for x in points)]


def half_gammas(random, size):
    return random.gamma(0.5, size=size), random.gamma(0.5, size=size)


def paired_tables(random, counts):
    """Both macro F1 of a joint table [label, candidate, baseline]: a half-pair a class that got worse, and one that got better."""
    size = counts.shape[0]
    own, other = np.zeros((DRAWS, size, size)), np.zeros((DRAWS, size, size))
    rows = np.arange(DRAWS)
    for k, i, j in np.argwhere(counts > 0):
        weight = random.gamma(counts[k, i, j], size=DRAWS)
        own[:, k, i] += weight
        other[:, k, j] += weight
    for k in range(size):
        wrong = [j for j in range(size) if j != k]
        for better in [False, True]:
            weight, answer = random.gamma(0.5, size=DRAWS), random.choice(wrong, size=DRAWS)
            (right_side, wrong_side) = (own, other) if better else (other, own)
            right_side[:, k, k] += weight
            wrong_side[rows, k, answer] += weight
    return macro_f1(own), macro_f1(other)


def paired_means(random, candidate, baseline, clusters):
    """Exponential weights for each cluster, half a cluster that changed as one did, and half a cluster that changed the other way round."""
    names = np.unique(clusters)
    sums = lambda x: np.array([x[clusters == c].sum() for c in names])
    sizes, own, other = sums(np.ones(len(candidate))), sums(candidate), sums(baseline)
    changed = [i for i, c in enumerate(names) if np.any(candidate[clusters == c] != baseline[clusters == c])]
    weights = random.exponential(size=(DRAWS, len(names)))
    forth, back = half_gammas(random, DRAWS)
    one, two = random.choice(changed, size=DRAWS), random.choice(changed, size=DRAWS)
    total = weights @ sizes + forth * sizes[one] + back * sizes[two]
    x = (weights @ own + forth * own[one] + back * other[two]) / total
    y = (weights @ other + forth * other[one] + back * own[two]) / total
    return x, y


def main():
    random = np.random.default_rng(5)
    counts = np.ravel(MATRIX)
    bootstrap = random.dirichlet(counts, size=DRAWS).reshape(-1, 3, 3)
    near(summary(macro_f1(bootstrap))[:1], [0.79466], 2e-4)
    spread = random.dirichlet(counts + 1 / 9, size=DRAWS).reshape(-1, 3, 3)

    joint = np.zeros((3, 3, 3), dtype=int)
    for k, i, j, c in [(0, 0, 0, 75), (0, 0, 1, 5), (0, 1, 0, 12), (0, 2, 2, 8), (1, 1, 1, 58), (1, 0, 1, 9), (1, 2, 0, 6), (1, 1, 2, 7),
                       (2, 2, 2, 18), (2, 1, 2, 2)]:
        joint[k, i, j] = c
    x, y = paired_tables(random, joint)

    scores = np.round(random.exponential(size=60), 2)
    after = np.round(scores + np.where(random.uniform(size=60) < 0.2, random.normal(-0.3, 0.4, size=60), 0), 2)
    clusters = np.concatenate([np.arange(40), np.repeat([40, 41, 42, 43], 5)])
    weights = random.exponential(size=(DRAWS, 60))
    mean = (weights @ scores) / weights.sum(axis=1)
    plain = paired_means(random, after, scores, np.arange(60))
    grouped = paired_means(random, after, scores, clusters)
    single = paired_means(random, np.array([0.5] + [1.0] * 99), np.ones(100), np.arange(100))

    differences = [(45, 30, 1000), (0, 0, 20), (1, 0, 1000), (3, 0, 10), (5, 5, 10), (20, 20, 50_000), (300, 350, 2000), (7, 1, 8)]
    sides = [((870, 1000), (885, 1000)), ((30, 30), (30, 30)), ((0, 5), (4, 5)), ((19, 20), (9000, 10_000)), ((2, 40), (3, 35))]
    near([paired(45, 30, 1000, -0.02), paired(45, 30, 1000, -0.01)], [0.2789, 0.7167], 1e-3)
    content = {
        "jeffreys": table("scipy", "stats.beta(k+.5, n-k+.5): level; ppf(1-level), ppf(level); cdf, sf at .98k/n+.01", list(jeffreys())),
        "paired": table("scipy", "E of the cdf of the better ones, by integrate.quad: worse, better, n, x; P(difference < x)", [
            [*pair, x, paired(*pair, x)] for pair in differences
            for x in sorted({d * np.sqrt(pair[0] + pair[1] + 1) / pair[2] for d in [-2.5, -1, -0.3, 0, 0.7, 2]}) if -1 < x < 1
        ]),
        "independent": table("scipy", "E of the candidate's cdf, by integrate.quad: k1, n1, k2, n2, x; P(difference < x), P(ratio-1 < x)", [
            [*own, *other, x, independent(*own, *other, x, False), independent(*own, *other, x, True)]
            for own, other in sides for x in [-0.3, -0.03, -0.01, 0.02, 0.2]
        ]),
        "table": table("numpy", "Dirichlet of counts, then of counts + 1/9: mean, sd, quantiles of macro F1", [
            [MATRIX, summary(macro_f1(bootstrap)), summary(macro_f1(spread), 0.75)]
        ]),
        "pairedTable": table("numpy", "macro F1 of [label, candidate, baseline] counts: difference; ratio - 1", [
            [joint.tolist(), summary(x - y, 0, -0.02), summary(x / y - 1, 0, -0.02)]
        ]),
        "mean": table("numpy", "exponential weights: scores, the mean", [[scores.tolist(), summary(mean, 1)]]),
        "pairedMean": table("numpy", "exponential weights of clusters: candidate, baseline, clusters; difference", [
            [after.tolist(), scores.tolist(), np.arange(60).tolist(), summary(plain[0] - plain[1], 0, -0.05)],
            [after.tolist(), scores.tolist(), clusters.tolist(), summary(grouped[0] - grouped[1], 0, -0.05)],
            [[0.5] + [1.0] * 99, [1.0] * 100, np.arange(100).tolist(), summary(single[0] - single[1], 0, -0.001)],
        ]),
    }
    lines = []
    for key, each in content.items():
        rows = ",\n".join(json.dumps(row, allow_nan=False, separators=(",", ":")) for row in each["rows"])
        lines.append(f'"{key}":{{"oracle":{json.dumps(each["oracle"])},"call":{json.dumps(each["call"])},"rows":[\n{rows}\n]}}')
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()

"""Golden vectors of the stability and drift metrics, computed by scikit-learn, scipy and numpy.

    python tools/oracle/stability.py > test/metrics/golden/stability.json

Random seeded pairs of evaluations: predictions of two to four classes and scores with ties, missing cells, rows that only one side has, single
rows, sides that are equal, scores that are all alike, and counts or weights. Rows that lack a cell, have no weight or no partner are dropped
before the oracle sees them.
"""

import json
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy, ks_2samp
from sklearn import metrics as sk

SEED = 20261126
SETS = 520

CALLS = {
    "flip_rate": "zero_one_loss(before, now, sample_weight=w)",
    "negative_flip_rate": "average((before == label) & (now != label), weights=w)",
    "positive_flip_rate": "average((before != label) & (now == label), weights=w)",
    "prediction_agreement_kappa": "cohen_kappa_score(before, now, sample_weight=w)",
    "score_drift_rmse": "root_mean_squared_error(before, now, sample_weight=w)",
    "max_abs_score_change": "max_error(before, now)",
    "psi": "entropy(a, e) + entropy(e, a), .5 added to all counts a and e when one is 0; bins from quantile(before, method='inverted_cdf')",
    "js_distance": "jensenshannon(a, e, base=2)",
    "ks_drift": "ks_2samp(now, before).statistic, rows repeated by their weight",
    "accuracy": "accuracy_score(label, now, sample_weight=w) - accuracy_score(label, before, sample_weight=w)",
}
PER_CENT = 100


def number(value):
    """None for nan; 0 for what rounding leaves of it, which is another number on another processor."""
    return None if value is None or np.isnan(value) else 0.0 if abs(value) < 1e-15 else float(value)


def flips(label, now, before, w):
    found = dict.fromkeys(["flip_rate", "negative_flip_rate", "positive_flip_rate", "prediction_agreement_kappa", "accuracy"])
    keep = (now >= 0) & (before >= 0) & (w > 0)
    if keep.any():
        a, b, v = now[keep], before[keep], w[keep]
        found["flip_rate"] = sk.zero_one_loss(b, a, sample_weight=v)
        found["prediction_agreement_kappa"] = sk.cohen_kappa_score(b, a, sample_weight=v) if len({*a, *b}) > 1 else None
    keep &= label >= 0
    if keep.any():
        y, a, b, v = label[keep], now[keep], before[keep], w[keep]
        found["negative_flip_rate"] = np.average((b == y) & (a != y), weights=v)
        found["positive_flip_rate"] = np.average((b != y) & (a == y), weights=v)
        found["accuracy"] = sk.accuracy_score(y, a, sample_weight=v) - sk.accuracy_score(y, b, sample_weight=v)
    return found


def changes(now, before, w):
    keep = ~np.isnan(now) & ~np.isnan(before) & (w > 0)
    if not keep.any():
        return {"score_drift_rmse": None, "max_abs_score_change": None}
    return {
        "score_drift_rmse": sk.root_mean_squared_error(before[keep], now[keep], sample_weight=w[keep]),
        "max_abs_score_change": sk.max_error(before[keep], now[keep]),
    }


def binned(now, before, v, w, bins):
    """Weights in the bins of the baseline's quantiles, None for a single bin; whole-numbered weights, so that shares of them are exact."""
    quantiles = np.quantile(before, [k / bins for k in range(1, bins)], weights=w, method="inverted_cdf")
    edges = np.unique(quantiles[quantiles < before.max()])
    if not len(edges):
        return None
    count = lambda x, weights: np.bincount(np.searchsorted(edges, x, side="left"), weights=weights, minlength=len(edges) + 1)
    return count(now, v), count(before, w)


def distances(a, e, scale):
    """Of two histograms of whole-numbered weights, `scale` of which make a row."""
    used = (a + e) > 0
    a, e = a[used] / scale, e[used] / scale
    js = jensenshannon(a, e, base=2)
    if (a == 0).any() or (e == 0).any():
        a, e = a + 0.5, e + 0.5
    return {"psi": entropy(a, e) + entropy(e, a), "js_distance": js}


def drift(now, before, v, w, scale, bins):
    names = ["ks_drift", "psi", "js_distance"]
    keep, kept = ~np.isnan(now) & (v > 0), ~np.isnan(before) & (w > 0)
    now, v, before, w = now[keep], v[keep], before[kept], w[kept]
    if not len(now) or not len(before):
        return dict.fromkeys(names)
    repeat = lambda x, weights: np.repeat(x, weights.astype(int))
    found = {"ks_drift": ks_2samp(repeat(now, v), repeat(before, w), method="asymp").statistic}
    histograms = binned(now, before, v, w, bins)
    return found | ({"psi": None, "js_distance": None} if histograms is None else distances(*histograms, scale))


def class_drift(now, before, v, w, scale, classes):
    keep, kept = (now >= 0) & (v > 0), (before >= 0) & (w > 0)
    if not keep.any() or not kept.any():
        return {"psi": None, "js_distance": None}
    count = lambda x, weights: np.bincount(x, weights=weights, minlength=classes)
    return distances(count(now[keep], v[keep]), count(before[kept], w[kept]), scale)


def make_side(random, index, n, k, y):
    p = np.where(random.random(n) < 0.6, y, random.choice(k, size=n))
    if index % 17 == 3:
        p[:] = random.integers(k)
    digits = [1, 2, 3][index % 3]
    s = np.round(np.clip(random.beta(2, 2, size=n) + random.normal(scale=0.1), 0, 1), digits)
    if index % 19 == 4:
        s[:] = s[0]
    missing = random.random((2, n)) < (0.1 if index % 4 == 2 else 0)
    return np.where(missing[0], -1, p), np.where(missing[1], np.nan, s)


def weights_of(random, index, n):
    """Whole numbers, and how many of them make one row."""
    if index % 3 == 0:
        return np.ones(n), 1
    if index % 3 == 1:
        return random.integers(0, 6, size=n).astype(float), 1
    return np.round(PER_CENT * random.exponential(size=n) + 1), PER_CENT


def make_set(random, index):
    n = 1 if index % 40 == 7 else int(random.integers(2, 20))
    m = n if index % 2 else int(random.integers(1, 24))
    k = int(random.integers(2, 5))
    y = random.choice(k, size=n)
    y[random.random(n) < (0.1 if index % 4 == 2 else 0)] = -1
    p, s = make_side(random, index, n, k, y)
    partner = random.permutation(max(n, m))[:n]
    partner[partner >= m] = -1
    before_y = random.choice(k, size=m)
    shared = partner >= 0
    before_y[partner[shared]] = np.where(y[shared] < 0, 0, y[shared])
    q, t = make_side(random, index + 1, m, k, before_y)
    if index % 13 == 6:
        q[partner[shared]], t[partner[shared]] = p[shared], s[shared]
    v, scale = weights_of(random, index, n)
    w, _ = weights_of(random, index, m)
    bins = [10, 10, 4, 2, 20][index % 5]

    partners = lambda column, missing: np.array([missing if r < 0 else column[r] for r in partner])
    values = flips(y, p, partners(q, -1), v) | changes(s, partners(t, np.nan), v)
    values |= drift(s, t, v, w, scale, bins)
    of_classes = class_drift(p, q, v, w, scale, k)
    letters = lambda codes: "".join("." if c < 0 else str(c) for c in codes)
    cells = lambda column: [None if np.isnan(x) else float(x) for x in column]
    plain = index % 3 == 0
    return {
        "classes": k,
        "bins": bins,
        "partner": partner.tolist(),
        "label": letters(y),
        "now": {"prediction": letters(p), "score": cells(s), "weight": None if plain else (v / scale).tolist()},
        "before": {"prediction": letters(q), "score": cells(t), "weight": None if plain else (w / scale).tolist()},
        "values": {name: number(value) for name, value in values.items()},
        "of_classes": {name: number(value) for name, value in of_classes.items()},
    }


def examples():
    """What stands in src/metrics/stability/examples.ts."""
    before = np.array([0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95])
    now = np.array([0.05, 0.15, 0.5, 0.6, 0.7, 0.55, 0.15, 0.75, 0.85, 0.95])
    ones = np.ones(10)
    label, p, q = (np.array(["ab".index(c) for c in text]) for text in ["aabbb", "abbab", "aaabb"])
    numbers = changes(now, before, ones) | drift(now, before, ones, ones, 1, 10)
    classes = flips(label, p, q, np.ones(5)) | class_drift(p, q, np.ones(5), np.ones(5), 1, 2)
    plain = lambda values: {name: number(value) for name, value in values.items()}
    return {"numbers": plain(numbers), "classes": plain(classes)}


def main():
    warnings.simplefilter("ignore")
    random = np.random.default_rng(SEED)
    lines = [json.dumps(make_set(random, index), separators=(",", ":"), allow_nan=False) for index in range(SETS)]
    head = {
        "oracle": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
        "seed": SEED,
        "calls": CALLS,
        "examples": examples(),
    }
    sys.stdout.write(json.dumps(head, indent=1)[:-2] + ',\n "sets": [\n' + ",\n".join(lines) + "\n]}\n")


if __name__ == "__main__":
    main()

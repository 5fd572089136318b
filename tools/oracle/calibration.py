"""Golden vectors of the calibration metrics.

    python tools/oracle/calibration.py > test/metrics/golden/calibration.json

The bins are those of scikit-learn's calibration_curve, whose bin means are checked to be the same; what is made of them follows their
definitions. Slope and intercept are fitted by statsmodels. A row takes part when it weighs something and has a label and all scores; quantile
bins see a row as often as it weighs, so that weights are whole numbers there. Two classes have one column of probabilities, of the
positive class, more classes one each, of which the largest is taken (numpy argmax).
"""

import json
import sys
import warnings

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

SEED = 20261125
SETS = 300
EPSILON = np.finfo(float).eps
# Thirds and fifteenths, whose quantiles numpy rounds.
BINNINGS = {
    "": (10, "uniform"),
    "@bins:1": (1, "uniform"),
    "@bins:15": (15, "uniform"),
    "@strategy:quantile": (10, "quantile"),
    "@bins:3|strategy:quantile": (3, "quantile"),
    "@bins:15|strategy:quantile": (15, "quantile"),
}
# Edges that are rounded from above and from below a probability, and so put it into one bin or the next.
ON_AN_EDGE = [
    {"classes": 2, "label": [0, 1, 0, 1], "scores": [[0.265, 0.391, 0.6, 0.8]]},
    {"classes": 2, "label": [0, 1, 0, 1], "scores": [[0.2, 0.3, 0.45, 0.8]]},
    {"classes": 2, "label": [1, 0, 0, 1, 0, 1, 1], "scores": [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]]},
]
OF_BINS = ("expected_calibration_error", "max_calibration_error", "brier_reliability", "brier_resolution")
LINE = ("calibration_slope", "calibration_intercept")


def bin_codes(p, w, bins, strategy):
    edges = np.linspace(0, 1, bins + 1)
    if strategy == "quantile":
        edges = np.percentile(np.repeat(p, w.astype(int)), edges * 100)
    return np.searchsorted(edges[1:-1], p)


def of_bins(y, p, w, bins, strategy):
    """The four metrics of OF_BINS, as their definitions say."""
    codes = bin_codes(p, w, bins, strategy)
    used = np.unique(codes)
    size = np.array([w[codes == b].sum() for b in used])
    rate = np.array([np.average(y[codes == b], weights=w[codes == b]) for b in used])
    mean = np.array([np.average(p[codes == b], weights=w[codes == b]) for b in used])
    if (w == 1).all():
        theirs = calibration_curve(y, p, n_bins=bins, strategy=strategy, pos_label=1)
        assert np.allclose(theirs, [rate, mean], rtol=1e-13, atol=1e-15)
    share, overall = size / size.sum(), np.average(y, weights=w)
    result = [np.sum(share * abs(rate - mean)), np.max(abs(rate - mean)), np.sum(share * (rate - mean) ** 2), np.sum(share * (rate - overall) ** 2)]
    binned = mean[np.searchsorted(used, codes)]
    brier = brier_score_loss(y, np.clip(binned, 0, 1), sample_weight=w, pos_label=1)
    assert abs(result[2] - result[3] + overall * (1 - overall) - brier) < 1e-12
    return result


def line(y, p, w):
    """Intercept and slope of the logistic regression on the log-odds; None where one class lies beyond the other."""
    x = np.clip(p, EPSILON, 1 - EPSILON)
    x = np.log(x / (1 - x))
    ones, zeros = x[y == 1], x[y == 0]
    if not len(ones) or not len(zeros) or not (zeros.max() > ones.min() and ones.max() > zeros.min()):
        return None, None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = sm.GLM(y, sm.add_constant(x, has_constant="add"), family=sm.families.Binomial(), freq_weights=w)
        fit = model.fit(tol=1e-15, maxiter=300, tol_criterion="params")
    return fit.params[1], fit.params[0]


def make_set(random, index):
    k = 2 if index % 3 else int(random.integers(3, 6))
    n = 1 if index % 25 == 4 else int(random.integers(2, 40))
    unit = int(random.choice([10, 20, 15, 1000]))
    if k == 2:
        p = random.integers(0, unit + 1, size=n) / unit
        pull = random.choice([0.0, 0.6, 1.0])
        y = (random.random(n) < pull * p + (1 - pull) * random.random()).astype(int)
        table = p[:, None]
    else:
        logits = random.normal(size=(n, k)) * 1.5
        table = np.round(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), int(random.choice([1, 3])))
        y = np.where(random.random(n) < 0.5, table.argmax(axis=1), random.integers(k, size=n))
    if index % 11 == 5:
        y[:] = y[0]
    data = {"classes": k, "label": y.tolist(), "scores": table.T.tolist()}
    if index % 4 == 1:
        data["weight"] = random.integers(0, 4, size=n).tolist()
    if index % 4 == 3 and index % 8 == 3:
        data["weight"] = np.round(random.exponential(size=n) + 0.01, 3).tolist()
    if index % 6 == 2:
        gone = random.random(n) < 0.15
        data["label"] = [None if g else v for v, g in zip(data["label"], gone)]
    return data


def measure(data):
    n = len(data["label"])
    w = np.array(data.get("weight", np.ones(n)), dtype=float)
    keep = np.array([v is not None for v in data["label"]]) & (w > 0)
    table = np.array(data["scores"]).T[keep]
    y, w = np.array([-1 if v is None else v for v in data["label"]])[keep], w[keep]
    values = {}
    has_whole_weights = bool((w == np.round(w)).all())
    p = table[:, 0]
    if data["classes"] > 2:
        y, p = (table.argmax(axis=1) == y).astype(int), table.max(axis=1)
    for suffix, (bins, strategy) in BINNINGS.items():
        if strategy == "quantile" and not has_whole_weights:
            continue
        found = of_bins(y, p, w, bins, strategy) if len(y) else [None] * 4
        for name, value in zip(OF_BINS, found):
            if data["classes"] == 2 or name.endswith("error"):
                values[name + suffix] = value
    if data["classes"] == 2:
        values["brier_uncertainty"] = np.average(y, weights=w) * (1 - np.average(y, weights=w)) if len(y) else None
        values.update(zip(LINE, line(y, p, w)))
    return {name: None if value is None else float(f"{value:.14g}") for name, value in values.items()}


def main():
    random = np.random.default_rng(SEED)
    golden = {
        "oracle": f"scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}, numpy {np.__version__}",
        "seed": SEED,
        "calls": "bins: sklearn.calibration.calibration_curve; slope, intercept: statsmodels.api.GLM(y, [1, logit(p)], family=Binomial(), freq_weights=w)",
        "undefined": "null: no row takes part; slope and intercept where the log-odds of the two classes do not overlap",
    }
    sets = [{**data, "values": measure(data)} for data in ON_AN_EDGE + [make_set(random, index) for index in range(SETS)]]
    shapes = list(dict.fromkeys(tuple(one["values"]) for one in sets))
    golden["names"] = shapes
    for one in sets:
        one["values"] = [shapes.index(tuple(one["values"])), *one["values"].values()]
    head = json.dumps(golden, indent=1)[:-2]
    rows = ",\n".join(json.dumps(one, separators=(",", ":"), allow_nan=False) for one in sets)
    sys.stdout.write(f'{head},\n "values": "first the index of their names",\n "sets": [\n{rows}\n]}}\n')


if __name__ == "__main__":
    main()

"""Golden vectors of the regression metrics, computed by scikit-learn, scipy and numpy.

    python tools/oracle/regression.py > test/metrics/golden/regression.json

Random seeded targets and predictions with ties, weights, missing cells, single rows, targets or predictions that are all the same, zero
targets, numbers below −1, perfect predictions, and numbers far from 0 or very close to it. A row takes part when its target and its
prediction are there and its weight is not 0; the others are dropped before an oracle sees them.

Oracles that know no weights see each row repeated: weights are whole hundredths, and none of their statistics changes when all of them
are multiplied.
"""

import json
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics as sk

SEED = 20261125
CASES = 660

# Metric -> the call that gives its value. y, p, w: targets, predictions and weights; Y, P: the same rows, repeated; alpha: of the pinball loss.
CALLS = {
    "mean_absolute_error": "sk.mean_absolute_error(y, p, sample_weight=w)",
    "mean_squared_error": "sk.mean_squared_error(y, p, sample_weight=w)",
    "root_mean_squared_error": "sk.root_mean_squared_error(y, p, sample_weight=w)",
    "median_absolute_error": "sk.median_absolute_error(Y, P)",
    "max_error": "sk.max_error(y, p)",
    "mean_absolute_percentage_error": "sk.mean_absolute_percentage_error(y, p, sample_weight=w)",
    "smape": "np.average(np.divide(2 * abs(y - p), abs(y) + abs(p), out=0 * y, where=abs(y) + abs(p) > 0), weights=w)",
    "mean_squared_log_error": "sk.mean_squared_log_error(y, p, sample_weight=w)",
    "root_mean_squared_log_error": "sk.root_mean_squared_log_error(y, p, sample_weight=w)",
    "mean_bias_error": "np.average(p - y, weights=w)",
    "mean_pinball_loss": "sk.mean_pinball_loss(y, p, alpha=alpha, sample_weight=w)",
    "r2_score": "sk.r2_score(y, p, sample_weight=w)",
    "explained_variance_score": "sk.explained_variance_score(y, p, sample_weight=w)",
    "pearsonr": "stats.pearsonr(Y, P).statistic",
    "spearmanr": "stats.spearmanr(Y, P).statistic",
    "kendalltau": "stats.kendalltau(Y, P).statistic",
}
# Rounding leaves scikit-learn's weighted mean of equal numbers a little beside them; a plain mean of quarters is exact.
CONSTANT_CALLS = {
    "r2_score": "sk.r2_score(Y, P)",
    "explained_variance_score": "sk.explained_variance_score(Y, P)",
}
CORRELATIONS = {"pearsonr", "spearmanr", "kendalltau"}
# Numbers of the size of 1 are rounded: processors differ in the last digits, and a correlation of 0 may come out as 1e-17.
ROUNDED = {*CONSTANT_CALLS, *CORRELATIONS}


def make_case(random, index):
    n = 1 if index % 31 == 5 else 2 if index % 31 == 6 else int(random.integers(3, 15))
    if index % 61 == 20:
        n = 100
    digits = int(random.choice([0, 1, 2]))
    family = index % 8
    if family == 0:
        y = random.normal(50, 20, n)
        p = y + random.normal(0, 8, n)
    elif family == 1:
        y = np.exp(random.normal(0, 2, n))
        p = y * np.exp(random.normal(0, 0.5, n))
    elif family == 2:
        y = random.integers(-2, 5, n).astype(float)
        p = random.integers(-2, 5, n).astype(float)
    elif family == 3:
        y = random.normal(0, 3, n)
        p = random.normal(0, 3, n)
    elif family == 4:
        y = random.integers(0, 40, n) - 1e9
        p = y + random.integers(-4, 5, n)
    elif family == 5:
        y = random.integers(1, 400, n) * 1e-9
        p = y + random.integers(-90, 90, n) * 1e-9
        digits = 11
    elif family == 6:
        y = random.integers(0, 3, n).astype(float)
        p = np.where(random.random(n) < 0.7, y, random.integers(0, 3, n))
    else:
        y = -np.exp(random.normal(3, 1, n))
        p = y + random.normal(0, 30, n)
    y, p = np.round(y, digits), np.round(p, digits)
    if index % 23 == 3:
        y = np.full(n, float(random.integers(-8, 30)) / 4)
    if index % 23 == 4:
        p = np.full(n, float(random.integers(-8, 30)) / 4)
    if index % 23 == 7:
        y = p = np.full(n, float(random.integers(-8, 30)) / 4)
    if index % 23 == 9:
        p = y.copy()
    if index % 23 == 11:
        y, p = np.full(n, 2.5), np.full(n, 3.25)
    weight = None
    if index % 3 == 1:
        weight = random.integers(0, 4, n).astype(float)
    if index % 3 == 2:
        weight = np.round(random.exponential(size=n) + 0.01, 2)
    if weight is not None and n == 1:
        weight = np.array([float(random.integers(1, 4))])
    gone = random.random((2, n)) < (0.1 if index % 4 == 1 else 0)
    hide = lambda column, missing: [None if m else v for v, m in zip(column.tolist(), missing)]
    return {
        "label": hide(y, gone[0]),
        "prediction": hide(p, gone[1]),
        "weight": None if weight is None else weight.tolist(),
        "alpha": int(random.integers(1, 100)) / 100,
    }


def measure(case):
    label = np.array(case["label"], dtype=float)
    prediction = np.array(case["prediction"], dtype=float)
    weight = np.ones(len(label)) if case["weight"] is None else np.array(case["weight"])
    keep = ~np.isnan(label) & ~np.isnan(prediction) & (weight > 0)
    y, p, w = label[keep], prediction[keep], weight[keep]
    if len(y) == 0:
        return [None] * len(CALLS), {name: "no_examples" for name in CALLS}
    times = np.rint(w if np.all(w == np.rint(w)) else 100 * w).astype(int)
    scope = {"sk": sk, "stats": stats, "np": np, "y": y, "p": p, "alpha": case["alpha"]}
    scope |= {"examples": w.sum(), "w": None if case["weight"] is None else w, "Y": np.repeat(y, times), "P": np.repeat(p, times)}
    values, reasons = [], {}
    for name, call in CALLS.items():
        value, reason = ask(name, call, scope)
        values.append(value)
        if reason is not None:
            reasons[name] = reason
    return values, reasons


def ask(name, call, scope):
    y, p, Y = scope["y"], scope["p"], scope["Y"]
    if name == "mean_absolute_percentage_error" and np.any(np.abs(y) < np.finfo(float).eps):
        return None, "zero_target"
    if name in CORRELATIONS and len(Y) < 2:
        return None, "constant"
    is_constant = np.all(y == y[0])
    if is_constant and name in CONSTANT_CALLS:
        call = CONSTANT_CALLS[name]
        if name == "r2_score" and scope["examples"] < 2:
            scope = {**scope, "Y": y[:1], "P": p[:1]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = float(eval(call, scope))
        except ValueError:
            return None, "out_of_range"
    if np.isnan(value):
        return None, "constant" if name in CORRELATIONS else "too_few"
    if name in ROUNDED:
        value = round(value, 14)
    return value, "constant" if is_constant and name in CONSTANT_CALLS else None


def main():
    random = np.random.default_rng(SEED)
    golden = {
        "oracle": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
        "seed": SEED,
        "calls": CALLS,
        "constant_calls": CONSTANT_CALLS,
        "values": "in the order of the calls; null where the oracle gives nan or refuses, and where a target of 0 makes its number meaningless",
    }
    head = json.dumps(golden, ensure_ascii=False, indent=1)[:-2]
    rows = []
    for index in range(CASES):
        case = make_case(random, index)
        values, reasons = measure(case)
        line = {**case, "values": values, "reasons": reasons}
        rows.append(json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    lines = ",\n".join(rows)
    sys.stdout.write(f'{head},\n "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()

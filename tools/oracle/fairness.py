"""Golden vectors of the fairness metrics, computed by fairlearn.

    python tools/oracle/fairness.py > test/metrics/golden/fairness.json

Random seeded data sets of two or three classes in one to five groups, some small, some without a positive or a negative, with missing labels,
predictions and groups, and with counts or weights. Rows that lack a cell that a metric needs, have no group or no weight are dropped before
fairlearn sees them, and so are groups that are too small. Where fairlearn's number rests on nothing, no value is expected:

- one group: it gives a difference of 0 and a ratio of 1;
- no group with a denominator (TPR without positives): it gives 0 for all of them;
- a ratio 0/0 beside another one: min() of the two depends on their order, and the mean leaves it out.
"""

import json
import sys
import warnings

import numpy as np
import sklearn
import sklearn.metrics as sk
from fairlearn import __version__
from fairlearn import metrics as fl
from scipy.stats import binom

SEED = 20261125
SETS = 560
GROUPS = "abcde"

PARITY = {
    "demographic_parity": [("selection", fl.selection_rate, lambda y: y >= 0)],
    "equalized_odds": [
        ("tpr", fl.true_positive_rate, lambda y: y == 1),
        ("fpr", fl.false_positive_rate, lambda y: y == 0),
    ],
    "equal_opportunity": [("tpr", fl.true_positive_rate, lambda y: y == 1)],
}
OPTIONS = {
    "demographic_parity": {"to": ["each-other", "overall"], "min": ["0", "4", "30"]},
    "equalized_odds": {
        "to": ["each-other", "overall"],
        "agg": ["worst", "mean"],
        "min": ["0", "4", "30"],
        "empty": ["excluded", "zero"],
    },
    "equal_opportunity": {"to": ["each-other", "overall"], "min": ["0", "4", "30"], "empty": ["excluded", "zero"]},
}
LEAN = [0.5, 0.2, 0.3]
DEFAULTS = {"to": "each-other", "agg": "worst", "min": "30", "empty": "excluded"}

# Metrics of any kind by group, with at least 30 units: the function that fairlearn is given, and its units.
BY_GROUP = {
    "accuracy": (sk.accuracy_score, lambda y: y >= 0, "higher"),
    "recall": (lambda y, p, sample_weight: sk.recall_score(y, p, sample_weight=sample_weight, zero_division=0), lambda y: y == 1, "higher"),
    "log_loss": (None, lambda y: y >= 0, "lower"),
    "f1_macro": (lambda y, p, sample_weight: sk.f1_score(y, p, average="macro", sample_weight=sample_weight, zero_division=0), lambda y: y >= 0, "higher"),
}


def name_of(metric, options):
    written = [f"{key}:{value}" for key, value in options.items() if value != DEFAULTS[key]]
    return metric if not written else f"{metric}@{'|'.join(written)}"


def number(value):
    """None for nan; 0 for what rounding leaves of it, which is another number on another processor."""
    return None if np.isnan(value) else 0.0 if abs(value) < 1e-15 else float(value)


def units_of(group, groups, weights, is_unit):
    return float(weights[(groups == group) & is_unit].sum())


def frame(function, y, p, w, g):
    return fl.MetricFrame(metrics=function, y_true=y, y_pred=p, sensitive_features=g, sample_params={"sample_weight": w})


def compare(form, to, function, columns, keep):
    """The difference or ratio of the groups whose rows are kept, against each other or the value of all rows."""
    part = frame(function, *(column[keep] for column in columns))
    if to == "each-other":
        return getattr(part, form)()
    overall = function(*columns[:2], sample_weight=columns[2])
    groups = part.by_group.to_numpy(dtype=float)
    if form == "difference":
        return float(np.abs(groups - overall).max())
    with np.errstate(all="ignore"):
        ratios = groups / overall
        return float(np.nanmin(np.where(ratios > 1, 1 / ratios, ratios)))


def parity(metric, form, options, y, p, w, g):
    """The value, or None; `y` and `p` are 1 for the class, 0 for the rest."""
    found = []
    minimum, zero = float(options["min"]), options.get("empty") == "zero"
    for _, function, unit_test in PARITY[metric]:
        is_unit = unit_test(y)
        units = {group: units_of(group, g, w, is_unit) for group in np.unique(g)}
        kept = [group for group, n in units.items() if n >= minimum and (n > 0 or zero)]
        if len(kept) < 2 or not any(units[group] > 0 for group in kept):
            return None
        value = compare(form, options["to"], function, (y, p, w, g), np.isin(g, kept))
        found.append(value)
    if np.isnan(found).any():
        return None
    if options.get("agg") == "mean":
        return number(np.mean(found))
    return number(max(found) if form == "difference" else min(found))


def check_against_functions(metric, form, options, value, y, p, w, g):
    """Where no group is left out, fairlearn's own function of that name gives the same."""
    if options["min"] != "0" or options.get("empty", "zero") != "zero" or value is None:
        return 0
    call = getattr(fl, f"{metric}_{form}")
    rest = {"agg": {"worst": "worst_case", "mean": "mean"}[options["agg"]]} if "agg" in options else {}
    method = {"each-other": "between_groups", "overall": "to_overall"}[options["to"]]
    theirs = call(y, p, sensitive_features=g, sample_weight=w, method=method, **rest)
    assert abs(theirs - value) < 1e-12, (metric, form, options, theirs, value)
    return 1


def by_group(metric, y, p, s, w, g):
    function, unit_test, better = BY_GROUP[metric]
    if function is None:
        y, p = y, s

        def function(y, p, sample_weight):
            return sk.log_loss(y, p, labels=[0, 1], sample_weight=sample_weight)

    kept = [group for group in np.unique(g) if units_of(group, g, w, unit_test(y)) >= 30]
    names = [f"{metric}_worst_group", f"{metric}_group_gap", f"{metric}_group_ratio"]
    if len(kept) < 2:
        return dict.fromkeys(names)
    keep = np.isin(g, kept)
    part = frame(function, y[keep], p[keep], w[keep], g[keep])
    worst = part.group_min() if better == "higher" else part.group_max()
    return dict(zip(names, [number(worst), number(part.difference()), number(part.ratio())]))


def make_set(random, index):
    n = 1 if index % 40 == 7 else int(random.integers(6, 33))
    classes = 3 if index % 5 == 4 else 2
    k = int(random.integers(2, 6)) if index % 20 else 1
    g = random.choice(k, size=n, p=random.dirichlet(np.full(k, 3)))
    lean = random.uniform(0.2, 0.8, size=k)
    if index % 6 == 1:
        lean[random.integers(k)] = random.choice([0, 1])
    y = np.where(random.random(n) < lean[g], 1, random.choice([0, 2], size=n) if classes == 3 else 0)
    p = np.where(random.random(n) < 0.65, y, random.choice(classes, size=n))
    if index % 11 == 5:
        p[:] = random.integers(classes)
    s = np.round(np.clip(0.5 * (p == 1) + random.uniform(0, 0.5, size=n), 0, 1), 2)
    counts, importances = random.integers(0, 30, size=n).astype(float), np.round(random.exponential(size=n) + 0.01, 2)
    w = [np.ones(n), counts, counts, importances][index % 4]
    missing = random.random((3, n)) < (0.08 if index % 3 == 2 else 0)
    text = lambda column, gone, letters: "".join("." if m else letters[v] for v, m in zip(column, gone))
    return {
        "label": text(y, missing[0], "012"),
        "prediction": text(p, missing[1], "012"),
        "group": text(g, missing[2], GROUPS),
        "score": [float(v) for v in s] if index % 4 == 1 else None,
        "weight": None if index % 4 == 0 else w.tolist(),
    }


def decode(data):
    number = lambda text: np.array([-1 if c == "." else int(c) for c in text])
    y, p = number(data["label"]), number(data["prediction"])
    g = np.array(list(data["group"]))
    w = np.ones(len(y)) if data["weight"] is None else np.array(data["weight"])
    return y, p, g, np.array(data["score"] or np.zeros(len(y))), w


def measure(random, data, index):
    y, p, g, s, w = decode(data)
    base = (g != ".") & (w > 0)
    values, checked = {}, 0
    for metric in PARITY:
        keep = base & (p >= 0) & ((y >= 0) | (metric == "demographic_parity"))
        yk, pk, wk, gk = (y[keep] == 1).astype(int), (p[keep] == 1).astype(int), w[keep], g[keep]
        for form in ["difference", "ratio"]:
            options = {key: str(random.choice(choices, p=LEAN if key == "min" else None)) for key, choices in OPTIONS[metric].items()}
            value = parity(metric, form, options, yk, pk, wk, gk) if keep.any() else None
            values[name_of(f"{metric}_{form}", options)] = value
            checked += check_against_functions(metric, form, options, value, yk, pk, wk, gk) if keep.any() else 0
    for metric in BY_GROUP if index % 4 == 1 else []:
        if "2" in data["label"] + data["prediction"]:
            continue
        keep = base & (y >= 0) & ((p >= 0) | (metric == "log_loss"))
        values |= by_group(metric, y[keep], p[keep], s[keep], w[keep], g[keep])
    return values, checked


def examples():
    """Two groups of 120: labels and predictions with the number of rows that have them."""
    cells = [("F", 1, 1, 36), ("F", 1, 0, 24), ("F", 0, 1, 12), ("F", 0, 0, 48), ("M", 1, 1, 45), ("M", 1, 0, 15), ("M", 0, 1, 24), ("M", 0, 0, 36)]
    g, y, p = (np.repeat([cell[i] for cell in cells], [cell[3] for cell in cells]) for i in range(3))
    values = {f"{metric}_{form}": getattr(fl, f"{metric}_{form}")(y, p, sensitive_features=g) for metric in PARITY for form in ["difference", "ratio"]}
    accuracy = fl.MetricFrame(metrics=sk.accuracy_score, y_true=y, y_pred=p, sensitive_features=g)
    values |= {"accuracy_worst_group": accuracy.group_min(), "accuracy_group_gap": accuracy.difference(), "accuracy_group_ratio": accuracy.ratio()}
    return {name: float(value) for name, value in values.items()}


def chance(groups, n, p):
    """How far `groups` groups of n rows lie apart by chance alone when each row is right with probability p: exact, over all counts."""
    k = np.arange(n + 1)
    below, above = binom.cdf(k, n, p), binom.sf(k - 1, n, p)
    largest, smallest = (1 - below[:-1] ** groups).sum() / n, (above[1:] ** groups).sum() / n
    within = lambda d: ((below[np.minimum(k + d, n)] - below + binom.pmf(k, n, p)) ** groups - np.maximum(below[np.minimum(k + d, n)] - below, 0) ** groups).sum()
    percentile = next(d for d in range(n + 1) if within(d) >= 0.95) / n
    return [groups, n, p, float(largest - smallest), float(smallest), percentile]


def main():
    warnings.simplefilter("ignore")
    random = np.random.default_rng(SEED)
    lines, checked = [], 0
    for index in range(SETS):
        data = make_set(random, index)
        values, own = measure(random, data, index)
        checked += own
        lines.append(json.dumps({**data, "values": values}, separators=(",", ":"), allow_nan=False))
    head = {
        "oracle": f"fairlearn {__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "seed": SEED,
        "call": "MetricFrame.difference, .ratio, .group_min, .group_max; demographic_parity_*, equalized_odds_*, equal_opportunity_*",
        "checked_against_the_functions": checked,
        "examples": examples(),
        "chance": [chance(groups, n, 0.8) for groups, n in [(5, 50), (10, 50), (5, 500), (2, 100)]],
    }
    sys.stdout.write(json.dumps(head, indent=1)[:-2] + ',\n "sets": [\n' + ",\n".join(lines) + "\n]}\n")


if __name__ == "__main__":
    main()

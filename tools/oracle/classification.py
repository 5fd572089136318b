"""Golden vectors of the classification metrics, computed by scikit-learn.

    python tools/oracle/classification.py > test/metrics/golden/classification.json

Random seeded data sets of two to six classes with ties in scores, weights, absent classes, classes that are predicted but never
true and the reverse, missing cells, single classes and single rows. Every second one has predictions, the others have scores. A row
takes part in a metric when it weighs something and all the cells that the metric needs are there: the others are dropped before
scikit-learn sees them. Classes that are all numbers are numbers for scikit-learn, which orders them so.
"""

import json
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy.stats import ks_2samp
from sklearn import metrics as sk
from sklearn.exceptions import UndefinedMetricWarning

SEED = 20261124
SETS = 520
NAMES = ["ant", "bee", "cat", "dog", "eel", "Fuchs", "gnu ", "été", "日本", "0", "1", "2", "10"]
GRADES = ["-1", "0", "1", "2", "3", "5", "10"]
BETAS = ["0.1", "0.5", "2", "3.5"]

# Metric -> the call that gives its value. y, p: labels and predictions; c: the class; w: weights.
AVERAGED = {"precision": "precision_score(y, p, ", "recall": "recall_score(y, p, ", "f1": "f1_score(y, p, ", "jaccard": "jaccard_score(y, p, "}
LABEL_CALLS = {
    "accuracy": "accuracy_score(y, p, sample_weight=w)",
    "zero_one_loss": "zero_one_loss(y, p, sample_weight=w)",
    "balanced_accuracy": "balanced_accuracy_score(y, p, sample_weight=w)",
    **{f"{name}_{a}": f"{call}average='{a}', sample_weight=w)" for name, call in AVERAGED.items() for a in ("macro", "micro", "weighted")},
    **{f"fbeta_{a}@{b}": f"fbeta_score(y, p, beta={b}, average='{a}', sample_weight=w)" for a in ("macro", "micro", "weighted") for b in BETAS[1:3]},
    "fbeta_macro@3.5": "fbeta_score(y, p, beta=3.5, average='macro', sample_weight=w)",
    "fbeta_weighted@0.1": "fbeta_score(y, p, beta=0.1, average='weighted', sample_weight=w)",
    "matthews_corrcoef": "matthews_corrcoef(y, p, sample_weight=w)",
    "cohen_kappa": "cohen_kappa_score(y, p, sample_weight=w)",
    "cohen_kappa_linear": "cohen_kappa_score(y, p, weights='linear', sample_weight=w)",
    "cohen_kappa_quadratic": "cohen_kappa_score(y, p, weights='quadratic', sample_weight=w)",
    "precision": "precision_score(y == c, p == c, sample_weight=w)",
    "recall": "recall_score(y == c, p == c, sample_weight=w)",
    "specificity": "recall_score(y != c, p != c, sample_weight=w)",
    "npv": "precision_score(y != c, p != c, sample_weight=w)",
    "false_positive_rate": "confusion_matrix(y == c, p == c, labels=[False, True], normalize='true', sample_weight=w)[0, 1]",
    "false_negative_rate": "confusion_matrix(y == c, p == c, labels=[False, True], normalize='true', sample_weight=w)[1, 0]",
    "false_discovery_rate": "confusion_matrix(y == c, p == c, labels=[False, True], normalize='pred', sample_weight=w)[0, 1]",
    "false_omission_rate": "confusion_matrix(y == c, p == c, labels=[False, True], normalize='pred', sample_weight=w)[1, 0]",
    "f1": "f1_score(y == c, p == c, sample_weight=w)",
    **{f"fbeta@{b}": f"fbeta_score(y == c, p == c, beta={b}, sample_weight=w)" for b in BETAS},
    "jaccard": "jaccard_score(y == c, p == c, sample_weight=w)",
    "selection_rate": "np.average(p == c, weights=w)",
}
# s: scores of the class c; P: one column a class in the order of `classes`; k: number of classes.
SCORE_CALLS = {
    "roc_auc": "roc_auc_score(y == c, s, sample_weight=w)",
    "gini": "2 * roc_auc_score(y == c, s, sample_weight=w) - 1",
    "ks_statistic": "ks(y == c, s, w)",
    "average_precision": "average_precision_score(y == c, s, sample_weight=w)",
    "roc_auc_ovr_macro": "one_vs_rest(y, P, classes, w, 'macro')",
    "roc_auc_ovr_weighted": "one_vs_rest(y, P, classes, w, 'weighted')",
    "roc_auc_ovo_macro": "one_vs_one(y, P, classes, w, 'macro')",
    "roc_auc_ovo_weighted": "one_vs_one(y, P, classes, w, 'weighted')",
    **{f"top_k_accuracy@{k}": f"top_k(y, P, classes, w, {k})" for k in (1, 2, 3)},
    "log_loss": "log_loss(y, P, labels=classes, sample_weight=w)",
    "brier_score": "brier_score_loss(y, P, labels=classes, sample_weight=w)",
}
# A binary task may have one score column, the probability of c; the order of the other class is that of -s.
ONE_COLUMN_CALLS = {
    "log_loss": "log_loss(y == c, s, labels=[False, True], sample_weight=w)",
    "brier_score": "brier_score_loss(y == c, s, pos_label=True, sample_weight=w)",
}
CONFUSION_CALL = "confusion_matrix(y, p, labels=classes)"
# What a metric of one class has to have for a value, and for one that is no convention.
NEEDS = {"specificity": "y != c", "false_positive_rate": "y != c", "average_precision": "y == c"}
DIVIDES_BY = {"false_negative_rate": "y == c", "false_discovery_rate": "p == c", "false_omission_rate": "p != c"}
ONE_CLASS = {"precision", "recall", "npv", "f1", "jaccard", *(f"fbeta@{b}" for b in BETAS)}


def ks(positive, s, w):
    """The largest |TPR - FPR| of the ROC curve; without weights scipy's two-sample statistic, which is checked to be the same."""
    if positive.all() or not positive.any():
        return np.nan
    fpr, tpr, _ = sk.roc_curve(positive, s, sample_weight=w, drop_intermediate=False)
    value = np.abs(tpr - fpr).max()
    assert w is not None or abs(value - ks_2samp(s[positive], s[~positive]).statistic) < 1e-12
    return value


def one_vs_rest(y, P, classes, w, average):
    """roc_auc_score(multi_class='ovr'), which also takes two classes and rows that do not sum to 1, and is checked where it does not."""
    if not set(classes) <= set(y):
        return np.nan
    areas = [sk.roc_auc_score(y == name, P[:, j], sample_weight=w) for j, name in enumerate(classes)]
    value = np.average(areas, weights=[np.sum((y == name) * (1 if w is None else w)) for name in classes] if average == "weighted" else None)
    if len(classes) > 2 and np.allclose(P.sum(axis=1), 1):
        theirs = sk.roc_auc_score(y, P, multi_class="ovr", average=average, labels=classes, sample_weight=w)
        assert abs(value - theirs) < 1e-12
    return value


def one_vs_one(y, P, classes, w, average):
    """roc_auc_score(multi_class='ovo'), which also takes weights: where it does not, both are checked to be the same."""
    if not set(classes) <= set(y):
        return np.nan
    areas, shares = [], []
    weights = np.ones(len(y)) if w is None else w
    for i, a in enumerate(classes):
        for j, b in enumerate(classes[:i]):
            pair = (y == a) | (y == b)
            of = [sk.roc_auc_score(y[pair] == name, P[pair, column], sample_weight=weights[pair]) for name, column in ((a, i), (b, j))]
            areas.append(np.mean(of))
            shares.append(weights[pair].sum() / weights.sum())
    value = np.average(areas, weights=shares if average == "weighted" else None)
    if len(classes) > 2 and w is None and np.allclose(P.sum(axis=1), 1):
        assert abs(value - sk.roc_auc_score(y, P, multi_class="ovo", average=average, labels=classes)) < 1e-12
    return value


def top_k(y, P, classes, w, k):
    """Two classes have a rule of their own in scikit-learn; a third class that scores below both brings back the one of many classes."""
    if len(classes) == 2:
        last = max(classes) + (1 if isinstance(classes[0], int) else "~")
        classes, P = [*classes, last], np.c_[P, np.full(len(P), -1.0)]
    return sk.top_k_accuracy_score(y, P, k=k, labels=classes, sample_weight=w)


def evaluate(call, scope):
    """The value, None where it is undefined, and whether scikit-learn warned that it is set by convention."""
    helpers = {"np": np, "ks": ks, "one_vs_rest": one_vs_rest, "one_vs_one": one_vs_one, "top_k": top_k}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = float(eval(call, {**vars(sk), **helpers, **scope}))
    warned = any(issubclass(one.category, UndefinedMetricWarning) for one in caught)
    return (None if np.isnan(value) else value), warned


def probabilities(random, n, k, labels):
    """Rows of multiples of 1/10, 1/100 or 1/10000 that sum to 1, with ties; in every eighth set, or so, they need not."""
    logits = random.normal(size=(n, k))
    logits[np.arange(n), labels] += random.uniform(0, 2)
    table = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    unit = 10 ** int(random.choice([1, 2, 4]))
    counts = np.floor(table * unit)
    if random.random() < 0.12:
        return np.round(table, 2)
    counts[np.arange(n), table.argmax(axis=1)] += unit - counts.sum(axis=1)
    if random.random() < 0.2:
        counts[0] = np.eye(k)[random.integers(k)] * unit
    return counts / unit


def draw_classes(random, index):
    k = 2 if index % 4 < 2 else int(random.integers(3, 7))
    if index % 3 == 0:
        return sorted(random.choice(GRADES, size=k, replace=False).tolist(), key=int)
    names = sorted(random.choice(NAMES, size=k, replace=False).tolist())
    return sorted(names, key=int) if all(name.isdigit() for name in names) else names


def make_set(random, index):
    has_scores = index % 2 == 1
    classes = draw_classes(random, index)
    k = len(classes)
    n = 1 if index % 20 in (7, 14) else int(random.integers(2, 27))
    true_classes, predicted_classes = np.arange(k), np.arange(k)
    if index % 5 == 1:
        true_classes = random.choice(k, size=int(random.integers(1, k)), replace=False)
    if index % 5 == 2:
        predicted_classes = random.choice(k, size=int(random.integers(1, k)), replace=False)
    if index % 26 in (3, 16):
        true_classes = predicted_classes = random.choice(k, size=1)
    y = random.choice(true_classes, size=n)
    p = np.where(random.random(n) < 0.6, y, random.choice(predicted_classes, size=n))
    p = np.where(np.isin(p, predicted_classes), p, predicted_classes[0])
    c = int(random.integers(k))
    weights = None
    if index % 3 == 1:
        weights = np.round(random.exponential(size=n) + 0.01, 3)
        weights[random.random(n) < 0.1] = 0
    missing = [np.zeros(n, bool)] * 3 if index % 4 != 2 and index % 8 != 1 else [random.random(n) < 0.1 for _ in range(3)]
    cells = lambda codes, gone: [None if g else int(code) for code, g in zip(codes, gone)]
    data = {"classes": classes, "positive": c, "label": cells(y, missing[0])}
    if has_scores:
        table = probabilities(random, n, k, y)
        one_column = k == 2 and random.random() < 0.5
        columns = {classes[j]: table[:, j] for j in ([c] if one_column else range(k))}
        data["scores"] = {name: [None if g else float(v) for v, g in zip(column, missing[2])] for name, column in columns.items()}
    else:
        data["prediction"] = cells(p, missing[1])
    if weights is not None:
        data["weight"] = weights.tolist()
    return data


def measure(data):
    n, classes = len(data["label"]), data["classes"]
    if all(name.lstrip("-").isdigit() for name in classes):
        classes = [int(name) for name in classes]
    c, w = classes[data["positive"]], np.array(data.get("weight", np.ones(n)))
    name_of = lambda codes: np.array([classes[0 if code is None else code] for code in codes])
    y, p = name_of(data["label"]), name_of(data.get("prediction", [None] * n))
    has_label = np.array([code is not None for code in data["label"]]) & (w > 0)
    columns = data.get("scores", {})
    has_scores = np.array([all(column[i] is not None for column in columns.values()) for i in range(n)])
    has_prediction = np.array([code is not None for code in data.get("prediction", [None] * n)]) & (w > 0)
    one_column = len(columns) == 1
    table = np.array([columns.get(name, [None] * n) for name in data["classes"]], dtype=float).T
    if one_column:
        table[:, 1 - data["positive"]] = -table[:, data["positive"]]
    values, by_convention = [], []
    for metric, call in (SCORE_CALLS if columns else LABEL_CALLS).items():
        keep = has_label & has_scores if columns else has_prediction if metric == "selection_rate" else has_label & has_prediction
        if one_column and metric.startswith("top_k"):
            values.append("-")
            continue
        if one_column:
            call = ONE_COLUMN_CALLS.get(metric, call)
        if not keep.any():
            # scikit-learn takes no empty columns.
            values.append(None)
            continue
        P = table[keep]
        scope = {"y": y[keep], "p": p[keep], "c": c, "P": P, "s": P[:, data["positive"]], "classes": classes, "w": w[keep] if "weight" in data else None}
        value, warned = evaluate(call, scope)
        defined = metric not in NEEDS or eval(NEEDS[metric], scope).any()
        values.append(float(f"{value:.14g}") if defined and value is not None else None)
        conventional = warned if metric in ONE_CLASS else metric in DIVIDES_BY and not eval(DIVIDES_BY[metric], scope).any()
        if conventional and values[-1] is not None:
            by_convention.append(metric)
    result = {"values": values}
    if by_convention:
        result["by_convention"] = by_convention
    if not columns:
        keep = has_label & has_prediction
        confusion = sk.confusion_matrix(y[keep], p[keep], labels=classes) if keep.any() else np.zeros((len(classes),) * 2, int)
        result["confusion"] = confusion.ravel().tolist()
    return result


def main():
    random = np.random.default_rng(SEED)
    golden = {
        "oracle": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
        "seed": SEED,
        "label_calls": LABEL_CALLS,
        "score_calls": SCORE_CALLS,
        "one_column_calls": ONE_COLUMN_CALLS,
        "confusion_call": CONFUSION_CALL,
        "values": "in the order of label_calls, or of score_calls where there are scores; to 14 digits; - where the metric is not asked for",
        "undefined": "null: scikit-learn gives nan, no row takes part, no row that NEEDS names, a class without rows for averages of the AUC",
        "by_convention": "metrics of one class whose denominator is 0",
    }
    head = json.dumps(golden, ensure_ascii=False, indent=1)[:-2]
    sets = [make_set(random, index) for index in range(SETS)]
    rows = ",\n".join(json.dumps({**data, **measure(data)}, ensure_ascii=False, separators=(",", ":"), allow_nan=False) for data in sets)
    sys.stdout.write(f'{head},\n "sets": [\n{rows}\n]}}\n')


if __name__ == "__main__":
    main()

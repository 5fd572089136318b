"""Golden vectors of the classification metrics, computed by scikit-learn.

    python tools/oracle/classification.py > test/metrics/golden/classification.json

Random seeded data sets of two to six classes with ties in scores, weights, absent classes, classes that are predicted but never
true and the reverse, missing cells, single classes and single rows. A row takes part in a metric when all the cells that the metric
needs are there: the rows that lack one are dropped before scikit-learn sees them.
"""

import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as sk
from sklearn.exceptions import UndefinedMetricWarning

SEED = 20261124
SETS = 260
NAMES = ["ant", "bee", "cat", "dog", "eel", "Fuchs", "gnu ", "été", "日本", "0", "1", "2", "10"]

# Metric -> the call that gives its value. y, p: labels and predictions; s: scores of the class c; P: one column a class in the
# order of `classes`; w: weights.
CALLS = {
    "accuracy": "accuracy_score(y, p, sample_weight=w)",
    "balanced_accuracy": "balanced_accuracy_score(y, p, sample_weight=w)",
    "precision": "precision_score(y == c, p == c, sample_weight=w)",
    "recall": "recall_score(y == c, p == c, sample_weight=w)",
    "specificity": "recall_score(y != c, p != c, sample_weight=w)",
    "f1": "f1_score(y == c, p == c, sample_weight=w)",
    "precision_macro": "precision_score(y, p, average='macro', sample_weight=w)",
    "precision_micro": "precision_score(y, p, average='micro', sample_weight=w)",
    "precision_weighted": "precision_score(y, p, average='weighted', sample_weight=w)",
    "recall_macro": "recall_score(y, p, average='macro', sample_weight=w)",
    "recall_micro": "recall_score(y, p, average='micro', sample_weight=w)",
    "recall_weighted": "recall_score(y, p, average='weighted', sample_weight=w)",
    "f1_macro": "f1_score(y, p, average='macro', sample_weight=w)",
    "f1_micro": "f1_score(y, p, average='micro', sample_weight=w)",
    "f1_weighted": "f1_score(y, p, average='weighted', sample_weight=w)",
    "matthews_corrcoef": "matthews_corrcoef(y, p, sample_weight=w)",
    "cohen_kappa": "cohen_kappa_score(y, p, sample_weight=w)",
    "roc_auc": "roc_auc_score(y == c, s, sample_weight=w)",
    "average_precision": "average_precision_score(y == c, s, sample_weight=w)",
    "log_loss": "log_loss(y, P, labels=classes, sample_weight=w)",
    "brier_score": "brier_score_loss(y, P, labels=classes, sample_weight=w)",
}
# A binary task may have one score column, the probability of c.
ONE_COLUMN_CALLS = {
    "log_loss": "log_loss(y == c, s, labels=[False, True], sample_weight=w)",
    "brier_score": "brier_score_loss(y == c, s, pos_label=True, sample_weight=w)",
}
CONFUSION_CALL = "confusion_matrix(y, p, labels=classes)"
SCORED = {"roc_auc", "average_precision", "log_loss", "brier_score"}
ONE_CLASS = {"precision", "recall", "specificity", "f1"}


def evaluate(call, y, p, c, s, P, w, classes):
    """The value, None where it is undefined, and whether scikit-learn warned that it is set by convention."""
    scope = {**vars(sk), "y": y, "p": p, "c": c, "s": s, "P": P, "w": w, "classes": classes}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = float(eval(call, scope))
    warned = any(issubclass(one.category, UndefinedMetricWarning) for one in caught)
    return (None if np.isnan(value) else value), warned


def probabilities(random, n, k, labels):
    logits = random.normal(size=(n, k))
    logits[np.arange(n), labels] += random.uniform(0, 2)
    table = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    digits = int(random.choice([1, 2, 4]))
    table = np.round(table, digits)
    if random.random() < 0.2:
        table[0] = np.eye(k)[random.integers(k)]
    return table


def make_set(random, index):
    k = 2 if index % 2 == 0 else int(random.integers(3, 7))
    n = 1 if index % 20 == 7 else int(random.integers(2, 33))
    classes = sorted(random.choice(NAMES, size=k, replace=False).tolist())
    true_classes, predicted_classes = np.arange(k), np.arange(k)
    if index % 5 == 1:
        true_classes = random.choice(k, size=int(random.integers(1, k)), replace=False)
    if index % 5 == 2:
        predicted_classes = random.choice(k, size=int(random.integers(1, k)), replace=False)
    if index % 26 == 3:
        true_classes = predicted_classes = random.choice(k, size=1)
    y = random.choice(true_classes, size=n)
    p = np.where(random.random(n) < 0.6, y, random.choice(predicted_classes, size=n))
    p = np.where(np.isin(p, predicted_classes), p, predicted_classes[0])
    table = probabilities(random, n, k, y)
    one_column = k == 2 and index % 4 == 0
    c = int(random.integers(k))
    weights = np.round(random.exponential(size=n) + 0.01, 3) if index % 3 == 0 else None
    missing = [np.zeros(n, bool)] * 3 if index % 4 != 1 else [random.random(n) < 0.1 for _ in range(3)]
    if one_column:
        scores = {classes[c]: table[:, c]}
    else:
        scores = {name: table[:, j] for j, name in enumerate(classes)}
    return {
        "classes": classes,
        "positive": classes[c],
        "label": [None if gone else classes[code] for code, gone in zip(y, missing[0])],
        "prediction": [None if gone else classes[code] for code, gone in zip(p, missing[1])],
        "scores": {name: [None if gone else v for v, gone in zip(column.tolist(), missing[2])] for name, column in scores.items()},
        "weight": None if weights is None else weights.tolist(),
    }


def measure(data):
    classes, c, n = data["classes"], data["positive"], len(data["label"])
    has_label = np.array([v is not None for v in data["label"]])
    has_prediction = np.array([v is not None for v in data["prediction"]])
    has_scores = np.array([all(column[i] is not None for column in data["scores"].values()) for i in range(n)])
    y, p = np.array(data["label"], dtype=object), np.array(data["prediction"], dtype=object)
    table = np.array([data["scores"].get(name, [None] * n) for name in classes], dtype=float).T
    one_column = len(data["scores"]) == 1
    w = None if data["weight"] is None else np.array(data["weight"])
    values, by_convention = {}, []
    for metric, call in CALLS.items():
        keep = has_label & (has_scores if metric in SCORED else has_prediction)
        if one_column:
            call = ONE_COLUMN_CALLS.get(metric, call)
        if not keep.any():
            values[metric] = None
            continue
        yk, pk, tk = y[keep].astype(str), p[keep].astype(str), table[keep]
        value, warned = evaluate(call, yk, pk, c, tk[:, classes.index(c)], tk, None if w is None else w[keep], classes)
        nothing_to_find = {"specificity": (yk != c), "average_precision": (yk == c)}.get(metric)
        values[metric] = None if nothing_to_find is not None and not nothing_to_find.any() else value
        if warned and metric in ONE_CLASS and values[metric] is not None:
            by_convention.append(metric)
    keep = has_label & has_prediction
    confusion = [[0] * len(classes) for _ in classes]
    if keep.any():
        confusion = sk.confusion_matrix(y[keep].astype(str), p[keep].astype(str), labels=classes).tolist()
    return {"values": values, "by_convention": by_convention, "confusion": confusion}


def main():
    random = np.random.default_rng(SEED)
    sets = [make_set(random, index) for index in range(SETS)]
    golden = {
        "oracle": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "seed": SEED,
        "calls": CALLS,
        "one_column_calls": ONE_COLUMN_CALLS,
        "confusion_call": CONFUSION_CALL,
        "undefined": "null: scikit-learn gives nan, no row takes part, specificity without a negative, average precision without a positive",
        "by_convention": "metrics of one class whose value scikit-learn set with an UndefinedMetricWarning",
    }
    head = json.dumps(golden, ensure_ascii=False, indent=1)[:-2]
    rows = ",\n".join(json.dumps({**data, **measure(data)}, ensure_ascii=False, separators=(",", ":"), allow_nan=False) for data in sets)
    sys.stdout.write(f'{head},\n "sets": [\n{rows}\n]}}\n')


if __name__ == "__main__":
    main()

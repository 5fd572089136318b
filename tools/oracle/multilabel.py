"""Golden vectors of the multilabel metrics, computed by scikit-learn on indicator matrices.

    python tools/oracle/multilabel.py > test/metrics/golden/multilabel.json

Random seeded sets of two to six labels with ties in scores, weights, missing cells, empty sets, full sets, labels that no row has, labels that are
never predicted, single rows and rows of weight 0. A row takes part in a metric when all the cells that the metric needs are there and its weight is
not 0; the others are dropped before scikit-learn sees them.
"""

import json
import sys
import warnings

import numpy as np
import sklearn
from sklearn import metrics as sk
from sklearn.exceptions import UndefinedMetricWarning

SEED = 20261126
CASES = 560
NAMES = ["ant", "bee", "cat", "dog", "eel", "Fuchs", "gnu ", "été", "日本", "0", "1", "10"]
RATIOS = ["precision", "recall", "f1", "jaccard"]
AVERAGES = ["macro", "micro", "weighted", "samples"]

# Metric -> the call that gives its value. Y, P: indicator matrices of the true and of the predicted sets; S: scores; w: weights; c: a label.
OF_SETS = {
    "subset_accuracy": "accuracy_score(Y, P, sample_weight=w)",
    "hamming_loss": "hamming_loss(Y, P, sample_weight=w)",
    **{
        f"{ratio}_{average}": f"{ratio}_score(Y, P, average='{average}', sample_weight=w)"
        for ratio in RATIOS
        for average in AVERAGES
    },
    **{ratio: f"{ratio}_score(Y[:, c], P[:, c], sample_weight=w)" for ratio in RATIOS[:3]},
}
OF_SCORES = {
    "label_ranking_average_precision": "label_ranking_average_precision_score(Y, S, sample_weight=w)",
    "coverage_error": "coverage_error(Y, S, sample_weight=w)",
    "label_ranking_loss": "label_ranking_loss(Y, S, sample_weight=w)",
}
CALLS = {**OF_SETS, **OF_SCORES}


def make_case(random, index):
    size = int(random.integers(2, 7))
    rows = 1 if index % 20 == 7 else int(random.integers(2, 10))
    Y = random.random((rows, size)) < random.choice([0.2, 0.4, 0.7])
    P = np.where(random.random((rows, size)) < random.choice([0.6, 0.9]), Y, random.random((rows, size)) < 0.3)
    if index % 5 == 1:
        Y[:, random.integers(size)] = False
    if index % 5 == 2:
        P[:, random.integers(size)] = False
    if index % 7 == 3:
        Y[random.integers(rows)] = True
    if index % 7 == 4:
        row = random.integers(rows)
        Y[row] = P[row] = False
    if index % 29 == 5:
        Y[:] = False
    if index % 29 == 6:
        P[:] = False
    if index % 29 == 8:
        Y[:] = P[:] = False
    if index % 29 == 9:
        P = Y.copy()
    S = np.round(random.random((rows, size)) * 0.7 + Y * 0.3, int(random.choice([1, 2])))
    weight = None
    if index % 3 == 1:
        weight = random.integers(0, 4, rows).astype(float).tolist()
    if index % 3 == 2:
        weight = np.round(random.exponential(size=rows) + 0.01, 2).tolist()
    gone = random.random((3, rows)) < (0.12 if index % 4 == 1 else 0)
    sets = lambda table, missing: [None if m else np.flatnonzero(row).tolist() for row, m in zip(table, missing)]
    return {
        "classes": random.choice(NAMES, size=size, replace=False).tolist(),
        "c": int(random.integers(size)),
        "label": sets(Y, gone[0]),
        "prediction": sets(P, gone[1]),
        "scores": [None if m else row for row, m in zip(S.tolist(), gone[2])],
        "weight": weight,
    }


def measure(case):
    size, c = len(case["classes"]), case["c"]
    has = {key: np.array([cell is not None for cell in case[key]]) for key in ["label", "prediction", "scores"]}
    weight = np.ones(len(case["label"])) if case["weight"] is None else np.array(case["weight"])
    matrix = lambda key: np.array([[int(k in (cell or [])) for k in range(size)] for cell in case[key]])
    Y, P = matrix("label"), matrix("prediction")
    S = np.array([cell or [0] * size for cell in case["scores"]])
    values, reasons = [], {}
    for name, call in CALLS.items():
        keep = has["label"] & has["prediction" if name in OF_SETS else "scores"] & (weight > 0)
        if not keep.any():
            # The units of a recall are the rows that have the label; no row and none of these are the same to it.
            values.append(0.0 if name == "recall" else None)
            reasons[name] = "zero_division" if name == "recall" else "no_examples"
            continue
        w = None if case["weight"] is None else weight[keep]
        scope = {**vars(sk), "Y": Y[keep], "P": P[keep], "S": S[keep], "w": w, "c": c}
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            values.append(float(eval(call, scope)))
        warned = any(issubclass(one.category, UndefinedMetricWarning) for one in caught)
        if by_convention(name, warned, Y[keep], P[keep]):
            reasons[name] = "zero_division"
    return values, reasons


def by_convention(name, warned, Y, P):
    """Whether every ratio that the value is made of had the denominator 0: scikit-learn then gives its 0 or 1 as it is told to."""
    if name in RATIOS or name.endswith("_micro"):
        return warned
    ratio, _, average = name.partition("_")
    if ratio not in RATIOS or average not in ("macro", "weighted"):
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        low, high = [getattr(sk, f"{ratio}_score")(Y, P, average=None, zero_division=z) for z in (0, 1)]
    is_known = low == high
    return not np.any(is_known & (Y.any(axis=0) if average == "weighted" else True))


def main():
    random = np.random.default_rng(SEED)
    golden = {
        "oracle": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "seed": SEED,
        "calls": CALLS,
        "values": "in the order of the calls; null when no row takes part",
        "reasons": "zero_division: scikit-learn warned (micro averages and one label), or every ratio follows its zero_division (macro, weighted)",
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

"""Golden vectors of the credit metrics.

    python tools/oracle/credit.py > test/metrics/golden/credit.json

Bands are those of numpy's percentiles, checked to be those of pandas' qcut where no two edges are equal; rates and breaks are those of pandas'
groupby. Costs are summed over scikit-learn's confusion matrix. A row takes part when it weighs something and has what is needed; weights are
whole numbers where there are bands, which see a row as often as it weighs.
"""

import json
import sys

import numpy as np
import pandas as pd
import sklearn
from sklearn.metrics import confusion_matrix

SEED = 20261126
SETS = 240


def bands_of(scores, bands):
    edges = np.percentile(scores, np.linspace(0, 1, bands + 1) * 100)
    codes = np.searchsorted(edges[1:-1], scores)
    if len(np.unique(edges)) == len(edges):
        assert (codes == pd.qcut(scores, bands, labels=False)).all()
    return codes


def of_bands(y, s, w, wanted):
    y, s = np.repeat(y, w), np.repeat(s, w)
    values = {}
    for bands in (2, 5, 10):
        rates = pd.Series(y).groupby(bands_of(s, bands)).mean() if len(y) else pd.Series(dtype=float)
        values[f"rank_order_breaks@{bands}"] = int((rates.diff() < 0).sum()) if len(rates) > 1 else None
        for k in sorted({1, wanted % bands + 1, bands}):
            values[f"default_rate_by_band@{k}/{bands}"] = float(rates[k - 1]) if k - 1 in rates.index else None
    return values


def make_set(random, index):
    k = 2 if index % 3 else int(random.integers(3, 5))
    n = 1 if index % 30 == 4 else int(random.integers(2, 50))
    y, p = random.integers(k, size=n), random.integers(k, size=n)
    p = np.where(random.random(n) < 0.5, y, p)
    data = {"classes": k, "label": y.tolist(), "prediction": p.tolist()}
    if k == 2:
        s = random.normal(size=n) + y * random.uniform(0, 2)
        data["score"] = np.round(s, int(random.choice([0, 1, 3]))).tolist()
        data["costs"] = {"falseNegative": round(random.uniform(0, 20), 2), "falsePositive": round(random.uniform(-1, 3), 2)}
    else:
        costs = np.round(random.uniform(-1, 9, size=(k, k)), 1)
        if index % 2:
            np.fill_diagonal(costs, 0)
        data["costs"] = costs.tolist()
    if index % 4 == 1:
        data["weight"] = random.integers(0, 4, size=n).tolist()
    if index % 5 == 2:
        for column in ("label", "prediction"):
            data[column] = [None if random.random() < 0.1 else v for v in data[column]]
    return data


def measure(data, index):
    n, k = len(data["label"]), data["classes"]
    w = np.array(data.get("weight", np.ones(n, int)))
    y, p = (np.array([-1 if v is None else v for v in data[name]]) for name in ("label", "prediction"))
    values = {}
    labelled = (y >= 0) & (w > 0)
    values["default_rate"] = float(np.average(y[labelled] == 1, weights=w[labelled])) if labelled.any() else None
    if k == 2:
        values.update(of_bands(y[labelled], np.array(data["score"])[labelled], w[labelled], index))
    both = labelled & (p >= 0)
    costs = data["costs"]
    table = np.array([[0, costs["falsePositive"]], [costs["falseNegative"], 0]] if k == 2 else costs)
    if both.any():
        counts = confusion_matrix(y[both], p[both], labels=range(k), sample_weight=w[both])
        values["expected_cost"] = float((counts * table).sum() / counts.sum())
    else:
        values["expected_cost"] = None
    return {name: value if value is None else float(f"{value:.14g}") for name, value in values.items()}


def main():
    random = np.random.default_rng(SEED)
    golden = {
        "oracle": f"pandas {pd.__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "seed": SEED,
        "calls": "bands: searchsorted(percentile(s, linspace(0, 1, B + 1) * 100)[1:-1], s); rates: groupby(band).mean(); costs: (confusion_matrix * costs).sum() / n",
        "undefined": "null: no row takes part, a band without rows, breaks among fewer than two bands with rows",
    }
    head = json.dumps(golden, indent=1)[:-2]
    sets = []
    for index in range(SETS):
        data = make_set(random, index)
        sets.append(json.dumps({**data, "values": measure(data, index)}, separators=(",", ":"), allow_nan=False))
    rows = ",\n".join(sets)
    sys.stdout.write(f'{head},\n "sets": [\n{rows}\n]}}\n')


if __name__ == "__main__":
    main()

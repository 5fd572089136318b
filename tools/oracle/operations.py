"""Golden vectors of the metrics of latency, cost and tokens, by numpy.

    python tools/oracle/operations.py > test/metrics/golden/operations.json

Seeded columns of one to fourteen rows with ties, zeros, equal values, heavy tails, missing cells, and weights: whole ones repeat a row, which
numpy's percentiles see as so many values; for others only means are asked, since numpy has no type 7 under weights. A negative number makes
a column meaningless.
"""

import json
import sys

import numpy as np

SEED = 20261124
SETS = 520
PERCENTS = [50, 90, 95, 99]
OTHER_PERCENTS = [0.1, 1, 5, 12.5, 25, 33.3, 75, 97.5, 99.9, 99.99]
CALLS = {"latency_pNN": "np.percentile(np.repeat(latency, weight), NN, method='linear')", "means": "np.average(column, weights=weight)"}


def column(random, n, digits):
    shape = random.integers(5)
    if shape == 0:
        values = np.full(n, random.integers(0, 3))
    elif shape == 1:
        values = random.integers(0, 5, size=n)
    else:
        values = np.round(random.lognormal(0, [0.3, 1, 3][shape - 2], size=n), digits)
    hidden = random.random(n) < (0.1 if random.random() < 0.3 else 0)
    return [None if gone else v for v, gone in zip(values.tolist(), hidden)]


def make_set(random, index):
    n = 1 if index % 13 == 6 else int(random.integers(2, 15))
    data = {
        "latency": column(random, n, 3),
        "cost": column(random, n, 5),
        "tokens": [None if v is None else round(100 * v) for v in column(random, n, 2)],
        "weight": random.integers(0, 4, size=n).tolist() if index % 4 == 1 else np.round(random.exponential(size=n) + 0.01, 2).tolist() if index % 4 == 3 else None,
    }
    if index % 40 == 10:
        data[str(random.choice(["latency", "cost", "tokens"]))][int(random.integers(n))] = -1
    return data


def measure(random, data):
    weight = np.array(data["weight"] or [1] * len(data["cost"]), dtype=float)
    values = {}

    def ask(name, column, compute):
        numbers = np.array(data[column], dtype=float)
        keep = ~np.isnan(numbers) & (weight > 0)
        outside = (numbers[~np.isnan(numbers)] < 0).any()
        values[name] = None if outside or not keep.any() else float(compute(numbers[keep], weight[keep]))

    if np.array_equal(weight, np.round(weight)):
        for percent in [*PERCENTS, float(random.choice(OTHER_PERCENTS))]:
            ask(f"latency_p{percent:g}", "latency", lambda x, w: np.percentile(np.repeat(x, w.astype(int)), percent, method="linear"))
    for name, source in (("latency_mean", "latency"), ("cost_per_example", "cost"), ("tokens_per_example", "tokens")):
        ask(name, source, lambda x, w: np.average(x, weights=w))
    return values


def main():
    random = np.random.default_rng(SEED)
    sets = [make_set(random, index) for index in range(SETS)]
    head = {
        "oracle": f"numpy {np.__version__}",
        "seed": SEED,
        "calls": CALLS,
        "undefined": "null: no row takes part, or a number is negative",
    }
    rows = ",\n".join(json.dumps({**data, "values": measure(random, data)}, separators=(",", ":"), allow_nan=False) for data in sets)
    sys.stdout.write(f'{json.dumps(head, indent=1)[:-2]},\n "sets": [\n{rows}\n]}}\n')


if __name__ == "__main__":
    main()

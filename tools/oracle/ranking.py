"""Golden vectors of the ranking metrics, computed by trec_eval (pytrec_eval), scikit-learn and gdeval.

    python tools/oracle/ranking.py > test/metrics/golden/ranking.json

Random seeded topics with ties, items that are not judged or not returned, negative and fractional grades, topics without relevant or
returned or judged items, names that begin with each other, and names whose bytes in UTF-8 sort unlike their UTF-16 units. Every topic is
measured by itself; the mean is over all judged topics, those without a returned item counting 0, as `trec_eval -c` has it.

Scores are numbers that single precision holds exactly, because pytrec_eval keeps them so. Novelty and coverage have no oracle: they
are derived here a second time, from the definitions alone.
"""

import json
import math
import sys
from importlib.metadata import version

import ir_measures
import numpy as np
import pytrec_eval
from ir_measures import nDCG
from sklearn.metrics import dcg_score, ndcg_score

SEED = 20261125
LAST = -1e300
SETS = 30
TOPICS = 20
NAMES = ["d", "d1", "d10", "d100", "d2", "D1", "a", "ab", "abc", "Z", "_", "0", "00", "7", "é", "e\u0301", "z\u0301", "日本", "日", "ж",
         "\ue000", "\uffee", "\ufffd", "😀", "😀a", "𝒳", "x-1", "x.1", "x/1", "~"]
POPULARITY = {name: int(7 ** (i % 5)) + i for i, name in enumerate(NAMES)}

# Names with @ and _k stand for the two cuts of a set, in this order.
TREC = {"map": "map", "recip_rank": "recip_rank"}
TREC_CUT = {"ndcg_cut_": "ndcg_cut", "map_cut_": "map_cut", "P_": "P", "recall_": "recall", "success_": "success"}


def names_of(cuts):
    plain = ["ndcg", *TREC]
    at = [f"{stem}{k}" for k in cuts for stem in ["ndcg@", *TREC_CUT, "ndcg_exp@"]]
    return plain + at


def by_trec(items, cuts):
    """items: name -> (grade or None, score or None); integer grades. None for a topic that is not judged."""
    qrels = {name: int(grade) for name, (grade, _) in items.items() if grade is not None}
    run = {name: float(score) for name, (_, score) in items.items() if score is not None}
    if not qrels:
        return {}
    if max(qrels.values()) < 0:
        # pytrec_eval crashes without a grade of -1 or more; an irrelevant item that was not returned changes nothing.
        qrels["not returned"] = 0
    cut = ",".join(map(str, cuts))
    asked = {*TREC.values(), *(f"{measure}.{cut}" for measure in TREC_CUT.values())}
    found = pytrec_eval.RelevanceEvaluator({"q": qrels}, asked).evaluate({"q": run})["q"]
    values = {name: found[name] for name in TREC}
    values |= {f"{stem}{k}": found[f"{measure}_{k}"] for k in cuts for stem, measure in TREC_CUT.items()}
    # The gain 2^grade - 1, put in place of the grade.
    gains = {name: 2 ** max(grade, 0) - 1 for name, grade in qrels.items()}
    found = pytrec_eval.RelevanceEvaluator({"q": gains}, {f"ndcg_cut.{cut}"}).evaluate({"q": run})["q"]
    return values | {f"ndcg_exp@{k}": found[f"ndcg_cut_{k}"] for k in cuts}


def by_sklearn(items, cuts):
    """nDCG, with what was not returned gaining nothing. None where scikit-learn refuses negative grades."""
    judged = [grade for grade, _ in items.values() if grade is not None]
    returned = [(grade or 0, score) for grade, score in items.values() if score is not None]
    if not judged:
        return {}
    values = {}
    for name, k in [("ndcg", None), *((f"ndcg@{k}", k) for k in cuts)]:
        if min(judged) < 0:
            values[name] = None
            continue
        # An item without gain behind all others changes nothing, and scikit-learn needs more than one.
        gained = dcg_score([[grade for grade, _ in returned] + [0, 0]], [[score for _, score in returned] + [LAST, LAST]], k=k)
        ideal = dcg_score([judged + [0, 0]], [judged + [-1, -1]], k=k, ignore_ties=True)
        values[name] = 0.0 if ideal == 0 else float(gained / ideal)
        if len(returned) == len(items) > 1:
            plain = ndcg_score([[grade for grade, _ in returned]], [[score for _, score in returned]], k=k)
            assert math.isclose(values[name], plain, rel_tol=1e-13, abs_tol=1e-15), (items, k, values[name], plain)
    if min(judged) < 0 and len(items) > 1:
        try:
            ndcg_score([[grade or 0 for grade, _ in items.values()]], [[score or 0 for _, score in items.values()]])
        except ValueError:
            return values
        raise AssertionError("scikit-learn took a negative grade")
    return values


def in_trec_order(items):
    returned = [(score, name.encode(), name) for name, (_, score) in items.items() if score is not None]
    return [name for _, _, name in sorted(returned, reverse=True)]


def of_lists(topics, weights, k, popularity, catalogue):
    """Coverage, what each topic alone shows, and the novelty of each topic."""
    judged = [any(grade is not None for grade, _ in items.values()) for items in topics]
    lists = [in_trec_order(items)[:k] if is_judged else [] for items, is_judged in zip(topics, judged)]
    heavy = [is_judged and weight > 0 for is_judged, weight in zip(judged, weights)]
    shown = [name for top, is_heavy in zip(lists, heavy) if is_heavy for name in top]
    alone = [sum(shown.count(name) == 1 for name in top) if is_heavy else 0 for top, is_heavy in zip(lists, heavy)]
    total = math.fsum(popularity.values())
    novelty = [float(np.mean([-math.log2(popularity[name] / total) for name in top])) if top else 0.0 for top in lists]
    novelty = [value if is_judged else None for value, is_judged in zip(novelty, judged)]
    return {"coverage": len(set(shown)) / catalogue if any(heavy) else None, "alone": alone, "novelty": novelty}


def make_topic(random, flavour):
    """flavour: of the whole set. 0: graded; 1: with negative grades; 2: binary; 3: fractional grades."""
    n = int(random.integers(1, 26)) if random.random() < 0.8 else int(random.integers(1, 4))
    names = random.choice(NAMES, size=n, replace=False).tolist()
    kind = random.integers(12)
    step = random.choice([1, 2, 4, 64])
    items = {}
    for name in names:
        grade = [random.integers(0, 5), random.integers(-2, 4), random.integers(0, 2), random.integers(0, 7) / 2][flavour]
        grade = float(grade) if flavour == 3 else int(grade)
        score = float(np.round(random.normal() * step) / step)
        if step == 64 and random.random() < 0.2:
            score = float(np.float32(random.normal() * 10.0 ** random.integers(-20, 20)))
        if kind == 0:
            score = 0.25
        if kind == 1:
            grade = min(grade, 0)
        if kind == 2 and flavour != 3:
            grade = max(grade, 1)
        is_judged = kind == 4 or random.random() < 0.75
        is_returned = kind == 4 or random.random() < 0.75
        if kind == 5:
            is_returned = False
        if kind == 6 and random.random() < 0.5:
            is_judged = False
        if not is_judged and not is_returned:
            is_judged = True
        items[name] = (grade if is_judged else None, score if is_returned else None)
    if kind == 7 and random.random() < 0.3:
        items = {name: (None, 0.0 if score is None else score) for name, (_, score) in items.items()}
    if kind == 8:
        items = {name: (grade, (-0.0 if i % 2 else 0.0) if score == 0 else score) for i, (name, (grade, score)) in enumerate(items.items())}
    return items


def measure(items, cuts, flavour):
    values = by_sklearn(items, cuts) if flavour == 3 else by_sklearn(items, cuts) | by_trec(items, cuts)
    return [values.get(name) for name in names_of(cuts)]


def average(rows, weights):
    """None where a topic has no value that should have one. Topics without any value are not judged."""
    kept = [(row, weight) for row, weight in zip(rows, weights) if any(value is not None for value in row)]
    columns = list(zip(*(row for row, _ in kept)))
    heavy = [weight for _, weight in kept]
    return [None if None in column else float(np.average(column, weights=heavy)) for column in columns]


def check_by_gdeval(topics, cuts, rows):
    """gdeval prints five decimals, and nothing for a topic without a relevant item. Its names are bytes, and its topics numbers."""
    qrels, run = [], []
    for topic, items in enumerate(topics):
        for name, (grade, score) in items.items():
            if grade is not None:
                qrels.append(ir_measures.Qrel(str(topic), name, grade))
            if score is not None:
                run.append(ir_measures.ScoredDoc(str(topic), name, score))
    for k in cuts:
        at = names_of(cuts).index(f"ndcg_exp@{k}")
        for found in ir_measures.iter_calc([nDCG(dcg="exp-log2") @ k], qrels, run):
            expected = rows[int(found.query_id)][at]
            if expected is not None:
                assert abs(found.value - expected) < 6e-6, (topics[int(found.query_id)], k, found.value, expected)


def make_set(random, index):
    flavour = [0, 1, 2, 0, 3][index % 5]
    cuts = sorted(random.choice([1, 2, 3, 5, 10, 20], size=2, replace=False).tolist())
    topics = [make_topic(random, flavour) for _ in range(TOPICS)]
    weights = [1.0] * TOPICS
    if index % 3 == 1:
        weights = np.round(random.exponential(size=TOPICS) + 0.01, 3).tolist()
    if index % 3 == 2:
        weights = random.integers(0, 4, size=TOPICS).astype(float).tolist()
    rows = [measure(items, cuts, flavour) for items in topics]
    if flavour != 3:
        check_by_gdeval(topics, cuts, rows)
    known = {name: POPULARITY[name] for items in topics for name in items}
    return {
        "cuts": cuts,
        "weights": weights,
        "mean": average(rows, weights),
        "catalogue": len(known),
        "lists": of_lists(topics, weights, cuts[0], known, len(known)),
        "topics": [{"items": [[name, *items[name]] for name in items], "values": row} for items, row in zip(topics, rows)],
    }


def examples():
    """What src/metrics/ranking/examples.ts says."""
    one = {"a": (3, 0.9), "b": (2, 0.8), "c": (3, 0.7), "d": (0, 0.7), "e": (1, 0.5), "f": (2, 0.4)}
    two = {"g": (None, 0.6), "a": (0, 0.5), "e": (1, 0.3), "b": (1, None)}
    three = {"h": (1, None)}
    topics, ones = [one, two, three], [1, 1, 1]
    popularity = {"a": 30, "b": 20, "c": 10, "d": 20, "e": 5, "f": 4, "g": 1, "h": 10}
    cuts = [5, 10]
    values = dict(zip(names_of(cuts), average([measure(items, cuts, 0) for items in topics], ones)))
    for k in cuts:
        lists = of_lists(topics, ones, k, popularity, len(popularity))
        values[f"hit_rate@{k}"] = values[f"success_{k}"]
        values[f"novelty@{k}"] = float(np.mean(lists["novelty"]))
        values[f"catalog_coverage@{k}"] = lists["coverage"]
    return values


def write(part):
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def main():
    random = np.random.default_rng(SEED)
    golden = {
        "oracle": ", ".join(f"{name} {version(name)}" for name in ["scikit-learn", "numpy", "pytrec_eval-terrier", "ir_measures"]),
        "seed": SEED,
        "names": "values stand in the order of ndcg, map, recip_rank, and for each cut k ndcg@k, ndcg_cut_k, map_cut_k, P_k, recall_k, success_k, ndcg_exp@k",
        "null": "of all values: the topic is not judged; of the first: scikit-learn refuses negative grades; of the others: trec_eval has no fractional grades",
        "lists": "the share of the catalogue among the first items of the topics at the first cut, the items that only this topic shows, its novelty",
        "popularity": POPULARITY,
        "examples": examples(),
    }
    head = json.dumps(golden, ensure_ascii=False, indent=1)[:-2]
    sets = [make_set(random, index) for index in range(SETS)]
    lines = []
    for one in sets:
        topics = ",\n".join(map(write, one.pop("topics")))
        lines.append(f'{write(one)[:-1]},"topics":[\n{topics}\n]}}')
    joined = ",\n".join(lines)
    sys.stdout.write(f'{head},\n "sets": [\n{joined}\n]}}\n')


if __name__ == "__main__":
    main()

"""Golden vectors of the metrics of generated texts, by rouge-score, jiwer, NLTK, numpy and exact fractions.

    python tools/oracle/generation.py > test/metrics/golden/generation.json

`texts`: seeded corpora of one to four rows with up to three references, references and texts that are absent or empty, scripts other than
Latin, white space that Python and JavaScript see differently, punctuation, articles, lines, weights. `runs`: problems with several runs,
`outcomes`: columns of numbers. A row takes part in a metric when the cells that the metric needs are there.

`token_f1` and the normaliser of SQuAD have no library on PyPI: they are derived here from the definition of the official evaluation script.
pass@k and pass^k are quotients of binomial coefficients in exact arithmetic, not the products that the program multiplies.
"""

import json
import math
import re
import string
import sys
from collections import Counter
from fractions import Fraction
from importlib.metadata import version

import jiwer
import numpy as np
from rouge_score import rouge_scorer

SEED = 20261124
TEXTS, RUNS, OUTCOMES = 280, 160, 80

CALLS = {
    "rouge": "rouge_scorer.RougeScorer([type], use_stemmer=stem).score_multi(references, text), mean over rows",
    "exact_match": "text == reference after norm, any reference, mean over rows",
    "token_f1": "SQuAD evaluate-v2.0 compute_f1 derived again, max over references, mean over rows",
    "wer": "jiwer.process_words of texts whose white space is single spaces, reference of lowest rate, sum of edits / sum of words",
    "cer": "jiwer.process_characters, reference of lowest rate, sum of edits / sum of characters",
    "pass@k": "1 - comb(n - c, k) / comb(n, k), mean over problems",
    "pass^k": "comb(c, k) / comb(n, k), mean over problems",
    "consistency_rate": "pairs of runs that agree / pairs, by enumeration, mean over examples",
    "run_to_run_sd": "sqrt(mean(np.var(runs, ddof=1)))",
    "perplexity": "np.exp(sum(nll) / sum(tokens))",
    "bits_per_byte": "sum(nll) / (np.log(2) * sum(bytes))",
    "means": "np.average",
}

ROUGE_TYPES = [f"rouge{n}" for n in range(1, 10)] + ["rougeL", "rougeLsum"]
SCORERS = {(t, s): rouge_scorer.RougeScorer([t], use_stemmer=s == "yes") for t in ROUGE_TYPES for s in ("no", "yes")}
MEASURES = {"precision": 0, "recall": 1, "f": 2}

WORDS = """the a an The AN A. the, cat cats running runs ran quickly happily relational generalizations dogs dog's don't they're naïve
café cafe\u0301 ÉTÉ Straße STRASSE ΣΊΣΥΦΟΣ İstanbul \u212aelvin 日本語 語 한국어 שלום مرحبا 🙂 👩‍👩‍👧 a\u0300 a² the_cat an-other a1 4.5 1990s 2 42 x=y
e-mail U.S.A. (the) "an" ‘the’ –a– … ! ? — dying flies proceed yyyy ours was its enjoyment a_ ½ ⅷ \u200b \ufeffbom fi ﬁ""".split()
SEPARATORS = [" "] * 24 + ["  ", "\t", "\n", "\n", "\n", "\n\n", "\r\n", "\u00a0", "\u3000", "\u0085", "\u2028", "\x1c", "\ufeff", "", "-"]
ENDS = [""] * 12 + [" ", "\n", "\u0085", "\u2003", "\ufeff", "\x1f ", "."]


def squad_words(text):
    """Lower case; drop ASCII punctuation; blank out a, an, the as whole words; split at white space."""
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return re.sub(r"\b(?:a|an|the)\b", " ", text).split()


def squad_f1(text, reference):
    own, other = squad_words(text), squad_words(reference)
    if not own or not other:
        return float(own == other)
    shared = sum((Counter(own) & Counter(other)).values())
    if shared == 0:
        return 0.0
    precision, recall = shared / len(own), shared / len(other)
    return 2 * precision * recall / (precision + recall)


NORMS = {"strip": str.strip, "none": str, "squad": lambda text: " ".join(squad_words(text))}


def edits(process, text, references):
    """Edits and length against the reference of the lowest rate, with the fewest edits among equals."""
    found = []
    for reference in references:
        out = process(reference, text)
        wrong, length = out.substitutions + out.deletions + out.insertions, out.hits + out.substitutions + out.deletions
        rate = 0 if wrong == 0 else math.inf if length == 0 else wrong / length
        found.append((rate, wrong, length))
    return min(found)[1:]


def words_of(reference, text):
    return jiwer.process_words(" ".join(reference.split()), " ".join(text.split()))


def phrase(random, words):
    parts = []
    for word in words:
        parts += [word, random.choice(SEPARATORS)]
    return str(random.choice(ENDS)) + "".join(parts[:-1]) + str(random.choice(ENDS))


# Words that are the same, or are not, by their stems, case or normal form.
VARIANTS = {"was": "wa", "its": "it", "cats": "cat", "runs": "running", "ran": "run", "Straße": "STRASSE", "café": "cafe\u0301", "The": "the"}


def change(random, words):
    out = []
    for word in words:
        if word in VARIANTS and random.random() < 0.5:
            word = VARIANTS[word]
        fate = random.random()
        if fate < 0.65:
            out.append(word)
        elif fate < 0.8:
            out.append(str(random.choice(WORDS)))
        elif fate < 0.9:
            out += [word, str(random.choice(WORDS))]
    if random.random() < 0.2:
        random.shuffle(out)
    return out


def weights_of(random, index, n):
    if index % 4 == 1:
        return random.integers(0, 4, size=n).tolist()
    if index % 4 == 3:
        return np.round(random.exponential(size=n) + 0.01, 2).tolist()
    return None


def make_texts(random, index):
    rows = []
    for _ in range(1 if index % 10 == 4 else int(random.integers(2, 5))):
        words = [str(w) for w in random.choice(WORDS, size=int(random.integers(0, 12)))]
        text = phrase(random, words)
        references = [phrase(random, change(random, words)) for _ in range(1 if index % 3 == 0 else int(random.integers(1, 4)))]
        if random.random() < 0.12:
            references[-1] = random.choice([text, text.strip(), text.lower(), "the " + text, ""])
        if random.random() < 0.06:
            text = random.choice(["", " ", "the", "!?", "\n\n"])
        if random.random() < 0.06:
            text = None
        if random.random() < 0.06:
            references[0] = None
        rows.append([text, [None if r is None else str(r) for r in references]])
    return {"rows": rows, "weight": weights_of(random, index, len(rows))}


def measure_texts(random, data, index):
    rows = [(t, [r for r in refs if r is not None]) for t, refs in data["rows"]]
    keep = [t is not None and len(refs) > 0 for t, refs in rows]
    weight = np.array(data["weight"] if data["weight"] is not None else [1] * len(rows), dtype=float)[keep]
    rows = [row for row, kept in zip(rows, keep) if kept]
    values = {}

    def mean(name, scores):
        values[name] = float(np.average(scores, weights=weight)) if weight.sum() > 0 else None

    for k in range(2):
        kind, stem = ROUGE_TYPES[(2 * index + k) % 11], "yes" if random.random() < 0.5 else "no"
        scored = [SCORERS[kind, stem].score_multi(refs, t)[kind] for t, refs in rows]
        for measure, place in MEASURES.items():
            options = [f"stem:{stem}"] * (stem == "yes") + [f"measure:{measure}"] * (measure != "f")
            mean(kind + ("@" + "|".join(options) if options else ""), [s[place] for s in scored])
    for norm, normalise in NORMS.items():
        name = "exact_match" + ("" if norm == "strip" else f"@norm:{norm}")
        mean(name, [any(normalise(t) == normalise(r) for r in refs) for t, refs in rows])
    mean("token_f1", [max(squad_f1(t, r) for r in refs) for t, refs in rows])
    for name, process in (("wer", words_of), ("cer", jiwer.process_characters)):
        pairs = [edits(process, t, refs) for t, refs in rows]
        total = math.fsum(w * length for w, (_, length) in zip(weight, pairs))
        values[name] = math.fsum(w * wrong for w, (wrong, _) in zip(weight, pairs)) / total if total > 0 else None
        values[f"{name} pairs"] = pairs
    plain = data["weight"] is None and all(len(refs) == 1 for _, refs in rows) and values["wer"] is not None
    if plain:
        together = jiwer.wer([" ".join(refs[0].split()) for _, refs in rows], [" ".join(t.split()) for t, _ in rows])
        assert together == values["wer"] and (values["cer"] is None or jiwer.cer([r[0] for _, r in rows], [t for t, _ in rows]) == values["cer"])
    return values


def make_runs(random, index):
    examples = int(random.integers(1, 6))
    runs = 1 if index % 16 == 5 else int(random.integers(2, 10))
    rows = [(f"p{e}", r) for e in range(examples) for r in range(runs if random.random() < 0.8 else max(1, runs - int(random.integers(0, 3))))]
    random.shuffle(rows)
    easy = {f"p{e}": float(random.choice([0, 1, random.random()])) for e in range(examples)}
    n = len(rows)
    passed = [None if random.random() < 0.04 else int(random.random() < easy[e]) for e, _ in rows]
    classes = ["a", "b", "c"]
    truth = {f"p{e}": str(random.choice(classes)) for e in range(examples)}
    prediction = [None if random.random() < 0.04 else truth[e] if random.random() < 0.6 else str(random.choice(classes)) for e, _ in rows]
    label = [truth[e] for e, _ in rows]
    weight = None if index % 3 else {f"p{e}": int(random.integers(0, 4)) for e in range(examples)}
    return {
        "id": [e for e, _ in rows],
        "passed": passed if index % 2 == 0 else None,
        "prediction": prediction,
        "label": label,
        "weight": None if weight is None else [weight[e] for e, _ in rows],
        "k": int(random.integers(1, runs + 2)),
    }


def by_example(data, outcomes):
    found = {}
    for i, example in enumerate(data["id"]):
        weight, own = found.setdefault(example, (1 if data["weight"] is None else data["weight"][i], []))
        if outcomes[i] is not None:
            own.append(outcomes[i])
    return [(weight, own) for weight, own in found.values() if weight > 0]


def average(pairs):
    pairs = list(pairs)
    total = sum(weight for weight, _ in pairs)
    return None if total == 0 else float(sum(Fraction(weight) * value for weight, value in pairs) / total)


def measure_runs(data):
    values, k = {}, data["k"]
    outcomes = data["passed"] or data["prediction"]
    if data["passed"]:
        problems = [(w, own) for w, own in by_example(data, data["passed"]) if own]
        everyone = by_example({**data, "weight": None}, data["passed"])
        short = any(0 < len(own) < k for _, own in everyone)
        for name, chance in {
            f"pass@{k}": lambda n, c: 1 - Fraction(math.comb(n - c, k), math.comb(n, k)),
            f"pass^{k}": lambda n, c: Fraction(math.comb(c, k), math.comb(n, k)),
        }.items():
            values[name] = None if short else average((w, chance(len(own), sum(own))) for w, own in problems)
    examples = [(w, own) for w, own in by_example(data, outcomes) if len(own) > 1]
    agreeing = lambda own: Fraction(sum(a == b for i, a in enumerate(own) for b in own[:i]), math.comb(len(own), 2))
    values["consistency_rate"] = average((w, agreeing(own)) for w, own in examples)
    right = data["passed"] or [None if p is None else int(p == y) for p, y in zip(data["prediction"], data["label"])]
    spread = [(w, np.var(own, ddof=1)) for w, own in by_example(data, right) if len(own) > 1]
    values["run_to_run_sd"] = float(np.sqrt(np.average([v for _, v in spread], weights=[w for w, _ in spread]))) if spread else None
    return values


def make_outcomes(random, index):
    n = 1 if index % 12 == 3 else int(random.integers(2, 13))
    hide = lambda values: [None if random.random() < 0.05 else v for v in values]
    tokens = random.integers(0 if index % 10 == 0 else 1, 400, size=n)
    return {
        "columns": {
            "nll": hide(np.round(tokens * random.exponential(2.5, size=n) + (random.random(n) if index % 25 == 0 else 0), 4).tolist()),
            "tokens": hide(tokens.tolist()),
            "bytes": hide((tokens * 4 + random.integers(0, 9, size=n)).tolist()),
            "win": hide(random.choice([0, 0.5, 1] if index % 2 else [0, 0.25, 1], size=n).tolist()),
            "judge-score": hide(np.round(random.normal(3, 1.5, size=n), 2).tolist()),
            "refused": hide(random.integers(0, 2, size=n).tolist()),
            "valid": hide((random.random(n) < 0.97).astype(int).tolist()),
            "toxic": hide((random.random(n) < 0.03).astype(int).tolist()),
        },
        "weight": weights_of(random, index, n),
    }


def measure_outcomes(data):
    columns = {name: np.array(values, dtype=float) for name, values in data["columns"].items()}
    weight = np.ones(len(columns["nll"])) if data["weight"] is None else np.array(data["weight"], dtype=float)
    values = {}
    means = {"win": "win_rate", "judge-score": "judge_score", "refused": "refusal_rate", "valid": "format_valid_rate", "toxic": "toxicity_rate"}
    for column, metric in means.items():
        keep = ~np.isnan(columns[column]) & (weight > 0)
        values[metric] = float(np.average(columns[column][keep], weights=weight[keep])) if keep.any() else None
    for metric, size, unit in (("perplexity", "tokens", None), ("bits_per_byte", "bytes", np.log(2))):
        keep = ~np.isnan(columns["nll"]) & ~np.isnan(columns[size])
        above, below = np.sum((weight * columns["nll"])[keep]), np.sum((weight * columns[size])[keep])
        values[metric] = None if below == 0 else float(np.exp(above / below) if unit is None else above / (unit * below))
        if values[metric] is not None and not np.isfinite(values[metric]):
            values[metric] = None
    return values


def main():
    random = np.random.default_rng(SEED)
    texts = [make_texts(random, i) for i in range(TEXTS)]
    parts = {
        "texts": [{**data, "values": measure_texts(random, data, i)} for i, data in enumerate(texts)],
        "runs": [{**data, "values": measure_runs(data)} for data in (make_runs(random, i) for i in range(RUNS))],
        "outcomes": [{**data, "values": measure_outcomes(data)} for data in (make_outcomes(random, i) for i in range(OUTCOMES))],
    }
    head = {
        "oracle": ", ".join(f"{name} {version(name)}" for name in ("rouge_score", "nltk", "jiwer", "numpy")),
        "seed": SEED,
        "calls": CALLS,
        "undefined": "null: no row takes part, no denominator, fewer than k runs of a problem, a value that is infinite",
    }
    pack = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    lists = [f' "{name}": [\n' + ",\n".join(map(pack, sets)) + "\n]" for name, sets in parts.items()]
    sys.stdout.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ",\n" + ",\n".join(lists) + "}\n")


if __name__ == "__main__":
    main()

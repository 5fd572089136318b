"""Golden vectors of the metrics of texts, computed by sacreBLEU.

    python tools/oracle/translation.py > test/metrics/golden/translation.json
    python tools/oracle/translation.py FOLDER > test/metrics/golden/translation-wmt17.json    (FOLDER: newstest2017 en-de, a file a system)

Random seeded segments: a reference of words of many scripts, joined by many kinds of white space, and a hypothesis that was made from it by
dropping, adding, replacing, moving and joining words. Some texts are empty or white space alone; some segments have two or three
references, some of them missing. For each segment the file holds what every tokenizer makes of the hypothesis, and the statistics that
the scores of a corpus are made from; then the scores of random sets of segments, under the names that this program gives them.
"""

import json
import math
import pathlib
import random
import sys

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.metrics.bleu import _get_tokenizer
from sacrebleu.tokenizers.tokenizer_ter import TercomTokenizer

SEED = 20261201
SEGMENTS = 512
LONG = 30
SETS = 190

LATIN = """the The man dog's bit wasn't don't U.S. e.g. a I it's naïve Straße ÉTÉ İstanbul ISPARTA ǅungla cost $1,234.50 10-20% 3.14,15 7-
-7 .5 5. 1,000,000 co-operate well--known (approx.) [sic] {x} a/b a\\b x^2 `tick` "quoted" 'single' “curly” ‘q’ «guillemets» ¿qué? ¡no! end. end...
what?! &amp; &quot;hi&quot; &amp;quot; &lt;b&gt; &apos; AT&T <skipped> <b> a@b.com http://x.y/z?q=1&r=2 #tag 50€ £3 ½ ² Ⅷ x² n° § 1.000,5 ,, .. . , - '
's 's, boys' it's, rock'n'roll ΟΔΥΣΣΕΥΣ ΣΑΣ. Σ ΑΣ'Σ Привет, мир! ёлка ẞ ŉ ﬁ e\u0301te\u0301 A\u030a K Ω""".split()
ASIAN = """中文。 你好，世界！ 日本語のテスト カタカナ、ひらがな。 「引用」 한국어 시험입니다. ①②③ ㈱ ㍿ ﾃｽﾄ｡ ＡＢＣ！ １２３．４５ ａ，ｂ \U00020001\U00020002 \U0002f800 ⺀⻳ ㇀ 豈更 ︰︽ 䶵䶶䶿
龥龦龻龼鿿 㐀 㼢㼣 ⿰ ㄅㄆ ㆠ ︐ ☂✂ → 中a文b 3.5万 10-20歳 々〇〆 ・中・ ･ ～ 〜 ゛ ㇰㇱ 문장,부호 （括弧） ［角］ ？ ： ； ＂""".split()
OTHER = """مرحبا، العالم؟ ١٢٣٫٤٥ ١٠-٢٠٪ שלום־עולם! ״ציטוט״ ५०% हिन्दी। ไทย กข 👍🏽 👩‍👩‍👧 🇩🇪🇫🇷 🙂🙂. ☺️ a–b — – … ‐ ‑ → ∑x≤y ±5 ×÷ ─│ ⠿ ♥♥ ™ © ﷼ \u200b \u200bzw\u200b
\ufeffbom \u2060 \u00adsoft\u00adhyphen \u200fא ｆ! \U0001d400\U0001d7d8 \U00010400 ⅓ ௧ 〡 ᠎ \u180e ⸢x⸣ ‹z› ‚low„ ʼ ´ ¨ ¸ ¬ ¦""".split()
SPACES = [" "] * 40 + ["  ", "\t", "\u00a0", "\u0085", "\u001c", "\u001d", "\u001e", "\u001f", "\u2003", "\u2028", "\u202f", "\u3000", "\n", "-\n", "\n-", "\u200b", "", ""]
BLANK = ["", "", " ", "\u0085", "\u3000 ", "\ufeff", "\t\u001c"]

# Options of sacreBLEU by how this program writes them.
YES = {"yes": True, "no": False}


def bleu(written):
    method, _, value = written["smooth"].partition(":")
    return BLEU(lowercase=written["case"] == "lc", tokenize=written["tok"], smooth_method=method, smooth_value=float(value) if value else None, effective_order=YES[written["eff"]])


def chrf(written):
    return CHRF(char_order=int(written["nc"]), word_order=int(written["nw"]), beta=int(written["beta"]), lowercase=written["case"] == "lc", whitespace=YES[written["space"]], eps_smoothing=not YES[written["eff"]])


def ter(written):
    return TER(normalized=YES[written["norm"]], no_punct=not YES[written["punct"]], asian_support=YES[written["asian"]], case_sensitive=written["case"] == "mixed")


BLEU_KEYS = {"case": "mixed", "eff": "no", "tok": "13a", "smooth": "exp"}
CHRF_KEYS = {"case": "mixed", "eff": "yes", "nc": "6", "nw": "0", "space": "no", "beta": "2"}
TER_KEYS = {"case": "lc", "norm": "no", "punct": "yes", "asian": "no"}
FAMILIES = {
    "bleu": (bleu, BLEU_KEYS),
    "sentence_bleu": (bleu, {**BLEU_KEYS, "eff": "yes"}),
    "chrf": (chrf, CHRF_KEYS),
    "chrf++": (chrf, {**CHRF_KEYS, "nw": "2"}),
    "sentence_chrf": (chrf, CHRF_KEYS),
    "ter": (ter, TER_KEYS),
}
VALUES = {
    "case": ["mixed", "lc"],
    "eff": ["no", "yes"],
    "tok": ["13a", "intl", "zh", "char", "none"],
    "smooth": ["exp", "floor:0.1", "floor:0.01", "floor:1", "add-k:1", "add-k:0.5", "add-k:2", "none"],
    "nc": ["6", "1", "3", "4", "9"],
    "nw": ["0", "1", "2", "4"],
    "space": ["no", "yes"],
    "beta": ["2", "1", "3"],
    "norm": ["no", "yes"],
    "punct": ["yes", "no"],
    "asian": ["no", "yes"],
}
# The statistics that are written for every segment.
STATISTICS = [
    "bleu",
    "bleu@tok:intl",
    "bleu@tok:zh",
    "bleu@tok:char",
    "bleu@case:lc|tok:none",
    "chrf++@case:lc",
    "chrf@nc:3|nw:1|space:yes",
    "ter",
    "ter@norm:yes",
    "ter@case:mixed|norm:yes|asian:yes",
    "ter@norm:yes|punct:no|asian:yes",
    "ter@punct:no|asian:yes",
]


def metric_of(name):
    family, _, options = name.partition("@")
    make, keys = FAMILIES[family]
    written = dict(keys)
    written.update(part.split(":", 1) for part in options.split("|") if part)
    return make(written)


def random_name(r, family):
    _, keys = FAMILIES[family]
    written = {key: r.choice(VALUES[key]) if r.random() < 0.5 else value for key, value in keys.items()}
    options = "|".join(f"{key}:{value}" for key, value in written.items() if value != keys[key])
    return f"{family}@{options}" if options else family


def join(r, words):
    """The words with white space between them; now and then the same kind throughout, or none."""
    if r.random() < 0.08:
        return "".join(words)
    return "".join(word + r.choice(SPACES) for word in words[:-1]) + "".join(words[-1:]) + r.choice(["", "", "", "", " ", "\n", "\u0085", "\ufeff"])


def change(r, words, pool):
    words = list(words)
    for _ in range(r.randint(0, 1 + len(words) // 2)):
        at = r.randrange(len(words) + 1)
        kind = r.random()
        if kind < 0.25:
            del words[at : at + r.randint(1, 2)]
        elif kind < 0.45:
            words.insert(at, r.choice(pool))
        elif kind < 0.7:
            words[at : at + 1] = [r.choice(pool)]
        elif kind < 0.8:
            words[at : at + 1] = [word.swapcase() for word in words[at : at + 1]]
        else:
            length = r.randint(1, 4)
            moved = words[at : at + length]
            del words[at : at + length]
            to = r.randrange(len(words) + 1)
            words[to:to] = moved
    return words


def make_segment(r, index):
    pool = [LATIN, LATIN, ASIAN, OTHER, LATIN + ASIAN + OTHER][index % 5]
    words = [r.choice(pool) for _ in range(r.randint(1, 12 if index % 5 in (0, 1) else 8))]
    hypothesis = join(r, change(r, words, pool))
    references = [join(r, words if i == 0 else change(r, words, pool)) for i in range(r.choice([1, 1, 1, 2, 3]))]
    if index % 4 == 1:
        hypothesis = references[0] if index % 8 == 1 else hypothesis
    if index % 14 == 3:
        hypothesis = r.choice(BLANK)
    if index % 14 in (3, 8) and r.random() < 0.5:
        references[0] = r.choice(BLANK)
    if len(references) > 1 and r.random() < 0.3:
        references[r.randrange(len(references))] = None
    return {"hyp": hypothesis, "refs": references}


def make_long(r, index):
    """Long texts of few words, for what TER does with shifts, and where its beam and limits end."""
    words = "abcdefghijklmnopqrstuvwxyz"[: r.choice([3, 6, 12, 26])]
    reference = [r.choice(words) for _ in range(r.randint(20, 130))]
    hypothesis = change(r, change(r, reference, list(words)), list(words))
    if index % 4 == 0:
        cut = r.randint(10, len(reference) - 5)
        hypothesis = reference[cut:] + reference[:cut]
    if index % 11 == 1:
        hypothesis = hypothesis[: r.randint(1, 2)]
        reference = reference + [r.choice(words) for _ in range(60)]
    if index % 11 == 2:
        reference = reference[:2]
    return {"hyp": " ".join(hypothesis), "refs": [" ".join(reference)]}


def make_limits(r):
    """Texts whose edits change with every limit of the search: how far a phrase moves, how long it is, and how wide the beam is."""
    def words(letter, count):
        return [f"{letter}{i}" for i in range(count)]

    for length in (9, 10, 11, 12):
        yield words("a", length) + words("b", length), words("b", length) + words("a", length)
    for distance in (48, 49, 50, 51, 52):
        yield words("a", 3) + words("b", distance), words("b", distance) + words("a", 3)
        yield words("b", distance) + words("a", 3), words("a", 3) + words("b", distance)
    for offset in (23, 24, 25, 26, 27):
        yield words("x", offset) + words("a", 30), words("a", 30) + words("y", offset)
        yield words("a", 30) + words("x", offset), words("y", offset) + words("a", 30)
    for _ in range(16):
        offset, end = r.randint(20, 28), r.randint(0, 24)
        pair = words("x", offset) + words("a", 36), words("a", 36) + words("y", end)
        yield pair if r.random() < 0.5 else pair[::-1]


def whole(numbers):
    return [int(x) if float(x).is_integer() else float(x) for x in numbers]


def statistics(metric, segments):
    longest = max(len(s["refs"]) for s in segments)
    streams = [[s["refs"][i] if i < len(s["refs"]) else None for s in segments] for i in range(longest)]
    return metric._extract_corpus_statistics([s["hyp"] for s in segments], streams)


# Tokenizers, and what stands in for one that makes the same of a text: the tokens of another, or those between white space.
TOKENIZERS = {
    "13a": (_get_tokenizer("13a")(), None),
    "intl": (_get_tokenizer("intl")(), "13a"),
    "zh": (_get_tokenizer("zh")(), "13a"),
    "char": (_get_tokenizer("char")(), None),
    "norm": (TercomTokenizer(normalized=True, case_sensitive=True), "13a"),
    "norm asian": (TercomTokenizer(normalized=True, case_sensitive=True, asian_support=True), "norm"),
    "nopunct": (TercomTokenizer(no_punct=True, case_sensitive=True), None),
    "nopunct asian": (TercomTokenizer(no_punct=True, case_sensitive=True, asian_support=True), "nopunct"),
}
LONGEST_CHARS = 24


def tokens_of(text):
    """What the tokenizers make of a text; those that differ from what stands in for them, and `char` of short texts alone."""
    text = text.rstrip()
    tokens = {name: " ".join(tokenize(text).split()) for name, (tokenize, _) in TOKENIZERS.items()}
    tokens[None] = " ".join(text.split())
    return {
        name: tokens[name]
        for name, (_, other) in TOKENIZERS.items()
        if tokens[name] != tokens[other] and (name != "char" or len(text) <= LONGEST_CHARS)
    }


def character_runs(tokenize):
    """What a tokenizer does with each character of the first plane between two letters, as runs [first, last, words]; not those it leaves."""
    runs = []
    for code in range(0x10000):
        if 0xD800 <= code < 0xE000:
            continue
        words = [word.replace(chr(code), "c") for word in tokenize(f"A{chr(code)}B").split()]
        done = " ".join(words)
        if done == "AcB":
            continue
        if runs and runs[-1][1] == code - 1 and runs[-1][2] == done:
            runs[-1][1] = code
        else:
            runs.append([code, code, done])
    return runs


def value_of(name, segments):
    """The value, or None where neither side holds a token that BLEU or TER counts (sacreBLEU gives 0 there)."""
    metric = metric_of(name)
    rows = statistics(metric, segments)
    if name.startswith("sentence_"):
        return math.fsum(metric._aggregate_and_compute([list(row)]).score for row in rows) / len(rows)
    counted = [sum(column) for column in zip(*rows)][:2]
    return metric._aggregate_and_compute(rows).score if any(counted) or name.startswith("chrf") else None


def make_set(r, segments, index):
    size = 1 if index % 5 == 0 else r.randint(2, 14)
    rows = sorted(r.sample(range(len(segments)), size))
    if index % 10 == 0:
        rows = [r.choice([i for i, s in enumerate(segments) if not s["hyp"].strip() or not (s["refs"][0] or "").strip()])]
    names = {random_name(r, family) for family in FAMILIES} | ({"bleu", "chrf", "chrf++", "ter", "sentence_bleu", "sentence_chrf"} if index % 9 == 0 else set())
    return {"rows": rows, "values": {name: value_of(name, [segments[i] for i in rows]) for name in sorted(names)}}


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("\u2028", "\\u2028").replace("\u0085", "\\u0085").replace("\ufeff", "\\ufeff")


def write(head, lists):
    parts = [f' "{key}": {line(value)}' for key, value in head.items()]
    parts += [f' "{key}": [\n' + ",\n".join(map(line, values)) + "\n ]" for key, values in lists.items()]
    sys.stdout.write("{\n" + ",\n".join(parts) + "\n}\n")


HEAD = {"oracle": f"sacrebleu {sacrebleu.__version__}", "calls": "BLEU, CHRF and TER with the options that a name gives; _extract_corpus_statistics and corpus_score"}


def main():
    r = random.Random(SEED)
    segments = [make_segment(r, i) for i in range(SEGMENTS)]
    for segment in segments:
        segment["tokens"] = tokens_of(segment["hyp"])
    columns = [statistics(metric_of(name), segments) for name in STATISTICS]
    for i, segment in enumerate(segments):
        segment["statistics"] = [whole(column[i]) for column in columns]
    long = [make_long(r, i) for i in range(LONG)]
    long += [{"hyp": " ".join(hypothesis), "refs": [" ".join(reference)]} for hypothesis, reference in make_limits(r)]
    for segment, edits in zip(long, statistics(metric_of("ter"), long)):
        segment["ter"] = whole(edits)
    sets = [make_set(r, segments, i) for i in range(SETS)]
    # The classes that `intl` looks at grow with every version of Unicode.
    characters = {name: character_runs(tokenize) for name, (tokenize, _) in TOKENIZERS.items() if name != "intl"}
    write({**HEAD, "seed": SEED, "stand_ins": {name: other for name, (_, other) in TOKENIZERS.items()}, "statistics": STATISTICS, "characters": characters}, {"segments": segments, "long": long, "sets": sets})


def wmt(folder):
    def read(path):
        return path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")

    names = ["bleu", "bleu@tok:intl", "bleu@case:lc|tok:none", "bleu@tok:char", "bleu@tok:zh", "sentence_bleu", "chrf", "chrf++", "chrf++@eff:no", "sentence_chrf", "ter"]
    reference = read(folder / "reference.txt")
    systems = []
    for path in sorted(folder.glob("*.txt")):
        if path.stem == "reference":
            continue
        segments = [{"hyp": h, "refs": [ref]} for h, ref in zip(read(path), reference, strict=True)]
        systems.append({"system": path.stem, "values": {name: value_of(name, segments) for name in names}})
    write(HEAD, {"systems": systems})


if __name__ == "__main__":
    wmt(pathlib.Path(sys.argv[1])) if len(sys.argv) > 1 else main()

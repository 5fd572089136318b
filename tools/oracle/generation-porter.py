"""Stems of English words by NLTK's Porter stemmer, in its default mode NLTK_EXTENSIONS.

    python tools/oracle/generation-porter.py > test/metrics/golden/generation-porter.txt.gz

The words are those of the documentation strings of the libraries named below, and made-up ones that put every suffix the stemmer knows
behind stems of many shapes, with digits and runs of y among them. One word a line, sorted, with the length of the part that the stem
shares with it and what the stem adds to that: `happily 6 i`.
"""

import gzip
import importlib
import io
import os
import re
import sys

import numpy as np
from nltk.stem.porter import PorterStemmer

SEED = 20261124
LIBRARIES = ["mpmath", "nltk", "numpy", "pandas", "scipy", "sklearn", "statsmodels"]
WORD = re.compile(r"(?<![\w.`])[a-z]{2,24}(?![\w(`.=])")
MADE_UP = 2500
ONSETS = ["", "b", "s", "y", "tr", "st", "spl", "qu", "th", "l", "w", "x", "9"]
VOWELS = ["a", "e", "i", "o", "u", "y", "ee", "oa", "ay", "uy", "yy"]
CODAS = ["", "b", "l", "ll", "s", "ss", "z", "zz", "t", "tt", "nd", "w", "x", "y", "bl", "at", "iz", "7"]
SUFFIXES = (
    "s es ies ed ing eed ied y ly ally fully ational tional enci anci izer bli abli alli entli eli ousli ization ation ator alism "
    "iveness fulness ousness aliti iviti biliti fulli logi ology logy icate ative alize iciti ical ful ness al ance ence er ic able "
    "ible ant ement ment ent ion sion tion ou ism ate iti ous ive ize e le ll yed ying eing sses ings ness"
).split()
FIXED = """a an i is as us by my yy yyy yyyy yyyyyy y2k 1990s 3rds ies ied died dies lied ties tied spied flies skies sky dying lying tying
news innings inning outings outing cannings canning howe proceed proceeds exceed exceeded succeed succeeding allallalli rationally
enjoy enjoyment happy happily toy syzygy ours owed ied eed feed agreed bleed sing ring string controll controlled rolling hopping
falling hissing fizzed failing filing sized troubled conflated relational generalizations oscillators theology archaeology geology"""


def documented():
    words = set()
    for name in LIBRARIES:
        root = os.path.dirname(importlib.import_module(name).__file__)
        for folder, _, files in os.walk(root):
            for file in files:
                if file.endswith(".py"):
                    with open(os.path.join(folder, file), encoding="utf-8", errors="replace") as source:
                        for text in re.findall(r'"""(.*?)"""', source.read(), re.S):
                            words.update(WORD.findall(text))
    return words


def made_up():
    random = np.random.default_rng(SEED)
    words = set()
    while len(words) < MADE_UP:
        syllables = "".join(random.choice(ONSETS) + random.choice(VOWELS) + random.choice(CODAS) for _ in range(random.integers(1, 4)))
        words.add(syllables + "".join(random.choice(SUFFIXES, size=random.integers(1, 3))))
    return words


def main():
    stemmer = PorterStemmer()
    lines = []
    for word in sorted(documented() | made_up() | set(FIXED.split())):
        stem = stemmer.stem(word)
        kept = len(os.path.commonprefix([word, stem]))
        lines.append(f"{word} {kept} {stem[kept:]}\n")
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, compresslevel=9) as out:
        out.write("".join(lines).encode())
    sys.stdout.buffer.write(packed.getvalue())


if __name__ == "__main__":
    main()

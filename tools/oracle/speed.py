"""Times the oracles on the inputs of bench/metrics.ts, which runs this and prints both sides.

    python tools/oracle/speed.py FOLDER

FOLDER holds candidate.txt, baseline.txt and reference.txt (a segment a line), labels.bin and predictions.bin (int32) and scores.bin
(float64). When they are read, prints a line of JSON with the versions; then, for each line `translation` or `classification` on standard
input, one with the seconds that it took and the values.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import sacrebleu
import sklearn
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.significance import PairedTest
from sklearn import metrics as sk

DRAWS = 1000


def main():
    folder = Path(sys.argv[1])
    read = lambda name: (folder / name).read_text(encoding="utf-8").split("\n")[:-1]
    candidate, baseline, reference = read("candidate.txt"), read("baseline.txt"), read("reference.txt")
    labels = np.fromfile(folder / "labels.bin", dtype=np.int32)
    predictions = np.fromfile(folder / "predictions.bin", dtype=np.int32)
    scores = np.fromfile(folder / "scores.bin", dtype=np.float64)
    def translate():
        metrics = {"BLEU": BLEU(references=[reference]), "chrF2": CHRF(references=[reference])}
        systems = [("baseline", baseline), ("candidate", candidate)]
        _, found = PairedTest(systems, metrics, None, test_type="bs", n_samples=DRAWS)()
        return {name: [result.score for result in found[name]] for name in metrics}

    def classify():
        return {
            "accuracy": sk.accuracy_score(labels, predictions),
            "f1_macro": sk.f1_score(labels, predictions, average="macro"),
            "log_loss": sk.log_loss(labels, scores),
            "roc_auc": sk.roc_auc_score(labels, scores),
        }

    works = {"translation": translate, "classification": classify}
    versions = f"sacrebleu {sacrebleu.__version__}, scikit-learn {sklearn.__version__}, Python {sys.version.split()[0]}"
    print(json.dumps({"versions": versions}), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        values = works[line.strip()]()
        print(json.dumps({"seconds": time.perf_counter() - start, "values": values}), flush=True)


if __name__ == "__main__":
    main()

"""Times the oracles on the inputs of bench/metrics.ts, which runs this and prints both sides.

    python tools/oracle/speed.py FOLDER ROUNDS

FOLDER holds candidate.txt, baseline.txt and reference.txt (a segment a line), labels.bin and predictions.bin (int32) and scores.bin
(float64). Prints JSON: seconds of each round.
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


def seconds(work, rounds):
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return taken


def main():
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    read = lambda name: (folder / name).read_text(encoding="utf-8").split("\n")[:-1]
    candidate, baseline, reference = read("candidate.txt"), read("baseline.txt"), read("reference.txt")
    labels = np.fromfile(folder / "labels.bin", dtype=np.int32)
    predictions = np.fromfile(folder / "predictions.bin", dtype=np.int32)
    scores = np.fromfile(folder / "scores.bin", dtype=np.float64)
    values = {}

    def translate():
        metrics = {"BLEU": BLEU(references=[reference]), "chrF2": CHRF(references=[reference])}
        systems = [("baseline", baseline), ("candidate", candidate)]
        _, found = PairedTest(systems, metrics, None, test_type="bs", n_samples=DRAWS)()
        values.update({name: [result.score for result in found[name]] for name in metrics})

    def classify():
        values["accuracy"] = sk.accuracy_score(labels, predictions)
        values["f1_macro"] = sk.f1_score(labels, predictions, average="macro")
        values["log_loss"] = sk.log_loss(labels, scores)
        values["roc_auc"] = sk.roc_auc_score(labels, scores)

    print(
        json.dumps(
            {
                "versions": f"sacrebleu {sacrebleu.__version__}, scikit-learn {sklearn.__version__}, Python {sys.version.split()[0]}",
                "translation": seconds(translate, rounds),
                "classification": seconds(classify, rounds),
                "values": values,
            }
        )
    )


if __name__ == "__main__":
    main()

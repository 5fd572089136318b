"""Two real classifiers of breast tumours, scored out of fold.

    python examples/disease-prediction/train.py

Writes baseline/results.csv (logistic regression: the model that is in use) and results/candidate.csv (Gaussian naive Bayes: the
model that somebody proposes instead). Each row is one tumour of the Wisconsin diagnostic data (569 tumours, 212 malignant), predicted
by a model that was trained on the other nine tenths. Both models see the same folds, so the rows pair by id.

The committed files were written with Python 3.11, scikit-learn 1.9.1 and numpy 2.4.6.
"""

import csv
import platform
from pathlib import Path

import numpy as np
import sklearn
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
SEED = 0
MODELS = {
    "baseline/results.csv": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "results/candidate.csv": GaussianNB(),
}


def size_bands(radius):
    """Thirds of the tumours by their mean radius."""
    small, large = np.quantile(radius, [1 / 3, 2 / 3])
    return np.select([radius <= small, radius <= large], ["small", "medium"], "large")


def main():
    data = load_breast_cancer()
    names = data.target_names
    malignant = list(names).index("malignant")
    bands = size_bands(data.data[:, list(data.feature_names).index("mean radius")])
    folds = StratifiedKFold(n_splits=10, shuffle=True, random_state=SEED)
    for path, model in MODELS.items():
        probabilities = cross_val_predict(model, data.data, data.target, cv=folds, method="predict_proba")
        predictions = probabilities.argmax(axis=1)
        with open(HERE / path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["id", "label", "prediction", "p_malignant", "size_band"])
            for row, (label, prediction, p) in enumerate(zip(data.target, predictions, probabilities[:, malignant])):
                writer.writerow([f"tumour-{row:03}", names[label], names[prediction], f"{p:.6g}", bands[row]])
        found = np.mean(predictions[data.target == malignant] == malignant)
        print(f"{path}: accuracy {np.mean(predictions == data.target):.4f}, recall of malignant {found:.4f}")
    print(f"Python {platform.python_version()}, scikit-learn {sklearn.__version__}, numpy {np.__version__}")


if __name__ == "__main__":
    main()

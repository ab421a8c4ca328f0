"""scikit-learn's encoders of targets and of categories by target, and its indicator of missing values."""

import warnings

from fixture import write_fixture

import numpy as np
from sklearn.impute import MissingIndicator
from sklearn.preprocessing import LabelBinarizer, LabelEncoder, MultiLabelBinarizer, TargetEncoder

warnings.simplefilter("ignore")
rng = np.random.RandomState(0)
n = 60
towns = rng.choice(["Ulm", "Köln", "～", "😀", "a"], n, p=[0.4, 0.3, 0.15, 0.1, 0.05])
X = np.array([[t, int(r)] for t, r in zip(towns, rng.randint(0, 4, n))], dtype=object)
new = np.array([["Ulm", 1], ["Bonn", 9], ["😀", 3]], dtype=object)
missing = X.copy()
missing[::7, 0] = None
TARGETS = {
    "binary": rng.randint(0, 2, n),
    "strings": rng.choice(["no", "yes"], n),
    "multiclass": rng.choice(["x", "y", "z"], n),
    "continuous": (rng.normal(size=n) * 10).round(3),
}
target = []
for kind, y in TARGETS.items():
    for name, rows in (("X", X), ("missing", missing)):
        for smooth in ("auto", 0.0, 2.5):
            for seed in (0, 7):
                if seed and (smooth != "auto" or name == "missing"):
                    continue
                encoder = TargetEncoder(smooth=smooth, random_state=seed)
                crossed = encoder.fit_transform(rows, y)
                target.append(
                    {
                        "X": name,
                        "y": kind,
                        "options": {"smooth": smooth, "randomState": seed},
                        "type": encoder.target_type_,
                        "mean": encoder.target_mean_,
                        "encodings": encoder.encodings_,
                        "crossed": crossed,
                        "output": encoder.transform(new),
                        "names": encoder.get_feature_names_out(),
                    }
                )
plain = TargetEncoder(shuffle=False, cv=3)
unshuffled = plain.fit_transform(X, TARGETS["binary"])

labels = []
for y, scores in (
    (["b", "a", "～", "😀", "a"], [[0.1, 0.5, 0.2, 0.2], [1, 1, 0, 0]]),
    ([3, 1, 3], [[0.4], [0.6], [0.5]]),
    ([True, False], [[1], [0]]),
    (["only"], [[0], [1]]),
):
    for neg, pos in ((0, 1), (-1, 1), (-2, 3)):
        binarizer = LabelBinarizer(neg_label=neg, pos_label=pos).fit(y)
        labels.append(
            {
                "y": y,
                "options": {"negLabel": neg, "posLabel": pos},
                "classes": LabelEncoder().fit(y).classes_,
                "codes": LabelEncoder().fit_transform(y),
                "output": binarizer.transform(y),
                "scores": scores,
                "inverse": binarizer.inverse_transform(np.array(scores, dtype=float)) if len(set(y)) > 1 else y * 2,
            }
        )
tags = [["news", "sport"], [], ["art", "news", "news"], ["～", "😀"]]
many = MultiLabelBinarizer().fit(tags)

gaps = np.array([[1, np.nan, 3, -1], [4, 5, np.nan, -1], [7, np.nan, 9, 2]])
indicators = []
for options in ({}, {"features": "all"}, {"missing_values": -1.0}):
    data = np.nan_to_num(gaps, nan=0) if "missing_values" in options else gaps
    indicator = MissingIndicator(**options).fit(data)
    shown = {"missing_values": "missingValues", "features": "features"}
    indicators.append(
        {
            "X": data,
            "options": {shown[key]: value for key, value in options.items()},
            "features": indicator.features_,
            "output": indicator.transform(data).astype(int),
            "names": indicator.get_feature_names_out(),
        }
    )
write_fixture(
    "encoding.json",
    {
        "rows": {"X": X, "missing": missing, "new": new},
        "targets": TARGETS,
        "target": target,
        "unshuffled": [unshuffled],
        "labels": labels,
        "tags": [{"y": tags, "classes": many.classes_, "output": many.transform(tags)}],
        "indicators": indicators,
    },
)

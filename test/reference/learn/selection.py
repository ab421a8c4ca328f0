"""Indices of scikit-learn's train_test_split."""

from fixture import write_fixture

import numpy as np
from sklearn.model_selection import train_test_split

LABELS = {
    "pair": lambda n: [i % 3 == 0 for i in range(n)],
    "names": lambda n: [
        ["～", "😀", "b", "a"][(i * i) % 4 if i % 5 else 3 - i % 2] for i in range(n)
    ],
    "many": lambda n: [(i * 7) % 5 for i in range(n)],
}
cases = []
for n in (10, 23, 150):
    for seed in (0,) if n == 150 else (0, 1, 42):
        for test_size, train_size in (
            (None, None),
            (0.3, None),
            (0.1, None),
            (4, None),
            (None, 0.5),
            (None, 7),
            (0.2, 0.6),
            (3, 5),
        ):
            options = dict(test_size=test_size, train_size=train_size)
            named = {"testSize": test_size, "trainSize": train_size, "randomState": seed}
            train, test = train_test_split(np.arange(n), random_state=seed, **options)
            cases.append({"n": n, "options": named, "stratify": None, "train": train, "test": test})
            for name, make in LABELS.items():
                labels = make(n)
                try:
                    train, test = train_test_split(
                        np.arange(n), random_state=seed, stratify=labels, **options
                    )
                except ValueError:
                    continue  # too few samples for that many classes
                cases.append(
                    {
                        "n": n,
                        "options": named,
                        "stratify": name,
                        "labels": labels,
                        "train": train,
                        "test": test,
                    }
                )
for n in (10, 23):
    for test_size in (0.25, 4):
        train, test = train_test_split(np.arange(n), test_size=test_size, shuffle=False)
        cases.append(
            {
                "n": n,
                "options": {"testSize": test_size, "shuffle": False},
                "stratify": None,
                "train": train,
                "test": test,
            }
        )
write_fixture("train-test-split.json", {"cases": cases})

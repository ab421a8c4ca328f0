"""Binary and multinomial logistic regression on standardised columns, kept as coefficients."""

from reference_json import folder, largest_difference, row_objects, tensor
from reference_json import write_json, write_reference

import math

import numpy as np
from sklearn.datasets import load_breast_cancer, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler


def probabilities(model, row):
    """The formula in plain Python floats, to be compared with predict_proba."""
    scores = [
        sum((c * x for c, x in zip(coef, row)), start=intercept)
        for coef, intercept in zip(model.coef_.tolist(), model.intercept_.tolist())
    ]
    if len(scores) == 1:
        return [1 / (1 + math.exp(scores[0])), 1 / (1 + math.exp(-scores[0]))]
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def make(name, load, step, data, classes):
    frame, target = load(return_X_y=True, as_frame=True)
    target = target.to_numpy() if classes is None else np.array(classes)[target]
    held_out = np.arange(len(frame)) % step == 0
    scaler = StandardScaler().set_output(transform="pandas").fit(frame[~held_out])
    model = LogisticRegression(solver="newton-cholesky", tol=1e-14, max_iter=1000)
    model.fit(scaler.transform(frame[~held_out]), target[~held_out])
    X = scaler.transform(frame[held_out])

    here = folder(name)
    write_json(
        here / "coefficients.json",
        {
            "coef_": model.coef_.tolist(),
            "intercept_": model.intercept_.tolist(),
            "classes_": model.classes_.tolist(),
            "feature_names_in_": model.feature_names_in_.tolist(),
        },
    )
    expected = {"label": model.predict(X), "probabilities": model.predict_proba(X)}
    by_hand = np.array([probabilities(model, row) for row in X.to_numpy().tolist()])
    write_reference(
        here / "reference.json",
        packages=["scikit-learn", "numpy", "pandas"],
        oracle="scikit-learn",
        data=f"{data}, scikit-learn's bundled copy; every {step}th row, trained on the others;"
        " columns standardised by mean and deviation of the rows trained on",
        inputs={"X": tensor(X)},
        outputs={key: tensor(value) for key, value in expected.items()},
        labels=model.classes_.tolist(),
        rows=row_objects(X),
        tolerance=1e-12,
        measured=largest_difference(
            {"label": model.classes_[by_hand.argmax(axis=1)], "probabilities": by_hand}, expected
        ),
        measuredOn="the formula in plain Python floats, added from left to right",
    )


make(
    "logistic-breast-cancer",
    load_breast_cancer,
    15,
    "breast cancer Wisconsin (diagnostic)",
    classes=None,
)
make(
    "logistic-wine-multinomial",
    load_wine,
    5,
    "wine (Forina et al. 1991), target names barolo, grignolino, barbera",
    classes=["barolo", "grignolino", "barbera"],
)

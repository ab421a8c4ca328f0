"""Least squares and ridge on diabetes, kept as coefficients."""

from reference_json import folder, largest_difference, row_objects, tensor
from reference_json import write_json, write_reference

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression, Ridge

frame, target = load_diabetes(return_X_y=True, as_frame=True)
held_out = np.arange(len(frame)) % 15 == 0
X = frame[held_out]

for name, model in [("linear-diabetes", LinearRegression()), ("ridge-diabetes", Ridge(alpha=1))]:
    model.fit(frame[~held_out], target[~held_out])
    here = folder(name)
    write_json(
        here / "coefficients.json",
        {
            "coef_": model.coef_.tolist(),
            "intercept_": float(model.intercept_),
            "feature_names_in_": model.feature_names_in_.tolist(),
        },
    )
    expected = {"prediction": model.predict(X)}
    by_hand = [
        sum((c * x for c, x in zip(model.coef_.tolist(), row)), start=float(model.intercept_))
        for row in X.to_numpy().tolist()
    ]
    write_reference(
        here / "reference.json",
        packages=["scikit-learn", "numpy", "pandas"],
        oracle="scikit-learn",
        data="diabetes (Efron et al. 2004), scikit-learn's bundled copy, scaled as it comes;"
        " every 15th row, trained on the others",
        inputs={"X": tensor(X)},
        outputs={"prediction": tensor(expected["prediction"])},
        rows=row_objects(X),
        tolerance=1e-10,
        measured=largest_difference({"prediction": by_hand}, expected),
        measuredOn="the formula in plain Python floats, added from left to right",
    )

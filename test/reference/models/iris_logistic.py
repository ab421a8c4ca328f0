"""Logistic regression on iris, exported with the defaults: ZipMap with integer keys."""

from reference_json import folder, largest_difference, onnx_outputs, tensor, write_reference

import numpy as np
from skl2onnx import to_onnx
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

iris = load_iris()
held_out = np.arange(len(iris.data)) % 5 == 0
model = LogisticRegression(max_iter=1000).fit(iris.data[~held_out], iris.target[~held_out])
X = iris.data[held_out]

here = folder("iris-logistic")
onnx = to_onnx(model, X[:1].astype(np.float32))
(here / "model.onnx").write_bytes(onnx.SerializeToString())

expected = {"output_label": model.predict(X), "output_probability": model.predict_proba(X)}
actual = onnx_outputs(here / "model.onnx", {"X": X.astype(np.float32)})
write_reference(
    here / "reference.json",
    packages=["scikit-learn", "skl2onnx", "onnx", "onnxruntime", "numpy"],
    oracle="scikit-learn",
    data="iris (Fisher 1936), scikit-learn's bundled copy; every 5th row, trained on the others",
    inputs={"X": tensor(X, "FP32")},
    outputs={name: tensor(value) for name, value in expected.items()},
    labels=model.classes_.tolist(),
    features=list(iris.feature_names),
    tolerance=1e-6,
    measured=largest_difference(actual, expected),
)

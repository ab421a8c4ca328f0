"""Gradient-boosted regression trees on diabetes."""

from reference_json import folder, largest_difference, onnx_outputs, tensor, write_reference

import numpy as np
from skl2onnx import to_onnx
from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor

diabetes = load_diabetes()
held_out = np.arange(len(diabetes.data)) % 15 == 0
model = GradientBoostingRegressor(n_estimators=40, max_depth=3, random_state=0)
model.fit(diabetes.data[~held_out], diabetes.target[~held_out])
X = diabetes.data[held_out]

here = folder("diabetes-boosting")
onnx = to_onnx(model, X[:1].astype(np.float32))
(here / "model.onnx").write_bytes(onnx.SerializeToString())

expected = {"variable": model.predict(X).reshape(-1, 1)}
actual = onnx_outputs(here / "model.onnx", {"X": X.astype(np.float32)})
write_reference(
    here / "reference.json",
    packages=["scikit-learn", "skl2onnx", "onnx", "onnxruntime", "numpy"],
    oracle="scikit-learn",
    data="diabetes (Efron et al. 2004), scikit-learn's bundled copy, scaled as it comes;"
    " every 15th row, trained on the others",
    inputs={"X": tensor(X, "FP32")},
    outputs={"variable": tensor(expected["variable"])},
    features=list(diabetes.feature_names),
    tolerance=1e-4,
    measured=largest_difference(actual, expected),
)

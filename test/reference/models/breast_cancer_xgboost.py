"""XGBoost classifier on breast cancer, exported by onnxmltools."""

from reference_json import folder, largest_difference, onnx_outputs, tensor, write_reference

import numpy as np
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.datasets import load_breast_cancer
from xgboost import XGBClassifier

cancer = load_breast_cancer()
held_out = np.arange(len(cancer.data)) % 15 == 0
model = XGBClassifier(n_estimators=30, max_depth=4, learning_rate=0.2, random_state=0, n_jobs=1)
model.fit(cancer.data[~held_out], cancer.target[~held_out])
X = cancer.data[held_out]

here = folder("breast-cancer-xgboost")
types = [("X", FloatTensorType([None, X.shape[1]]))]
onnx = convert_xgboost(model, name="breast-cancer-xgboost", initial_types=types)
(here / "model.onnx").write_bytes(onnx.SerializeToString())

expected = {"label": model.predict(X), "probabilities": model.predict_proba(X)}
actual = onnx_outputs(here / "model.onnx", {"X": X.astype(np.float32)})
write_reference(
    here / "reference.json",
    packages=["xgboost-cpu", "onnxmltools", "scikit-learn", "onnx", "onnxruntime", "numpy"],
    oracle="xgboost",
    data="breast cancer Wisconsin (diagnostic), scikit-learn's bundled copy;"
    " every 15th row, trained on the others",
    inputs={"X": tensor(X, "FP32")},
    outputs={name: tensor(value) for name, value in expected.items()},
    labels=model.classes_.tolist(),
    features=[str(name) for name in cancer.feature_names],
    tolerance=1e-6,
    measured=largest_difference(actual, expected),
)

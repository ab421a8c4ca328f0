"""LightGBM classifier on breast cancer, exported by onnxmltools."""

from reference_json import folder, largest_difference, onnx_outputs, tensor, write_reference

import numpy as np
from lightgbm import LGBMClassifier
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.datasets import load_breast_cancer

cancer = load_breast_cancer()
held_out = np.arange(len(cancer.data)) % 15 == 0
model = LGBMClassifier(
    n_estimators=30, num_leaves=7, learning_rate=0.2, random_state=0, n_jobs=1, deterministic=True, verbose=-1
)
model.fit(cancer.data[~held_out], cancer.target[~held_out])
X = cancer.data[held_out]

here = folder("breast-cancer-lightgbm")
types = [("X", FloatTensorType([None, X.shape[1]]))]
onnx = convert_lightgbm(model, name="breast-cancer-lightgbm", initial_types=types)
(here / "model.onnx").write_bytes(onnx.SerializeToString())

expected = {"label": model.predict(X), "probabilities": model.predict_proba(X)}
actual = onnx_outputs(here / "model.onnx", {"X": X.astype(np.float32)})
write_reference(
    here / "reference.json",
    packages=["lightgbm", "onnxmltools", "scikit-learn", "onnx", "onnxruntime", "numpy"],
    oracle="lightgbm",
    data="breast cancer Wisconsin (diagnostic), scikit-learn's bundled copy;"
    " every 15th row, trained on the others",
    inputs={"X": tensor(X, "FP32")},
    outputs={name: tensor(value) for name, value in expected.items()},
    labels=model.classes_.tolist(),
    features=[str(name) for name in cancer.feature_names],
    tolerance=1e-6,
    measured=largest_difference(actual, expected),
)

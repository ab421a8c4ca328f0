"""Random forest on breast cancer with text labels, default export: ZipMap with string keys."""

from reference_json import folder, largest_difference, onnx_outputs, tensor, write_reference

import numpy as np
from skl2onnx import to_onnx
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier

cancer = load_breast_cancer()
held_out = np.arange(len(cancer.data)) % 15 == 0
names = np.array([str(name) for name in cancer.target_names])[cancer.target]
model = RandomForestClassifier(n_estimators=30, max_depth=5, random_state=0)
model.fit(cancer.data[~held_out], names[~held_out])
X = cancer.data[held_out]

here = folder("breast-cancer-forest")
onnx = to_onnx(model, X[:1].astype(np.float32))
(here / "model.onnx").write_bytes(onnx.SerializeToString())

expected = {"output_label": model.predict(X), "output_probability": model.predict_proba(X)}
actual = onnx_outputs(here / "model.onnx", {"X": X.astype(np.float32)})
write_reference(
    here / "reference.json",
    packages=["scikit-learn", "skl2onnx", "onnx", "onnxruntime", "numpy"],
    oracle="scikit-learn",
    data="breast cancer Wisconsin (diagnostic), scikit-learn's bundled copy;"
    " every 15th row, trained on the others",
    inputs={"X": tensor(X, "FP32")},
    outputs={name: tensor(value) for name, value in expected.items()},
    labels=model.classes_.tolist(),
    features=[str(name) for name in cancer.feature_names],
    tolerance=1e-6,
    measured=largest_difference(actual, expected),
)

"""Scaler and logistic regression on iris, exported in float64 with the default ZipMap.

onnxruntime refuses to load this file, because its ZipMap does not take tensor(double).
"""

from reference_json import folder, largest_difference, onnx_outputs, tensor, write_reference

import numpy as np
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

iris = load_iris()
held_out = np.arange(len(iris.data)) % 5 == 0
names = np.array([str(name) for name in iris.target_names])
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
model.fit(iris.data[~held_out], names[iris.target[~held_out]])
X = iris.data[held_out]


def export(**options):
    return to_onnx(model, initial_types=[("X", DoubleTensorType([None, 4]))], **options)


here = folder("iris-pipeline-double")
(here / "model.onnx").write_bytes(export().SerializeToString())

expected = {"output_label": model.predict(X), "output_probability": model.predict_proba(X)}
# the export without ZipMap stands in for the file that cannot be loaded
plain = export(options={"zipmap": False})
actual = onnx_outputs(plain.SerializeToString(), {"X": X})
write_reference(
    here / "reference.json",
    packages=["scikit-learn", "skl2onnx", "onnx", "onnxruntime", "numpy"],
    oracle="scikit-learn",
    data="iris (Fisher 1936), scikit-learn's bundled copy; every 5th row, trained on the others",
    inputs={"X": tensor(X)},
    outputs={name: tensor(value) for name, value in expected.items()},
    labels=model.classes_.tolist(),
    features=list(iris.feature_names),
    tolerance=1e-12,
    measured=largest_difference(
        dict(zip(expected, (actual["label"], actual["probabilities"]))), expected
    ),
    measuredOn="the same model exported without ZipMap; onnxruntime does not load this file",
)

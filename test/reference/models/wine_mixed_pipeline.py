"""A pipeline over numeric and text columns of wine, one ONNX input a column.

The text columns are made from numbers: colour from color_intensity (up to 3.8 pale, up to 6
medium, above deep) and vigour from proline (up to 600 light, up to 1000 sturdy, above strong).
"""

from reference_json import folder, largest_difference, onnx_outputs, row_objects, tensor
from reference_json import write_reference

import numpy as np
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_wine
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMERIC = ["alcohol", "malic_acid", "magnesium", "flavanoids", "hue"]
TEXT = ["colour", "vigour"]

wine, target = load_wine(return_X_y=True, as_frame=True)
frame = wine[NUMERIC].copy()
frame["colour"] = pd.cut(
    wine["color_intensity"], [0, 3.8, 6, np.inf], labels=["pale", "medium", "deep"]
).astype(object)
frame["vigour"] = pd.cut(
    wine["proline"], [0, 600, 1000, np.inf], labels=["light", "sturdy", "strong"]
).astype(object)
names = np.array(["barolo", "grignolino", "barbera"])[target]
held_out = np.arange(len(frame)) % 5 == 0
frame.loc[frame.index % 11 == 3, "magnesium"] = np.nan

model = Pipeline(
    [
        (
            "columns",
            ColumnTransformer(
                [
                    (
                        "numeric",
                        make_pipeline(SimpleImputer(strategy="median"), StandardScaler()),
                        NUMERIC,
                    ),
                    ("text", OneHotEncoder(handle_unknown="ignore"), TEXT),
                ]
            ),
        ),
        ("classifier", LogisticRegression(max_iter=1000)),
    ]
)
model.fit(frame[~held_out], names[~held_out])
rows = frame[held_out].reset_index(drop=True)
rows.loc[[1, 8], "colour"] = ["brown", ""]
rows.loc[15, NUMERIC] = np.nan

here = folder("wine-mixed-pipeline")
types = [(name, FloatTensorType([None, 1])) for name in NUMERIC]
types += [(name, StringTensorType([None, 1])) for name in TEXT]
onnx = to_onnx(model, initial_types=types)
(here / "model.onnx").write_bytes(onnx.SerializeToString())

expected = {"output_label": model.predict(rows), "output_probability": model.predict_proba(rows)}
columns = {name: rows[[name]].to_numpy() for name in NUMERIC + TEXT}
actual = onnx_outputs(
    here / "model.onnx",
    {
        name: column.astype(np.float32 if name in NUMERIC else object)
        for name, column in columns.items()
    },
)
write_reference(
    here / "reference.json",
    packages=["scikit-learn", "skl2onnx", "onnx", "onnxruntime", "numpy", "pandas"],
    oracle="scikit-learn",
    data="wine (Forina et al. 1991), scikit-learn's bundled copy; every 5th row, trained on the"
    " others; colour and vigour are binned color_intensity and proline; magnesium is missing in"
    " every 11th row, row 15 has no number at all, rows 1 and 8 have a colour not trained on",
    inputs={
        name: tensor(column, "FP32" if name in NUMERIC else "BYTES")
        for name, column in columns.items()
    },
    outputs={name: tensor(value) for name, value in expected.items()},
    labels=model.classes_.tolist(),
    rows=row_objects(rows),
    tolerance=1e-6,
    measured=largest_difference(actual, expected),
)

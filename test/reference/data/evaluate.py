"""What scikit-learn and NumPy get where the examples train, evaluate and predict; writes test/fixtures/examples/reference.json.

Run after write_data.py, with the packages of requirements.txt:  python test/reference/data/evaluate.py
"""

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path

# Before numpy is loaded: with one thread the last bits of a fit do not depend on the machine.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from sklearn.compose import ColumnTransformer  # noqa: E402
from sklearn.impute import SimpleImputer  # noqa: E402
from sklearn.linear_model import LogisticRegression, Ridge  # noqa: E402
from sklearn.metrics import (  # noqa: E402
    accuracy_score,
    balanced_accuracy_score,
    confusion_matrix,
    f1_score,
    log_loss,
    matthews_corrcoef,
    mean_absolute_error,
    r2_score,
    roc_auc_score,
    root_mean_squared_error,
)
from sklearn.model_selection import train_test_split  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "examples" / "data"
DIGITS_MODEL = ROOT / "test" / "fixtures" / "keras-digits-layers"
PACKAGES = ("numpy", "pandas", "scikit-learn", "scipy")


def logistic_regression():
    # To the optimum, as this library does.
    return LogisticRegression(solver="newton-cholesky", tol=1e-12, max_iter=1000)


def classification(model, X, y):
    predicted, probabilities = model.predict(X), model.predict_proba(X)
    return {
        "nSamples": len(y),
        "accuracy": accuracy_score(y, predicted),
        "balancedAccuracy": balanced_accuracy_score(y, predicted),
        "matthewsCorrcoef": matthews_corrcoef(y, predicted),
        "f1": f1_score(y, predicted, average="macro"),
        "rocAuc": roc_auc_score(y, probabilities, multi_class="ovr"),
        "logLoss": log_loss(y, probabilities, labels=model.classes_),
        "confusionMatrix": {
            "labels": model.classes_.tolist(),
            "matrix": confusion_matrix(y, predicted, labels=model.classes_).tolist(),
        },
    }


def iris():
    frame = pd.read_csv(DATA / "iris.csv")
    X, y = frame.drop(columns="species").to_numpy(), frame["species"]
    held_out = np.arange(len(frame)) % 5 == 0
    return classification(logistic_regression().fit(X[~held_out], y[~held_out]), X[held_out], y[held_out])


def wine():
    frame = pd.read_csv(DATA / "wine.csv")
    X, y = frame.drop(columns="cultivar"), frame["cultivar"]
    train_X, test_X, train_y, test_y = train_test_split(X, y, test_size=0.25, random_state=7, stratify=y)
    columns = ColumnTransformer(
        [
            (
                "numbers",
                make_pipeline(SimpleImputer(strategy="median"), MinMaxScaler()),
                ["alcohol", "malicAcid", "magnesium", "flavanoids", "hue"],
            ),
            ("categories", OneHotEncoder(handle_unknown="ignore"), ["colour"]),
        ]
    )
    model = make_pipeline(columns, logistic_regression()).fit(train_X, train_y)
    example = test_X[test_X["magnesium"].isna()].iloc[[0]]
    return {
        **classification(model, test_X, test_y),
        "example": dict(zip(model.classes_.tolist(), model.predict_proba(example)[0].tolist())),
    }


def diabetes():
    frame = pd.read_csv(DATA / "diabetes.csv")
    X, y = frame.drop(columns="progression").to_numpy(), frame["progression"].to_numpy()
    train_X, test_X, train_y, test_y = train_test_split(X, y, test_size=0.25, random_state=7)
    predicted = make_pipeline(StandardScaler(), Ridge(alpha=1, solver="cholesky")).fit(train_X, train_y).predict(test_X)
    return {
        "nSamples": len(test_y),
        "mae": mean_absolute_error(test_y, predicted),
        "rmse": root_mean_squared_error(test_y, predicted),
        "r2": r2_score(test_y, predicted),
        "example": predicted[0],
    }


def keras_weights():
    manifest = json.loads((DIGITS_MODEL / "model.json").read_text())["weightsManifest"]
    weights = {}
    for group in manifest:
        content = b"".join((DIGITS_MODEL / path).read_bytes() for path in group["paths"])
        for entry in group["weights"]:
            size = int(np.prod(entry["shape"]))
            weights[entry["name"]] = np.frombuffer(content[: 4 * size], "<f4").reshape(entry["shape"]).astype(float)
            content = content[4 * size :]
    return weights


def digit_probabilities(images, weights):
    """The network of test/reference/keras/digits.py in plain NumPy; images of shape [n, 8, 8, 1], 0..1."""

    def convolve(x, name):
        kernel = weights[f"{name}/kernel"]
        padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))
        return np.einsum("nhwcij,ijco->nhwo", windows, kernel) + weights[f"{name}/bias"]

    def pool(x):
        n, height, width, channels = x.shape
        return x.reshape(n, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4))

    scale, shift, mean, variance = (
        weights[f"normalize/{name}"] for name in ("gamma", "beta", "moving_mean", "moving_variance")
    )
    normalized = (convolve(images, "conv") - mean) / np.sqrt(variance + 1e-3) * scale + shift
    hidden = pool(np.maximum(convolve(pool(np.maximum(normalized, 0)), "conv_2"), 0))
    scores = hidden.reshape(len(images), -1) @ weights["digit/kernel"] + weights["digit/bias"]
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def digits():
    weights = keras_weights()
    kept = json.loads((DIGITS_MODEL / "reference.json").read_text())
    pixels, expected = kept["inputs"]["pixels"], kept["outputs"]["digit"]
    ours = digit_probabilities(np.reshape(pixels["data"], pixels["shape"]).astype(float), weights)
    gap = float(np.abs(ours - np.reshape(expected["data"], expected["shape"])).max())
    assert gap < 1e-5, gap  # the network in NumPy is that of Keras
    images = [
        np.array((DATA / "digits" / f"{digit}.pgm").read_text().split()[4:], float).reshape(8, 8, 1) / 255
        for digit in range(10)
    ]
    return {"probabilities": digit_probabilities(np.stack(images), weights).tolist()}


if __name__ == "__main__":
    reference = {
        "generator": {
            "script": "test/reference/data/evaluate.py",
            "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        },
        "oracle": "scikit-learn; for digits the network's arithmetic in NumPy, checked against Keras",
        "iris": iris(),
        "wine": wine(),
        "diabetes": diabetes(),
        "digits": digits(),
    }
    text = json.dumps(reference, indent=2, allow_nan=False)
    (ROOT / "test" / "fixtures" / "examples" / "reference.json").write_text(text + "\n", encoding="utf-8")

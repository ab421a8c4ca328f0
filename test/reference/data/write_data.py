"""Writes examples/data/ from the data sets that come with scikit-learn.

Run with the packages of requirements.txt:  python test/reference/data/write_data.py
"""

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine

DATA = Path(__file__).resolve().parents[3] / "examples" / "data"


def write_csv(name, frame):
    # Whole numbers of a column that has others too stay as short as they were published.
    text = frame.map(lambda value: f"{value:.12g}" if isinstance(value, float) and value == value else value)
    text.to_csv(DATA / name, index=False, lineterminator="\n")


def iris():
    data = load_iris()
    frame = pd.DataFrame(data.data, columns=["sepalLength", "sepalWidth", "petalLength", "petalWidth"])
    write_csv("iris.csv", frame.assign(species=data.target_names[data.target]))


def wine():
    data, target = load_wine(return_X_y=True, as_frame=True)
    frame = pd.DataFrame(
        {
            "alcohol": data["alcohol"],
            "malicAcid": data["malic_acid"],
            "magnesium": data["magnesium"].where(data.index % 11 != 3),
            "flavanoids": data["flavanoids"],
            "hue": data["hue"],
            "colour": pd.cut(data["color_intensity"], [0, 3.8, 6, np.inf], labels=["pale", "medium", "deep"]).astype(
                object
            ),
            "cultivar": np.array(["barolo", "grignolino", "barbera"])[target],
        }
    )
    write_csv("wine.csv", frame)


def diabetes():
    data, target = load_diabetes(return_X_y=True, as_frame=True, scaled=False)
    data.columns = [
        "age",
        "sex",
        "bmi",
        "bloodPressure",
        "totalCholesterol",
        "ldl",
        "hdl",
        "cholesterolRatio",
        "logTriglycerides",
        "glucose",
    ]
    write_csv("diabetes.csv", data.assign(progression=target))


def breast_cancer():
    data = load_breast_cancer(as_frame=True)
    means = data.data.iloc[:, :10]
    words = [name.removeprefix("mean ").split() for name in means.columns]
    means.columns = [word + "".join(other.capitalize() for other in others) for word, *others in words]
    write_csv("breast-cancer.csv", means.assign(diagnosis=data.target_names[data.target]))


def digits():
    """One image of each digit that the network was not trained on (every fifth was held out)."""
    data = load_digits()
    folder = DATA / "digits"
    folder.mkdir(exist_ok=True)
    images, target = data.images[::5], data.target[::5]
    for digit in range(10):
        pixels = np.rint(images[np.argmax(target == digit)] * 255 / 16).astype(int)
        rows = "\n".join(" ".join(f"{value:3d}" for value in row) for row in pixels)
        (folder / f"{digit}.pgm").write_text(f"P2\n8 8\n255\n{rows}\n", encoding="ascii")


if __name__ == "__main__":
    DATA.mkdir(parents=True, exist_ok=True)
    for write in (iris, wine, diabetes, breast_cancer, digits):
        write()

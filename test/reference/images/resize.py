"""Writes test/fixtures/images/resize.json: one image resized by OpenCV (bilinear) and Pillow (nearest).

python -m venv /tmp/images && /tmp/images/bin/pip install -r test/reference/images/requirements.txt
/tmp/images/bin/python test/reference/images/resize.py
"""

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import PIL
from PIL import Image

SIZES = [(8, 8), (5, 7), (13, 4), (1, 1), (20, 20)]

pixels = np.random.default_rng(7).integers(0, 256, size=(9, 6, 3), dtype=np.uint8)
cases = []
for height, width in SIZES:
    bilinear = cv2.resize(pixels.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    nearest = np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.NEAREST))
    cases.append(
        {
            "height": height,
            "width": width,
            "bilinear": [float(value) for value in bilinear.ravel()],
            "nearest": [int(value) for value in nearest.ravel()],
        }
    )
versions = {
    "python": sys.version.split()[0],
    "opencv-python-headless": cv2.__version__,
    "pillow": PIL.__version__,
    "numpy": np.__version__,
}
document = {
    "generator": {"script": "test/reference/images/resize.py", "versions": versions},
    "image": {"height": 9, "width": 6, "channels": 3, "data": pixels.ravel().tolist()},
    "cases": cases,
}
Path("test/fixtures/images/resize.json").write_text(json.dumps(document, indent=1) + "\n")

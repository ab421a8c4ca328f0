"""Shared by the scripts in this folder: writes a fixture with the versions that made it.

Run each script with the packages of requirements.txt:  python test/reference/learn/metrics.py
"""

import json
import math
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

# Before numpy is loaded: with one thread the last bits of a fit do not depend on the machine.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "learn"


def plain(value):
    """numpy values as Python ones; what JSON has no number for as a string."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def write_fixture(name, content, packages=("numpy", "scikit-learn", "scipy")):
    script = Path(sys.argv[0]).name
    versions = {"python": platform.python_version(), **{p: version(p) for p in packages}}
    document = {
        "generator": {"script": f"test/reference/learn/{script}", "versions": versions},
        **content,
    }
    FIXTURES.mkdir(parents=True, exist_ok=True)
    lines = []
    for key, value in plain(document).items():
        if isinstance(value, list):
            items = ",\n".join(
                "    " + json.dumps(item, ensure_ascii=False, allow_nan=False) for item in value
            )
            text = f"[\n{items}\n  ]"
        else:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        lines.append(f"  {json.dumps(key)}: {text}")
    (FIXTURES / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{name}: {(FIXTURES / name).stat().st_size} bytes")

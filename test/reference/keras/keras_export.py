"""Shared by the scripts in this folder: the TensorFlow.js converter and the reference files beside the models.

Import this module before numpy and TensorFlow: threads, determinism and the log level are read when they load.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import types
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("PYTHONHASHSEED", "0")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "models"))

from reference_json import FIXTURES, tensor, write_json  # noqa: E402, F401

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import keras  # noqa: E402
import tf_keras  # noqa: E402

# The converter imports both of these unasked; neither takes part in what is converted here.
for name in ("jax", "jax.experimental", "jax.experimental.jax2tf", "tensorflow_decision_forests"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["jax.experimental"].jax2tf = sys.modules["jax.experimental.jax2tf"]
sys.modules["jax.experimental.jax2tf"].PolyShape = object

import tensorflowjs  # noqa: E402
from tensorflowjs.converters import converter  # noqa: E402

DIGITS = "digits of scikit-learn (8x8, UCI optical recognition), each pixel divided by 16; every 5th image held out"


def convert(model, name, *arguments):
    """Runs `tensorflowjs_converter` on a Keras 2 or Keras 3 model; `arguments` are the command's own."""
    target = FIXTURES / name
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        if any(argument.startswith("--input_format=tf_saved_model") for argument in arguments):
            source = folder
            module, function = model
            tf.saved_model.save(module, source, signatures=function)
        else:
            ending = ".keras" if "--input_format=keras_keras" in arguments else ".h5"
            source = os.path.join(folder, "model" + ending)
            model.save(source)
        converter.convert([*arguments, source, str(target)])
    return target


def stored_weights(target):
    """The weights of a converted model as TensorFlow.js will see them: by name, dequantised."""
    manifest = json.loads((target / "model.json").read_text())["weightsManifest"]
    groups = tensorflowjs.read_weights.read_weights(manifest, str(target), flatten=True)
    return {entry["name"]: entry["data"] for entry in groups}


def set_weights(model, target):
    """Gives a Keras 2 model the stored weights, so that its answers include their quantisation."""
    stored = stored_weights(target)
    model.set_weights([stored[weight.name.removesuffix(":0")] for weight in model.weights])


def write_reference(target, *, data, inputs, outputs, tolerance, labels=None):
    """`inputs` and `outputs` are arrays by the names that the TensorFlow.js model has."""
    reference = {
        "generator": {
            "script": f"test/reference/keras/{Path(sys.argv[0]).name}",
            "versions": {
                "python": platform.python_version(),
                **{name: version(name) for name in ("tensorflow-cpu", "keras", "tf-keras", "tensorflowjs", "numpy")},
            },
        },
        "oracle": "Keras on TensorFlow for CPU, float32",
        "data": data,
        "inputs": {name: tensor(value) for name, value in inputs.items()},
        "outputs": {name: tensor(value) for name, value in outputs.items()},
        **({} if labels is None else {"labels": labels}),
        "tolerance": tolerance,
    }
    write_json(target / "reference.json", reference)
    files = sorted(file.name for file in target.iterdir())
    print(f"{target.relative_to(FIXTURES)}: {', '.join(files)}")

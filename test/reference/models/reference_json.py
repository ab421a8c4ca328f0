"""Shared by the scripts in this folder: writes the reference files beside the models.

Import this module before numpy: the number of BLAS threads is read when numpy loads,
and with one thread the last bits of a fit do not depend on the machine.
"""

import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"

DATATYPES = {
    "bool": "BOOL",
    "int8": "INT8",
    "int16": "INT16",
    "int32": "INT32",
    "int64": "INT64",
    "uint8": "UINT8",
    "uint16": "UINT16",
    "uint32": "UINT32",
    "uint64": "UINT64",
    "float16": "FP16",
    "bfloat16": "BF16",
    "float32": "FP32",
    "float64": "FP64",
}


def folder(name):
    path = FIXTURES / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def tensor(values, datatype=None):
    """The JSON form of an array; pass `datatype` where the model's type is not the array's."""
    array = np.asarray(values)
    return {
        "datatype": datatype or DATATYPES.get(array.dtype.name, "BYTES"),
        "shape": list(array.shape),
        "data": [_scalar(value) for value in array.ravel()],
    }


def _scalar(value):
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        # JSON.parse would round these
        return int(value) if abs(int(value)) < 2**53 else str(int(value))
    if isinstance(value, str):
        return str(value)
    number = float(value)
    if np.isnan(number):
        return "NaN"
    if np.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return number


def row_objects(frame):
    """A DataFrame as row objects; a missing value is null."""
    return [
        {name: None if value != value else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def onnx_outputs(model, feeds):
    """What onnxruntime answers (`model`: a path or bytes), a ZipMap's dicts as a matrix again."""
    import onnx
    import onnxruntime

    content = model if isinstance(model, bytes) else Path(model).read_bytes()
    # the dicts come sorted by key, which need not be the order of the columns
    columns = {
        node.output[0]: [
            key.decode() if isinstance(key, bytes) else key
            for attribute in node.attribute
            for key in onnx.helper.get_attribute_value(attribute)
        ]
        for node in onnx.load_from_string(content).graph.node
        if node.op_type == "ZipMap"
    }
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        model if isinstance(model, bytes) else str(model),
        options,
        providers=["CPUExecutionProvider"],
    )
    names = [output.name for output in session.get_outputs()]
    return {
        name: np.array([[row[key] for key in columns[name]] for row in value])
        if name in columns
        else value
        for name, value in zip(names, session.run(None, feeds))
    }


def largest_difference(actual, expected):
    """Largest absolute difference over all outputs; labels and other exact types must be equal."""
    largest = 0.0
    for name, reference in expected.items():
        reference, other = np.asarray(reference), np.asarray(actual[name])
        assert reference.shape == other.shape, (name, reference.shape, other.shape)
        if reference.dtype.kind != "f":
            assert (reference == other).all(), name
            continue
        both = np.isfinite(reference)
        assert np.array_equal(reference[~both], other[~both], equal_nan=True), name
        gap = np.abs(reference[both].astype(np.float64) - other[both].astype(np.float64))
        largest = max(largest, float(gap.max(initial=0.0)))
    return largest


def write_reference(path, *, packages, oracle, data, inputs, outputs, tolerance, measured, **more):
    """`inputs` and `outputs` are in the form `tensor` gives; None in `more` leaves a key out."""
    assert measured is None or measured <= tolerance, (str(path), measured, tolerance)
    reference = {
        "generator": {
            "script": f"test/reference/models/{Path(sys.argv[0]).name}",
            "versions": {
                "python": platform.python_version(),
                **{name: version(name) for name in packages},
            },
        },
        "oracle": oracle,
        "data": data,
        "inputs": inputs,
        "outputs": outputs,
        **{key: value for key, value in more.items() if value is not None},
        "tolerance": tolerance,
        "measuredDifference": measured,
    }
    write_json(path, reference)
    print(f"{Path(path).relative_to(FIXTURES)}: difference {measured}")


def write_json(path, value):
    Path(path).write_text(_text(value) + "\n", encoding="utf-8")


def _text(value, indent=""):
    """Indented JSON with lists of scalars, and flat objects inside lists, on one line."""
    inner = indent + "  "
    if isinstance(value, dict) and value:
        lines = [f"{inner}{json.dumps(key)}: {_text(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
        lines = [inner + json.dumps(item, ensure_ascii=False, allow_nan=False) for item in value]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

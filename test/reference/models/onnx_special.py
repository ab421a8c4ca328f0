"""Small hand-built graphs for the corners of the ONNX loader."""

from reference_json import folder, largest_difference, onnx_outputs, tensor
from reference_json import write_reference

import ml_dtypes
import numpy as np
import onnxruntime
from onnx import TensorProto, checker, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from skl2onnx import to_onnx
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

FLOAT, DOUBLE, INT64, STRING = (
    TensorProto.FLOAT,
    TensorProto.DOUBLE,
    TensorProto.INT64,
    TensorProto.STRING,
)
HERE = folder("onnx-special")
LABELS = ["no", "maybe", "yes"]
# exact in float32, and so are the scores made of them
WEIGHTS = np.array([[0.5, -1.0], [0.25, 0.5], [-0.75, 1.5]])
INTERCEPTS = np.array([0.125, 0.0, -0.25])
ROWS = np.array([[0.0, 0.0], [1.0, -1.0], [-2.0, 0.5], [3.0, 2.5], [0.5, 0.25]])


def value(name, elem_type, shape):
    return helper.make_tensor_value_info(name, elem_type, shape)


def map_list(name, key_type):
    one = helper.make_map_type_proto(key_type, helper.make_tensor_type_proto(FLOAT, []))
    return helper.make_value_info(name, helper.make_sequence_type_proto(one))


def ml(op_type, inputs, outputs, **attributes):
    return helper.make_node(op_type, inputs, outputs, domain="ai.onnx.ml", **attributes)


def build(name, nodes, inputs, outputs, initializers=(), opset=17, **about):
    graph = helper.make_graph(nodes, name, inputs, outputs, initializer=list(initializers))
    about = {"producer_name": "modelmount fixtures", **about}
    opsets = [helper.make_opsetid("", opset)]
    if any(node.domain == "ai.onnx.ml" for node in nodes):
        opsets.append(helper.make_opsetid("ai.onnx.ml", 3))
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, **about)


def save(name, model, feeds, expected, *, oracle, data, measure=True, tolerance=0.0, **more):
    """Writes <name>.onnx and <name>.json, or for a name ending in /model a folder of its own."""
    path = HERE / f"{name}.onnx"
    path.write_bytes(model.SerializeToString())
    write_reference(
        path.with_name("reference.json") if path.stem == "model" else path.with_suffix(".json"),
        packages=["onnx", "onnxruntime", "numpy"],
        oracle=oracle,
        data=data,
        inputs={key: tensor(array) for key, array in feeds.items()},
        outputs={key: tensor(array) for key, array in expected.items()},
        tolerance=tolerance,
        measured=largest_difference(onnx_outputs(path, feeds), expected) if measure else None,
        **more,
    )


def refusal(path):
    """Why onnxruntime does not load a file, without the folder in the message."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        onnxruntime.InferenceSession(str(path), options)
    except Exception as error:
        return str(error).replace(f"{HERE}/", "")
    return None


def softmax(rows):
    scores = rows @ WEIGHTS.T + INTERCEPTS
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def classifier(label, probability, labels, source="X"):
    names = (
        {"classlabels_ints": labels}
        if isinstance(labels[0], int)
        else {"classlabels_strings": labels}
    )
    return ml(
        "LinearClassifier",
        [source],
        [label, probability],
        coefficients=WEIGHTS.astype(np.float32).ravel().tolist(),
        intercepts=INTERCEPTS.astype(np.float32).tolist(),
        post_transform="SOFTMAX",
        multi_class=1,
        **names,
    )


def zip_map(source, target, labels):
    if isinstance(labels[0], int):
        return ml("ZipMap", [source], [target], classlabels_int64s=labels)
    return ml("ZipMap", [source], [target], classlabels_strings=labels)


def zip_maps():
    X = value("X", FLOAT, ["N", 2])
    feeds = {"X": ROWS.astype(np.float32)}
    chosen = softmax(ROWS).argmax(axis=1)
    numbers = [10, 20, 30]
    words = dict(oracle="numpy (softmax in float64)", tolerance=1e-6)

    def expected(labels):
        return {"label": np.array(labels)[chosen], "probabilities": softmax(ROWS)}

    for name, labels, kind in [
        ("zipmap-int64", numbers, INT64),
        ("zipmap-string", LABELS, STRING),
    ]:
        model = build(
            name,
            [classifier("label", "scores", labels), zip_map("scores", "probabilities", labels)],
            [X],
            [value("label", kind, ["N"]), map_list("probabilities", kind)],
        )
        data = "three classes from two numbers; the ZipMap is the last node"
        save(name, model, feeds, expected(labels), data=data, labels=labels, **words)

    model = build(
        "zipmap-two",
        [
            classifier("first_label", "first_scores", numbers),
            zip_map("first_scores", "first_probabilities", numbers),
            classifier("second_label", "second_scores", LABELS, source="negative"),
            zip_map("second_scores", "second_probabilities", LABELS),
        ],
        [X],
        [
            value("first_label", INT64, ["N"]),
            map_list("first_probabilities", INT64),
            value("second_label", STRING, ["N"]),
            map_list("second_probabilities", STRING),
        ],
    )
    model.graph.node.insert(0, helper.make_node("Neg", ["X"], ["negative"]))
    other = softmax(-ROWS)
    save(
        "zipmap-two",
        model,
        feeds,
        {
            "first_label": np.array(numbers)[chosen],
            "first_probabilities": softmax(ROWS),
            "second_label": np.array(LABELS)[other.argmax(axis=1)],
            "second_probabilities": other,
        },
        data="two classifiers, one on X and one on -X, each with its own ZipMap",
        labels={"first_probabilities": numbers, "second_probabilities": LABELS},
        **words,
    )

    model = build(
        "zipmap-cast",
        [
            classifier("label", "scores", LABELS),
            helper.make_node("Cast", ["scores"], ["cast"], to=FLOAT),
            zip_map("cast", "probabilities", LABELS),
        ],
        [X],
        [value("label", STRING, ["N"]), map_list("probabilities", STRING)],
    )
    data = "a Cast from float to float between the classifier and the ZipMap"
    save("zipmap-cast", model, feeds, expected(LABELS), data=data, labels=LABELS, **words)

    model = build(
        "zipmap-cast-double",
        [
            helper.make_node("Gemm", ["X", "W", "b"], ["scores"], transB=1),
            helper.make_node("Softmax", ["scores"], ["double"], axis=1),
            helper.make_node("Cast", ["double"], ["float"], to=FLOAT),
            helper.make_node("ArgMax", ["scores"], ["label"], axis=1, keepdims=0),
            zip_map("float", "probabilities", [0, 1, 2]),
        ],
        [value("X", DOUBLE, ["N", 2])],
        [value("label", INT64, ["N"]), map_list("probabilities", INT64)],
        [numpy_helper.from_array(WEIGHTS, "W"), numpy_helper.from_array(INTERCEPTS, "b")],
    )
    data = "probabilities computed in double, cast to float for the ZipMap"
    save(
        "zipmap-cast-double",
        model,
        {"X": ROWS},
        {"label": chosen, "probabilities": softmax(ROWS)},
        data=data,
        labels=[0, 1, 2],
        **words,
    )

    model = build(
        "zipmap-input-exposed",
        [classifier("label", "scores", LABELS), zip_map("scores", "probabilities", LABELS)],
        [X],
        [
            value("label", STRING, ["N"]),
            value("scores", FLOAT, ["N", 3]),
            map_list("probabilities", STRING),
        ],
    )
    save(
        "zipmap-input-exposed",
        model,
        feeds,
        {**expected(LABELS), "scores": softmax(ROWS)},
        data="what the ZipMap reads is an output of the graph as well",
        labels=LABELS,
        **words,
    )

    # no standard operator takes a list of maps, so onnxruntime refuses these two as they are
    for name, outputs in [
        ("zipmap-consumed", ["label", "probabilities", "vector"]),
        ("zipmap-consumed-only", ["label", "vector"]),
    ]:
        declared = {
            "label": value("label", STRING, ["N"]),
            "probabilities": map_list("probabilities", STRING),
            "vector": value("vector", FLOAT, ["N", 3]),
        }
        model = build(
            name,
            [
                classifier("label", "scores", LABELS),
                zip_map("scores", "probabilities", LABELS),
                ml("DictVectorizer", ["probabilities"], ["vector"], string_vocabulary=LABELS),
            ],
            [X],
            [declared[output] for output in outputs],
        )
        answers = {**expected(LABELS), "vector": softmax(ROWS)}
        path = HERE / f"{name}.onnx"
        path.write_bytes(model.SerializeToString())
        save(
            name,
            model,
            feeds,
            {output: answers[output] for output in outputs},
            measure=False,
            data="a DictVectorizer reads what the ZipMap writes: the ZipMap cannot be taken out",
            labels=LABELS,
            unsupported=refusal(path),
            **words,
        )

    iris = load_iris()
    names = np.array([str(name) for name in iris.target_names])[iris.target]
    fitted = LogisticRegression(max_iter=1000).fit(iris.data, names)
    rows = iris.data[::15]
    model = to_onnx(fitted, rows[:1].astype(np.float32), options={"zipmap": "columns"})
    probability = fitted.predict_proba(rows)
    outputs = [output.name for output in model.graph.output]
    save(
        "zipmap-columns",
        model,
        {"X": rows.astype(np.float32)},
        dict(zip(outputs, [fitted.predict(rows), *probability.T])),
        oracle="scikit-learn",
        data="iris, every 15th row, exported with zipmap='columns': one output a class, no ZipMap",
        labels=fitted.classes_.tolist(),
        tolerance=1e-6,
    )


def identities():
    cases = {
        "bool": np.array([[True, False], [False, False], [True, True]]),
        "float16": np.array([[0.5, -2.0], [65504, 2**-24], [np.inf, np.nan]], np.float16),
        "bfloat16": np.array([[0.5, -2.0], [256, 2**-20], [np.inf, np.nan]], ml_dtypes.bfloat16),
        "float32": np.array([[0.5, -0.0], [3.4028234663852886e38, 1e-45], [-np.inf, np.nan]], "f4"),
        "float64": np.array([[0.1, -0.0], [1.7976931348623157e308, 5e-324], [np.inf, np.nan]]),
        "string": np.array(
            [["plain", ""], ["Grüße, 世界", "🙂"], ['"quoted"\n', " spaces "]], object
        ),
    }
    for bits in (8, 16, 32, 64):
        for kind in (f"int{bits}", f"uint{bits}"):
            least, most = np.iinfo(kind).min, np.iinfo(kind).max
            cases[kind] = np.array([[0, 1], [least, most], [most - 1, 100]], kind)
    for dtype, array in cases.items():
        name = {"float32": "identity-float", "float64": "identity-double"}.get(
            dtype, f"identity-{dtype}"
        )
        kind = STRING if dtype == "string" else helper.np_dtype_to_tensor_dtype(array.dtype)
        identity(name, array, kind, ["N", 2], measure=dtype != "bfloat16")
    identity("identity-scalar-float", np.array(0.25, np.float32), FLOAT, [])


def identity(name, array, kind, shape, **more):
    model = build(
        name,
        [helper.make_node("Identity", ["x"], ["y"])],
        [value("x", kind, shape)],
        [value("y", kind, shape)],
    )
    checker.check_model(model)
    data = "edges of the type; y is x"
    save(name, model, {"x": array}, {"y": array}, oracle="the input itself", data=data, **more)


def evaluate(model, feeds):
    names = [output.name for output in model.graph.output]
    return dict(zip(names, ReferenceEvaluator(model).run(None, feeds)))


def operators():
    evaluator = "onnx ReferenceEvaluator"

    kind = TensorProto.FLOAT16
    one = numpy_helper.from_array(np.array(1, np.float16), "one")
    model = build(
        "float16-add",
        [helper.make_node("Add", ["x", "one"], ["y"])],
        [value("x", kind, ["N", 2])],
        [value("y", kind, ["N", 2])],
        [one],
    )
    feeds = {"x": np.array([[0, 0.5], [-1, 1000], [2048, 2**-12], [65504, np.nan]], np.float16)}
    save(
        "float16-add",
        model,
        feeds,
        evaluate(model, feeds),
        oracle=evaluator,
        data="y = x + 1 in half precision, with rounding (2048 + 1 is 2048)",
    )

    model = build(
        "string-concat",
        [helper.make_node("StringConcat", ["x", "suffix"], ["y"])],
        [value("x", STRING, ["N", 1])],
        [value("y", STRING, ["N", 1])],
        [numpy_helper.from_array(np.array("!", object), "suffix")],
        opset=20,
    )
    feeds = {"x": np.array([["hello"], [""], ["Grüße"], ["🙂"]], object)}
    save(
        "string-concat",
        model,
        feeds,
        evaluate(model, feeds),
        oracle=evaluator,
        data='y = x + "!", text in and text out',
    )

    model = build(
        "label-encoder",
        [
            ml(
                "LabelEncoder",
                ["x"],
                ["y"],
                keys_strings=["red", "green", "blå"],
                values_int64s=[1, 2, 3],
                default_int64=-1,
            )
        ],
        [value("x", STRING, ["N", 1])],
        [value("y", INT64, ["N", 1])],
    )
    feeds = {"x": np.array([["red"], ["blå"], ["green"], ["pink"]], object)}
    save(
        "label-encoder",
        model,
        feeds,
        evaluate(model, feeds),
        oracle=evaluator,
        data="words to numbers, -1 for a word not known",
    )

    model = build(
        "fixed-batch",
        [helper.make_node("ReduceSum", ["x", "axis"], ["y"], keepdims=1)],
        [value("x", FLOAT, [4, 2])],
        [value("y", FLOAT, [4, 1])],
        [numpy_helper.from_array(np.array([1], np.int64), "axis")],
    )
    feeds = {"x": np.arange(8, dtype=np.float32).reshape(4, 2)}
    save(
        "fixed-batch",
        model,
        feeds,
        evaluate(model, feeds),
        oracle=evaluator,
        data="the sum of two numbers, for exactly four rows",
    )

    model = build(
        "wrong-declared-shape",
        [helper.make_node("ArgMax", ["x"], ["label"], axis=1, keepdims=0)],
        [value("x", FLOAT, ["N", 2])],
        [value("label", INT64, [1])],
    )
    feeds = {"x": np.array([[1, 0], [0, 1], [2, 3]], np.float32)}
    save(
        "wrong-declared-shape",
        model,
        feeds,
        evaluate(model, feeds),
        oracle=evaluator,
        data="the output is declared [1] and has one number a row",
    )

    model = build(
        "sequence-output",
        [helper.make_node("SplitToSequence", ["x"], ["parts"], axis=1, keepdims=1)],
        [value("x", FLOAT, ["N", 2])],
        [helper.make_tensor_sequence_value_info("parts", FLOAT, ["N", 1])],
    )
    feeds = {"x": np.array([[1, 2], [3, 4]], np.float32)}
    parts = onnx_outputs(model.SerializeToString(), feeds)["parts"]
    assert [part.tolist() for part in parts] == [[[1], [3]], [[2], [4]]]
    save(
        "sequence-output",
        model,
        feeds,
        {},
        measure=False,
        oracle="none",
        data="the only output is a sequence of tensors",
        unsupported="an output that is a sequence of tensors",
    )

    model = build(
        "metadata",
        [helper.make_node("Identity", ["x"], ["y"])],
        [value("x", FLOAT, ["N", 2])],
        [value("y", FLOAT, ["N", 2])],
        producer_name="fixture-maker",
        producer_version="1.2.3",
        domain="org.example.models",
        model_version=7,
        doc_string="A model that says where it comes from.",
    )
    model.graph.doc_string = "The graph."
    model.graph.input[0].doc_string = "Two numbers a row."
    custom = {"author": "Åse", "licence": "CC0-1.0", "empty": "", "json": '{"auc": 0.93}'}
    helper.set_model_props(model, custom)
    feeds = {"x": np.array([[1, 2]], np.float32)}
    save(
        "metadata",
        model,
        feeds,
        {"y": feeds["x"]},
        oracle="the input itself",
        data="y is x; the file carries a description",
        metadata={
            "producerName": "fixture-maker",
            "producerVersion": "1.2.3",
            "domain": "org.example.models",
            "modelVersion": 7,
            "docString": "A model that says where it comes from.",
            "graphName": "metadata",
            "graphDocString": "The graph.",
            "irVersion": 9,
            "opsets": {"": 17},
            "custom": custom,
        },
    )


def external_data():
    """y = x W with W in another file, where it should be and where it should not."""
    weights = np.array([[1, 2, 3], [4, 5, 6]], np.float32)
    feeds = {"x": np.array([[1, 0], [0, 1], [1, 1]], np.float32)}
    for name, location in [
        ("external-data-ok", "weights.bin"),
        ("external-data-escape", "../outside.bin"),
        ("external-data-absolute", "/tmp/x.bin"),
    ]:
        W = TensorProto(name="W", data_type=FLOAT, dims=weights.shape)
        W.data_location = TensorProto.EXTERNAL
        for key, text in {"location": location, "offset": "0", "length": "24"}.items():
            W.external_data.add(key=key, value=text)
        model = build(
            name,
            [helper.make_node("MatMul", ["x", "W"], ["y"])],
            [value("x", FLOAT, ["N", 2])],
            [value("y", FLOAT, ["N", 3])],
            [W],
        )
        place = folder(f"onnx-special/{name}")
        path = place / "model.onnx"
        path.write_bytes(model.SerializeToString())
        inside = name == "external-data-ok"
        if not location.startswith("/"):
            (place / location).write_bytes(weights.tobytes())
        save(
            f"{name}/model",
            model,
            feeds,
            {"y": feeds["x"] @ weights} if inside else {},
            measure=inside,
            oracle="numpy" if inside else "none",
            data=f"the weights are in {location}",
            unsupported=refusal(path),
        )


zip_maps()
identities()
operators()
external_data()

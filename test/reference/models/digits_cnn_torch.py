"""Two small convolutional nets on digits: one in a single file, one with external data."""

from reference_json import folder, largest_difference, onnx_outputs, tensor, write_reference

import numpy as np
import onnx
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)

digits = load_digits()
images = torch.from_numpy((digits.images / 16).astype(np.float32)).unsqueeze(1)
targets = torch.from_numpy(digits.target)
held_out = torch.arange(len(images)) % 5 == 0
X = images[::60]


def convolutional(first, second, hidden):
    return nn.Sequential(
        nn.Conv2d(1, first, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(first, second, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(second * 16, hidden),
        nn.ReLU(),
        nn.Linear(hidden, 10),
    )


def train(model, epochs=30):
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, weight_decay=1e-4)
    train_images, train_targets = images[~held_out], targets[~held_out]
    for _ in range(epochs):
        for batch in torch.randperm(len(train_images)).split(64):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(train_images[batch]), train_targets[batch]).backward()
            optimizer.step()
    model.eval()
    right = model(images[held_out]).argmax(dim=1) == targets[held_out]
    accuracy = right.float().mean().item()
    assert accuracy > 0.95, accuracy
    return accuracy


def export(model, path, external_data):
    program = torch.onnx.export(
        model,
        (X[:2],),
        dynamo=True,
        input_names=["image"],
        output_names=["logits"],
        dynamic_shapes=({0: torch.export.Dim("batch")},),
        verbose=False,
    )
    # the exporter notes the source file and line of every node
    graph = program.model.graph
    for item in [*graph, *graph.inputs, *graph.initializers.values()]:
        item.metadata_props.clear()
    for node in graph:
        for output in node.outputs:
            output.metadata_props.clear()
    program.save(path, external_data=external_data)
    onnx.checker.check_model(str(path))


def make(name, sizes, external_data):
    torch.manual_seed(0)
    model = convolutional(*sizes)
    accuracy = train(model)
    path = folder(name) / "model.onnx"
    export(model, path, external_data)
    with torch.no_grad():
        expected = {"logits": model(X).numpy()}
    write_reference(
        path.with_name("reference.json"),
        packages=["torch", "onnx", "onnxscript", "onnxruntime", "scikit-learn", "numpy"],
        exporter="torch.onnx.export with dynamo=True",
        oracle="torch",
        data="digits (Alpaydin and Kaynak 1998), scikit-learn's bundled copy, divided by 16;"
        " every 60th image; every 5th held out of the training",
        inputs={"image": tensor(X.numpy())},
        outputs={"logits": tensor(expected["logits"])},
        labels=list(range(10)),
        targets=targets[::60].tolist(),
        testAccuracy=round(accuracy, 4),
        tolerance=1e-4,
        measured=largest_difference(onnx_outputs(path, {"image": X.numpy()}), expected),
    )


make("digits-cnn-torch", (8, 16, 32), external_data=False)
make("digits-cnn-torch-external", (4, 8, 16), external_data=True)

"""A small convolutional network on the digits of scikit-learn, in every form that TensorFlow.js takes."""

from keras_export import DIGITS, FIXTURES, convert, keras, np, set_weights, tf_keras, write_reference

import random
import shutil

from sklearn.datasets import load_digits

LABELS = list(range(10))
N_ROWS = 20

digits = load_digits()
images = (digits.images / 16).astype(np.float32)[..., None]
held_out = np.arange(len(images)) % 5 == 0
rows = images[held_out][:N_ROWS]


def layers(library):
    """The same network in Keras 2 and Keras 3."""
    return [
        library.layers.Conv2D(8, 3, padding="same", name="conv"),
        library.layers.BatchNormalization(name="normalize"),
        library.layers.Activation("relu", name="relu"),
        library.layers.MaxPooling2D(name="pool"),
        library.layers.Conv2D(16, 3, padding="same", activation="relu", name="conv_2"),
        library.layers.MaxPooling2D(name="pool_2"),
        library.layers.Flatten(name="flatten"),
        library.layers.Dropout(0.2, seed=1, name="dropout"),
        library.layers.Dense(10, activation="softmax", name="digit"),
    ]


def functional(library):
    value = inputs = library.Input((8, 8, 1), name="pixels")
    for layer in layers(library):
        value = layer(value)
    return library.Model(inputs, value, name="digits")


def sequential(library):
    return library.Sequential([library.Input((8, 8, 1), name="pixels"), *layers(library)], name="digits")


random.seed(1)
np.random.seed(1)
tf_keras.utils.set_random_seed(1)
trained = functional(tf_keras)
trained.compile(optimizer=tf_keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
trained.fit(images[~held_out], digits.target[~held_out], epochs=30, batch_size=32, verbose=0)
accuracy = trained.evaluate(images[held_out], digits.target[held_out], verbose=0)[1]
assert accuracy > 0.95, accuracy
print(f"accuracy on the held-out images: {accuracy:.4f}")


def write(target, model, name="digit", tolerance=1e-5):
    write_reference(
        target,
        data=DIGITS + f", the first {N_ROWS}",
        inputs={"pixels": rows},
        outputs={name: model.predict(rows, verbose=0)},
        tolerance=tolerance,
        labels=LABELS,
    )


def copy(make, library):
    model = make(library)
    model.set_weights(trained.get_weights())
    return model


write(convert(trained, "keras-digits-layers", "--input_format=keras"), trained)

plain = copy(functional, tf_keras)
write(convert(plain, "keras-digits-sharded", "--input_format=keras", "--weight_shard_size_bytes=3000"), plain)

graph = ["--input_format=keras", "--output_format=tfjs_graph_model"]
write(convert(plain, "keras-digits-graph", *graph), plain)

shutil.rmtree(FIXTURES / "keras-digits-quantized", ignore_errors=True)
for dtype in ("uint8", "uint16", "float16"):
    quantized = copy(functional, tf_keras)
    target = convert(
        quantized, f"keras-digits-quantized/{dtype}", "--input_format=keras", f"--quantize_{dtype}=*"
    )
    set_weights(quantized, target)
    write(target, quantized)

shutil.rmtree(FIXTURES / "keras-digits-v3", ignore_errors=True)
for make in (functional, sequential):
    for ending in ("h5", "keras"):
        model = copy(make, keras)
        if make is functional:
            # A compiled model carries its optimizer along.
            model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
            model.fit(images[~held_out][:64], digits.target[~held_out][:64], verbose=0)
        arguments = [f"--input_format={'keras' if ending == 'h5' else 'keras_keras'}", "--output_format=tfjs_layers_model"]
        write(convert(model, f"keras-digits-v3/{make.__name__}-{ending}", *arguments), model)

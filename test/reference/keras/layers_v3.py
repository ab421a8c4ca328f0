"""Keras 3 exports of what a topology can hold besides a plain chain: recurrent layers, wrappers, nested and
shared models, several inputs and outputs. The weights are random: these models test reading, not skill."""

from keras_export import FIXTURES, convert, keras, np, write_reference

import shutil

layers = keras.layers
random = np.random.default_rng(3)


def text():
    tokens = keras.Input((12,), name="tokens", dtype="int32")
    value = layers.Embedding(50, 8, name="embedding")(tokens)
    value = layers.Bidirectional(layers.LSTM(6, return_sequences=True, name="lstm"), name="both_ways")(value)
    value = layers.TimeDistributed(layers.Dense(7, activation="tanh", name="each"), name="each_step")(value)
    value = layers.Conv1D(6, 3, activation="silu", name="window")(value)
    value = layers.GRU(5, reset_after=False, name="gru")(value)
    return keras.Model(tokens, layers.Dense(3, activation="softmax", name="class")(value), name="text")


def nested():
    """One encoder applied to two inputs, two outputs, and layers of one class in two places."""
    inner = keras.Input((4,), name="features")
    value = layers.Dense(6, activation="relu", name="inner_1")(inner)
    value = layers.LayerNormalization(name="scale")(value)
    encoder = keras.Model(inner, layers.Dense(3, name="inner_2")(value), name="encoder")
    left, right = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    codes = [encoder(left), encoder(right)]
    refine = keras.Sequential([layers.Dense(3, activation="elu", name="refine_1"), layers.Dense(3)], name="refine")
    value = layers.Concatenate(name="both")([*codes, layers.Multiply(name="product")(codes), refine(codes[1])])
    score = layers.Dense(1, activation="sigmoid", name="score")(value)
    kind = layers.Dense(4, activation="softmax", name="kind")(layers.Dropout(0.5, name="drop")(value))
    return keras.Model([left, right], [score, kind], name="nested")


def image():
    """Layers that Keras 3 writes otherwise than Keras 2, or whose weights have other names."""
    return keras.Sequential(
        [
            keras.Input((8, 8, 3), name="pixels"),
            layers.Rescaling(1 / 255, offset=-0.5, name="rescale"),
            layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2, name="depthwise"),
            layers.LeakyReLU(negative_slope=0.1, name="leaky"),
            layers.SeparableConv2D(5, 3, strides=2, padding="same", name="separable"),
            layers.PReLU(shared_axes=[1, 2], name="slopes"),
            layers.Conv2DTranspose(4, 2, strides=2, name="up"),
            layers.BatchNormalization(scale=False, name="normalize"),
            layers.Activation("silu", name="silu"),
            layers.GlobalAveragePooling2D(name="average"),
            layers.Dense(2, name="answer"),
        ],
        name="image",
    )


INPUTS = {
    text: {"tokens": random.integers(0, 50, (6, 12)).astype(np.int32)},
    image: {"pixels": random.integers(0, 256, (3, 8, 8, 3)).astype(np.float32)},
    nested: {name: random.normal(size=(6, 4)).astype(np.float32) for name in ("left", "right")},
}
TARGETS = {text: ["class"], image: ["answer"], nested: ["score", "kind"]}

for make, inputs in INPUTS.items():
    shutil.rmtree(FIXTURES / f"keras-{make.__name__}-v3", ignore_errors=True)
    for ending, input_format in (("h5", "keras"), ("keras", "keras_keras")):
        keras.utils.set_random_seed(3)
        model = make()
        # Biases and scales start at constants; other values show whether each found its place.
        model.set_weights([value + random.normal(size=value.shape, scale=0.3) for value in model.get_weights()])
        answers = model.predict(list(inputs.values()), verbose=0)
        target = convert(
            model,
            f"keras-{make.__name__}-v3/{ending}",
            f"--input_format={input_format}",
            "--output_format=tfjs_layers_model",
        )
        write_reference(
            target,
            data="random numbers, seed 3",
            inputs=inputs,
            outputs=dict(zip(TARGETS[make], answers if isinstance(answers, list) else [answers])),
            tolerance=1e-5,
        )

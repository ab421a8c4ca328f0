"""A Keras 2 model with two inputs and two outputs, as a layers model and as a graph model."""

from keras_export import convert, np, tf_keras, write_reference

layers = tf_keras.layers
random = np.random.default_rng(2)
tf_keras.utils.set_random_seed(2)

size = tf_keras.Input((3,), name="size")
color = tf_keras.Input((2,), name="color")
joined = layers.Concatenate(name="joined")([layers.Dense(4, activation="relu", name="hidden")(size), color])
price = layers.Dense(1, name="price")(joined)
demand = layers.Dense(1, activation="sigmoid", name="demand")(joined)
model = tf_keras.Model([size, color], [price, demand], name="shop")

inputs = {
    "size": random.normal(size=(5, 3)).astype(np.float32),
    "color": random.normal(size=(5, 2)).astype(np.float32),
}
price_and_demand = model.predict(list(inputs.values()), verbose=0)


def write(name, names, *arguments):
    target = convert(model, name, "--input_format=keras", *arguments)
    outputs = dict(zip(names, price_and_demand))
    write_reference(target, data="random numbers, seed 2", inputs=inputs, outputs=outputs, tolerance=1e-5)


graph = "--output_format=tfjs_graph_model"
write("keras-two-inputs", ["price", "demand"])
# Both outputs have one shape, by which the converter tells them apart: their names are lost.
write("keras-two-inputs-graph/plain", ["Identity_1", "Identity"], graph)
write("keras-two-inputs-graph/structured", ["price", "demand"], graph, "--use_structured_outputs_names=True")

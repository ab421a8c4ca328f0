"""A TensorFlow function with a loop and outputs of three dtypes: a graph model that only runs asynchronously."""

from keras_export import FIXTURES, convert, np, tf, write_reference

import shutil


class Halving(tf.Module):
    """Halves `x` until no element is larger than `limit`."""

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, 2], tf.float32, name="x"),
            tf.TensorSpec([], tf.float32, name="limit"),
        ]
    )
    def __call__(self, x, limit):
        steps = tf.constant(0)
        while tf.reduce_max(tf.abs(x)) > limit:
            x, steps = x / 2, steps + 1
        return {"halved": x, "steps": steps, "is_small": tf.abs(x) < limit / 2}


module = Halving()
inputs = {"x": np.float32([[5, -0.3], [100, 7], [0.01, 0.6]]), "limit": np.float32(1)}
outputs = {name: value.numpy() for name, value in module(**{k: tf.constant(v) for k, v in inputs.items()}).items()}

shutil.rmtree(FIXTURES / "tfjs-control-flow", ignore_errors=True)
for name, arguments in (("switch-merge", []), ("while", ["--control_flow_v2=True"])):
    target = convert(
        (module, module.__call__),
        f"tfjs-control-flow/{name}",
        "--input_format=tf_saved_model",
        "--output_format=tfjs_graph_model",
        *arguments,
    )
    write_reference(target, data="three rows chosen by hand", inputs=inputs, outputs=outputs, tolerance=1e-6)

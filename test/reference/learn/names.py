"""Every public name of the parts of scikit-learn that docs/reference/learn/from-scikit-learn.md answers for."""

import importlib

from fixture import write_fixture

MODULES = [
    "sklearn.calibration",
    "sklearn.compose",
    "sklearn.decomposition",
    "sklearn.dummy",
    "sklearn.feature_extraction",
    "sklearn.feature_extraction.text",
    "sklearn.feature_selection",
    "sklearn.frozen",
    "sklearn.impute",
    "sklearn.isotonic",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sklearn.naive_bayes",
    "sklearn.neighbors",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "sklearn.svm",
]



def public(module):
    """Names of `__all__`; without one, classes and functions that the module itself defines."""
    loaded = importlib.import_module(module)
    own = lambda name: getattr(getattr(loaded, name), "__module__", None) == module  # noqa: E731
    found = getattr(loaded, "__all__", None) or [name for name in vars(loaded) if own(name)]
    return sorted(name for name in found if not name.startswith("_"))


names = {module.removeprefix("sklearn."): public(module) for module in MODULES}
if __name__ == "__main__":
    write_fixture("names.json", {"modules": [[module, *items] for module, items in names.items()]}, ("scikit-learn",))

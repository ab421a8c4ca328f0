"""What scikit-learn calls the optional parameters, fitted attributes and methods of each public name in names.py."""

import importlib
import inspect
import re

from fixture import write_fixture
from names import names
from sklearn.utils._param_validation import StrOptions


def optional_parameters(target):
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    parameters = inspect.signature(target).parameters.values()
    return [p.name for p in parameters if p.kind not in kinds and p.default is not inspect.Parameter.empty]


def attributes(target):
    """Those that its docstring documents; they end in an underscore."""
    found = re.search(r"Attributes\n-+\n(.*?)(?:\n[A-Z][A-Za-z ]+\n-+\n|\Z)", inspect.getdoc(target) or "", re.S)
    return re.findall(r"^([A-Za-z]\w*_) ?:", found.group(1), re.M) if found else []


def values(target):
    """The strings that a class takes for each parameter."""
    found = {}
    for name, constraints in getattr(target, "_parameter_constraints", {}).items():
        options = [c for c in constraints if type(c) is StrOptions] if isinstance(constraints, list) else []
        strings = sorted({value for c in options for value in c.options - c.deprecated} - {"deprecated"})
        if strings:
            found[name] = strings
    return found


def methods(target):
    """Without those that only say what metadata is handed on."""
    found = [name for name in dir(target) if not name.startswith("_") and callable(getattr(target, name, None))]
    return [name for name in found if not re.fullmatch(r"set_\w+_request|get_metadata_routing", name)]


rows = []
for module, own in names.items():
    loaded = importlib.import_module(f"sklearn.{module}")
    for name in own:
        try:
            target = getattr(loaded, name)
            parameters = optional_parameters(target)
        except (ImportError, TypeError, ValueError):  # experimental, a module, or without a signature
            continue
        row = {"name": name, "parameters": parameters}
        if inspect.isclass(target):
            row |= {"attributes": attributes(target), "methods": methods(target), "values": values(target)}
        rows.append(row)
write_fixture("parameters.json", {"names": rows}, ("scikit-learn",))

"""Every diagnostic code, once, with the text that ``explain CODE`` prints.

Families: C1xx files, syntax and schema; C2xx conversion; W2xx dropped or adapted; W3xx availability; W4xx security
and cost; N1xx-N3xx notes. One module of this package per family; a code is a constant there, never a spelled string.
"""

from compose2ecs.diagnostics.codes.code import REGISTRY, Code


def all_codes() -> dict[str, Code]:
    """Every code by id, by number; imports every family, which the normal path never needs."""
    import os
    from importlib import import_module

    for name in sorted(os.listdir(os.path.dirname(__file__))):
        module, _, extension = name.partition(".")
        if extension == "py" and module != "__init__":
            import_module(f"{__name__}.{module}")
    return dict(sorted(REGISTRY.items(), key=lambda item: (item[0][1:], item[0])))

"""Valid values of every shape, as hypothesis makes them."""

from typing import Any

from hypothesis import strategies as st

from compose2ecs.translate.xecs.keys import LEVELS
from compose2ecs.translate.xecs.shapes import (
    Anything,
    Flag,
    Keys,
    Many,
    Named,
    Number,
    Shape,
    Size,
    Text,
    Time,
    Whole,
)

_NAMES = st.sampled_from(["a", "B-1", "c.d"])


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Values that a shape takes, short forms included."""
    if isinstance(shape, Keys):
        return _keys(shape)
    if isinstance(shape, Named):
        return st.dictionaries(_NAMES, values(shape.value), min_size=1, max_size=2)
    if isinstance(shape, Many):
        item = values(shape.item)
        return st.lists(item, max_size=2) | item.filter(lambda one: not isinstance(one, list))
    if isinstance(shape, Anything):
        return st.dictionaries(_NAMES, st.integers() | st.lists(st.booleans(), max_size=2), max_size=2)
    return _scalars(shape)


def _keys(shape: Keys) -> st.SearchStrategy[Any]:
    if shape is LEVELS["service"]:
        shape = Keys({key: shape.keys[key] for key in ("cpu", "logs", "deployment")})
    required = {key: values(shape.keys[key]) for key in shape.required}
    optional = {key: values(inner) for key, inner in shape.keys.items() if key not in required}
    whole = st.fixed_dictionaries(required, optional=optional)
    shorts = [
        values(shape.keys[name]).filter(lambda one: not isinstance(one, dict)) for name in shape.shorts if name != "arn"
    ]
    return st.one_of(whole, *shorts)


def _scalars(shape: "Flag | Whole | Number | Time | Size | Text") -> st.SearchStrategy[Any]:
    if isinstance(shape, Flag):
        return st.sampled_from([True, False, "true", "false"])
    if isinstance(shape, Whole):
        numbers = st.integers(shape.lowest, shape.highest if shape.highest is not None else 10**6)
        return numbers | numbers.map(str)
    if isinstance(shape, Number):
        highest = shape.highest if shape.highest is not None else 10**6
        return st.integers(int(shape.lowest), int(highest)) | st.sampled_from([2.5, "2.5"])
    if isinstance(shape, Time):
        return st.sampled_from(["30s", "1m30s", "2h", "1.5h", "250ms", "1d"])
    if isinstance(shape, Size):
        return st.sampled_from(["512m", "1G", "1.5 GB", "2GiB", "1024", 1024, 0])
    if shape.words:
        return st.sampled_from([*shape.words, *(word.upper() for word in shape.words)])
    if shape.starts:
        return st.sampled_from([f"{start}-0abc:def" for start in shape.starts])
    if shape.pattern:
        return st.from_regex(f"\\A({shape.pattern})\\Z").filter(lambda text: text.isascii() and text.isprintable())
    return st.text("abcXYZ019-_./: ", min_size=1, max_size=8) | st.integers(0, 99)

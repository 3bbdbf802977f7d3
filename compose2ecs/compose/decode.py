"""Types every value of the long form as the canonical model has it, and drops what that model does not print.

Sizes become decimal byte text, durations Go's text ("1m30s"), commands lists of words, KEY=VALUE lists mappings. Zero
values vanish where the reference's type cannot tell them from absent ones (``privileged: false``).
"""

from collections.abc import Callable
from typing import Any

from compose2ecs.compose.problem import Problem
from compose2ecs.compose.schema import (
    COMMAND,
    EXTRA_HOSTS,
    HEALTHCHECK,
    PAIRS,
    PROVIDER_OPTIONS,
    SSH,
    TEXT_OR_LIST,
    ULIMITS,
    VARIABLES,
    WATCH_EXEC,
)
from compose2ecs.compose.shape import Attributes, Either, Entries, Items, Scalar, Shape
from compose2ecs.compose.shellwords import ShellWordsError, dropped, split
from compose2ecs.compose.text import BOOLEANS, scalar_text
from compose2ecs.compose.validate import fits
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, dotted
from compose2ecs.model import values
from compose2ecs.source.node import Node
from compose2ecs.source.scalars import Timestamp

EXTENSIONS = "#extensions"


class Decoder:
    """Decodes nodes by their shapes; failures go to the report."""

    __slots__ = ("report",)

    def __init__(self, report: Report) -> None:
        self.report = report

    def attributes(self, node: Node, shape: Attributes, path: Path) -> Node:
        """A mapping with known keys; x-* keys are kept as they are."""
        made: dict[str, Node] = {}
        for key, inner in node.value.items():
            known = shape.keys.get(key)
            if known is None:
                made[key] = inner
                continue
            decoded = self.value(inner, known, (*path, key))
            if decoded is not None:
                made[key] = decoded
        for key, known in shape.keys.items():
            if key not in made and isinstance(known, Attributes) and known.always:
                made[key] = self.value(Node({}), known, (*path, key)) or Node({})
        return Node(made, node.span, node.key)

    def value(self, node: Node, shape: Shape, path: Path) -> Node | None:
        """One value; None where the canonical model does not print it."""
        special = _SPECIAL.get(id(shape))
        if special is not None:
            return special(self, node, path)
        if isinstance(shape, Either):
            option = next((o for o in reversed(shape.options) if fits(node.value, o)), None)
            return self.value(node, option, path) if option is not None else None
        if isinstance(shape, Attributes):
            return None if node.value is None else self.attributes(node, shape, path)
        if isinstance(shape, Items):
            return self.items(node, shape, path)
        if isinstance(shape, Entries):
            return self.entries(node, shape, path)
        return self.scalar(node, shape, path)

    def items(self, node: Node, shape: Items, path: Path) -> Node | None:
        """A list; nothing where it is empty."""
        made = []
        for index, item in enumerate(node.value or ()):
            decoded = self.value(item, shape.item, (*path, index))
            made.append(decoded if decoded is not None else Node("", item.span))
        return Node(made, node.span, node.key) if made else None

    def entries(self, node: Node, shape: Entries, path: Path) -> Node | None:
        """A mapping with free keys; nothing where it is empty."""
        made: dict[str, Node] = {}
        for key, inner in node.value.items():
            decoded = self.value(inner, shape.value, (*path, key))
            if decoded is None:
                decoded = Node(None if inner.value is None else "", inner.span, inner.key)
            made[key] = decoded
        if isinstance(shape.value, Scalar):
            made = self.without_extensions(made, path)
        return Node(made, node.span, node.key) if made else None

    def without_extensions(self, entries: dict[str, Node], path: Path) -> dict[str, Node]:
        """Data keys that start with x- are mangled by the reference; so do we, with a warning."""
        mangled = {key: inner for key, inner in entries.items() if key.startswith("x-")}
        if not mangled:
            return entries
        kept = {key: inner for key, inner in entries.items() if key not in mangled}
        for key, inner in mangled.items():
            self.report.add(
                codes.LOST_EXTENSION,
                f"`{key}` in `{dotted(path)}` is taken for an extension, not for data",
                path=(*path, key),
                span=inner.place,
                hint=f'use the list form: - "{key}=…"',
            )
        body = " ".join(f"{key}:{scalar_text(mangled[key].value)}" for key in sorted(mangled))
        kept[EXTENSIONS] = Node(f"map[{body}]")
        return kept

    def scalar(self, node: Node, shape: Scalar, path: Path) -> Node | None:
        """A single value by the name of its canonical type."""
        if node.value is None and shape.decode not in ("text", "variable"):
            return None
        try:
            value = _DECODERS[shape.decode](node.value)
        except (ValueError, Problem) as problem:
            self.report.add(
                codes.BAD_VALUE,
                f"`{dotted(path)}`: {problem}",
                path=path,
                span=node.span or node.key,
                hint=problem.hint if isinstance(problem, Problem) else "",
            )
            return None
        if shape.decode == "bytes" and isinstance(node.value, float):
            self._lost_size(node, path)
        if shape.decode == "bool" and isinstance(node.value, str):
            self._boolean_word(node, path)
        if not shape.keep and shape.decode not in ("text", "variable") and _is_zero(value, shape.decode):
            return None
        return Node(value, node.span, node.key)

    def _lost_size(self, node: Node, path: Path) -> None:
        self.report.add(
            codes.LOST_SIZE,
            f"`{dotted(path)}` is a number with a decimal point, docker compose ignores it",
            path=path,
            span=node.span,
            hint="write it as text with a unit, such as 512m or 1.5g",
        )

    def _boolean_word(self, node: Node, path: Path) -> None:
        word = node.value.lower()
        if word not in ("true", "false"):
            self.report.add(
                codes.BOOLEAN_WORD,
                f"`{dotted(path)}`: `{node.value}` is read as {str(BOOLEANS[word]).lower()}",
                path=path,
                span=node.span,
                hint=f"write {str(BOOLEANS[word]).lower()}",
            )

    def pairs(self, node: Node, path: Path) -> Node | None:
        """Labels and the like: text values, null becomes empty text."""
        return self._pairs(node, path, lambda value: "" if value is None else scalar_text(value), "")

    def variables(self, node: Node, path: Path) -> Node | None:
        """Environment and build arguments: null means "take it from outside"."""
        return self._pairs(node, path, lambda value: None if value is None else scalar_text(value), None)

    def _pairs(self, node: Node, path: Path, text: Callable[[Any], Any], bare: str | None) -> Node | None:
        made: dict[str, Node] = {}
        if isinstance(node.value, dict):
            for key, inner in node.value.items():
                made[key] = Node(text(inner.value), inner.span, inner.key)
            made = self.without_extensions(made, path)
        else:
            for index, item in enumerate(node.value or ()):
                key, mark, value = scalar_text(item.value).partition("=")
                if bare is None and key[-1:].isspace():
                    message = f"variable name `{key}` ends with a space"
                    self.report.add(codes.BAD_VALUE, message, path=(*path, index), span=item.span)
                made[key] = Node(value if mark else bare, item.span, item.span)
        return Node(made, node.span, node.key) if made else None

    def command(self, node: Node, path: Path) -> Node | None:
        """A list of words; null stays null, an empty list or text is an empty list."""
        if node.value is None:
            return Node(None, node.span, node.key)
        if isinstance(node.value, list):
            return Node([Node(item.value, item.span) for item in node.value], node.span, node.key)
        try:
            words = split(node.value)
        except ShellWordsError as problem:
            self.report.add(codes.BAD_VALUE, f"`{dotted(path)}`: {problem}", path=path, span=node.span)
            return None
        lost = dropped(node.value)
        if lost is not None:
            self.report.add(
                codes.LOST_COMMAND,
                f"`{dotted(path)}`: everything from `{lost.strip()[:40]}` on is ignored, as docker compose does",
                path=path,
                span=node.span,
                hint='run a shell: ["sh", "-c", "…"]',
            )
        return Node([Node(word, node.span) for word in words], node.span, node.key)

    def extra_hosts(self, node: Node, path: Path) -> Node | None:
        """HOST=IP items sorted by text."""
        found: list[Node] = []
        if isinstance(node.value, dict):
            for host, inner in node.value.items():
                for one in inner.value if isinstance(inner.value, list) else [inner]:
                    self._host(host, str(one.value or ""), one, path, found)
        else:
            for index, item in enumerate(node.value or ()):
                text = str(item.value)
                mark = "=" if "=" in text else ":"
                host, separator, address = text.partition(mark)
                if not separator:
                    message = f"`{text}` names no IP address"
                    self.report.add(
                        codes.BAD_VALUE, message, path=(*path, index), span=item.span, hint='write "host=address"'
                    )
                for one_address in address.split(","):
                    self._host(host, one_address, item, path, found)
        found.sort(key=lambda item: str(item.value))
        return Node(found, node.span, node.key) if found else None

    def _host(self, host: str, address: str, item: Node, path: Path, found: list[Node]) -> None:
        if not host or ":" in host or "=" in host:
            self.report.add(codes.BAD_VALUE, f"bad host name `{host}`", path=path, span=item.span)
        if len(address) > 2 and address[0] == "[" and address[-1] == "]":
            address = address[1:-1]
        found.append(Node(f"{host}={address}", item.span or item.key))

    def test(self, node: Node, _path: Path) -> Node | None:
        """healthcheck.test: text means a shell command."""
        if isinstance(node.value, str):
            return Node([Node("CMD-SHELL", node.span), Node(node.value, node.span)], node.span, node.key)
        items = node.value or ()
        return Node([Node(item.value, item.span) for item in items], node.span, node.key) if items else None

    def texts(self, node: Node, _path: Path) -> Node | None:
        """A single text means a list of one."""
        items = node.value if isinstance(node.value, list) else [Node(node.value, node.span)]
        return Node(items, node.span, node.key) if items else None

    def watch_exec(self, node: Node, path: Path) -> Node:
        """develop.watch[].exec: its command is printed even where there is none."""
        made = self.attributes(node, WATCH_EXEC, path)
        made.value.setdefault("command", Node(None))
        return made

    def ssh(self, node: Node, path: Path) -> Node | None:
        """build.ssh: the names of agents; the reference refuses one with a path, and so do we."""
        names = sorted(node.value)
        for name in names:
            if node.value[name].value:
                self.report.add(
                    codes.BAD_VALUE,
                    f"`{dotted(path)}`: docker compose cannot read the agent `{name}` with a path",
                    path=(*path, name),
                    span=node.value[name].place,
                    hint="write `default` and set SSH_AUTH_SOCK",
                )
        return Node([Node(name, node.value[name].span) for name in names], node.span, node.key) if names else None

    def provider_options(self, node: Node, _path: Path) -> Node | None:
        """Every option is a list of texts."""
        made = {}
        for key, inner in node.value.items():
            items = inner.value if isinstance(inner.value, list) else [inner]
            made[key] = Node([Node(scalar_text(item.value), item.span) for item in items], inner.span, inner.key)
        return Node(made, node.span, node.key) if made else None

    def ulimits(self, node: Node, path: Path) -> Node | None:
        """A whole number, or soft and hard; a plain 0 prints as an empty mapping."""
        made: dict[str, Node] = {}
        for name, inner in node.value.items():
            limit = inner.value
            if isinstance(limit, dict):
                pair = {side: self.scalar(one, Scalar("is", "int"), (*path, name, side)) for side, one in limit.items()}
                made[name] = Node({side: one for side, one in pair.items() if one is not None}, inner.span, inner.key)
            else:
                one = self.scalar(inner, Scalar("is", "int"), (*path, name))
                made[name] = Node(one.value if one is not None else {}, inner.span, inner.key)
        return Node(made, node.span, node.key) if made else None


def _is_zero(value: Any, decode: str) -> bool:
    if decode == "bytes":
        return value in ("0", None)
    if decode == "duration":
        return bool(value == "0s")
    if decode == "optout":
        return bool(value)
    return value in ("", 0, False, None)


def _text(value: Any) -> Any:
    if isinstance(value, Timestamp):
        raise ValueError("an unquoted date is not text, write it in quotes")
    return value


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = BOOLEANS.get(str(value).lower())
    if word is None:
        raise ValueError(f"`{value}` is neither true nor false")
    return word


def _whole(value: Any) -> int:
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError(f"`{value}` is not a whole number")
        return int(value)
    if isinstance(value, str):
        digits = value[1:] if value[:1] in ("+", "-") else value
        if not digits.isascii() or not digits.isdigit():
            raise ValueError(f"`{value}` is not a whole number")
    return int(value)


def _float32(value: Any) -> float | int:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            raise ValueError(f"`{value}` is not a number") from None
    return values.float32(float(value))


def _bytes(value: Any) -> str | None:
    if isinstance(value, float):
        return None
    return str(values.parse_bytes(value))


def _count(value: Any) -> int:
    return -1 if value == "all" else _whole(value)


def _mode(value: Any) -> str:
    if isinstance(value, str):
        try:
            value = int(value, 8)
        except ValueError:
            raise ValueError(f"`{value}` is not an octal file mode") from None
    return values.mode_text(_whole(value))


_DECODERS: dict[str, Callable[[Any], Any]] = {
    "str": _text,
    "any": scalar_text,
    "text": lambda value: "" if value is None else scalar_text(value),
    "variable": lambda value: None if value is None else scalar_text(value),
    "bool": _boolean,
    "optout": _boolean,
    "int": _whole,
    "float32": _float32,
    "bytes": _bytes,
    "duration": lambda value: values.duration_text(value),
    "count": _count,
    "mode": _mode,
    "filemode": _whole,
}
_SPECIAL: dict[int, Callable[[Decoder, Node, Path], Node | None]] = {
    id(COMMAND): Decoder.command,
    id(PAIRS): Decoder.pairs,
    id(VARIABLES): Decoder.variables,
    id(EXTRA_HOSTS): Decoder.extra_hosts,
    id(HEALTHCHECK.keys["test"]): Decoder.test,
    id(PROVIDER_OPTIONS): Decoder.provider_options,
    id(SSH): Decoder.ssh,
    id(TEXT_OR_LIST): Decoder.texts,
    id(ULIMITS): Decoder.ulimits,
    id(WATCH_EXEC): Decoder.watch_exec,
}

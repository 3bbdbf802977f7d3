"""YAML text to nodes with places: the only user of PyYAML.

PyYAML's C parser gives events with positions; everything above that is ours, because its constructors follow YAML 1.1
(`on` is true, `22:22` is 1342), lose positions and accept duplicate keys. Bounded: size, depth and the number of values
after aliases are unfolded.
"""

from typing import Any

import yaml

from compose2ecs.diagnostics.codes import source as codes
from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.span import Span
from compose2ecs.source.node import Node
from compose2ecs.source.scalars import Timestamp, number, plain_scalar

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 200
MAX_NODES = 500_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = "tag:yaml.org,2002:"
_COMPOSE_TAGS = ("!reset", "!override")


class SourceError(Exception):
    """A file that cannot be read: what, where, and how to fix it."""

    def __init__(self, code: Code, message: str, span: Span, hint: str = "", first: Span | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.span = span
        self.hint = hint
        self.first = first


def decode(data: bytes, file: str) -> str:
    """UTF-8 bytes (with or without a byte order mark) as text; SourceError for anything else or too much of it."""
    start = Span(file, 1, 1)
    if len(data) > MAX_BYTES:
        raise SourceError(codes.FILE_LIMIT, f"{file} has {len(data):,} bytes, the limit is {MAX_BYTES:,}", start)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise SourceError(codes.NOT_TEXT, f"{file} is not UTF-8 text", Span(file, line, 1)) from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise SourceError(codes.NOT_TEXT, f"{file} is a binary file, not YAML", Span(file, line, 1))
    return text


def parse(text: str, file: str) -> list[Node]:
    """The documents of a YAML text; a document without content is a node with value None."""
    builder = _Builder(text, file)
    try:
        return builder.documents()
    except yaml.YAMLError as problem:
        raise _syntax_error(problem, file) from None


def _syntax_error(problem: yaml.YAMLError, file: str) -> SourceError:
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    span = Span(file, mark.line + 1, mark.column + 1) if mark else Span(file, 1, 1)
    what = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "cannot be parsed"
    context = getattr(problem, "context", None)
    if "nesting depth" in what:
        return SourceError(codes.FILE_LIMIT, f"values are nested deeper than {MAX_DEPTH} levels", span)
    hint = "YAML is indented with spaces, never with tabs" if "\\t" in what or "'\t'" in what else ""
    return SourceError(codes.YAML_SYNTAX, f"{what} {context}" if context else str(what), span, hint)


class _Builder:
    """Builds nodes from the parser's events; one per file."""

    __slots__ = ("anchors", "file", "ignored_tags", "left", "parser")

    def __init__(self, text: str, file: str) -> None:
        self.parser = _LOADER(text)
        self.file = file
        self.anchors: dict[str, Node | None] = {}
        self.left = MAX_NODES
        self.ignored_tags: list[Span] = []

    def documents(self) -> list[Node]:
        found: list[Node] = []
        next_event = self.parser.get_event
        event = next_event()
        while not isinstance(event, yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                self.anchors = {}
                found.append(self.value(next_event(), 0))
            event = next_event()
        return found

    def span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def count(self, span: Span | None) -> None:
        self.left -= 1
        if self.left < 0:
            message = f"more than {MAX_NODES:,} values after aliases are unfolded"
            raise SourceError(codes.FILE_LIMIT, message, span or Span(self.file, 1, 1))

    def value(self, event: Any, depth: int) -> Node:
        span = self.span(event)
        self.count(span)
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self.alias(event, span)
        anchor = event.anchor
        if anchor:
            self.anchors[anchor] = None
        if depth > MAX_DEPTH:
            raise SourceError(codes.FILE_LIMIT, f"values are nested deeper than {MAX_DEPTH} levels", span)
        if kind is yaml.ScalarEvent:
            node = self.scalar(event, span)
        elif kind is yaml.SequenceStartEvent:
            node = self.sequence(span, depth)
        else:
            node = self.mapping(span, depth)
        if event.tag in _COMPOSE_TAGS:
            node.tag = event.tag
        if anchor:
            self.anchors[anchor] = node
        return node

    def alias(self, event: Any, span: Span) -> Node:
        if event.anchor not in self.anchors:
            raise SourceError(codes.YAML_SYNTAX, f"unknown anchor `{event.anchor}`", span)
        target = self.anchors[event.anchor]
        if target is None:
            raise SourceError(codes.YAML_SYNTAX, f"anchor `{event.anchor}` contains itself", span)
        return self.copy(target)

    def copy(self, node: Node) -> Node:
        self.count(node.span)
        value = node.value
        if isinstance(value, dict):
            value = {key: self.copy(inner) for key, inner in value.items()}
        elif isinstance(value, list):
            value = [self.copy(inner) for inner in value]
        return Node(value, node.span, node.key, node.tag)

    def sequence(self, span: Span, depth: int) -> Node:
        items: list[Node] = []
        next_event = self.parser.get_event
        while True:
            event = next_event()
            if type(event) is yaml.SequenceEndEvent:
                return Node(items, _until(span, event))
            items.append(self.value(event, depth + 1))

    def mapping(self, span: Span, depth: int) -> Node:
        entries: dict[str, Node] = {}
        merged: list[Node] = []
        merge_span: Span | None = None
        next_event = self.parser.get_event
        while True:
            event = next_event()
            if type(event) is yaml.MappingEndEvent:
                break
            key_span = self.span(event)
            if type(event) is yaml.ScalarEvent and event.value == "<<" and event.implicit[0] and not event.tag:
                if merge_span:
                    raise SourceError(codes.DUPLICATE_KEY, "key `<<` is written twice", key_span, first=merge_span)
                merge_span = key_span
                merged = self.merge_sources(self.value(next_event(), depth + 1), key_span)
                continue
            key = self.key(event, depth)
            if key in entries:
                first = entries[key].key
                raise SourceError(codes.DUPLICATE_KEY, f"key `{key}` is written twice", key_span, first=first)
            node = self.value(next_event(), depth + 1)
            node.key = key_span
            entries[key] = node
        for source in merged:
            for key, node in source.items():
                if key not in entries:
                    entries[key] = node
        return Node(entries, _until(span, event))

    def key(self, event: Any, depth: int) -> str:
        node = self.value(event, depth + 1)
        if not isinstance(node.value, str) or isinstance(node.value, Timestamp):
            shown = event.value if type(event) is yaml.ScalarEvent else "a collection"
            raise SourceError(
                codes.KEY_NOT_TEXT, f"key `{shown}` is not a string", self.span(event), f'write it in quotes: "{shown}"'
            )
        return node.value

    def merge_sources(self, node: Node, span: Span) -> list[Node]:
        sources = node.value if isinstance(node.value, list) else [node]
        for source in sources:
            if not isinstance(source.value, dict):
                raise SourceError(codes.MERGE_KEY, "the merge key `<<` needs a mapping", source.span or span)
        return list(sources)

    def scalar(self, event: Any, span: Span) -> Node:
        text, tag = event.value, event.tag
        if not tag:
            return Node(plain_scalar(text) if event.implicit[0] else text, span)
        if tag.startswith(_CORE):
            return Node(self.tagged(tag[len(_CORE) :], text, span), span)
        return Node(text if tag != "!reset" or text else None, span)

    def tagged(self, tag: str, text: str, span: Span) -> Any:
        if tag == "binary":
            return _binary(text, span)
        if tag == "null":
            return None
        if tag in ("int", "float"):
            value = number(text) if text else text
            if isinstance(value, str):
                raise SourceError(codes.YAML_SYNTAX, f"`{text}` is not a number, as its tag !!{tag} says", span)
            return float(value) if tag == "float" else value
        if tag == "bool":
            value = plain_scalar(text)
            if not isinstance(value, bool):
                raise SourceError(codes.YAML_SYNTAX, f"`{text}` is not a boolean, as its tag !!bool says", span)
            return value
        return text


def _binary(text: str, span: Span) -> str:
    import base64

    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
    except ValueError:
        raise SourceError(codes.YAML_SYNTAX, "!!binary is not base64", span) from None


def _until(span: Span, event: Any) -> Span:
    end = event.end_mark
    return Span(span.file, span.line, span.column, end.line + 1, end.column + 1)

"""Reads the env_file and label_file entries of the services that take part, under their own environment and labels."""

import os.path

from compose2ecs.compose.files import display, read_env_text
from compose2ecs.compose.problem import Problem
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.codes import source as source_codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, Span
from compose2ecs.source import envfile
from compose2ecs.source.node import Node


def merge_files(services: dict[str, Node], environment: dict[str, str], here: str, report: Report) -> None:
    """Replace env_file and label_file by the variables and labels that they hold, in place."""
    for name, service in services.items():
        path: Path = ("services", name)
        _env_files(service, path, environment, here, report)
        _label_files(service, path, here, report)


def _env_files(service: Node, path: Path, environment: dict[str, str], here: str, report: Report) -> None:
    files = service.value.pop("env_file", None)
    own = service.value.get("environment")
    if files is None or not isinstance(files.value, list):
        return
    written: dict[str, Node] = own.value if own is not None else {}
    found: dict[str, Node] = {}

    def lookup(key: str) -> str | None:
        if key in environment:
            return environment[key]
        node = written.get(key)
        return str(node.value) if node is not None and node.value is not None else None

    for index, entry in enumerate(files.value):
        try:
            _read_env_file(entry, here, lookup, found)
        except Problem as problem:
            problem.report(report, (*path, "env_file", index), entry.span)
    merged = {key: written.get(key) or node for key, node in found.items()}
    merged.update(written)
    if merged:
        span, key = (own.span, own.key) if own is not None else (files.span, files.key)
        service.value["environment"] = Node(merged, span, key)


def _read_env_file(entry: Node, here: str, lookup: envfile.Lookup, found: dict[str, Node]) -> None:
    file, style, required = entry.get("path"), entry.get("format"), entry.get("required")
    name = str(file.value) if file is not None else ""
    shown = display(name, here)
    if not os.path.exists(name):
        if required is not None and required.value is False:
            return
        raise Problem(
            source_codes.FILE_NOT_FOUND,
            f"env_file not found: {shown}",
            hint="create it, or mark it `required: false`",
        )
    if style is not None and style.value not in ("", "raw"):
        raise Problem(codes.BAD_VALUE, f"unknown env_file format `{style.value}`", span=style.span, hint="raw")
    raw = style is not None and style.value == "raw"
    text = read_env_text(name, shown)
    try:
        known = {key: str(node.value) for key, node in found.items()}
        entries = envfile.parse_entries(text, lookup, raw=raw, known=known)
    except envfile.EnvFileError as problem:
        span = Span(shown, problem.line, problem.column)
        raise Problem(source_codes.ENV_FILE_SYNTAX, problem.message, span=span) from None
    for one in entries:
        place = Span(shown, one.line, one.column)
        found[one.key] = Node(one.value, place, place)


def _label_files(service: Node, path: Path, here: str, report: Report) -> None:
    files = service.value.pop("label_file", None)
    if files is None or not isinstance(files.value, list):
        return
    own = service.value.get("labels")
    found: dict[str, Node] = {}
    for index, entry in enumerate(files.value):
        shown = display(str(entry.value), here)
        try:
            text = read_env_text(str(entry.value), shown)
            for one in envfile.parse_entries(text, lambda _name: None):
                place = Span(shown, one.line, one.column)
                found[one.key] = Node(one.value, place, place)
        except envfile.EnvFileError as problem:
            span = Span(shown, problem.line, problem.column)
            report.add(source_codes.ENV_FILE_SYNTAX, problem.message, path=(*path, "label_file", index), span=span)
        except Problem as problem:
            problem.report(report, (*path, "label_file", index), entry.span)
    merged = {**found, **(own.value if own is not None else {})}
    if merged:
        span, key = (own.span, own.key) if own is not None else (files.span, files.key)
        service.value["labels"] = Node(merged, span, key)

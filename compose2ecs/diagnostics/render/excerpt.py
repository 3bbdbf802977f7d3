"""The lines of a file that a finding points at, with carets below what is meant."""

from compose2ecs.diagnostics.secrecy import masked
from compose2ecs.diagnostics.span import Span

#: What is read back of a file: more than the loader accepts, so an excerpt is never cut short.
MAX_BYTES = 8 * 1024 * 1024
#: Widest excerpt; a longer line is cut on both sides of the carets.
WIDTH = 120
_TAB = 4
_BREAKS = ("\r", "\x85", "\u2028", "\u2029")


class Lines:
    """The lines of source files, read once each; standard input is what was read from it."""

    __slots__ = ("_known",)

    def __init__(self, stdin: str | None = None) -> None:
        self._known: dict[str, list[str]] = {} if stdin is None else {"<stdin>": split(stdin)}

    def of(self, file: str) -> list[str]:
        """The lines of a file, none where it cannot be read any more."""
        if file not in self._known:
            self._known[file] = _read(file)
        return self._known[file]

    def hide(self, span: Span) -> None:
        """Replace a value by marks, in every excerpt that shows its line: a finding has hidden it."""
        lines = self.of(span.file)
        if 0 < span.line <= len(lines):
            line = lines[span.line - 1]
            start = min(span.column - 1, len(line))
            end = _end(line, span, start)
            lines[span.line - 1] = f"{line[:start]}{'*' * (end - start)}{line[end:]}"


def _read(file: str) -> list[str]:
    try:
        with open(file, "rb") as stream:
            return split(stream.read(MAX_BYTES).decode("utf-8-sig", "replace"))
    except (OSError, ValueError):
        return []


def split(text: str) -> list[str]:
    """Lines as YAML counts them, without their ends."""
    text = text.replace("\r\n", "\n")
    for mark in _BREAKS:
        text = text.replace(mark, "\n")
    return text.split("\n")


def excerpt(lines: list[str], span: Span, label: str) -> list[str]:
    """Rows such as ``10 |   ports: x``: the line before for orientation, the line meant, carets and the label."""
    if not 0 < span.line <= len(lines):
        return []
    gutter = len(str(span.line))
    line = masked(lines[span.line - 1])
    start = min(span.column - 1, len(line))
    end = _end(line, span, start)
    window = _window(line, start, end)
    before = masked(lines[span.line - 2]) if span.line > 1 else ""
    rows = [f"{'':{gutter}} |"]
    if before.strip():
        rows.append(f"{span.line - 1:{gutter}} | {_clean(before)[:WIDTH]}".rstrip())
    rows.append(f"{span.line:{gutter}} | {_clean(line[window[0] : window[1]])}".rstrip())
    indent = _columns(_clean(line[window[0] : start]))
    carets = max(1, _columns(_clean(line[start : min(end, window[1])])))
    words = [label] if label else []
    if span.end_line > span.line + 1 or (span.end_line == span.line + 1 and span.end_column > 1):
        words.append(f"(to line {span.end_line})")
    rows.append(f"{'':{gutter}} | {' ' * indent}{'^' * carets} {' '.join(words)}".rstrip())
    return rows


def _end(line: str, span: Span, start: int) -> int:
    """The index after the last marked character; a span without an end, or over several lines, marks the rest."""
    whole = len(line.rstrip())
    if span.end_line == span.line:
        return max(start, min(span.end_column - 1, len(line)))
    if span.end_line > span.line:
        return max(start, whole)
    return max(start, _word_end(line, start))


def _word_end(line: str, start: int) -> int:
    end = start
    while end < len(line) and not line[end].isspace() and line[end] not in ",]}":
        end += 1
    return end - 1 if line[start:end].endswith(":") and end - start > 1 else end


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    if len(line) <= WIDTH:
        return 0, len(line)
    first = max(0, min(start - WIDTH // 4, len(line) - WIDTH))
    return first, min(len(line), max(first + WIDTH, min(end, first + WIDTH)))


def _clean(text: str) -> str:
    """Tabs as spaces, control characters as one mark each, so that what is counted is what is seen."""
    text = text.replace("\t", " " * _TAB)
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)


def _columns(text: str) -> int:
    """Terminal columns: East Asian wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)

"""The registry told to people: the support table of the documentation, and the page that ``explain`` prints.

Both are made from the rows, so they cannot disagree with what the translator does.
"""

from collections.abc import Iterator

from compose2ecs.translate import rows as modules
from compose2ecs.translate.attribute import (
    ADAPTED,
    DROPPED,
    IGNORED,
    IMAGE,
    LOADER,
    MAPPED,
    REFUSED,
    ROWS,
    Row,
)

LAUNCH_TYPES = ("Fargate", "EC2", "Managed Instances")

MEANINGS = {
    MAPPED: "the same meaning on ECS",
    ADAPTED: "something close; a difference that matters is reported",
    IMAGE: "goes into the image when it is built",
    IGNORED: "has nothing to do on ECS; a note",
    DROPPED: "has no equivalent; a warning",
    REFUSED: "cannot work; an error",
}


def rows() -> list[Row]:
    """Every row, sorted by path."""
    modules.load()
    return sorted(ROWS, key=lambda row: row.path)


def target(row: Row) -> str:
    """Where the attribute goes, in CloudFormation's words; "" for nowhere."""
    if row.kind == LOADER:
        return "resolved while loading"
    below = row.to.removeprefix("container.")
    return row.to if below == row.to else f"AWS::ECS::TaskDefinition.ContainerDefinitions[].{below}"


def explain_attribute(text: str) -> str | None:
    """The page of one attribute; None when nothing is called so.

    Accepts the pattern (``services.*.tmpfs``), without its stars (``services.tmpfs``), with names of the user's
    (``services.web.tmpfs``, ``services.web.ports[0].target``), or the end of it where that is unique (``tmpfs``).
    """
    found = _find(text)
    if found is None:
        return None
    lines = [found.path, "", _sentence(found.note)]
    lines.append("")
    lines += [
        f"{name + ':':19}{state}, {MEANINGS[state]}" for name, state in zip(LAUNCH_TYPES, found.states, strict=True)
    ]
    if target(found):
        lines += ["", f"{'Becomes:':19}{target(found)}"]
    if found.code is not None:
        lines += ["", f"{'Reported as:':19}{found.code.id}, {found.code.title}"]
    if found.hint:
        lines += ["", f"{'Help:':19}{found.hint}"]
    below = [row.path for row in rows() if row.path.startswith((f"{found.path}.", f"{found.path}[]"))]
    if below:
        lines += ["", "Below it:", *(f"  {path}" for path in below)]
    return "\n".join(lines) + "\n"


def _find(text: str) -> Row | None:
    wanted = _steps(text)
    if not wanted:
        return None
    every = rows()
    for row in every:
        if _steps(row.path) == wanted:
            return row
    starless = [row for row in every if _starless(row) == wanted]
    named = [row for row in every if _fits(_steps(row.path), wanted)]
    if starless or named:
        return (starless or named)[0]
    ends = [row for row in every if _starless(row)[-len(wanted) :] == wanted]
    ends.sort(key=lambda row: len(_steps(row.path)))
    if len(ends) > 1 and len(_steps(ends[0].path)) == len(_steps(ends[1].path)):
        return None
    return ends[0] if ends else None


def _steps(path: str) -> list[str]:
    """``services.*.ports[0].target`` as ``["services", "*", "ports", "target"]``."""
    return [part.partition("[")[0] for part in path.strip().split(".") if part]


def _starless(row: Row) -> list[str]:
    return [step for step in _steps(row.path) if step != "*"]


def _fits(pattern: list[str], wanted: list[str]) -> bool:
    """Whether the path fits the pattern, with a name where the pattern has a star."""
    return len(pattern) == len(wanted) and all(a in (b, "*") for a, b in zip(pattern, wanted, strict=True))


def markdown() -> str:
    """docs/compose-support.md."""
    every = rows()
    lines = [
        "# Compose attributes on ECS",
        "",
        "Generated from the rows in `compose2ecs/translate`; a test holds it current. Fargate is the default,",
        "the other columns are for `x-ecs.launch_type: ec2` or `managed_instances`.",
        "`compose2ecs explain services.tmpfs` prints one row.",
        "",
        *(f"* **{state}**: {meaning}" for state, meaning in MEANINGS.items()),
        "",
        f"{len(every)} attributes. {_counts(every)}",
    ]
    for chapter in dict.fromkeys(_chapter(row) for row in every):
        lines += ["", f"## {chapter}", "", "| attribute | Fargate | EC2 | Managed Instances | becomes | note |"]
        lines.append("|---|---|---|---|---|---|")
        lines += _table(row for row in every if _chapter(row) == chapter)
    return "\n".join(lines) + "\n"


def _counts(every: list[Row]) -> str:
    shown = [row.states[0] for row in every]
    return "On Fargate: " + ", ".join(f"{shown.count(state)} {state}" for state in MEANINGS) + "."


def _chapter(row: Row) -> str:
    parts = row.path.split(".")
    if parts[0] != "services":
        return "Top level" if parts[0].startswith(("x-", "include", "name", "version")) else parts[0]
    inner = parts[2].removesuffix("[]") if len(parts) > 2 else ""
    return f"services: {inner}" if inner in ("build", "deploy", "develop") else "services"


def _table(chosen: Iterator[Row]) -> Iterator[str]:
    for row in chosen:
        to = f"`{target(row)}`" if row.to else target(row)
        cells = (f"`{row.path}`", *row.states, to, _sentence(row.note))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _sentence(note: str) -> str:
    """A note as a sentence: capital letter and full stop, unless it starts with code."""
    return note[:1].upper() + note[1:] + ("" if note.endswith(".") else ".")

"""The short syntax of a service volume: ``[SOURCE:]TARGET[:OPTIONS]``."""

from typing import Any

from compose2ecs.compose.problem import Problem
from compose2ecs.diagnostics.codes import compose as codes

_PROPAGATION = frozenset(("shared", "rshared", "slave", "rslave", "private", "rprivate"))


def parse_volume(text: str) -> dict[str, Any]:
    """The long form of a short volume, as the reference reads it; Problem for text that it refuses.

    A single letter before a colon is a Windows drive, so ``v:/data`` is an anonymous volume at "v:/data".
    """
    if not text:
        raise Problem(codes.BAD_VALUE, "a volume cannot be empty text")
    if len(text.encode()) <= 2:
        return {"type": "volume", "target": text}
    volume: dict[str, Any] = {}
    for section, last in _sections(text):
        _take(section, last, volume, text)
    source = volume.get("source", "")
    if is_path(source):
        volume["type"] = "bind"
        volume.setdefault("bind", {})["create_host_path"] = True
    else:
        volume["type"] = "volume"
        volume.setdefault("volume", {})
    return volume


def _sections(text: str) -> list[tuple[str, bool]]:
    sections, buffer = [], ""
    for char in text:
        if char == ":" and not (len(buffer) == 1 and buffer.isalpha()):
            sections.append((buffer, False))
            buffer = ""
        else:
            buffer += char
    return [*sections, (buffer, True)]


def _take(section: str, last: bool, volume: dict[str, Any], text: str) -> None:
    if not section:
        raise Problem(codes.BAD_VALUE, f"volume `{text}` has an empty section between colons")
    if "source" not in volume and last and "target" not in volume:
        volume["target"] = section
    elif "source" not in volume:
        volume["source"] = section
    elif "target" not in volume:
        volume["target"] = section
    elif not last:
        raise Problem(codes.BAD_VALUE, f"volume `{text}` has too many colons")
    else:
        for option in section.split(","):
            _option(option, volume)


def _option(option: str, volume: dict[str, Any]) -> None:
    if option == "ro":
        volume["read_only"] = True
    elif option == "rw":
        volume["read_only"] = False
    elif option == "nocopy":
        volume["volume"] = {"nocopy": True}
    elif option in _PROPAGATION:
        volume.setdefault("bind", {})["propagation"] = option
    elif option in ("z", "Z"):
        volume.setdefault("bind", {})["selinux"] = option


def is_path(source: str) -> bool:
    """Whether a short volume's source is a host path rather than a volume name."""
    if not source:
        return False
    return source[0] in "./~\\" or (len(source) > 1 and source[0].isalpha() and source[1] == ":")

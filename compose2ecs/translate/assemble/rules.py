"""Listener rules: which requests go to which service, and in which order they are looked at."""

from collections.abc import Iterator
from typing import Any
from zlib import crc32

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.translate.assemble.listeners import ANYWHERE, Entry
from compose2ecs.translate.scope import Scope

#: Most values of one condition, and of all conditions of a rule. Source: Elastic Load Balancing, rule condition types.
MOST_OF_CONDITION, MOST_OF_RULE = 3, 5
#: The last priority; rules for every request come last.
LAST = 50000
#: Priorities of one degree of exactness; 192 degrees of 256 fit below those of the last rules.
_SLOTS = 256
_LONGEST = 63

Rule = tuple[list[dict[str, Any]], list[str], list[str]]


def rules_of(entry: Entry, limited: bool, scope: Scope) -> list[Rule]:
    """The conditions of an entry's rules, each with its hosts and paths; several where one rule has no room.

    ``limited``: the rule must keep others out itself, because the load balancer's security group admits more.
    """
    sources = [one for one in entry.cidrs if one != ANYWHERE] if limited and ANYWHERE not in entry.cidrs else []
    if len(sources) > MOST_OF_CONDITION:
        message = f"`allowed_cidrs` of `{entry.plan.name}`: a rule holds {MOST_OF_CONDITION} ranges, not {len(sources)}"
        hint = "use fewer, wider ranges, or a port that no other service shares"
        scope.say(codes.CANNOT_CLOSE, message, entry.path, hint=hint)
    paths = entry.paths or ([] if entry.hosts or sources else ["/*"])
    room = MOST_OF_RULE - min(len(sources), MOST_OF_CONDITION)
    of_paths = min(MOST_OF_CONDITION, len(paths), room - (1 if entry.hosts else 0))
    of_hosts = min(MOST_OF_CONDITION, len(entry.hosts), room - of_paths)
    made = []
    for hosts in _chunks(entry.hosts, of_hosts):
        for some in _chunks(paths, of_paths):
            conditions = []
            if hosts:
                conditions.append({"Field": "host-header", "HostHeaderConfig": {"Values": hosts}})
            if some:
                conditions.append({"Field": "path-pattern", "PathPatternConfig": {"Values": some}})
            if sources:
                conditions.append({"Field": "source-ip", "SourceIpConfig": {"Values": sources[:MOST_OF_CONDITION]}})
            made.append((conditions, hosts, some))
    return made


def _chunks(values: list[str], size: int) -> Iterator[list[str]]:
    if not values:
        yield []
    for start in range(0, len(values), size or 1):
        yield values[start : start + size]


class Priorities:
    """Hands out the priorities of one listener: what the file says, else the more exact rule first.

    They depend on the rule itself, so that another service on the listener does not move them, and one that takes the
    place of another can be there before that one is gone (a number cannot be had twice, "PriorityInUse").
    """

    def __init__(self, entries: list[Entry], scope: Scope) -> None:
        self._taken: dict[int, str] = {}
        self._scope = scope
        for entry in entries:
            self._take_said(entry)

    def _take_said(self, entry: Entry) -> None:
        said = entry.said.get("priority")
        if said is None:
            return
        other = self._taken.setdefault(said, entry.plan.name)
        if other != entry.plan.name:
            message = f"`priority: {said}` of `{entry.plan.name}` is the priority of `{other}` on port {entry.number}"
            path = entry.plan.x.at("load_balancer", "priority")
            self._scope.say(codes.RULE_TAKEN, message, path, hint="give it another one")

    def of(self, entry: Entry, number: int, hosts: list[str], paths: list[str]) -> int:
        """The priority of the ``number``-th rule of an entry."""
        said: int | None = entry.said.get("priority")
        if said is not None and not number:
            return said
        wanted = said + number if said is not None else _usual(entry.plan.name, hosts, paths)
        while wanted in self._taken and wanted > 1:
            wanted += 1 if said is not None else -1
        self._taken[wanted] = entry.plan.name
        return wanted


def _usual(name: str, hosts: list[str], paths: list[str]) -> int:
    # a checksum: hashlib loads OpenSSL, which a start has no time for
    slot = crc32("\0".join((name, *hosts, *paths)).encode()) % _SLOTS
    if not hosts and all(one in ("/*", "*") for one in paths):
        return LAST - slot
    host = 2 if not hosts else 1 if any("*" in one or "?" in one for one in hosts) else 0
    literal = min((_literal(one) for one in paths), default=0)
    degree = host * (_LONGEST + 1) + _LONGEST - min(literal, _LONGEST)
    return 1 + degree * _SLOTS + slot


def _literal(pattern: str) -> int:
    """How many characters of a pattern are exact; one without wildcards is more exact than one with."""
    wild = sum(pattern.count(one) for one in "*?")
    return 2 * (len(pattern) - wild) + (0 if wild else 1)

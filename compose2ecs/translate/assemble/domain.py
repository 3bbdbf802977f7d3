"""The project's private DNS domain, and how services find each other."""

from typing import Any

from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import Parameter
from compose2ecs.translate.scope import Scope

#: Longest label of a DNS name.
LONGEST_LABEL = 63
CLOUD_MAP, CONNECT, NOTHING = "cloud_map", "service_connect", "none"
_LONGEST = 127
#: Longest host name. Source: RFC 1035.
_LONGEST_HOST = 253
_EXISTING = "ns-"
_PARAMETER = "NamespaceName"


def discovery(scope: Scope) -> str:
    """How services find each other: CLOUD_MAP, CONNECT (in addition) or NOTHING."""
    return str(scope.x.project.get("service_discovery", "type") or CLOUD_MAP)


def existing_namespace(scope: Scope) -> str:
    """The id of the namespace that exists already, "" for none."""
    named = str(scope.x.project.get("service_discovery", "namespace") or "")
    return named if named.startswith(_EXISTING) else ""


def domain(scope: Scope) -> Any:
    """The project's private DNS domain: text, a parameter for an existing namespace, None where there is none."""
    if discovery(scope) == NOTHING:
        return None
    named = str(scope.x.project.get("service_discovery", "namespace") or "")
    if named.startswith(_EXISTING):
        description = f"The DNS name of the namespace {named}"
        scope.graph.parameters[_PARAMETER] = {"Type": "String", "Description": description}
        return Parameter(_PARAMETER)
    return named if named and is_name(named) else f"{bounded(scope.project.name, LONGEST_LABEL)}.internal"


def is_name(name: str) -> bool:
    """Whether Cloud Map takes the name. Source: its CreateService pattern."""
    return len(name) <= _LONGEST and all(_is_label(label) for label in name.split("."))


def _is_label(label: str) -> bool:
    allowed = all(char.isascii() and (char.isalnum() or char in "-_") for char in label)
    return (
        allowed
        and 0 < len(label) <= LONGEST_LABEL
        and label[0] != "-"
        and label[-1] != "-"
        and (len(label) > 1 or label.isalnum())
    )


def kind_of_record(host: str) -> str | None:
    """A or AAAA for an address, CNAME for a host name, None for what is neither."""
    if ":" in host or host.replace(".", "").isdecimal():
        from ipaddress import ip_address

        try:
            return "A" if ip_address(host).version == 4 else "AAAA"
        except ValueError:
            return None
    plain = host.removesuffix(".")
    return "CNAME" if len(plain) <= _LONGEST_HOST and all(_is_label(label) for label in plain.split(".")) else None

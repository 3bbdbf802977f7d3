"""The values of a resource's properties that are not plain JSON.

They compare by value. Plain classes rather than named tuples: those take ten times as long to define, at every start.
"""

from typing import Any


class _Value:
    __slots__: tuple[str, ...] = ()

    def _parts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, _Value) and self._parts() == other._parts()

    def __hash__(self) -> int:
        return hash((type(self).__name__, *self._parts()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._parts()))})"


class Ref(_Value):
    """CloudFormation's ``Ref`` to a resource: its ARN, id or name, as the type defines."""

    __slots__ = ("logical_id",)

    def __init__(self, logical_id: str) -> None:
        self.logical_id = logical_id


class GetAtt(_Value):
    """CloudFormation's ``Fn::GetAtt``."""

    __slots__ = ("attribute", "logical_id")

    def __init__(self, logical_id: str, attribute: str) -> None:
        self.logical_id = logical_id
        self.attribute = attribute


class Pseudo(_Value):
    """A pseudo parameter without its prefix: Region, AccountId, Partition, URLSuffix, StackName."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Join(_Value):
    """Strings and other values of this module put together without a separator."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Any, ...]) -> None:
        self.parts = parts


def arn(service: str, *rest: Any) -> Join:
    """An ARN in the stack's partition, region and account: ``arn("ecs", ":cluster/", Ref("Cluster"))``."""
    return Join(("arn:", Pseudo("Partition"), f":{service}:", Pseudo("Region"), ":", Pseudo("AccountId"), *rest))


def managed_policy(name: str) -> Join:
    """The ARN of a policy that AWS manages; ``name`` has its path: ``service-role/…``."""
    return Join(("arn:", Pseudo("Partition"), f":iam::aws:policy/{name}"))


class Zone(_Value):
    """The n-th availability zone of the region (from 0), by name."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number


class Parameter(_Value):
    """A parameter of the template, by name; the graph declares it."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Import(_Value):
    """What another stack exports under this name."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Sensitive(_Value):
    """A secret value: no emitter ever prints it."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


Value = Ref | GetAtt | Pseudo | Join | Zone | Parameter | Import | Sensitive

"""The values of a resource's properties that are not plain JSON."""

from typing import Any, NamedTuple


class Ref(NamedTuple):
    """CloudFormation's ``Ref`` to a resource: its ARN, id or name, as the type defines."""

    logical_id: str


class GetAtt(NamedTuple):
    """CloudFormation's ``Fn::GetAtt``."""

    logical_id: str
    attribute: str


class Pseudo(NamedTuple):
    """A pseudo parameter without its prefix: Region, AccountId, Partition, URLSuffix, StackName."""

    name: str


class Join(NamedTuple):
    """Strings and other values of this module put together without a separator."""

    parts: tuple[Any, ...]


class Zone(NamedTuple):
    """The n-th availability zone of the region (from 0), by name."""

    number: int


class Parameter(NamedTuple):
    """A parameter of the template, by name; the graph declares it."""

    name: str


class Import(NamedTuple):
    """What another stack exports under this name."""

    name: str


class Sensitive(NamedTuple):
    """A secret value: no emitter ever prints it."""

    name: str


Value = Ref | GetAtt | Pseudo | Join | Zone | Parameter | Import | Sensitive

"""Cloud Map: namespaces, services, instances."""

from typing import Any

from compose2ecs.emit.api.call import Call, Source, filled, number


def _call(operation: str, **parameters: Any) -> Call:
    return Call("servicediscovery", operation, filled(**parameters))


def namespace(source: Source) -> list[Call]:
    """A namespace is made in the background: its id is asked for until the operation has succeeded."""
    tags, properties = source.tags(), _with_numbers(source.take("Properties"))
    return [
        _call("CreatePrivateDnsNamespace", **source.rest(), Properties=properties, Tags=tags),
        _call("GetOperation", OperationId=f"${{{source.id}.OperationId}}"),
    ]


def service(source: Source) -> list[Call]:
    """A name with its records."""
    tags, dns = source.tags(), _with_numbers(source.take("DnsConfig"))
    return [_call("CreateService", **source.rest(), DnsConfig=dns, Tags=tags)]


def instance(source: Source) -> list[Call]:
    """What a name stands for, where no ECS service registers itself."""
    id = source.take("InstanceId") or source.id
    service, attributes = source.take("ServiceId"), source.take("InstanceAttributes")
    return [_call("RegisterInstance", ServiceId=service, InstanceId=id, Attributes=attributes, **source.rest())]


def _with_numbers(value: Any) -> Any:
    """Times to live as numbers; CloudFormation takes text as well."""
    if isinstance(value, dict):
        return {key: number(inner) if key == "TTL" else _with_numbers(inner) for key, inner in value.items()}
    return [_with_numbers(inner) for inner in value] if isinstance(value, list) else value

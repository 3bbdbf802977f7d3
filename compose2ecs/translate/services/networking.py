"""Names and addresses. Memberships, aliases and modes are combined elsewhere; addresses are given by AWS."""

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.source.node import Node
from compose2ecs.translate.attribute import ADAPTED, Site, ignored, maps, part_of, refused

_GROUPS = "AWS::ECS::Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"
_COMMAND = "AWS::ECS::TaskDefinition.ContainerDefinitions[].Command"
_INSTANCE = "AWS::ServiceDiscovery::Service.Name"

part_of(
    "services.*.network_mode",
    "AWS::ECS::TaskDefinition.NetworkMode",
    "every task has its own network interface (awsvpc); `service:X` shares a task; `host` and `none` are refused",
    fargate=ADAPTED,
)
part_of("services.*.networks", _GROUPS, "one security group per network, open among its members", fargate=ADAPTED)
part_of("services.*.networks.*", _GROUPS, "membership", fargate=ADAPTED)
part_of("services.*.networks.*.aliases", _INSTANCE, "a DNS name, the same for all networks", fargate=ADAPTED)
part_of("services.*.container_name", _INSTANCE, "a DNS name; ECS names the containers itself", fargate=ADAPTED)
part_of("services.*.links", _INSTANCE, "start order, and the alias as a DNS name", fargate=ADAPTED)

_NETWORK = "services.*.networks.*"
_DYNAMIC = "AWS gives every task an address of its own"
_BY_NAME = "use the service's name"
_ONE_INTERFACE = "a task has one network interface"
refused(f"{_NETWORK}.interface_name", _ONE_INTERFACE, code=codes.NETWORK_IDENTITY)
refused(f"{_NETWORK}.ipv4_address", _DYNAMIC, code=codes.NETWORK_IDENTITY, hint=_BY_NAME)
refused(f"{_NETWORK}.ipv6_address", _DYNAMIC, code=codes.NETWORK_IDENTITY, hint=_BY_NAME)
refused(f"{_NETWORK}.link_local_ips", _DYNAMIC, code=codes.NETWORK_IDENTITY, hint=_BY_NAME)
refused(f"{_NETWORK}.mac_address", "AWS gives the MAC address", code=codes.NETWORK_IDENTITY)
refused(f"{_NETWORK}.driver_opts", "a VPC has no network drivers")
refused(f"{_NETWORK}.driver_opts.*", "a VPC has no network drivers")
ignored(f"{_NETWORK}.priority", _ONE_INTERFACE)
ignored(f"{_NETWORK}.gw_priority", _ONE_INTERFACE)

refused(
    "services.*.dns",
    "tasks ask the VPC's resolver",
    code=codes.NETWORK_IDENTITY,
    hint="set the servers in the VPC's DHCP options, or forward single domains with a Route 53 Resolver rule",
)
part_of("services.*.dns_opt", _COMMAND, "an init container writes them to /etc/resolv.conf", fargate=ADAPTED)
part_of("services.*.dns_search", _COMMAND, "an init container adds the domains to /etc/resolv.conf", fargate=ADAPTED)
refused("services.*.domainname", "AWS names the task's host", code=codes.NETWORK_IDENTITY)
refused(
    "services.*.hostname",
    "AWS names the task's host; the name is one in DNS where no other service has it",
    code=codes.NETWORK_IDENTITY,
    hint="give the name to an image that stores data under it by a variable",
    to="container.Hostname",
)
refused("services.*.mac_address", "AWS gives the MAC address", code=codes.NETWORK_IDENTITY)
refused(
    "services.*.external_links",
    "containers outside the project are not on this network",
    hint="name what exists already in a service of its own with `x-ecs.external`",
)


@maps("services.*.extra_hosts", to=_COMMAND, fargate=ADAPTED)
def extra_hosts(node: Node, site: Site) -> None:
    """An init container writes them to /etc/hosts; `host-gateway` is an error (no Docker host)."""
    listed = enumerate(node.value) if isinstance(node.value, list) else node.items()
    for index, item in listed:
        text = str(item.value) if isinstance(index, int) else f"{index}={item.value}"
        if text.endswith("host-gateway"):
            site.say(
                codes.NEEDS_DOCKER,
                f"`extra_hosts: {text}` cannot work on ECS: there is no Docker host",
                index,
                hint="name the real address of what runs there, or make it a service of this project",
            )


part_of("services.*.extra_hosts.*", _COMMAND, "name and address", fargate=ADAPTED)

"""Published and exposed ports; load balancers and security groups are made of all of them together."""

from compose2ecs.translate.attribute import ADAPTED, part_of

_LB = "AWS::ElasticLoadBalancingV2"

part_of("services.*.expose", "container.PortMappings", "other services of the same network reach the port")
part_of(
    "services.*.ports",
    "container.PortMappings",
    "each published port gets a listener of a load balancer; several services share one by host and path",
)
part_of("services.*.ports[].name", "container.PortMappings[].Name", "lower case, at most 64 characters")
part_of(
    "services.*.ports[].mode",
    "AWS::ECS::Service.LoadBalancers",
    "`ingress` is the load balancer; `host` has no meaning of its own",
    fargate=ADAPTED,
)
part_of(
    "services.*.ports[].host_ip",
    f"{_LB}::LoadBalancer.Scheme",
    "127.0.0.1 and ::1 are not published; a private address means an internal load balancer",
    fargate=ADAPTED,
)
part_of("services.*.ports[].target", "container.PortMappings[].ContainerPort", "as written")
part_of(
    "services.*.ports[].published",
    f"{_LB}::Listener.Port",
    "the port of the load balancer's listener; with a certificate 80 becomes 443",
)
part_of(
    "services.*.ports[].protocol",
    "container.PortMappings[].Protocol",
    "tcp or udp; udp needs a network load balancer",
)
part_of(
    "services.*.ports[].app_protocol",
    "container.PortMappings[].AppProtocol",
    "http, http2 and grpc; it decides how the port is served",
)

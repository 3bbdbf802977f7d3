"""What is found while load balancers are put together (C25x, W23x, W41x, N23x)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

RULE_TAKEN = code(
    "C250",
    ERROR,
    "two rules of one listener are alike",
    """Services that share a port of the load balancer are told apart by `host` and `path` under `x-ecs.load_balancer`.
Two rules with the same conditions would never both be reached, and two rules cannot have the same priority ("Priority
'…' is currently in use").

Give them different hosts or paths, or another `priority`; without one the more specific rule comes first.""",
)
NEEDS_CERTIFICATE = code(
    "C251",
    ERROR,
    "a certificate is needed",
    """HTTPS and TLS that end at the load balancer need a certificate ("A certificate must be specified for HTTPS
listeners"), and load balancers speak HTTP/2 and gRPC to containers behind HTTPS only.

Name a certificate of ACM in the same region: `x-ecs: {load_balancer: {certificate: arn:aws:acm:…}}`, in the service or
at the top level. A container that ends TLS itself needs none: `protocol: tcp`.""",
)
BAD_VALUE = code(
    "C252",
    ERROR,
    "load balancer setting is not possible",
    """The load balancer does not take the value: the message says which ones it takes. Source: the Elastic Load
Balancing API and the user guides of its load balancers.""",
)
CANNOT_USE = code(
    "C253",
    ERROR,
    "existing load balancer cannot be used",
    """An existing load balancer gets listeners of the project; nothing else of it is changed. It must be named by its
ARN (CloudFormation finds none by its name), be in the VPC of the tasks, and be of the right type: HTTP and HTTPS need
an application load balancer, everything else a network load balancer.

`aws elbv2 describe-load-balancers --names NAME --query 'LoadBalancers[0].[LoadBalancerArn,VpcId]'` prints ARN and VPC;
name the VPC with `x-ecs.vpc`.""",
)
UNKNOWN_SOURCE = code(
    "C254",
    ERROR,
    "where the load balancer's traffic comes from is not known",
    """The tasks' security group admits the load balancer and nobody else. The template knows the groups of load
balancers that it makes; of an existing one it needs them, or at least the address range of the VPC.

Write `x-ecs: {load_balancer: {security_groups: [sg-…]}}` at the top level, or `x-ecs: {vpc: {cidr: …}}`.""",
)
CANNOT_CLOSE = code(
    "C255",
    ERROR,
    "limit on access cannot be kept",
    """You ask to limit who reaches a port, and the template has no place where that limit would hold. Leaving it out
would open the port to more people than you said, so the project is refused.

The message names the place: usually the security group or web ACL of a load balancer that exists already and that this
project never changes. Set it there, and remove it here.""",
)
WHICH_PORT = code(
    "C256",
    ERROR,
    "which port the load balancer is for",
    """`x-ecs.load_balancer` says something about one port, such as a listener port, a path or an existing target group,
and the service has none or several.

Say which one with `port`, the container's port: `load_balancer: {port: 8080, path: /api/*}`.""",
)
WRONG_SUBNETS = code(
    "C257",
    ERROR,
    "load balancer cannot be reached from the internet",
    """An internet-facing load balancer needs public subnets, those with a route to an internet gateway; in private
ones it gets public addresses that nobody reaches ("ERR_CONNECTION_TIMED_OUT").

Say `scheme: internal`, or leave `subnets.load_balancer: private` out.""",
    acceptable=True,
)
TCP_AND_UDP = code(
    "W230",
    WARNING,
    "TCP and UDP on one port",
    """A network load balancer has one listener for both (TCP_UDP), but ECS declares a container port for one protocol
only, and TCP is declared. The load balancer sends both protocols to the port; whether ECS registers the target for UDP
as well is not documented and has not been verified.

To be safe publish one protocol, or UDP under another number. Accept it with `x-ecs: {allow: [W230]}`.""",
    acceptable=True,
)
NO_EFFECT = code(
    "W231",
    WARNING,
    "load balancer setting changes nothing",
    """The setting belongs to another kind of load balancer, or to nothing that this project publishes; the message says
why it changes nothing. Remove it.""",
    acceptable=True,
)
PROXY_LABEL = code(
    "W232",
    WARNING,
    "label for a proxy that is not there",
    """Traefik and caddy-docker-proxy read labels of other containers through the Docker socket, and route requests by
them. ECS has no such socket, so the labels do nothing.

The load balancer does it instead: publish the service's port and write its rule under `x-ecs.load_balancer`; the hint
shows it. Accept the warning with `x-ecs: {allow: [W232]}`.""",
    acceptable=True,
)
MANY_RULES = code(
    "W233",
    WARNING,
    "more rules than a security group may have",
    """A security group has 60 rules for traffic in and 60 for traffic out, unless AWS raises the quota
("RulesPerSecurityGroupLimitExceeded"). Each published port takes one rule per allowed range.

Allow fewer or wider ranges, publish fewer ports, or ask for a higher quota in Service Quotas (Amazon VPC, "Inbound or
outbound rules per security group").""",
    acceptable=True,
)
MANY_TARGETS = code(
    "W234",
    WARNING,
    "more than a load balancer may have without a higher quota",
    """An application load balancer has 100 rules and 100 target groups, unless AWS raises the quotas ("TooManyRules",
"TooManyTargetGroups"). Listeners' default rules do not count.

Ask for higher quotas in Service Quotas (Elastic Load Balancing), publish fewer services, or split the project.""",
    acceptable=True,
)
DATA_PORT_OPEN = code(
    "W410",
    WARNING,
    "database port is open to the internet",
    """You ask to publish the port of a database, cache or broker (or one that is bound to the loopback address), and
nothing limits who reaches it. Such ports are found within minutes by scanners.

Limit it with `x-ecs.load_balancer.allowed_cidrs`, or use `publish: internal`.""",
    acceptable=True,
)
AS_SAID = code(
    "N230",
    NOTE,
    "load balancer as x-ecs says",
    """Everything that the file says under `x-ecs.load_balancer`, or under `x-ecs` of a port, in one line.""",
)
NOT_PUBLISHED = code(
    "N231",
    NOTE,
    "published port has no load balancer",
    """No load balancer opens the port, because the file says so (`load_balancer: false`, `type: none`, `publish: none`)
or because the service is a job. Other services of the project reach it all the same.""",
)
INTERNAL = code(
    "N232",
    NOTE,
    "internal load balancer",
    """The port is reached from the VPC and from what is connected to it (VPN, peering, Direct Connect), not from the
internet. Docker would bind it to a private address of the machine; an internal load balancer is what AWS has for
that.""",
)
HEALTH_GUESSED = code(
    "N233",
    NOTE,
    "path of the health check is guessed",
    """The load balancer asks every task for `/` and takes any answer below 500 as healthy, also "302 Found", "401
Unauthorized" and "404 Not Found", so that a login page does not fail the deployment ("Task failed ELB health checks").

A path says more: write a `healthcheck` that asks for a URL of the port, or `x-ecs: {load_balancer: {health_check:
/healthz}}`; then answers from 200 to 399 count.""",
)
REDIRECT = code(
    "N234",
    NOTE,
    "HTTP leads to HTTPS",
    """With a certificate the service is served over HTTPS on port 443, and port 80 answers with a redirect (301) to it.
`redirect_http: false` keeps plain HTTP on port 80 beside it.""",
)
BY_HAND = code(
    "N235",
    NOTE,
    "something to set up outside of the template",
    """The template refers to something that it does not make: a bucket that must let the load balancer write, a DNS
record, rules of an existing security group. The message says what to check.""",
)

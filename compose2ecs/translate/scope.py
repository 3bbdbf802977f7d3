"""What the assembling steps share: the project, the graph they fill, the names they give, and a plan per service.

A ``Plan`` is one Compose service on its way to a container; a ``Task`` is one ECS task definition (and its ECS service)
with the plans of the containers in it. Both are filled step by step, see ``translate``.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.names import Names, bounded
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.model.project import Project
from compose2ecs.source.node import Node, nearest_span, plain
from compose2ecs.translate.attribute import place
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.xecs.extensions import Extensions, View

#: Longest name of an ECS service, family or container. Source: ECS API reference.
LONGEST_NAME = 255
#: Left for the name of a service, however long the project's is.
_LEAST_ROOM = 63
FARGATE, EC2, MANAGED = "fargate", "ec2", "managed_instances"


class Port(NamedTuple):
    """A container port that is published through a load balancer.

    ``target`` and ``published`` are numbers; ``protocol`` is tcp, udp or tcp_udp; ``app`` is http, http2, grpc, https
    or "" where the file does not say; ``path`` is where the file says it. ``asked`` is the protocol that x-ecs says;
    ``scheme`` is internet-facing, internal or "" for the project's; ``fixed``: x-ecs says the listener's port.
    """

    target: int
    published: int
    protocol: str
    app: str
    path: Path
    asked: str = ""
    scheme: str = ""
    fixed: bool = False


class Registration(NamedTuple):
    """That a task is a target of a load balancer, as ``loadbalancer`` leaves it for rollouts and autoscaling.

    ``target_group``, ``listener`` and ``balancer`` are logical ids, or ARNs of what exists already, "" for unknown;
    ``rules`` are logical ids (none where a listener of a network load balancer forwards itself). ``kind`` is the
    listener's protocol: HTTP, HTTPS, TCP, TLS, UDP or TCP_UDP. ``container`` and ``port`` are what ECS registers.
    """

    target_group: str
    listener: str
    rules: tuple[str, ...]
    balancer: str
    kind: str
    container: str
    port: int


class Mount(NamedTuple):
    """A volume in a container: ``volume`` is its name in the task definition."""

    volume: str
    target: str
    read_only: bool


class Plan:
    """One service on its way to a container definition; each step fills in its part.

    ``container`` holds properties of the container definition in CloudFormation spelling.
    """

    __slots__ = (
        "balancing",
        "container",
        "defaults",
        "image_of",
        "mounts",
        "name",
        "needs",
        "networks",
        "node",
        "path",
        "published",
        "service",
        "writes",
        "x",
    )

    def __init__(self, name: str, node: Node, container: dict[str, Any], x: View) -> None:
        self.name = name
        #: The Compose service that it belongs to, and the one whose image it runs: others for a step of `pre_start`.
        self.service = name
        self.image_of = name
        #: What stands under the service's ``x-ecs``, over the project's defaults.
        self.x = x
        #: Other containers of the task that this one waits for: (name, START | HEALTHY | SUCCESS | COMPLETE).
        self.needs: list[tuple[str, str]] = []
        self.node = node
        self.path: Path = ("services", name)
        self.container = container
        #: What is used because the file does not say: one note names them all, so that writing a default shows, too.
        self.defaults: list[str] = []
        self.networks: list[str] = []
        self.published: list[Port] = []
        #: What stands under ``x-ecs.load_balancer``, checked; read by the steps that make load balancers.
        self.balancing: dict[str, Any] = {}
        self.mounts: list[Mount] = []
        #: Path of the first named volume that the service writes, None for none.
        self.writes: Path | None = None

    def get(self, *path: str | int) -> Any:
        """The plain value below the service, None where absent."""
        return plain(self.node.get(*path))

    def at(self, *path: str | int) -> Path:
        """The path of an attribute of the service."""
        return self.path + path


class Task:
    """One task definition with its ECS service: ``plans`` are its containers, the primary one first.

    ``ecs_name`` names the ECS service and the family; ``dns_name`` is what other services call it. ``definition`` holds
    properties of the task definition, ``service`` of the ECS service. ``depends_on`` are logical ids that the service
    needs, ``waits_for`` the names of services. ``statements`` are those of the task role and ``execution`` those of the
    execution role.
    """

    __slots__ = (
        "before",
        "beside",
        "definition",
        "definition_id",
        "definition_needs",
        "depends_on",
        "dns_name",
        "ecs_name",
        "execution",
        "extra",
        "extra_groups",
        "group",
        "groups",
        "inits",
        "is_job",
        "launch_type",
        "log_group",
        "name",
        "networks",
        "plans",
        "public_ip",
        "registrations",
        "replicas",
        "run",
        "scheduled",
        "service",
        "service_id",
        "statements",
        "subnets",
        "waits_for",
    )

    def __init__(self, name: str, plans: list[Plan]) -> None:
        self.name = name
        self.plans = plans
        self.ecs_name = name
        self.dns_name = name
        #: FARGATE, EC2 or MANAGED.
        self.launch_type = FARGATE
        #: Containers that no Compose service is: init containers and sidecars, complete definitions.
        self.extra: list[dict[str, Any]] = []
        #: Steps of `pre_start`: those that run in the task, and the names of the jobs that run before it, in order.
        self.inits: list[Plan] = []
        self.before: list[str] = []
        self.definition: dict[str, Any] = {}
        self.definition_id = ""
        self.definition_needs: list[str] = []
        self.service: dict[str, Any] = {}
        self.service_id = ""
        self.is_job = False
        #: When the template runs a job: before_deploy, after_deploy, manual, by_up; "" for what is no such job.
        self.run = ""
        self.scheduled = False
        self.replicas = 1
        self.networks: list[str] = []
        #: Logical id of the task's own security group, "" while nothing needs one.
        self.group = ""
        self.groups: list[Any] = []
        #: Ids of existing security groups that it is in besides; they are never modified.
        self.extra_groups: list[str] = []
        #: Where it runs, and whether it has a public address; set by ``placement``.
        self.subnets: list[Any] = []
        self.public_ip = False
        #: CPU units and MiB for what ECS itself puts beside the containers (the proxy of Service Connect).
        self.beside = (0, 0)
        self.log_group: Any = None
        #: Where load balancers send traffic to it, one per listener.
        self.registrations: list[Registration] = []
        self.depends_on: list[str] = []
        self.waits_for: list[str] = []
        self.statements: list[dict[str, Any]] = []
        self.execution: list[dict[str, Any]] = []

    @property
    def primary(self) -> Plan:
        """The service that names the task."""
        return self.plans[0]

    def runs(self, service: str) -> bool:
        """Whether one of its containers, init containers included, is the service's."""
        return any(plan.name == service for plan in (*self.plans, *self.inits))

    @property
    def published(self) -> list[Port]:
        """The published ports of all containers."""
        return [port for plan in self.plans for port in plan.published]


class Scope:
    """The project being translated and what has been made of it so far."""

    __slots__ = (
        "_ran_by",
        "graph",
        "left_out",
        "names",
        "plans",
        "project",
        "report",
        "settings",
        "shared",
        "tasks",
        "x",
    )

    def __init__(self, project: Project, settings: Settings, report: Report) -> None:
        self.project = project
        self.settings = settings
        self.report = report
        #: What stands under ``x-ecs``, on all levels.
        self.x = Extensions(project, report)
        self.graph = Graph(project.name, f"The Compose project {project.name} on Amazon ECS")
        self.names = Names()
        #: Services that are not deployed: the host that has their name instead, "" for none.
        self.left_out: dict[str, str] = {}
        #: By service name, sorted, so that the order of the keys in the file makes no difference.
        self.plans: dict[str, Plan] = {}
        self.tasks: dict[str, Task] = {}
        self._ran_by: dict[str, Task] = {}
        #: Values that refer to what exists once (the VPC, the cluster…), by what it is.
        self.shared: dict[str, Any] = {}

    def say(self, code: Code, message: str, path: Path, hint: str = "", label: str = "") -> None:
        """Report about ``path``, or about its nearest ancestor that a file wrote."""
        node = self.project.tree.get(*path)
        span = (place(node) if node is not None else None) or nearest_span(self.project.tree, path)
        self.report.add(code, message, path=path, span=span, hint=hint, label=label)

    def room(self) -> int:
        """How long the name of a task may be, so that the project's name fits before it where it can."""
        return max(LONGEST_NAME - len(self.project.name) - 1, _LEAST_ROOM)

    def written(self, path: Path) -> bool:
        """Whether a file wrote the value at ``path`` (rather than the loader's defaults)."""
        node = self.project.tree.get(*path)
        return node is not None and (node.span is not None or node.key is not None)

    def family(self, task: Task) -> str:
        """The name of a task's definitions: the project's and the task's, with a hash where they are cut."""
        return bounded(f"{self.project.name}-{task.ecs_name}", LONGEST_NAME)

    def task_of(self, service: str) -> Task | None:
        """The task that runs a service."""
        known = self._ran_by.get(service)
        if known is not None and self.tasks.get(known.name) is known and known.runs(service):
            return known
        found = next((task for task in self.tasks.values() if task.runs(service)), None)
        if found is not None:
            self._ran_by[service] = found
        return found

    def add(
        self,
        parts: Iterable[str],
        type: str,
        properties: dict[str, Any],
        *,
        origin: Path = (),
        depends_on: Iterable[str] = (),
        retain: bool = False,
    ) -> Resource:
        """Make a resource whose logical id is made of ``parts``."""
        span = nearest_span(self.project.tree, origin) if origin else None
        if span is not None:
            span = span._replace(file=self.project.relative(span.file))
        return self.graph.add(
            Resource(
                self.names.id(*parts),
                type,
                properties,
                depends_on=tuple(depends_on),
                origin=origin,
                span=span,
                retain=retain,
            )
        )

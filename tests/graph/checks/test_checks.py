"""Each fault that the emulators and cfn-lint let through is found, at the Compose line that it comes from."""

from collections.abc import Callable
from typing import Any

import pytest

from compose2ecs.graph.values import Join, Pseudo, Ref
from tests.graph.checks.valid import Parts, found

Change = Callable[[Parts], object]


def put(part: str, **values: Any) -> Change:
    """Set properties of a part of the graph; None takes one away."""

    def change(parts: Parts) -> None:
        target = getattr(parts, part) if hasattr(parts, part) else parts.of(part)
        target.update(values)
        for key in [key for key, value in values.items() if value is None]:
            del target[key]

    return change


def both(*changes: Change) -> Change:
    return lambda parts: [change(parts) for change in changes]


def wait(container: str, other: str, condition: str) -> Change:
    return put(container, DependsOn=[{"ContainerName": other, "Condition": condition}])


def more_containers(parts: Parts) -> None:
    parts.definition["ContainerDefinitions"] += [{"Name": f"c{n}", "Essential": False} for n in range(9)]


def listener_again(parts: Parts) -> None:
    parts.of("Https").update({"Port": 80})


def many_listeners(parts: Parts) -> None:
    from compose2ecs.graph.resource import Resource

    for number in range(49):
        properties = {"LoadBalancerArn": Ref("Balancer"), "Port": 1000 + number, "Protocol": "HTTP"}
        origin = ("services", "web")
        parts.graph.add(Resource(f"L{number}", "AWS::ElasticLoadBalancingV2::Listener", properties, origin=origin))


BAD = "Definition: "
CASES: dict[str, tuple[Change, list[str]]] = {
    "nothing": (lambda parts: None, []),
    "dangling reference": (
        put("service", Cluster=Ref("Gone")),
        ["C330 Service: refers to `Gone`, which does not exist"],
    ),
    "circle of resources": (
        lambda parts: parts.graph.resources["Role"].depends_on.append("Service"),
        ["C331 Role: needs itself, by way of what it refers to"],
    ),
    "family": (
        put("definition", Family="shop web"),
        [f"C332 {BAD}family `shop web` is no name: up to 255 letters, digits, `-` and `_`"],
    ),
    "container name": (
        both(put("web", Name="we.b"), put("service", LoadBalancers=[])),
        [f"C332 {BAD}container `we.b` is no name: letters, digits, `-` and `_`"],
    ),
    "container name twice": (
        both(put("init", Name="web"), put("service", LoadBalancers=[])),
        [
            f"C332 {BAD}has two containers called `web`",
            f"C336 {BAD}container `web` waits for `init`, which is not in the task",
        ],
    ),
    "eleven containers": (more_containers, [f"C333 {BAD}has 11 containers; a task has 10 at most"]),
    "nothing essential": (put("web", Essential=False), [f"C334 {BAD}has no essential container"]),
    "memory of the containers": (
        put("init", Memory=300),
        [f"C335 {BAD}its containers have 556 MiB together, the task has 512"],
    ),
    "cpu of the containers": (
        put("web", Cpu=257),
        [f"C335 {BAD}its containers have 257 CPU units together, the task has 256"],
    ),
    "reservation above the limit": (
        put("web", MemoryReservation=257),
        [f"C335 {BAD}container `web` reserves 257 MiB, more than its limit of 256"],
    ),
    "reservation above the task": (
        put("web", Memory=None, MemoryReservation=513),
        [f"C335 {BAD}container `web` reserves 513 MiB, the task has 512"],
    ),
    "no memory at all": (
        both(put("definition", Memory=None, RequiresCompatibilities=["EC2"]), put("web", Memory=None)),
        [f"C335 {BAD}container `init` has no memory limit or reservation, and the task no size"],
    ),
    "least memory": (
        put("web", MemoryReservation=5),
        [f"C335 {BAD}container `web` has MemoryReservation 5; 6 MiB is the least"],
    ),
    "ephemeral storage": (
        put("definition", EphemeralStorage={"SizeInGiB": 201}),
        [f"C335 {BAD}has 201 GiB of storage; Fargate allows 21 to 200"],
    ),
    "order: unknown container": (
        wait("web", "gone", "START"),
        [f"C336 {BAD}container `web` waits for `gone`, which is not in the task"],
    ),
    "order: healthy without a check": (
        wait("web", "init", "HEALTHY"),
        [f"C336 {BAD}container `web` waits for `init` to be healthy, and it has no health check"],
    ),
    "order: end of an essential one": (
        put("init", Essential=True),
        [f"C336 {BAD}container `web` waits for `init` to end, but it is essential: its end would stop the task"],
    ),
    "order: end of one that restarts": (
        put("init", RestartPolicy={"Enabled": True}),
        [f"C336 {BAD}container `init` restarts, and `web` waits for its end"],
    ),
    "order: circle": (
        wait("init", "web", "START"),
        [f"C336 {BAD}containers wait for each other: init → web → init"],
    ),
    "undeclared volume": (
        put("definition", Volumes=[{"Name": "data"}, {"Name": "other"}]),
        [f"C337 {BAD}container `web` mounts `scratch`, which is no volume of the task"],
    ),
    "volume twice": (
        put("definition", Volumes=[{"Name": "data"}, {"Name": "scratch"}, {"Name": "data"}]),
        [f"C337 {BAD}has two volumes called `data`"],
    ),
    "volumes from nowhere": (
        put("web", VolumesFrom=[{"SourceContainer": "init"}, {"SourceContainer": "gone"}]),
        [f"C337 {BAD}container `web` takes volumes of `gone`, which is not in the task"],
    ),
    "host path": (
        put("definition", Volumes=[{"Name": "data", "Host": {"SourcePath": "/d"}}, {"Name": "scratch"}]),
        [f"C340 {BAD}volume `data` is a path of a host, and Fargate has none"],
    ),
    "docker volume": (
        put("definition", Volumes=[{"Name": "data", "DockerVolumeConfiguration": {}}, {"Name": "scratch"}]),
        [f"C340 {BAD}volume `data` is a Docker volume, and Fargate has none"],
    ),
    "port twice": (
        put("init", PortMappings=[{"ContainerPort": 80}, {"ContainerPort": 81}]),
        [
            f"C338 {BAD}uses port 80 twice (`init`, `web`): the containers of a task share its network interface",
        ],
    ),
    "port name twice": (
        put("init", PortMappings=[{"ContainerPort": 81, "Name": "more"}]),
        [f"C338 {BAD}has two ports called `more`"],
    ),
    "port name": (
        put("init", PortMappings=[{"ContainerPort": 81, "Name": "Web"}]),
        [f"C338 {BAD}port name `Web` is not possible: up to 64 of a-z, 0-9, `-` and `_`"],
    ),
    "host port": (
        put("init", PortMappings=[{"ContainerPort": 81, "HostPort": 82}]),
        [f"C338 {BAD}port 81 has the host port 82; with awsvpc they must be the same"],
    ),
    "no execution role": (
        put("definition", ExecutionRoleArn=None),
        [
            f"C339 {BAD}container `init` logs to CloudWatch, which needs an execution role",
            f"C339 {BAD}container `web` has secrets, which needs an execution role",
        ],
    ),
    "no execution role for a registry": (
        both(
            put("definition", ExecutionRoleArn=None),
            put("init", LogConfiguration=None),
            put("web", Secrets=None, RepositoryCredentials={"CredentialsParameter": "arn:aws:x"}),
        ),
        [f"C339 {BAD}container `web` is pulled with credentials, which needs an execution role"],
    ),
    "privileged": (
        put("web", Privileged=True),
        [f"C340 {BAD}container `web` has privileged, which Fargate does not allow"],
    ),
    "devices and shared memory": (
        put("web", LinuxParameters={"Devices": [{"HostPath": "/dev/fuse"}], "SharedMemorySize": 64}),
        [
            f"C340 {BAD}container `web` has devices, which Fargate does not allow",
            f"C340 {BAD}container `web` has a shared memory size, which Fargate does not allow",
        ],
    ),
    "swap": (
        put("web", LinuxParameters={"MaxSwap": 0}),
        [f"C340 {BAD}container `web` has swap settings, which Fargate does not allow"],
    ),
    "capabilities": (
        put("web", LinuxParameters={"Capabilities": {"Add": ["NET_ADMIN", "SYS_PTRACE", "SYS_TIME"]}}),
        [f"C340 {BAD}container `web` has the capability NET_ADMIN, SYS_TIME, which Fargate does not allow"],
    ),
    "log driver": (
        put("web", LogConfiguration={"LogDriver": "gelf"}),
        [f"C340 {BAD}container `web` has the log driver gelf; Fargate knows awslogs, splunk, awsfirelens"],
    ),
    "all of these are fine on EC2": (
        both(
            put("definition", RequiresCompatibilities=["EC2"]),
            put("web", Privileged=True, LinuxParameters={"Devices": [{}], "MaxSwap": 1}, StopTimeout=300),
        ),
        [],
    ),
    "links, host name, hosts": (
        put("web", Links=["db"], Hostname="web", ExtraHosts=[{"Hostname": "a"}]),
        [
            f"C341 {BAD}container `web` has Links, which awsvpc does not take",
            f"C341 {BAD}container `web` has Hostname, which awsvpc does not take",
            f"C341 {BAD}container `web` has ExtraHosts, which awsvpc does not take",
        ],
    ),
    "health check without CMD": (
        put("web", HealthCheck={"Command": ["true", "x"]}),
        [f"C342 {BAD}the health check of `web` must begin with CMD or CMD-SHELL and have a command"],
    ),
    "health check without a command": (
        put("web", HealthCheck={"Command": ["CMD-SHELL"]}),
        [f"C342 {BAD}the health check of `web` must begin with CMD or CMD-SHELL and have a command"],
    ),
    "health check out of range": (
        put("web", HealthCheck={"Command": ["CMD", "true"], "Interval": 4, "Timeout": 61, "Retries": 11}),
        [
            f"C342 {BAD}the health check of `web` has Interval 4; ECS allows 5 to 300",
            f"C342 {BAD}the health check of `web` has Timeout 61; ECS allows 2 to 60",
            f"C342 {BAD}the health check of `web` has Retries 11; ECS allows 1 to 10",
        ],
    ),
    "stop timeout": (
        put("web", StopTimeout=121),
        [f"C343 {BAD}container `web` has StopTimeout 121; Fargate allows 2 to 120 s"],
    ),
    "restart period": (
        put("web", RestartPolicy={"Enabled": True, "RestartAttemptPeriod": 59}),
        [f"C343 {BAD}container `web` has RestartAttemptPeriod 59; ECS allows 60 to 1800"],
    ),
    "variable and secret": (
        put("web", Environment=[{"Name": "C", "Value": "1"}, {"Name": "A", "Value": "2"}]),
        [f"C344 {BAD}container `web` has `C` both in Environment and in Secrets"],
    ),
    "variable twice": (
        put("web", Environment=[{"Name": "A", "Value": "1"}, {"Name": "A", "Value": "2"}]),
        [f"C344 {BAD}container `web` has `A` twice in Environment"],
    ),
    "registered container": (
        put("service", LoadBalancers=[{"ContainerName": "gone", "ContainerPort": 80}]),
        ["C345 Service: registers container `gone`, which its task does not have"],
    ),
    "registered port": (
        put("service", LoadBalancers=[{"ContainerName": "web", "ContainerPort": 8010}]),
        ["C345 Service: registers port 8010 of `web`, which the container does not declare"],
    ),
    "target type": (
        put("Targets", TargetType="instance"),
        2 * ["C345 Service: target group Targets has the target type instance; tasks with awsvpc are targets by ip"],
    ),
    "six target groups": (
        put("service", LoadBalancers=[{"ContainerName": "web", "ContainerPort": 80}] * 6),
        ["C346 Service: has 6 target groups; a service has 5 at most"],
    ),
    "two registries": (
        put("service", ServiceRegistries=[{}, {}]),
        ["C346 Service: has more than one service registry"],
    ),
    "six groups": (
        lambda parts: parts.service["NetworkConfiguration"]["AwsvpcConfiguration"].update(SecurityGroups=["sg"] * 6),
        ["C346 Service: has 6 SecurityGroups; a task has 5 at most"],
    ),
    "no subnets": (
        put("service", NetworkConfiguration={}),
        ["C346 Service: has no subnets, and its tasks need a network interface"],
    ),
    "rollout that cannot progress": (
        put(
            "service",
            DeploymentConfiguration={"MinimumHealthyPercent": 67, "MaximumPercent": 134},
            DesiredCount=2,
        ),
        ["C347 Service: can neither stop nor start a task: 67 to 134 % of 2"],
    ),
    "rebalancing": (
        put("service", DeploymentConfiguration={"MinimumHealthyPercent": 0, "MaximumPercent": 100}),
        ["C347 Service: rebalances zones, which needs a MaximumPercent above 100, not 100"],
    ),
    "daemon": (
        put("service", SchedulingStrategy="DAEMON"),
        ["C347 Service: is a daemon with MaximumPercent 200; it must be 100"],
    ),
    "one subnet": (
        put("Balancer", Subnets=[Ref("SubnetA")]),
        ["C348 Balancer: an application load balancer needs subnets in two zones"],
    ),
    "one zone": (
        put("Balancer", Subnets=[Ref("SubnetA"), Ref("SubnetA")]),
        ["C348 Balancer: its subnets are in one zone; an application load balancer needs two"],
    ),
    "a network load balancer takes one subnet": (put("Balancer", Type="network", Subnets=[Ref("SubnetA")]), []),
    "51 listeners": (many_listeners, ["C348 Balancer: has 51 listeners; a load balancer has 50 at most"]),
    "load balancer name": (
        put("Balancer", Name="x" * 33),
        [f"C332 Balancer: the name `{'x' * 33}` is not possible: up to 32 letters, digits and inner hyphens"],
    ),
    "target group name": (
        put("Targets", Name="-web"),
        ["C332 Targets: the name `-web` is not possible: up to 32 letters, digits and inner hyphens"],
    ),
    "https without a certificate": (
        put("Https", Certificates=None),
        ["C349 Https: HTTPS on port 443 needs a certificate"],
    ),
    "two listeners on one port": (listener_again, ["C349 Https: listens on port 80, as Http does"]),
    "tcp and udp are different": (both(listener_again, put("Https", Protocol="UDP")), []),
    "priority twice": (put("RuleB", Priority=1), ["C349 RuleB: has the priority 1, as RuleA has"]),
    "too large": (
        put("web", Environment=[{"Name": "A", "Value": "x" * 40_000}, {"Name": "B", "Value": "y" * 40_000}]),
        [f"C350 {BAD}has 81,322 bytes; a task definition has 65,536 at most"],
    ),
}


def add(type: str, **properties: Any) -> Change:
    """One more resource."""
    from compose2ecs.graph.resource import Resource

    return lambda parts: parts.graph.add(Resource("More", type, properties, origin=("services", "web")))


def providers(*bases: int) -> list[dict[str, Any]]:
    return [{"CapacityProvider": f"p{number}", "Base": base} for number, base in enumerate(bases)]


def statements(count: int) -> list[dict[str, Any]]:
    """A policy of ``count`` statements of 100 characters."""
    return [{"PolicyDocument": {"Statement": ["x" * 97] * count}}]


EFS, ROLE, LOGS = "AWS::EFS::AccessPoint", "AWS::IAM::Role", "AWS::Logs::LogGroup"
LIMITS: dict[str, tuple[Change, list[str]]] = {
    "image": (
        put("web", Image="x" * 256),
        [f"C351 {BAD}the image of `web` has 256 characters; ECS allows 255"],
    ),
    "a digest does not count": (put("web", Image="x" * 255 + "@sha256:" + "0" * 64), []),
    "files of variables": (
        put("web", EnvironmentFiles=[{}] * 11),
        [f"C351 {BAD}container `web` has 11 files of variables; ECS allows 10"],
    ),
    "port ranges": (
        put(
            "web",
            PortMappings=[{"ContainerPort": 80}]
            + [{"ContainerPortRange": f"{8000 + 10 * n}-{8009 + 10 * n}"} for n in range(101)],
        ),
        [f"C351 {BAD}container `web` has 101 port ranges; ECS allows 100"],
    ),
    "ignored exit codes": (
        put("web", RestartPolicy={"Enabled": True, "IgnoredExitCodes": list(range(51))}),
        [f"C351 {BAD}container `web` ignores 51 exit codes; ECS allows 50"],
    ),
    "EBS volumes": (
        put(
            "definition",
            Volumes=[{"Name": "data", "ConfiguredAtLaunch": True}, {"Name": "scratch", "ConfiguredAtLaunch": True}],
        ),
        [f"C351 {BAD}has 2 EBS volumes (`data`, `scratch`); a task has one at most"],
    ),
    "capacity providers": (
        put("service", CapacityProviderStrategy=providers(*[0] * 21)),
        ["C351 Service: has 21 capacity providers; ECS allows 20"],
    ),
    "two bases": (
        put("service", CapacityProviderStrategy=providers(1, 2, 0)),
        ["C351 Service: has a base for 2 capacity providers; only one may have a base"],
    ),
    "placement": (
        put("service", PlacementConstraints=[{"Expression": "x" * 2001}] * 11, PlacementStrategies=[{}] * 6),
        [
            "C351 Service: has 11 PlacementConstraints; ECS allows 10",
            "C351 Service: has 6 PlacementStrategies; ECS allows 5",
            *11 * ["C351 Service: has a placement expression of 2001 characters; ECS allows 2000"],
        ],
    ),
    "path of an access point": (
        add(EFS, RootDirectory={"Path": "/a/b/c/d/e"}),
        ["C351 More: the path `/a/b/c/d/e` is not possible: 100 characters and 4 levels at most"],
    ),
    "permissions and groups of an access point": (
        add(
            EFS,
            RootDirectory={"Path": "/a/b/c/d", "CreationInfo": {"Permissions": "0789"}},
            PosixUser={"SecondaryGids": ["1"] * 17},
        ),
        [
            "C351 More: the permissions `0789` are not octal digits such as 0755",
            "C351 More: has 17 secondary groups; EFS allows 16",
        ],
    ),
    "log group": (
        add(LOGS, LogGroupName="/a b"),
        ["C351 More: the log group `/a b` is not possible: up to 512 letters, digits and . - _ / #"],
    ),
    "role name": (
        add(ROLE, RoleName="r" * 65),
        [f"C351 More: the role name `{'r' * 65}` has 65 characters; IAM allows 64"],
    ),
    "policies": (
        add(ROLE, Policies=statements(103)),
        ["C351 More: its policies have 10,315 characters; IAM allows 10,240 for those of one role"],
    ),
    "references in policies count as what they become": (
        add(ROLE, Policies=[{"PolicyDocument": {"Resource": [Join(("arn:", Pseudo("Partition"), "x" * 10_180))] * 1}}]),
        [],
    ),
    "policies that fit": (add(ROLE, Policies=statements(102)), []),
    "autoscaling": (
        add("AWS::ApplicationAutoScaling::ScalableTarget", MinCapacity=3, MaxCapacity=2),
        ["C351 More: has MinCapacity 3 above MaxCapacity 2"],
    ),
    "tags": (
        add(LOGS, LogGroupName="a", Tags=[{"Key": str(number), "Value": ""} for number in range(51)]),
        ["C351 More: has 51 tags; AWS allows 50"],
    ),
}
CASES.update(LIMITS)


@pytest.mark.parametrize("name", CASES)
def test_found(name: str) -> None:
    change, expected = CASES[name]
    assert found(change) == expected

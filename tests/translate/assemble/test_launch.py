"""Launch types: what differs on EC2 and Managed Instances, and the capacity that is made for them."""

from pathlib import Path

from tests.translate.assemble.converted import convert, service


def test_ec2_keeps_what_fargate_refuses(tmp_path: Path) -> None:
    made = service(
        tmp_path,
        "privileged: true\ncap_add: [NET_ADMIN, SYS_TIME]\nshm_size: 64m\nsecurity_opt: [no-new-privileges, a]\n"
        "devices: ['/dev/fuse', '/dev/kvm:/dev/k:r']\nx-ecs: {launch_type: ec2}",
    )
    found = made.container("App")
    assert found["Privileged"] is True
    assert found["DockerSecurityOptions"] == ["no-new-privileges", "a"]
    parameters = found["LinuxParameters"]
    assert parameters["Capabilities"] == {"Add": ["NET_ADMIN", "SYS_TIME"]}
    assert parameters["SharedMemorySize"] == 64
    assert [one["ContainerPath"] for one in parameters["Devices"]] == ["/dev/fuse", "/dev/k"]
    assert made.properties("AppTaskDefinition")["RequiresCompatibilities"] == ["EC2"]
    assert not made.lines("C201", "C202")


def test_auto_takes_managed_instances_for_a_privileged_service(tmp_path: Path) -> None:
    made = service(tmp_path, "privileged: true\nx-ecs: {launch_type: auto}")
    assert made.properties("AppTaskDefinition")["RequiresCompatibilities"] == ["MANAGED_INSTANCES"]
    message = "`launch_type: auto`: `app` runs on managed_instances: `privileged` needs a machine"
    assert made.lines("N260") == [f"N260 services.app.x-ecs.launch_type: {message}"]


def test_a_mix_of_fargate_and_spot(tmp_path: Path) -> None:
    made = service(tmp_path, "x-ecs: {capacity: {fargate: {base: 1, weight: 1}, fargate_spot: {weight: 3}}}")
    assert made.properties("AppService")["CapacityProviderStrategy"] == [
        {"CapacityProvider": "FARGATE", "Weight": 1, "Base": 1},
        {"CapacityProvider": "FARGATE_SPOT", "Weight": 3},
    ]


def test_an_existing_cluster_is_not_made(tmp_path: Path) -> None:
    made = convert(tmp_path, "x-ecs: {cluster: {name: prod, create: false}}\nservices: {app: {image: 'a:1'}}")
    assert made.properties("AppService")["Cluster"] == "prod"
    assert made.of_type("AWS::ECS::Cluster") == {}


def test_external_is_refused(tmp_path: Path) -> None:
    assert len(service(tmp_path, "x-ecs: {launch_type: external}").lines("C280")) == 1


def test_global_on_ec2_is_a_daemon(tmp_path: Path) -> None:
    made = service(tmp_path, "deploy: {mode: global}\nx-ecs: {launch_type: ec2}").properties("AppService")
    assert (made["SchedulingStrategy"], made["LaunchType"]) == ("DAEMON", "EC2")
    assert made["DeploymentConfiguration"]["MaximumPercent"] == 100
    assert "DesiredCount" not in made

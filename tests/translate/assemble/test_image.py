"""Images and platforms."""

from pathlib import Path

import pytest

from compose2ecs.graph.values import Join, Pseudo
from compose2ecs.translate.assemble.image import repository
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.translate import translate
from tests.loading import load_project
from tests.translate.assemble.converted import Converted, convert, service


@pytest.mark.parametrize(
    ("project", "name", "expected"),
    [
        ("shop", "web", "shop/web"),
        ("my_shop", "a.b-c", "my_shop/a.b-c"),
        ("shop", "Web", "shop/web-297510"),
        ("shop", "a..b", "shop/a--b-f62b42"),
        ("shop", "_", "shop/x-d2e2ad"),
    ],
)
def test_repository(project: str, name: str, expected: str) -> None:
    assert repository(project, name) == expected


def test_repositories_are_bounded_and_differ() -> None:
    one, two = repository("p", "a" * 300), repository("p", "a" * 299)
    assert len(one) <= 256
    assert one != two


def test_a_prefix_of_repositories(tmp_path: Path) -> None:
    text = "services:\n  a: {image: nginx, build: .}\n  b: {image: b, build: .}\nx-ecs: {registry: {prefix: acme/eu-}}"
    done = convert(tmp_path, text, Settings(images={"a": "1a", "b": "2b"}))
    assert [done.container(name)["Image"].parts[-1] for name in "AB"] == ["/acme/eu-a:1a", "/acme/eu-b:2b"]
    policy = done.properties("BTaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    assert policy[1]["Resource"][0].parts[-1] == ":repository/acme/eu-b"


def test_a_stop_signal_is_part_of_an_image(tmp_path: Path) -> None:
    text = "services:\n  a: {image: nginx, stop_signal: quit}\n  b: {image: nginx, stop_signal: '10'}"
    done = convert(tmp_path, text, Settings(images={"a": "1a", "b": "2b"}, files={"b": 3}))
    end = "must be pushed to ECR as"
    assert [line.partition(": ")[2].partition(" `shop/")[0] for line in done.lines("N224")] == [
        f"`nginx` with the stop signal SIGQUIT {end}",
        f"`nginx` and 3 of the project's files or directories with the stop signal 10 {end}",
    ]
    assert done.container("A")["Image"].parts[-1] == "/shop/a:1a"


def test_as_written(tmp_path: Path) -> None:
    done = convert(tmp_path, "services:\n  a: {image: 'nginx:1.27'}\n  b: {image: 'x/y@sha256:00'}")
    assert (done.container("A")["Image"], done.container("B")["Image"]) == ("nginx:1.27", "x/y@sha256:00")


def test_built(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "image: mine\nbuild: {context: ., dockerfile_inline: FROM x}",
        settings=Settings(images={"app": "00ff"}),
    )
    registry = (Pseudo("AccountId"), ".dkr.ecr.", Pseudo("Region"), ".", Pseudo("URLSuffix"))
    assert done.container("App")["Image"] == Join((*registry, "/shop/app:00ff"))
    assert done.lines("N224", "N202") == [
        "N202 services.app.image: `image: mine` is the name on your machine: the image is built, and pushed as"
        " `shop/app:00ff`",
        "N224 services.app.build: the image of `app` must be pushed to ECR as `shop/app:00ff` before the template is"
        " deployed",
    ]


@pytest.mark.parametrize(
    ("platform", "architecture", "system"),
    [
        ("linux/amd64", "X86_64", "LINUX"),
        ("linux/amd64/v2", "X86_64", "LINUX"),
        ("linux/arm64", "ARM64", "LINUX"),
        ("linux/arm64/v8", "ARM64", "LINUX"),
        ("arm64", "ARM64", "LINUX"),
        ("linux", "X86_64", "LINUX"),
        ("windows/amd64", "X86_64", "WINDOWS_SERVER_2022_CORE"),
    ],
)
def test_platform(tmp_path: Path, platform: str, architecture: str, system: str) -> None:
    done = service(tmp_path, f"platform: {platform}")
    assert done.properties("AppTaskDefinition")["RuntimePlatform"] == {
        "CpuArchitecture": architecture,
        "OperatingSystemFamily": system,
    }
    assert done.lines("C237") == []


@pytest.mark.parametrize("platform", ["linux/arm/v7", "linux/386", "linux/s390x", "wasi/wasm", "windows/arm64"])
def test_platform_that_fargate_lacks(tmp_path: Path, platform: str) -> None:
    done = service(tmp_path, f"platform: {platform}")
    assert done.lines("C237") == [f"C237 services.app.platform: `{platform}` does not exist on Fargate"]
    assert done.places("C237") == ["4:15 C237 services.app.platform"]


def test_platform_of_the_build(tmp_path: Path) -> None:
    done = service(tmp_path, "build: {context: ., dockerfile_inline: FROM x, platforms: [linux/arm64]}")
    assert done.properties("AppTaskDefinition")["RuntimePlatform"]["CpuArchitecture"] == "ARM64"


def test_a_part_of_a_project_without_an_image(tmp_path: Path) -> None:
    text = "name: shop\nservices:\n  a: {command: x}\n  b: {image: 'b:1'}\n"
    project, report = load_project(tmp_path, text, consistency=False)
    assert project is not None
    done = Converted(translate(project, Settings(), report), report)
    assert done.places("C239") == ["3:3 C239 services.a"]
    assert report.failed

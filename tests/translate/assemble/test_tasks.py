"""Names on ECS, and jobs."""

from pathlib import Path

from tests.translate.assemble.converted import convert


def test_names(tmp_path: Path) -> None:
    done = convert(tmp_path, "services:\n  a.b: {image: x}\n  a-b: {image: y}\n  c_d: {image: z}")
    names = {one["ServiceName"] for one in done.of_type("AWS::ECS::Service").values()}
    assert names == {"a-b", "a-b--3c97b3", "c_d"}
    families = [one["Family"] for one in done.of_type("AWS::ECS::TaskDefinition").values()]
    assert families == ["shop-a-b", "shop-a-b--3c97b3", "shop-c_d"]
    assert done.lines("N228") == [
        "N228 services.a.b: service `a.b` is called `a-b--3c97b3` on ECS: letters, digits, `-` and `_` only"
    ]


def test_jobs_have_no_service(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  migrate: {image: m}\n"
        "  web: {image: w, depends_on: {migrate: {condition: service_completed_successfully}}}\n"
        "  batch: {image: b, deploy: {mode: replicated-job}}",
    )
    assert list(done.of_type("AWS::ECS::Service")) == ["WebService"]
    assert list(done.of_type("AWS::ECS::TaskDefinition")) == [
        "BatchTaskDefinition",
        "MigrateTaskDefinition",
        "WebTaskDefinition",
    ]
    assert done.lines("W299", "N250") == [
        "N250 services.web.depends_on.migrate.condition: `migrate` is a job: `web` waits for its end",
        "N250 services.batch.deploy.mode: `batch` is a job: `deploy.mode: replicated-job`",
    ]

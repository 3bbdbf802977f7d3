"""Files of variables in S3."""

from pathlib import Path

from tests.translate.assemble.converted import service

A, B = "arn:aws:s3:::config/app/a.env", "arn:aws:s3:::config/b.env"


def test_files(tmp_path: Path) -> None:
    done = service(tmp_path, f"x-ecs: {{env_files: ['{A}', '{B}']}}")
    assert done.container("App")["EnvironmentFiles"] == [{"Type": "s3", "Value": A}, {"Type": "s3", "Value": B}]
    found = done.properties("AppTaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    assert found[-2:] == [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": [A, B]},
        {"Effect": "Allow", "Action": "s3:GetBucketLocation", "Resource": ["arn:aws:s3:::config"]},
    ]
    assert done.lines("N249", "W299") == [
        f"N249 services.app.x-ecs.env_files[{index}]: variables of `app` come from `{arn}` as well; `environment` wins"
        for index, arn in enumerate((A, B))
    ]


def test_what_is_none(tmp_path: Path) -> None:
    many = ", ".join(f"'arn:aws:s3:::b/{number}.env'" for number in range(11))
    done = service(
        tmp_path, f"x-ecs: {{env_files: [./local.env, 'arn:aws:s3:::b/x.txt', 'arn:aws:sqs:::b/x.env', {many}]}}"
    )
    assert len(done.container("App")["EnvironmentFiles"]) == 10
    assert [line.partition(": `")[2] for line in done.lines("C267")] == [
        "env_files: ./local.env` of `app` is no object in S3 whose name ends in `.env`",
        "env_files: arn:aws:s3:::b/x.txt` of `app` is no object in S3 whose name ends in `.env`",
        "env_files: arn:aws:sqs:::b/x.env` of `app` is no object in S3 whose name ends in `.env`",
        "env_files: arn:aws:s3:::b/10.env` of `app` is too many: a task has 10 files at most",
    ]

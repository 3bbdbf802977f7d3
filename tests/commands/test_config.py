import json

import pytest

from tests.running import Runner

SHOP = """\
name: shop
services:
  web: {image: "nginx:${TAG:-1.27}", profiles: [front], volumes: ["data:/d"]}
  api: {build: ., networks: [back], profiles: [front, ops]}
  db: {image: postgres, volumes: ["data:/var/lib/postgresql/data"]}
networks: {back: }
volumes: {data: }
"""


@pytest.fixture
def shop(run: Runner) -> Runner:
    run.write(SHOP)
    run.monkeypatch.setenv("COMPOSE_PROFILES", "front")
    return run


@pytest.mark.parametrize(
    ("option", "printed"),
    [
        ("--services", "api\ndb\nweb\n"),
        ("--images", "shop-api\npostgres\nnginx:1.27\n"),
        ("--volumes", "data\n"),
        ("--networks", "back\ndefault\n"),
        ("--profiles", "front\nops\n"),
        (
            "--variables",
            "NAME   REQUIRED   DEFAULT VALUE   ALTERNATE VALUE\nTAG    false      1.27            \n",
        ),
    ],
)
def test_aspects(shop: Runner, option: str, printed: str) -> None:
    assert shop("config", option) == (0, printed, "")


def test_profiles_need_no_profile(shop: Runner) -> None:
    shop.monkeypatch.delenv("COMPOSE_PROFILES")
    assert shop("config", "--profiles").out == "front\nops\n"
    assert shop("config", "--services").out == "db\n"


def test_environment_is_what_interpolation_sees(shop: Runner) -> None:
    (shop.folder / ".env").write_text("TAG=9\nOTHER=x y\n")
    rows = shop("config", "--environment").out.splitlines()
    assert "TAG=9" in rows
    assert "OTHER=x y" in rows
    assert rows == sorted(rows)


def test_variables_as_json(shop: Runner) -> None:
    expected = {"TAG": {"Name": "TAG", "DefaultValue": "1.27", "PresenceValue": "", "Required": False}}
    assert json.loads(shop("config", "--variables", "--json").out) == expected


def test_no_interpolate(shop: Runner) -> None:
    model = json.loads(shop("config", "--no-interpolate", "--format", "json").out)
    assert model["services"]["web"]["image"] == "nginx:$${TAG:-1.27}"


def test_hash_changes_with_the_service_only(shop: Runner) -> None:
    before = dict(row.split() for row in shop("config", "--hash", "*").out.splitlines())
    shop.monkeypatch.setenv("TAG", "2")
    after = dict(row.split() for row in shop("config", "--hash", "*").out.splitlines())
    assert sorted(before) == ["api", "db", "web"]
    assert {name for name in before if before[name] != after[name]} == {"web"}
    assert shop("config", "--hash", "web").out == f"web {after['web']}\n"
    assert shop("config", "--hash", "nope").code == 2


def test_yaml_by_default_json_on_request(shop: Runner) -> None:
    assert shop("config").out.startswith("name: shop\nnetworks:\n  back:\n")
    assert shop("config", "--json").out == shop("config", "--format", "json").out
    assert json.loads(shop("config", "--json").out)["name"] == "shop"


def test_output_file(shop: Runner) -> None:
    done = shop("config", "-o", "made/model.yaml")
    assert (done.code, done.out) == (0, "")
    assert (shop.folder / "made/model.yaml").read_text() == shop("config").out
    assert shop("config", "-o", "compose.yaml/x").code == 1


def test_quiet_only_checks(shop: Runner) -> None:
    assert shop("config", "-q") == (0, "", "")
    shop.write("services: {web: {}}\n")
    assert shop("config", "-q").code == 3

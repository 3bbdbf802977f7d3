"""Files of an image below volumes, and volumes below mounts of source code."""

from pathlib import Path

from compose2ecs.images.plan import plan_images
from compose2ecs.translate.settings import Settings
from tests.loading import load_project
from tests.translate.assemble.converted import Converted, convert


def made(folder: Path, text: str) -> Converted:
    """As `convert`, with the image stage's look at the files."""
    project, _ = load_project(folder, f"{text}\nname: shop\n")
    assert project is not None
    return convert(folder, text, Settings(binds=plan_images(project).binds))


def test_files_below_volumes_are_hidden(tmp_path: Path) -> None:
    (tmp_path / "a.conf").write_text("a")
    done = made(
        tmp_path,
        "services:\n"
        "  app:\n"
        "    image: a\n"
        "    volumes:\n"
        "      - data:/srv\n"
        "      - ./a.conf:/srv/conf/a.conf:ro\n"
        "      - ./a.conf:/srv-not/a.conf:ro\n"
        "      - {type: image, source: tools, target: /srv/tools}\n"
        "      - ./a.conf:/anon/x/a.conf\n"
        "      - /anon\n"
        "    tmpfs: ['/tmp:size=1m', '/cache/:size=1m']\n"
        "    configs: [{source: c, target: /cache/c}, d, {source: e, target: /srv/e}]\n"
        "volumes: {data: {}}\n"
        "configs: {c: {content: c}, d: {content: d}, e: {external: true}}",
    )
    text = "of `app` goes into the image, where the mount at"
    assert done.lines("C268") == [
        f"C268 services.app.volumes[1]: `/srv/conf/a.conf` {text} `/srv` hides it",
        f"C268 services.app.volumes[3]: `/srv/tools` {text} `/srv` hides it",
        f"C268 services.app.volumes[4]: `/anon/x/a.conf` {text} `/anon` hides it",
        f"C268 services.app.configs[0]: `/cache/c` {text} `/cache/` hides it",
    ]
    assert done.lines("W246") == [
        "W246 services.app.configs[2]: `/srv/e` of `app` is hidden by what is mounted at `/srv`"
    ]


DEVELOPMENT = (
    "services:\n"
    "  app:\n"
    "    build: .\n"
    "    {more}\n"
    "    volumes: ['.:/app', /app/node_modules, 'deps:/app/vendor', 'deps:/vendor', 'kept:/app/venv', 'up:/app/up']\n"
    "volumes: {{deps: {{labels: {{a: b, c: d}}}}, kept: {{name: shared}}, up: {{}}}}"
)


def test_volumes_below_source_code_are_left_out(tmp_path: Path) -> None:
    done = made(tmp_path, DEVELOPMENT.format(more="init: true").replace(", 'deps:/vendor'", ""))
    assert [mount["ContainerPath"] for mount in done.container("App")["MountPoints"]] == ["/app/up", "/app/venv"]
    why = "is left out: the image's files are there, as no mount of source code hides them"
    assert done.lines("N241", "W244") == [
        "N241 services.app.volumes[0]: bind mount of `.` at `/app` is left out: the image is built from these files",
        f"N241 services.app.volumes[1].volume: volume at `/app/node_modules` {why}",
        f"N241 services.app.volumes[2].volume: volume of `deps` at `/app/vendor` {why}",
        "W244 volumes.deps: `a: b` of volume `deps` is dropped: it is left out",
        "W244 volumes.deps: `c: d` of volume `deps` is dropped: it is left out",
    ]
    assert [line for line in done.lines("N202") if "volume" in line] == ["N202 volumes.deps: volume `deps` is left out"]


def test_a_read_only_container_keeps_them(tmp_path: Path) -> None:
    done = made(tmp_path, DEVELOPMENT.format(more="read_only: true"))
    paths = [mount["ContainerPath"] for mount in done.container("App")["MountPoints"]]
    assert paths == ["/app/node_modules", "/app/up", "/app/vendor", "/app/venv", "/vendor"]


def test_a_shared_volume_stays(tmp_path: Path) -> None:
    done = made(tmp_path, DEVELOPMENT.format(more="init: true"))
    paths = [mount["ContainerPath"] for mount in done.container("App")["MountPoints"]]
    assert paths == ["/app/up", "/app/vendor", "/app/venv", "/vendor"]


def test_volumes_at_the_place_of_secrets(tmp_path: Path) -> None:
    done = made(
        tmp_path,
        "services:\n"
        "  app: {image: a, volumes: ['data:/run/secrets/', 'data:/run/secrets/t'], secrets: [s, t]}\n"
        "  other: {image: o, volumes: ['data:/run/secrets/x'], secrets: [s]}\n"
        "volumes: {data: {}}\n"
        "secrets: {s: {environment: S}, t: {environment: T}}",
    )
    text = "of `app` takes the place of secrets:"
    assert done.lines("C268") == [
        f"C268 services.app.volumes[0]: the volume at `/run/secrets` {text} `/run/secrets/s`, `/run/secrets/t`",
        f"C268 services.app.volumes[1]: the volume at `/run/secrets/t` {text} `/run/secrets/t`",
    ]

import io
import json
import re
from pathlib import Path

import pytest

from compose2ecs import cli
from compose2ecs.commands import config
from tests.running import WEB, Runner

BAD = "services:\n  web:\n    image: nginx\n    prots: [80]\n"
PLAIN = "compose.yaml:4:5: error[C102]: unknown key `prots` in `services.web`"


class Terminal:
    """Standard error as a terminal."""

    def isatty(self) -> bool:
        return True

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def on_terminal(run: Runner, *arguments: str) -> str:
    terminal = Terminal()
    run.monkeypatch.setattr("sys.stderr", terminal)
    run(*arguments)
    return terminal.text


def test_data_on_stdout_and_nothing_else_when_all_is_well(run: Runner) -> None:
    run.write(WEB)
    done = run("config", "--format", "json")
    assert done.code == 0
    assert done.err == ""
    assert json.loads(done.out)["services"]["web"]["image"] == "nginx:1.27"


def test_errors_on_stderr_and_no_data(run: Runner) -> None:
    run.write(BAD)
    done = run("config", "--format", "json")
    assert (done.code, done.out) == (3, "")
    first, last = done.err.splitlines()
    assert first.startswith(PLAIN)
    assert last == "compose.yaml: 1 error"


def test_excerpts_on_a_terminal(run: Runner) -> None:
    run.write(BAD)
    run.monkeypatch.setenv("TERM", "xterm")
    shown = on_terminal(run, "config")
    assert "\x1b[31m\x1b[1merror[C102]\x1b[0m: unknown key" in shown
    assert " --> compose.yaml:4:5\n" in shown
    assert shown.endswith("compose.yaml: 1 error\n")


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, True),
        (["--no-color"], {}, False),
        (["--ansi", "never"], {}, False),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
        ([], {"COMPOSE_ANSI": "never"}, False),
        (["--ansi", "always"], {"NO_COLOR": "1"}, True),
        (["--ansi", "auto"], {"COMPOSE_ANSI": "never"}, True),
        (["--ansi", "always", "--no-color"], {}, False),
        ([], {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(run: Runner, arguments: list[str], environment: dict[str, str], coloured: bool) -> None:
    run.write(BAD)
    run.monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        run.monkeypatch.setenv(name, value)
    assert ("\x1b[" in on_terminal(run, *arguments, "config")) is coloured


def test_colour_where_there_is_no_terminal(run: Runner) -> None:
    run.write(BAD)
    assert "\x1b[" not in run("config").err
    assert "\x1b[" in run("--ansi", "always", "config").err
    run.monkeypatch.setenv("FORCE_COLOR", "1")
    forced = run("config").err
    assert "\x1b[31m" in forced
    assert "-->" not in forced


def test_github_annotations_come_by_themselves(run: Runner) -> None:
    run.write(BAD)
    run.monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "::error file=compose.yaml,line=4,col=5,title=C102::unknown key" in run("config").err


def test_notes_and_warnings_by_verbosity(run: Runner) -> None:
    run.write('version: "3"\n' + WEB)
    run.write("services: {web: {init: true}}\n", "compose.override.yaml")
    usual, verbose, quiet = run("config").err, run("config", "-v").err, run("config", "-q")
    assert re.findall(r"(warning|note)\[", verbose) != re.findall(r"(warning|note)\[", usual)
    assert "note[" in verbose
    assert "note[" not in usual
    assert quiet == (0, "", "")


def test_strict_makes_warnings_errors(run: Runner) -> None:
    run.write("services:\n  web:\n    image: nginx:${TAG}\n")
    usual = run("config", "--format", "json")
    strict = run("config", "--format", "json", "--strict")
    assert usual.code == 0
    assert "warning[W118]" in usual.err
    assert (strict.code, strict.out) == (3, "")
    assert strict.err.endswith("compose.yaml: 1 warning (--strict: warnings are errors)\n")
    run.monkeypatch.setenv("COMPOSE2ECS_STRICT", "1")
    assert run("config").code == 3


def test_excerpt_of_standard_input(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    shown = run("--ansi", "always", "-f", "-", "config").err
    assert " --> <stdin>:4:5\n" in shown
    assert "4 |     prots: [80]\n" in shown


def test_internal_error_is_two_lines_and_a_file(run: Runner, tmp_path: Path) -> None:
    def broken(*_arguments: object, **_more: object) -> None:
        raise KeyError("secret-value")

    run.write(WEB)
    run.monkeypatch.setattr(config, "load", broken)
    run.monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = run("config")
    assert (done.code, done.out) == (1, "")
    first, second = done.err.splitlines()
    assert first == "error: internal error (KeyError): this is a bug in compose2ecs, your files are not at fault"
    assert "secret-value" not in done.err
    assert "/issues/new?title=KeyError+at+test_streams.py" in second
    path = re.search(r"traceback: (\S+)", second)
    assert path is not None
    assert "KeyError: 'secret-value'" in Path(path[1]).read_text()
    assert "Traceback (most recent call last)" in run("config", "--debug").err


def test_interrupt(run: Runner) -> None:
    def interrupted(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    run.write(WEB)
    run.monkeypatch.setattr(config, "load", interrupted)
    done = run("config")
    assert (done.code, done.out, done.err.strip()) == (cli.INTERRUPTED, "", "")


def test_directory_that_is_gone(run: Runner) -> None:
    gone = run.folder / "gone"
    gone.mkdir()
    run.monkeypatch.chdir(gone)
    gone.rmdir()
    done = run("config")
    assert (done.code, done.out) == (1, "")
    assert "current directory" in done.err

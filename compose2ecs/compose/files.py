"""Finds the Compose files, the environment and the project's name: chapter 3 and 4 of the specification.

Order as docker compose has it: OS environment, --env-file or .env, COMPOSE_FILE or discovery, then the .env of the
project directory.
"""

import os
import os.path
from collections.abc import Mapping
from typing import NamedTuple

from compose2ecs.compose.options import LoadOptions
from compose2ecs.compose.problem import Problem
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.codes import source as source_codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Span
from compose2ecs.source import envfile
from compose2ecs.source.yamlfile import MAX_BYTES, SourceError

NAMES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
OVERRIDES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
ECS_OVERRIDES = ("compose.ecs.yaml", "compose.ecs.yml")


class Located(NamedTuple):
    """What was found: absolute paths ("-" for stdin), the project directory and the environment."""

    files: tuple[str, ...]
    directory: str
    environment: dict[str, str]


def locate(options: LoadOptions, report: Report) -> Located:
    """Find everything that the load starts from; Problem where a file is missing."""
    here = options.working_directory
    start = _start(options)
    environment = {"PWD": here, **options.environment}
    env_files = _env_files(options)
    _read_env_files(env_files or _default_env_file(start, options), environment, here)
    files = _named(options, environment, here) or _discovered(start, here, report)
    directory = start
    if not options.project_directory and files and files[0] != "-":
        directory = os.path.dirname(files[0])
    if not env_files and directory != start:
        _read_env_files(_default_env_file(directory, options), environment, here)
    return Located(files, directory, environment)


def _start(options: LoadOptions) -> str:
    """Where the search begins: --project-directory, the directory of the first -f, or the current directory."""
    here = options.working_directory
    if options.project_directory:
        return _join(here, options.project_directory)
    if options.files and options.files[0] != "-":
        return os.path.dirname(_join(here, options.files[0]))
    return here


def _join(here: str, path: str) -> str:
    return os.path.normpath(os.path.join(here, path))


def _env_files(options: LoadOptions) -> tuple[str, ...]:
    if options.env_files:
        return options.env_files
    listed = options.environment.get("COMPOSE_ENV_FILES", "")
    return tuple(part for part in listed.split(",") if part)


def _default_env_file(directory: str, options: LoadOptions) -> tuple[str, ...]:
    if options.environment.get("COMPOSE_DISABLE_ENV_FILE", "").lower() in ("1", "t", "true"):
        return ()
    path = os.path.join(directory, ".env")
    return (path,) if os.path.exists(path) and not os.path.isdir(path) else ()


def _read_env_files(paths: tuple[str, ...], environment: dict[str, str], here: str) -> None:
    """Add the variables of the files, later files over earlier ones, below what is already set."""
    for key, value in read_env_files(paths, environment, here).items():
        environment.setdefault(key, value)


def read_env_files(paths: tuple[str, ...], environment: Mapping[str, str], here: str) -> dict[str, str]:
    """The variables of dotenv files, later ones over earlier ones; Problem where one is missing or malformed."""
    found: dict[str, str] = {}
    for path in paths:
        text = read_env_text(_join(here, path), display(path, here))
        try:
            for entry in envfile.parse_entries(text, environment.get, known=found):
                found[entry.key] = entry.value
        except envfile.EnvFileError as problem:
            span = Span(display(path, here), problem.line, problem.column)
            raise Problem(source_codes.ENV_FILE_SYNTAX, problem.message, span=span) from None
    return found


def read_env_text(path: str, shown: str) -> str:
    """The text of an environment file; Problem where it cannot be read."""
    try:
        return envfile.decode(read(path, shown))
    except envfile.EnvFileError as problem:
        span = Span(shown, problem.line, problem.column)
        raise Problem(source_codes.ENV_FILE_SYNTAX, problem.message, span=span) from None


def read(path: str, shown: str) -> bytes:
    """The bytes of a file of a sane size; Problem where it is missing, a directory, too large or not allowed."""
    try:
        if os.path.isdir(path):
            raise Problem(source_codes.FILE_NOT_FOUND, f"`{shown}` is a directory, not a file")
        with open(path, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Problem(source_codes.FILE_NOT_FOUND, f"file not found: {shown}") from None
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise Problem(source_codes.FILE_NOT_FOUND, f"`{shown}` cannot be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise Problem(source_codes.FILE_LIMIT, f"`{shown}` is larger than {MAX_BYTES:,} bytes")
    return data


def display(path: str, here: str) -> str:
    """A path as messages show it: relative to the current directory where it lies below or beside it."""
    if path == "-":
        return "<stdin>"
    if not os.path.isabs(path):
        return path
    relative = os.path.relpath(path, here)
    return relative if relative.count("..") <= 2 else path


def _named(options: LoadOptions, environment: Mapping[str, str], here: str) -> tuple[str, ...]:
    files = options.files
    if not files and environment.get("COMPOSE_FILE"):
        separator = environment.get("COMPOSE_PATH_SEPARATOR") or os.pathsep
        files = tuple(part for part in environment["COMPOSE_FILE"].split(separator) if part)
    return tuple(path if path == "-" else _checked(path, here) for path in files)


def _checked(path: str, here: str) -> str:
    if is_remote(path):
        raise Problem(
            codes.REMOTE,
            f"`{path}` is remote, only local files are read",
            hint="clone or download it and name the copy",
        )
    return _join(here, path)


def is_remote(path: str) -> bool:
    """Whether a path names a git or OCI resource, as docker compose's remote loaders do."""
    if path.startswith(("oci://", "http://", "https://", "git://", "ssh://", "git@", "github.com/")):
        return True
    return ".git#" in path or path.endswith(".git")


def _discovered(start: str, here: str, report: Report) -> tuple[str, ...]:
    directory = start
    while True:
        bases = _existing(NAMES, directory)
        if bases:
            return _with_override(directory, bases, here, report)
        parent = os.path.dirname(directory)
        if parent == directory:
            raise Problem(
                source_codes.FILE_NOT_FOUND,
                f"no Compose file in {display(start, here) or '.'} or any parent directory",
                hint=f"looked for {', '.join(NAMES)}; name the file with -f",
            )
        directory = parent


def _existing(names: tuple[str, ...], directory: str) -> list[str]:
    return [path for path in (os.path.join(directory, name) for name in names) if os.path.isfile(path)]


def _with_override(directory: str, bases: list[str], here: str, report: Report) -> tuple[str, ...]:
    base = bases[0]
    if len(bases) > 1:
        others = ", ".join(os.path.basename(path) for path in bases[1:])
        report.add(
            codes.SEVERAL_FILES,
            f"{os.path.basename(base)} is used, {others} is not",
            span=Span(display(base, here), 1, 1),
        )
    overrides = _existing(ECS_OVERRIDES, directory) or _existing(OVERRIDES, directory)
    if not overrides:
        return (base,)
    report.add(
        codes.OVERRIDE_USED,
        f"{os.path.basename(overrides[0])} is merged over {os.path.basename(base)}",
        span=Span(display(overrides[0], here), 1, 1),
        hint=f"-f {os.path.basename(base)} alone leaves it out",
    )
    return (base, overrides[0])


def normal_name(text: str) -> str:
    """A project name made valid: lower case, only [a-z0-9_-], starting with a letter or digit."""
    allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-"
    return "".join(char for char in text.lower() if char in allowed).lstrip("_-")


def given_name(options: LoadOptions, environment: Mapping[str, str]) -> str:
    """The name from -p or COMPOSE_PROJECT_NAME, "" where neither is set; Problem where it is invalid."""
    source, name = "-p", options.project_name
    if not name:
        source, name = "COMPOSE_PROJECT_NAME", environment.get("COMPOSE_PROJECT_NAME", "")
    if name and normal_name(name) != name:
        raise Problem(
            codes.BAD_PROJECT_NAME,
            f"invalid project name `{name}` ({source})",
            hint=f"`{normal_name(name) or 'my-project'}` would be valid",
        )
    return name


def as_problem(problem: SourceError) -> Problem:
    """A reader's error as a problem of the loader."""
    return Problem(problem.code, problem.message, span=problem.span, hint=problem.hint)

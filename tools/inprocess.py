"""The command line in this process: a fraction of the time of a process per command, for tools that run thousands."""

import contextlib
import io

from compose2ecs.cli import run


def command(arguments: list[str]) -> tuple[int, str, str]:
    """(exit code, standard output, standard error) of ``compose2ecs ARGUMENTS`` in the current directory."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    text, told = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    return code, text, told

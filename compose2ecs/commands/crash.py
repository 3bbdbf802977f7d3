"""An unexpected exception, told in two lines: it is our bug, not the user's."""

import os
import platform
import sys
import tempfile
import traceback
from urllib.parse import urlencode

from compose2ecs import __version__

ISSUES = "https://github.com/compose2ecs/compose2ecs/issues/new"


def told(problem: BaseException, *, debug: bool) -> list[str]:
    """The lines for the user; the traceback goes to a file, with ``debug`` to the terminal as well.

    Never local variables: they hold secrets. The URL carries the error's type only, its message may quote a file.
    """
    text = "".join(traceback.format_exception(problem))
    kind = type(problem).__name__
    lines = [f"error: internal error ({kind}): this is a bug in compose2ecs, your files are not at fault"]
    lines.append(f"  traceback: {_kept(text)}   please report: {_url(problem, kind)}")
    return [*lines, text] if debug else lines


def _kept(text: str) -> str:
    """The path of a new file with the text, for the user only."""
    try:
        handle, path = tempfile.mkstemp(prefix="compose2ecs-", suffix=".txt", text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError:
        return "not kept, no temporary directory (use --debug)"
    return path


def _url(problem: BaseException, kind: str) -> str:
    frames = traceback.extract_tb(problem.__traceback__)
    where = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
    body = f"compose2ecs {__version__}, Python {platform.python_version()}, {sys.platform}\n{kind} at {where}\n"
    return f"{ISSUES}?{urlencode({'title': f'{kind} at {where}', 'body': body})}"

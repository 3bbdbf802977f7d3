"""The entry point: answers --version before anything is imported, else hands over to the command line."""

import gc
import os
import sys

#: New containers between two rounds of garbage collection. A conversion makes few cycles and many small objects; with
#: Python's default (700) a fifth of the start-up time goes into looking for cycles among imported functions.
GC_THRESHOLD = 100_000


def main() -> int:
    """Run the command line of this process and end it; only what cannot be flushed comes back as an exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]) and sys.stdout is not None:
        from compose2ecs import __version__

        sys.stdout.write(f"compose2ecs {__version__}\n")
        return 0
    gc.set_threshold(GC_THRESHOLD)
    from compose2ecs.cli import run

    code = run(sys.argv[1:])
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # closed by the caller
                stream.flush()
    except OSError:  # the reader is gone: let the interpreter end as it does then
        return code
    # Taking thousands of functions apart one by one takes as long as converting a small project; nothing needs it.
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())

"""The entry point: answers --version before anything is imported, else hands over to the command line."""

import sys


def main() -> int:
    """Run the command line of this process and give its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from compose2ecs import __version__

        sys.stdout.write(f"compose2ecs {__version__}\n")
        return 0
    from compose2ecs.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

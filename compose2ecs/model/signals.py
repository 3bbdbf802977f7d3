"""Signals as Docker reads them: `SIGQUIT`, `quit`, `RTMIN+3` or a number."""

#: Source: github.com/moby/sys, signal/signal_linux.go.
_WORDS = (
    "ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP"
    " TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX"
)
_NAMES = _WORDS.split()
_HIGHEST = 64
#: RTMIN+1 to RTMIN+15, and RTMAX-1 to RTMAX-14.
_REAL_TIME = {"RTMIN+": 15, "RTMAX-": 14}


def signal(text: str) -> str | None:
    """The signal as an image's configuration has it (`SIGQUIT`, or its number), None for no signal of Linux."""
    name = text.strip().upper()
    if name.isascii() and name.isdigit():
        return str(int(name)) if 0 < int(name) <= _HIGHEST else None
    name = name.removeprefix("SIG")
    known = name in _NAMES or any(
        name.startswith(start) and name[6:].isdigit() and 0 < int(name[6:]) <= most
        for start, most in _REAL_TIME.items()
    )
    return f"SIG{name}" if known else None


def near(text: str) -> str:
    """The known name that looks most like an unknown one, "" for none."""
    from difflib import get_close_matches

    found = get_close_matches(text.strip().upper().removeprefix("SIG"), _NAMES, 1)
    return f"SIG{found[0]}" if found else ""

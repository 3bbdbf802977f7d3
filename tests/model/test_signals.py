"""Signals: the spellings that Docker takes."""

import pytest

from compose2ecs.model.signals import near, signal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SIGQUIT", "SIGQUIT"),
        ("quit", "SIGQUIT"),
        (" Sigint ", "SIGINT"),
        ("RTMIN", "SIGRTMIN"),
        ("SIGRTMIN+3", "SIGRTMIN+3"),
        ("rtmin+15", "SIGRTMIN+15"),
        ("RTMAX-14", "SIGRTMAX-14"),
        ("9", "9"),
        ("09", "9"),
        ("64", "64"),
        ("65", None),
        ("0", None),
        ("-1", None),
        ("RTMIN+0", None),
        ("RTMIN+16", None),
        ("RTMIN+x", None),
        ("RTMIN-3", None),
        ("RTMAX-15", None),
        ("SIGSIGQUIT", None),
        ("SIG", None),
        ("", None),
        ("²", None),
    ],
)
def test_signal(text: str, expected: str | None) -> None:
    assert signal(text) == expected


def test_the_name_that_was_meant() -> None:
    assert [near(text) for text in ("SIGQIUT", "wnch", "xyzzy")] == ["SIGQUIT", "SIGWINCH", ""]

from compose2ecs.diagnostics.render.oneline import oneline, tally, visible

from .findings import NAMED, NOTE_CODE, NOWHERE, UNKNOWN_KEY, found


def test_place_level_message_and_hint() -> None:
    assert oneline(UNKNOWN_KEY) == (
        "compose.yaml:10:7: error[C102]: unknown key `replicaz` in `services.web.deploy` (did you mean `replicas`?)"
    )


def test_notes_follow_the_message() -> None:
    assert oneline(NAMED) == (
        "compose.yaml:5:21: warning[W111]: `container_name` is ignored on ECS; "
        "the container is called `web` in logs and exec"
    )


def test_without_a_place_the_tool_speaks() -> None:
    assert oneline(NOWHERE) == "compose2ecs: error[C102]: no Compose file (name it with -f)"


def test_always_one_line_without_control_characters() -> None:
    assert oneline(found(NOTE_CODE, "a\r\nb\x07\u202ec")) == r"compose2ecs: note[N100]: a  b\x07\u202ec"
    assert visible("tabs\tand é 名") == "tabs and é 名"


def test_tally_names_what_occurs() -> None:
    assert tally([]) == ""
    assert tally([NAMED]) == "1 warning"
    assert tally([UNKNOWN_KEY, NOWHERE, NAMED, found(NOTE_CODE, "x")]) == "2 errors, 1 warning, 1 note"

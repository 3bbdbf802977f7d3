import shlex

from hypothesis import given
from hypothesis import strategies as st

from compose2ecs.compose.shellwords import ShellWordsError, dropped, split

WORDS = st.lists(st.text(alphabet=st.sampled_from("ab$(`|&;<>'\" \n\\#2") | st.characters(), max_size=8), max_size=6)


@given(WORDS)
def test_quoted_words_come_back(words):
    quoted = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words]
    text = " ".join(f'"{word}"' for word in quoted)
    assert split(text) == words
    assert dropped(text) is None


@given(st.text(alphabet="ab$()`|&;<>'\" \n\\2", max_size=40))
def test_any_text_is_split_or_refused(text):
    try:
        words = split(text)
    except ShellWordsError as problem:
        assert 0 <= problem.offset < len(text)
        return
    lost = dropped(text)
    assert lost is None or text.endswith(lost)
    if lost is not None:
        assert split(text.removesuffix(lost)) == words


@given(st.text(alphabet="ab-=./: 'x", max_size=30))
def test_plain_commands_agree_with_posix(text):
    try:
        expected = shlex.split(text)
    except ValueError:
        return
    assert split(text) == expected

import pytest

from compose2ecs.compose.shellwords import ShellWordsError, dropped, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \t\r\n ", []),
        ("sleep 10\n", ["sleep", "10"]),
        ("--a=1\n--b=2\n\n--c=3\n", ["--a=1", "--b=2", "--c=3"]),
        ("sh -c '' \"\" x", ["sh", "-c", "", "", "x"]),
        ("a'b c'\"d e\"f", ["ab cd ef"]),
        ("a#b # c", ["a#b", "#", "c"]),
        ("$HOME ${X} *.py ~", ["$HOME", "${X}", "*.py", "~"]),
        ("a\u00a0b", ["a\u00a0b"]),
    ],
)
def test_words_and_quotes(text, words):
    assert split(text) == words
    assert dropped(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"--x=y\ z \"q\" \\ \$X", ["--x=y z", '"q"', "\\", "$X"]),
        (r"a\nb\tc \d", ["a\nb\tc", "d"]),
        (r'"a\n\"b\d"', ['a\n"bd']),
        (r"'a\n'", [r"a\n"]),
        (r"a \; b", ["a", ";", "b"]),
    ],
)
def test_backslashes(text, words):
    assert split(text) == words


@pytest.mark.parametrize(
    ("text", "words", "lost"),
    [
        ("a && b", ["a"], "&& b"),
        ("a|b;c", ["a"], "|b;c"),
        ('bash -c "a && b" && other', ["bash", "-c", "a && b"], "&& other"),
        ("foo < in > out", ["foo"], "< in > out"),
        ("foo 2>&1", ["foo"], "2>&1"),
        ("foo a2>x", ["foo", "a2"], ">x"),
        ("foo 8080x>y", ["foo"], "8080x>y"),
        ("foo '2'>x", ["foo"], "'2'>x"),
        ("foo '' &", ["foo", ""], "&"),
        ("> out", [], "> out"),
    ],
)
def test_an_unquoted_operator_ends_the_command(text, words, lost):
    assert split(text) == words
    assert dropped(text) == lost


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("echo `date | x` $(date; y)", ["echo", "`date | x`", "$(date; y)"]),
        ("$(a 'b c' \"d\")", ["$(a 'b c' \"d\")"]),
        ('echo `a "b` c"`', ["echo", "`a b` c`"]),
        ("'(' \")\" \\(", ["(", ")", "("]),
        ("`(a)` $(`x)", ["`(a)`", "$(`x)"]),
    ],
)
def test_command_substitutions_are_kept(text, words):
    assert split(text) == words


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("a (b)", "unquoted `(`, put quotes around it", 2),
        ("a b)", "unquoted `)`, put quotes around it", 3),
        ("$(a (b))", "unquoted `(`, put quotes around it", 4),
        ("sh -c 'abc", "the quote ' is not closed", 6),
        ("sh -c \"abc'", 'the quote " is not closed', 6),
        ("a `b", "a backtick is not closed", 2),
        ("a $(b", "`$(` is not closed", 3),
        ("a \\", "ends with a backslash", 2),
    ],
)
def test_errors(text, message, offset):
    for function in (split, dropped):
        with pytest.raises(ShellWordsError) as caught:
            function(text)
        assert (str(caught.value), caught.value.offset) == (message, offset)


def test_errors_after_an_operator_do_not_count():
    assert split("a | (b 'c") == ["a"]

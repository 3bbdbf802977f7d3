from hypothesis import given
from hypothesis import strategies as st

from compose2ecs.source.template import TemplateError, escape, substitute, variables

TEXT = st.text(alphabet=st.sampled_from('$${}:-+?Aa_5 \n"') | st.characters(), max_size=60)


@given(TEXT)
def test_any_text_is_expanded_or_refused_at_a_dollar(text):
    try:
        expanded = substitute(text, {"A": "v", "a": ""}.get)
    except TemplateError as problem:
        assert text[problem.offset] == "$"
    else:
        assert isinstance(expanded, str)


@given(TEXT)
def test_an_escaped_text_comes_back(text):
    assert substitute(escape(text), {}.get) == text
    assert variables(escape(text)) == []


@given(TEXT)
def test_variables_finds_what_substitute_asks_for(text):
    asked: set[str] = set()

    def lookup(name: str) -> str | None:
        asked.add(name)
        return "v"

    try:
        substitute(text, lookup)
    except TemplateError:
        return
    assert {one.name for one in variables(text)} == asked


@given(st.text(alphabet="ab$", max_size=10), st.text(alphabet="ab$", max_size=10))
def test_values_are_not_expanded_again(value, default):
    assert substitute("${X:-d}", {"X": value}.get) == (value or "d")
    assert substitute("${Y-" + escape(default) + "}", {"X": value}.get) == default

"""C10x: files that cannot be read as YAML or as an environment file."""

from compose2ecs.diagnostics.codes.code import ERROR, WARNING, code

FILE_NOT_FOUND = code(
    "C100",
    ERROR,
    "file not found",
    """A file that the project needs does not exist or cannot be opened.

Without -f, the current directory and its parents are searched for compose.yaml, compose.yml, docker-compose.yml and
docker-compose.yaml, in this order. Name the file with -f or COMPOSE_FILE, or change into its directory.""",
)
YAML_SYNTAX = code(
    "C101",
    ERROR,
    "not valid YAML",
    """The file is not well-formed YAML, so nothing in it can be trusted.

Usual causes: a tab used for indentation, a missing space after a colon, an unclosed quote, or a value that starts
with one of @ ` % and needs quotes.""",
)
DUPLICATE_KEY = code(
    "C104",
    ERROR,
    "key written twice",
    """A mapping holds the same key twice. YAML forbids it, and readers disagree on which value counts.

Remove one of the two. To merge two anchors, write one merge key with a list: `<<: [*a, *b]`.""",
)
KEY_NOT_TEXT = code(
    "C105",
    ERROR,
    "key is not a string",
    """A mapping key is a number, a boolean, a date or nothing at all. Compose keys are strings: put it in quotes.""",
)
MERGE_KEY = code(
    "C106",
    ERROR,
    "merge key without a mapping",
    """The merge key `<<` takes a mapping or a list of mappings, normally aliases such as `<<: *defaults`.""",
)
FILE_LIMIT = code(
    "C107",
    ERROR,
    "file is too large or too deep",
    """The file goes beyond a limit that protects against hostile input: 4 MiB of text, 200 levels of nesting, or
500,000 values after all aliases are unfolded (a so-called alias bomb). Real Compose files stay far below.""",
)
NOT_TEXT = code(
    "C108",
    ERROR,
    "file is not UTF-8 text",
    """Compose files and environment files are UTF-8 text. This one holds bytes that are not (a binary file, or text in
another encoding). Convert it, for example with `iconv -f latin1 -t utf-8`.""",
)
ENV_FILE_SYNTAX = code(
    "C109",
    ERROR,
    "environment file cannot be parsed",
    """A line of an environment file is not KEY=VALUE, a quote is not closed, or a key has a character that is not
allowed. Values with spaces at their ends, `#`, or line breaks need quotes; `format: raw` reads values verbatim.""",
)
EMPTY_FILE = code(
    "C110",
    ERROR,
    "empty Compose file",
    """The file holds no mapping: it is empty or has only comments. A Compose file has at least `services:`.""",
)
TAG_IGNORED = code(
    "W111",
    WARNING,
    "YAML tag is ignored",
    """Compose knows the tags !reset and !override and YAML's own (such as !!str). Any other tag has no effect.""",
    acceptable=True,
)

"""C1xx: what the Compose Specification does not allow."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

UNKNOWN_KEY = code(
    "C102",
    ERROR,
    "unknown key",
    """The Compose Specification has no such key at this place, so nothing would act on it.

Check the spelling and the indentation. Keys of your own are allowed almost everywhere when they start with `x-`.""",
)
WRONG_TYPE = code(
    "C103",
    ERROR,
    "wrong type or value",
    """The value has another type than the specification says (a number where text is needed, a list where a mapping is
needed), or is none of the allowed values. A number that is meant as text goes in quotes: `user: "1000"`.""",
)
MISSING_KEY = code(
    "C112",
    ERROR,
    "required key is missing",
    """The Compose Specification requires this key here: without it, the attribute says nothing. Add it, or remove what
needs it.""",
)
DUPLICATE_ITEM = code(
    "C113",
    ERROR,
    "list item written twice",
    """The specification wants the items of this list to be unique. Merging an override file appends to the base's list,
so the duplicate may come from two files. Remove one, or replace the whole list with the tag `!override`.""",
)
BAD_NAME = code(
    "C114",
    ERROR,
    "invalid name",
    """Names of services, networks, volumes, secrets and configs consist of letters, digits, dots, underscores and
hyphens.""",
)
BAD_PROJECT_NAME = code(
    "C115",
    ERROR,
    "invalid project name",
    """A project name that is given explicitly (-p or COMPOSE_PROJECT_NAME) consists of lowercase letters, digits,
hyphens and underscores and starts with a letter or digit. A name from the file or the directory is adapted
silently.""",
)
BAD_VALUE = code(
    "C116",
    ERROR,
    "value cannot be read",
    """The text is not a valid value of its kind.

Durations: `90s`, `1m30s`, `1h`, always with a unit. Sizes: `512m`, `1.5g`, `64kb` (1024-based). Ports: `80`, `8080:80`,
`127.0.0.1:8080:80/tcp`, `3000-3005:3000-3005`. Volumes: `name:/path`, `./dir:/path:ro`.""",
)
INTERPOLATION = code(
    "C117",
    ERROR,
    "variable reference cannot be resolved",
    """A `${…}` is malformed, or a variable that is required by `${NAME:?message}` is not set.

Set it in the environment, in the project's .env file, or with --env-file. A literal dollar sign is written `$$`.""",
)
UNSET_VARIABLE = code(
    "W118",
    WARNING,
    "variable is not set",
    """The variable has no value and no default, so an empty string is used.

Set it in the environment or in the project's .env file, give a default (`${NAME:-default}`), or make it required
(`${NAME:?why}`). A literal dollar sign is written `$$`.""",
    acceptable=True,
)
EXTENDS = code(
    "C119",
    ERROR,
    "service cannot be extended",
    """`extends` names a service or a file that does not exist, or services extend each other in a circle.""",
)
INCLUDE = code(
    "C120",
    ERROR,
    "file cannot be included",
    """`include` names a file that cannot be read, or files include each other in a circle.""",
)
REMOTE = code(
    "C121",
    ERROR,
    "remote resource",
    """compose2ecs reads local files only: the same command must give the same result offline, and a file fetched from a
git or OCI registry could change between two runs. Clone or download it, and name the local copy.""",
)
MERGE_CONFLICT = code(
    "C122",
    ERROR,
    "files cannot be merged",
    """Two files give the same attribute in forms that cannot be merged, such as a list over a mapping. Use one form in
both, or replace the base's value with the tag `!override`.""",
)
CONFLICT = code(
    "C123",
    ERROR,
    "attributes contradict each other",
    """Two attributes say the same thing with different values, or exclude each other.""",
)
UNDEFINED = code(
    "C124",
    ERROR,
    "reference to something undefined",
    """A service names a network, volume, secret, config, model or service that the project does not define.

Declare it at the top level. A bind mount's source starts with `./`, `../`, `/` or `~`; everything else is a volume
name.""",
)
CYCLE = code(
    "C125",
    ERROR,
    "dependency cycle",
    """Services depend on each other in a circle, so none of them can start first. `links`, `volumes_from` and
`network_mode: service:…` count as dependencies too.""",
)
DISABLED = code(
    "C126",
    ERROR,
    "dependency is disabled by a profile",
    """A service depends on one that no active profile enables. Activate the profile (--profile), or mark the dependency
`required: false`.""",
)
NO_IMAGE = code(
    "C127",
    ERROR,
    "neither image nor build",
    """A service needs an `image` to run or a `build` context to make one from.""",
)
NO_SUCH_SERVICE = code(
    "C128",
    ERROR,
    "no such service",
    """The command line names a service that the project does not have.""",
)
NOT_A_MAPPING = code(
    "C129",
    ERROR,
    "not a Compose file",
    """The top level of a Compose file is a mapping with keys such as `services:`.""",
)
BOOLEAN_WORD = code(
    "W130",
    WARNING,
    "word read as a boolean",
    """YAML 1.1 words such as yes, no, on and off are strings in Compose files; boolean attributes still accept them.
Write true or false.""",
    acceptable=True,
)
VERSION_IGNORED = code(
    "N131",
    NOTE,
    "version has no effect",
    """The top-level `version` is obsolete since Compose version 2 and is ignored.""",
    acceptable=True,
)
LOST_SIZE = code(
    "W132",
    WARNING,
    "size with a decimal point is ignored",
    """docker compose silently drops a size that is written as a YAML number with a decimal point or an exponent, such
as `mem_limit: 1.5` or `1e9`. compose2ecs does the same, but tells. Write it as text with a unit: `mem_limit: 1.5g`.""",
    acceptable=True,
)
LOST_COMMAND = code(
    "W133",
    WARNING,
    "rest of the command is ignored",
    """A command written as text is split into words, not given to a shell. docker compose stops at an unquoted
`|`, `&`, `;`, `<` or `>` and drops the rest; compose2ecs does the same, but tells.

Write it as a shell command: `command: ["sh", "-c", "first && second"]`.""",
    acceptable=True,
)
LOST_EXTENSION = code(
    "W134",
    WARNING,
    "x- key among values",
    """docker compose takes a key that starts with `x-` for an extension even where keys are data (environment, labels
and the like) and mangles it: the variable or label `x-…` does not exist; one named `#extensions` does. Use the list
form (`- x-name=value`).""",
    acceptable=True,
)
OVERRIDE_USED = code(
    "N135",
    NOTE,
    "override file is used",
    """Without -f, an override file beside the base file is merged over it: compose.ecs.yaml where it exists, otherwise
docker compose's own (compose.override.yaml, docker-compose.override.yml).""",
    acceptable=True,
)
DEPRECATED_EXTERNAL = code(
    "N136",
    NOTE,
    "external.name is deprecated",
    """The name of an existing resource has a place of its own since file format 3.4. Write
`external: true` with `name: …` beside it; the meaning is the same.""",
    acceptable=True,
)
SEVERAL_FILES = code(
    "N137",
    NOTE,
    "several Compose files found",
    """The directory holds more than one file with a name that docker compose looks for; the first of compose.yaml,
compose.yml, docker-compose.yml, docker-compose.yaml is used.""",
    acceptable=True,
)
TOO_MANY_PORTS = code(
    "C138",
    ERROR,
    "port range is too large",
    """One service publishes more ports than can be meant (20,000). Publish the ports that are needed.""",
)

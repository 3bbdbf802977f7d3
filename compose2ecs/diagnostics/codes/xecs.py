"""x-ecs: wishes beyond Compose (C32x, W32x, N31x)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

BAD_RESOURCE = code(
    "C320",
    ERROR,
    "resource cannot be added",
    """`x-ecs.resources` holds CloudFormation resources by logical id, each with `Type`, `Properties` and `DependsOn`.
One that the template has already is merged: only what is to change needs to be written. References are in the
long form: `{Ref: Vpc}`, `{"Fn::GetAtt": [Db, Arn]}`.""",
)
BAD_VALUE = code(
    "C321",
    ERROR,
    "value that AWS does not take",
    """The message says what AWS takes. Log groups keep events 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400,
545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days, or `never` delete them. Autoscaling needs min not
above max.""",
)
BAD_PATCH = code(
    "C322",
    ERROR,
    "patch cannot be applied",
    """`x-ecs.patch` changes the finished template, `x-ecs.overrides.patch` the task definition of a service, by the
operations of RFC 6902: add, remove, replace, move, copy, test. A path is a JSON pointer into the template as
`convert --format json` prints it: `/Resources/Vpc/Properties/CidrBlock`; in a service it begins at the entry of its
task definition: `/Properties/ContainerDefinitions/0/StopTimeout`. `/` in a name is written `~1`, `~` is `~0`.

Except for the last step of `add`, the path must exist, and `test` must find its value; so a patch never misses
silently what it was written for. To change single properties, prefer `overrides` and `resources`: they need no
indexes.""",
)
BAD_ALIAS = code(
    "C323",
    ERROR,
    "key of Docker's retired ECS integration with a value that cannot be read",
    """The keys that begin with `x-aws-` are read as Docker's integration (`docker compose --context ecs`) read them:
`x-aws-role` is a policy document, `x-aws-cloudformation` a template with `Resources` and `Outputs`,
`x-aws-autoscaling` scales by `cpu` or by `memory`. Write the counterpart under `x-ecs`, which can say more.""",
)
NO_EFFECT = code(
    "W320",
    WARNING,
    "has no effect here",
    """What is said under `x-ecs` does not apply to this service. The message says why.""",
    acceptable=True,
)
READ_ONLY_EXEC = code(
    "W321",
    WARNING,
    "exec needs a writable file system",
    """ECS Exec writes into the container. With `read_only: true` a session cannot start. Take one of them away.""",
    acceptable=True,
)
ALIAS_DROPPED = code(
    "W322",
    WARNING,
    "older key is dropped",
    """A key of an older dialect (`x-aws-*`, ecs_composex) and `x-ecs` say something about the same thing: `x-ecs` wins.
Take one of them away.""",
    acceptable=True,
)
OLDER = code(
    "N310",
    NOTE,
    "keys of Docker's retired ECS integration are read",
    """`docker compose --context ecs` was retired in November 2023; its keys begin with `x-aws-`. Each is read as its
counterpart under `x-ecs`, which the note names, and which wins where both are written.

When nobody uses the old integration any more, write the keys under `x-ecs`.""",
    acceptable=True,
)
COMPOSEX = code(
    "N314",
    NOTE,
    "key of ecs_composex is read",
    """ecs_composex uses `x-ecs` in services, too, with the keys CapacityProviderStrategy, CpuArchitecture,
EnableExecuteCommand and OperatingSystemFamily. They are read as the keys that the note names. In files that both tools
use, write other keys of compose2ecs under `x-compose2ecs`.""",
    acceptable=True,
)
EXISTING_ROLE = code(
    "N311",
    NOTE,
    "existing role is used as it is",
    """The role is not changed, so it must allow what the service needs: for the execution role pulling the image,
writing the logs and reading the secrets ("ResourceInitializationError: unable to pull secrets or registry auth"); for
the task role mounting the volumes.""",
    acceptable=True,
)
SCALED = code(
    "N312",
    NOTE,
    "count is left to autoscaling",
    """Application Auto Scaling decides how many tasks run, between min and max. The template says no count, so a new
deployment never sets back what is running.""",
    acceptable=True,
)
OVERRIDDEN = code(
    "N313",
    NOTE,
    "changed in AWS's own words",
    """`x-ecs.overrides` and `x-ecs.patch` have the last word: what they say replaces what was made of the Compose file,
and is not looked at again, except by the check of the finished graph. The note names what was said.""",
    acceptable=True,
)
TWICE = code(
    "N315",
    NOTE,
    "said in Compose and under x-ecs",
    """Compose and `x-ecs` say something about the same thing, and `x-ecs` wins: it is for what differs on ECS. Nothing
is wrong where that is what you want.""",
    acceptable=True,
)
READ = code(
    "N316",
    NOTE,
    "read under x-ecs",
    """Everything that was read from one `x-ecs`, as it was understood: durations in seconds, sizes in bytes, short
forms written out. A value may say what is so anyway; then it changes nothing.""",
    acceptable=True,
)
FOR_UP = code(
    "N317",
    NOTE,
    "about the stack or the registry",
    """The key says how the stack is deployed or where images are kept. `compose2ecs up` uses it; the template is the
same with and without it, except for macros (`stack.transforms`) and the names of repositories (`registry.prefix`).""",
    acceptable=True,
)

"""Files that services mount: bind mounts, configs, secrets (C26x, W24x, N24x)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

TOO_LARGE = code(
    "C261",
    ERROR,
    "too many files for an image layer",
    """Files of the project that a service mounts are put into its image. More than 100 MB does not belong there: every
task would pull it.

Data belongs in a named volume (it becomes EFS), large files in S3. Mount only what the service needs. With
`x-ecs: {allow: [C261]}` the mount is left out.""",
    acceptable=True,
)
NO_SECRET_FILE = code(
    "W240",
    WARNING,
    "secret has no value here",
    """The file or variable that holds the secret is missing or empty on this machine. The template does not need it
(no value ever stands there), but somebody must put the value into Secrets Manager before the service can start.""",
    acceptable=True,
)
NOT_UPLOADED = code(
    "W241",
    WARNING,
    "data directory starts empty",
    """A writable data directory of your machine becomes a directory on EFS, as a named volume does. What is in it here
is not uploaded.

Name the volume (`data:/path`) to say so, and load the data once, for instance from a backup.""",
    acceptable=True,
)
IN_THE_IMAGE = code(
    "N240",
    NOTE,
    "files go into the image",
    """A task has no host whose files could be mounted. Files of the project (bind mounts and configs) are added to the
service's image as one layer, and the image is named by all of its content: a changed file is a new image and a
new deployment. What a container changes there is lost with its task.""",
    acceptable=True,
)
SOURCE_CODE = code(
    "N241",
    NOTE,
    "source code is in the image already",
    """The mount shows the build context to the container, so that changes on your machine show at once. On ECS the
image has the files that it was built from.""",
    acceptable=True,
)
EMPTY_DIRECTORY = code(
    "N242",
    NOTE,
    "mount of something that does not exist",
    """Docker makes an empty directory for a bind mount whose source does not exist. So does the task, on its own disk;
it lives as long as the task.""",
    acceptable=True,
)
MAKE_SECRET = code(
    "N243",
    NOTE,
    "secret must exist before the deployment",
    """No secret value ever stands in a template, and a service cannot start before its secrets have values ("unable to
pull secrets or registry auth"). So the template only names the secrets, and they are made before it is deployed, once:
`aws secretsmanager create-secret --name NAME --secret-string file://PATH`.""",
    acceptable=True,
)
SECRET_FILE = code(
    "N244",
    NOTE,
    "how a container gets a secret",
    """A small container, `files-init`, writes secrets as files before the others start; ECS gives it the values from
Secrets Manager or Parameter Store. With `x-ecs.inject: env` ECS puts a secret into a variable instead.""",
    acceptable=True,
)
SECRET_TOO_LARGE = code(
    "C263",
    ERROR,
    "secret is too large",
    """Secrets Manager keeps 65,536 bytes at most, and the container gets a secret through a variable of its init
container. Larger files belong in S3; keep only the key to them as a secret.""",
    acceptable=True,
)
NO_REFERENCE = code(
    "C264",
    ERROR,
    "variable names no secret",
    """`x-ecs.secrets` gives variables from secrets and parameters that exist. An entry must say which: by `arn`, by the
name of a secret (`secretsmanager`) or of a parameter (`ssm`).""",
)
PROMOTED = code(
    "N245",
    NOTE,
    "variables are read from Secrets Manager",
    """A variable whose name or value looks like a secret (…PASSWORD, …TOKEN, a password in a URL) does not stand in the
template: ECS reads it from one secret per service, a JSON object with the variables as keys. Make it before the
template is deployed; a changed value is used by tasks that start afterwards. `compose2ecs up` does both.

With `x-ecs: {promote_secrets: false}`, at the top level or in a service, the values stand in clear text.""",
    acceptable=True,
)
PROMOTION = code(
    "N246",
    NOTE,
    "where variables that look like secrets stand",
    """`promote_secrets` decides whether variables that look like secrets are read from Secrets Manager (the default) or
stand in clear text in the template, where everybody who may read it can read them.""",
    acceptable=True,
)
NO_CONFIG_FILE = code(
    "C265",
    ERROR,
    "config file is not there",
    """The file of a config is missing, so nothing could be put into the image ("no such file or directory" in Docker).

Check the path; it is relative to the Compose file. With `x-ecs: {allow: [C265]}` the file is empty.""",
    acceptable=True,
)

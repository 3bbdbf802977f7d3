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
HIDES_SYSTEM = code(
    "C262",
    ERROR,
    "secret would hide a directory of the image",
    """ECS mounts directories only, so a secret at `/etc/app.key` would hide all of `/etc`. Secrets have a directory of
their own, `/run/secrets`.

Leave `target` out, or name a directory that holds nothing else, such as `/run/keys/app.key`, and tell the
service where to look.""",
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
HIDES_FILES = code(
    "W242",
    WARNING,
    "secret hides files of the image",
    """ECS mounts directories only. A secret whose target is not below /run/secrets gets a directory of its own there,
which hides what the image has at that place.""",
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

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
    """No secret value ever stands in a template, and a service cannot start before its secrets have values
("ResourceInitializationError: unable to pull secrets or registry auth"). So the template only names the secrets, and
they are made before it is deployed, once:
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
BAD_VOLUME = code(
    "C266",
    ERROR,
    "volume cannot be made as it asks",
    """What a volume asks for under `x-ecs` (or by the same names in `driver_opts`) does not fit together, or does not
exist for its type: an access point without its file system, a throughput mode without an amount, an EBS volume for a
job, a second one in a task, a part (`subpath`) of what is not on EFS, a host directory on Fargate.

The message names the value and the hint what goes with it.""",
)
NEW_EACH_TIME = code(
    "W243",
    WARNING,
    "EBS volume is new for every task",
    """ECS makes an EBS volume for each task of a service and deletes it with the task. It is scratch space that is
faster and larger than the task's own disk: every deployment, failure or scaling step starts with an empty volume, or
with a fresh copy of the snapshot.

Data that must stay belongs on EFS (`type: efs`, the default) or in a database service.""",
    acceptable=True,
)
VOLUME_KEY = code(
    "W244",
    WARNING,
    "setting of a volume has no effect",
    """A key of a volume belongs to another type of volume, or asks for a change of something that exists already and is
not changed. The message says which.""",
    acceptable=True,
)
ON_INSTANCE = code(
    "W245",
    WARNING,
    "data stays on one instance",
    """A directory, socket or Docker volume of an EC2 instance is whatever that instance has there. A task that is
started on another instance finds another directory, most often an empty one, and the data goes with the instance.

Use EFS for data. A host directory is right for agents that look at their own instance.""",
    acceptable=True,
)
VOLUME_WISH = code(
    "N247",
    NOTE,
    "volume is made as it asks",
    """A volume may say under `x-ecs`, or by the same names in `driver_opts`, where its data is and how it is kept. A
volume that asks for another throughput, key, lifecycle or backup than the others gets a file system of its own.""",
    acceptable=True,
)
EXISTING_FILES = code(
    "N248",
    NOTE,
    "existing file system",
    """A volume that names a file system (`name: fs-…` of an external volume, or `x-ecs.file_system`) is mounted from
there. Nothing of it is changed: it must have mount targets in the VPC of the tasks, whose security groups let the tasks
in on port 2049, and its policy must allow the task role. Otherwise the task stops with "failed to invoke EFS utils
commands" ("Failed to resolve", "access denied by server").""",
    acceptable=True,
)
BAD_ENV_FILE = code(
    "C267",
    ERROR,
    "file of variables cannot be used",
    """`x-ecs.env_files` names objects in S3 by their ARN: `arn:aws:s3:::bucket/path/name.env`. ECS takes names that end
in `.env` only, and ten of them. A file of your machine belongs into Compose's own `env_file`, which is read when the
project is loaded.""",
)
ENV_FILE = code(
    "N249",
    NOTE,
    "variables from S3",
    """ECS reads files of variables from S3 when a task starts; the execution role may read exactly those. Variables in
`environment` win over them, and a changed file is read by tasks that start afterwards.""",
    acceptable=True,
)
LINK_HIDDEN = code(
    "W246",
    WARNING,
    "secret is hidden by a volume",
    """A secret whose target is not below /run/secrets is a link in the image. A volume or tmpfs that is mounted above
it hides it, as it hides everything of the image there ("no such file or directory").

Leave `target` out and let the service read /run/secrets/NAME.""",
    acceptable=True,
)
ALL_KEYS = code(
    "C260",
    ERROR,
    "keys of a secret must be listed",
    """ECS reads one key of a JSON secret by its name and does not list keys, so `keys: "*"` (from Docker's retired ECS
integration, whose sidecar did) cannot be translated.

List the keys (`keys: [user, password]`): each becomes a file `/run/secrets/NAME/KEY`.""",
)
NO_KEYS = code(
    "C262",
    ERROR,
    "parameter has no keys",
    """ECS reads single keys, stages and versions of secrets in Secrets Manager only; a parameter of Systems Manager is
read as a whole ("invalid ssm parameters").

Keep the JSON in Secrets Manager, or one parameter per value.""",
)
HIDDEN = code(
    "C268",
    ERROR,
    "file of the image is hidden by a volume",
    """A file of the project is mounted below a volume or a tmpfs (`data:/var/www/html` and
`./theme:/var/www/html/theme`). Docker mounts one over the other; on ECS the file is in the image, and the volume hides
it: the service starts without it ("no such file or directory", a default configuration).

Mount the volume deeper (only where the service writes), or the file elsewhere and let the service's configuration name
that path. With `x-ecs: {allow: [C268]}` the file stays hidden.""",
    acceptable=True,
)
PASSWORD_IN_OPTIONS = code(
    "C269",
    ERROR,
    "password among the options of a volume",
    """Docker volumes of instances (CIFS, sshfs, volume plugins) take their options from the task definition, where
everybody who may read it can read them.

Mount the file system on the instances (user data, with a credentials file from Secrets Manager) and bind its directory,
or give the option that names a file: `credentials=/etc/cifs.cred`.""",
)

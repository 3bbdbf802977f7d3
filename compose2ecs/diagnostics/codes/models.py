"""Models as endpoints, and accounts of Active Directory (C290-C293, W292, N290-N291)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

NO_ENDPOINT = code(
    "C290",
    ERROR,
    "model has no endpoint",
    """`models` asks Docker's model runner for a model; ECS has none, and the service would start without the URL that
it needs.

Say where the model is served: `models: {llm: {x-ecs: {endpoint: https://…}}}`. An endpoint is an API like OpenAI's: of
Amazon Bedrock, of SageMaker, or of a service of the project that serves models (vLLM, llama.cpp) by its name. Or set
the variable yourself in `environment`: `LLM_URL` for the model `llm`, or what `endpoint_var` says.""",
    acceptable=True,
)
LOGIN_IN_ENDPOINT = code(
    "C291",
    ERROR,
    "login in the endpoint of a model",
    """A URL with a password or token would stand in the template and in the task definition, where everybody who may
read them can read it.

Set the variable in `environment` instead: what looks like a secret there is kept in Secrets Manager.""",
)
SAME_VARIABLE = code(
    "C293",
    ERROR,
    "two models in one variable",
    """The names of two models make the same variable (`my-model` and `my_model` are both `MY_MODEL_URL`), so the
service would see only one of them. Docker Compose does not notice that.

Name the variables of one of them: `models: {my-model: {endpoint_var: OTHER_URL, model_var: OTHER_MODEL}}`.""",
    acceptable=True,
)
MODEL = code(
    "N290",
    NOTE,
    "model is an endpoint",
    """The service gets the variables that Docker Compose sets for a model (`<MODEL>_URL` and `<MODEL>_MODEL`, or what
`endpoint_var` and `model_var` say), with the endpoint that `x-ecs` of the model names. The model is not pulled.
Source: https://docs.docker.com/ai/compose/models-and-compose/.""",
    acceptable=True,
)
BAD_SPEC = code(
    "C292",
    ERROR,
    "credential specification cannot be used",
    """A container logs in to Active Directory with a credential specification that ECS reads from S3 or Systems
Manager.

On Fargate (Linux, platform version 1.4) it must be domainless and in S3: upload the file, and name the object in
`x-ecs.credential_spec` of the service. On EC2 the template keeps the file as a parameter of Systems Manager, up to
8,192 characters. Windows containers on Fargate have no such accounts. Sources: Amazon ECS developer guide,
"Using gMSA for Linux containers on Fargate", "Using gMSA for EC2 Linux containers".""",
    acceptable=True,
)
NOT_IN_DOMAIN = code(
    "W292",
    WARNING,
    "instances are not in the domain",
    """A credential specification without `HostAccountConfig` works on instances that are joined to the domain only;
those that compose2ecs makes are not.

Make it domainless: keep a login to the domain in Secrets Manager, and name it in `CredentialArn` of the file. Or join
the instances yourself, by a patch of their user data.""",
    acceptable=True,
)
SPEC = code(
    "N291",
    NOTE,
    "credential specification is read by ECS",
    """ECS gets the credential specification from S3 or Systems Manager when a task starts, and the login to the domain
from Secrets Manager; the execution role may read exactly those. The VPC must reach the domain's controllers, and
resolve their names.""",
    acceptable=True,
)

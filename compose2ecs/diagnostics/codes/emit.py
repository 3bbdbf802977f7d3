"""W29x: what the result is too large for."""

from compose2ecs.diagnostics.codes.code import NOTE, WARNING, code

TOO_MANY_RESOURCES = code(
    "W290",
    WARNING,
    "too many resources for one stack",
    """CloudFormation takes 500 resources in one stack. The template is printed, but cannot be deployed whole.

With `-o DIRECTORY/` the project is written as several stacks, which are deployed one after the other.""",
    acceptable=True,
)
TEMPLATE_TOO_LARGE = code(
    "W291",
    WARNING,
    "template is too large",
    """CloudFormation takes templates of up to 1 MB from S3. The template is printed, but cannot be deployed whole.

With `-o DIRECTORY/` the project is written as several stacks, which are deployed one after the other.""",
    acceptable=True,
)
TEMPLATE_NEEDS_S3 = code(
    "N292",
    NOTE,
    "template needs S3",
    """CloudFormation takes up to 51,200 bytes of template text in a call; a larger template is uploaded to S3 first.
`aws cloudformation deploy --s3-bucket BUCKET` does both.""",
    acceptable=True,
)
SEVERAL_STACKS = code(
    "N294",
    NOTE,
    "several stacks",
    """The project is too large for one CloudFormation stack (500 resources, 1 MB). It is cut into several: the network
and what all services share first, then the services, each with everything that belongs to it. A later stack imports
what it needs from the earlier ones, so deploy them in the order of their numbers, and delete them in the opposite
order.""",
    acceptable=True,
)
LATER_VALUES = code(
    "N293",
    NOTE,
    "values known only after deployment",
    """Ids and ARNs of resources that do not exist yet appear in the JSON for the AWS CLI as `${LogicalId}`
or `${LogicalId.Attribute}`, the account as `ACCOUNT_ID` and the region as `REGION` unless they were given.

Fill them in before you call the AWS CLI, for example with envsubst, or deploy the CloudFormation template instead,
which needs no filling in.""",
    acceptable=True,
)
NEEDS_CLOUDFORMATION = code(
    "W329",
    WARNING,
    "cannot be made by direct requests",
    """`convert --to api` prints the requests that CloudFormation would make. A custom resource of your own, and
functions such as `Fn::If` or `Fn::Split` under `x-ecs.resources` or `overrides`, exist in CloudFormation only.

Deploy the CloudFormation template, or write the value that the function would give.""",
    acceptable=True,
)

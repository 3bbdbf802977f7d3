"""IAM: roles and instance profiles."""

from compose2ecs.emit.api.call import Call, Source, filled, text

_LONGEST_ROLE, _LONGEST_PROFILE = 64, 128


def role(source: Source) -> list[Call]:
    """A role, then its own policies and those that it shares."""
    name, tags = source.names("RoleName", _LONGEST_ROLE), source.tags()
    trust, own = text(source.take("AssumeRolePolicyDocument")), source.take("Policies", [])
    managed = source.take("ManagedPolicyArns", [])
    create = filled(RoleName=name, AssumeRolePolicyDocument=trust, **source.rest(), Tags=tags)
    made = [Call("iam", "CreateRole", create)]
    for policy in own:
        document = text(policy["PolicyDocument"])
        parameters = {"RoleName": name, "PolicyName": policy["PolicyName"], "PolicyDocument": document}
        made.append(Call("iam", "PutRolePolicy", parameters))
    return made + [Call("iam", "AttachRolePolicy", {"RoleName": name, "PolicyArn": arn}) for arn in managed]


def instance_profile(source: Source) -> list[Call]:
    """A profile with its role."""
    name, roles = source.names("InstanceProfileName", _LONGEST_PROFILE), source.take("Roles", [])
    made = [Call("iam", "CreateInstanceProfile", filled(InstanceProfileName=name, **source.rest(), Tags=source.tags()))]
    for one in roles:
        made.append(Call("iam", "AddRoleToInstanceProfile", {"InstanceProfileName": name, "RoleName": one}))
    return made

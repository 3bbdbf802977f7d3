"""CloudWatch Logs: log groups."""

from compose2ecs.emit.api.call import Call, Source, filled, lowered

_LONGEST_NAME = 512


def log_group(source: Source) -> list[Call]:
    """A log group, then how long it keeps events."""
    name, tags, days = source.names("LogGroupName", _LONGEST_NAME), source.tag_map(), source.take("RetentionInDays")
    made = [Call("logs", "CreateLogGroup", filled(logGroupName=name, **lowered(source.rest()), tags=tags))]
    if days is not None:
        made.append(Call("logs", "PutRetentionPolicy", {"logGroupName": name, "retentionInDays": days}))
    return made

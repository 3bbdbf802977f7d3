"""CloudWatch: alarms and dashboards."""

from compose2ecs.emit.api.call import Call, Source, filled

_LONGEST_NAME = 255


def alarm(source: Source) -> list[Call]:
    """An alarm."""
    name, tags = source.names("AlarmName", _LONGEST_NAME), source.tags()
    return [Call("cloudwatch", "PutMetricAlarm", filled(AlarmName=name, **source.rest(), Tags=tags))]


def dashboard(source: Source) -> list[Call]:
    """A dashboard."""
    name = source.names("DashboardName", _LONGEST_NAME)
    return [Call("cloudwatch", "PutDashboard", filled(DashboardName=name, **source.rest()))]

"""Schedule expressions: what people write, as EventBridge Scheduler takes it.

Source: the EventBridge Scheduler user guide, "Schedule types". Its cron has six fields (minute, hour, day of month,
month, day of week, year); one of the two days must be ``?``; Sunday is 1. crontab has five fields; Sunday is 0 or 7.
"""

_NAMED = {
    "@hourly": "cron(0 * * * ? *)",
    "@daily": "cron(0 0 * * ? *)",
    "@midnight": "cron(0 0 * * ? *)",
    "@weekly": "cron(0 0 ? * 1 *)",
    "@monthly": "cron(0 0 1 * ? *)",
    "@yearly": "cron(0 0 1 1 ? *)",
    "@annually": "cron(0 0 1 1 ? *)",
}
_AWS_FORMS = ("cron(", "rate(", "at(")
_UNITS = {"minute": 60, "hour": 3600, "day": 86400}
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")


def aws_schedule(text: str) -> str:
    """The expression for ``ScheduleExpression``; ValueError says what is wrong with it."""
    clean = " ".join(text.split())
    if clean in _NAMED:
        return _NAMED[clean]
    if clean.startswith("@every "):
        return _every(clean.removeprefix("@every "))
    if clean.startswith("@"):
        raise ValueError(f"known names: {', '.join(_NAMED)}, @every")
    if clean.startswith(_AWS_FORMS):
        return _aws(clean)
    fields = clean.split(" ")
    if len(fields) != 5:
        raise ValueError(f"crontab has five fields, not {len(fields)}")
    return _crontab(*fields)


def _every(text: str) -> str:
    from compose2ecs.model.values import parse_duration

    seconds = parse_duration(text)
    if seconds < 60 or seconds % 60:
        raise ValueError("`@every` takes whole minutes")
    unit = next(unit for unit in ("day", "hour", "minute") if seconds % _UNITS[unit] == 0)
    count = int(seconds // _UNITS[unit])
    return f"rate({count} {unit}{'s' if count > 1 else ''})"


def _aws(text: str) -> str:
    if not text.endswith(")"):
        raise ValueError("the closing bracket is missing")
    kind, _, inner = text[:-1].partition("(")
    parts = inner.split(" ")
    if kind == "cron":
        if len(parts) != 6:
            raise ValueError(f"cron(…) has six fields, not {len(parts)}")
        if (parts[2] == "?") == (parts[4] == "?"):
            raise ValueError("one of the day of the month and the day of the week must be `?`")
    if kind == "rate" and not (len(parts) == 2 and parts[0].isdecimal() and parts[1].rstrip("s") in _UNITS):
        raise ValueError("rate(…) has a number and minutes, hours or days")
    return text


def _crontab(minute: str, hour: str, day: str, month: str, weekday: str) -> str:
    if day != "*" and weekday not in ("*", "?"):
        raise ValueError("both the day of the month and the day of the week are set, which means either of them")
    if weekday in ("*", "?"):
        return f"cron({minute} {hour} {day} {month} ? *)"
    return f"cron({minute} {hour} ? {month} {_weekdays(weekday)} *)"


def _weekdays(text: str) -> str:
    """crontab's numbers (0 and 7 are Sunday) as names; a step stays as it is."""
    made = []
    for part in text.split(","):
        days, slash, step = part.partition("/")
        ends = [_weekday(one) for one in days.split("-")]
        made.append("-".join(ends) + slash + step)
    return ",".join(made)


def _weekday(text: str) -> str:
    if text.isdecimal() and int(text) <= 7:
        return _DAYS[int(text) % 7]
    if text.upper()[:3] in _DAYS or text == "*":
        return text.upper()
    raise ValueError(f"`{text}` is no day of the week")

"""Schedule expressions: what people write, as EventBridge Scheduler takes it.

Source: the EventBridge Scheduler user guide, "Schedule types". Its cron has six fields (minute, hour, day of month,
month, day of week, year); one of the two days must be ``?``; Sunday is 1; the day of the week takes no steps (``/``).
crontab has five fields; Sunday is 0 or 7.
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
    if day not in ("*", "?") and weekday not in ("*", "?"):
        raise ValueError("both the day of the month and the day of the week are set, which means either of them")
    if weekday in ("*", "?"):
        return f"cron({minute} {hour} {day.replace('?', '*')} {month} ? *)"
    return f"cron({minute} {hour} ? {month} {_weekdays(weekday)} *)"


def _weekdays(text: str) -> str:
    """crontab's days (0 and 7 are Sunday) as names; steps are written out, because EventBridge takes none there."""
    made: list[str] = []
    for part in text.split(","):
        days, slash, step = part.partition("/")
        first, dash, last = days.partition("-")
        if not slash and days == "*":
            return "*"
        low, high = (0, 6) if days == "*" else (_weekday(first), _weekday(last) if dash else 6 if slash else None)
        if high is None:
            made.append(_DAYS[low % 7])
            continue
        if high < low and high == 0:  # `5-0` and `fri-sun` end on Sunday
            high = 7
        if high < low or (slash and not (step.isdecimal() and int(step))):
            raise ValueError(f"`{part}` is no range of days of the week")
        if not slash and (low, high) != (0, 7) and high < 7:
            made.append(f"{_DAYS[low]}-{_DAYS[high]}")
        else:
            made += [_DAYS[number % 7] for number in range(low, high + 1, int(step or 1))]
    return ",".join(dict.fromkeys(made))


def _weekday(text: str) -> int:
    """The number of a day: 0 to 7, Sunday is 0 or 7."""
    if text.isdecimal() and int(text) <= 7:
        return int(text)
    if text.upper()[:3] in _DAYS:
        return _DAYS.index(text.upper()[:3])
    raise ValueError(f"`{text}` is no day of the week")

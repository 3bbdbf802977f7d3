"""Amounts of CPU as people write them."""


def cpu_units(text: str) -> int | None:
    """CPU units of `512`, `0.5`, `0.5 vCPU` (a number of 128 and more without a unit is units); None for no amount."""
    lowered = text.lower()
    number = lowered.removesuffix("vcpu").strip()
    try:
        amount = float(number)
    except ValueError:
        return None
    if not 0 <= amount < 1_000_000:
        return None
    in_units = number == lowered.strip() and amount >= 128
    return round(amount if in_units else amount * 1024)

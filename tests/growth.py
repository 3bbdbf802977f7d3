"""Whether work grows in proportion to its input, told from processor time, so that a busy machine makes no difference."""

import sys
import time
from collections.abc import Callable
from types import FrameType

#: How much longer the larger input is; linear work takes four times as long, quadratic work sixteen times.
FACTOR = 4
#: Between the two, and what a clock may miss.
MOST, SLACK = 10, 0.02


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Run ``work(size)`` and ``work(FACTOR * size)``, each a few times, and compare the fastest runs."""
    return _fastest(work, FACTOR * size) <= MOST * _fastest(work, size) + SLACK


def _fastest(work: Callable[[int], object], size: int) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        work(size)
        times.append(time.process_time() - start)
    return min(times)


def calls(work: Callable[[], object]) -> int:
    """How many functions, Python's and C's, the work calls: the same number on every machine."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted

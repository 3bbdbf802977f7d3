"""Whether work grows in proportion to its input, told from processor time, so that a busy machine makes no difference."""

import time
from collections.abc import Callable

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

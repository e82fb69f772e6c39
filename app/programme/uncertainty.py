"""How sure a count is: inputs per hundred conversations, with the range that chance alone explains.

References
----------
Byar's approximation to the Poisson interval, in N. E. Breslow and N. E. Day, Statistical Methods in Cancer
Research II (1987), p. 69.
"""

import math

NINETY_FIVE = 1.96


def interval(count: int) -> tuple[float, float]:
    """Give the 95 % interval around a count of chance events; wide where the count is small."""
    if count == 0:
        return 0.0, -math.log(0.025)
    more = count + 1
    low = count * (1 - 1 / (9 * count) - NINETY_FIVE / (3 * math.sqrt(count))) ** 3
    high = more * (1 - 1 / (9 * more) + NINETY_FIVE / (3 * math.sqrt(more))) ** 3
    return max(0.0, low), high


def per_hundred(count: int | None, conversations: int | None) -> str:
    """Say «12 (9–16)» for inputs per hundred conversations; empty where one of them is too small to show."""
    if not count or not conversations:
        return ""
    rate, low, high = (100 * value / conversations for value in (count, *interval(count)))
    return f"{rate:.0f} ({low:.0f}–{high:.0f})"

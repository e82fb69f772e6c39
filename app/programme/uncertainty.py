"""How sure a count is: inputs per hundred conversations, with the range that chance alone explains.

References
----------
Byar's approximation to the Poisson interval, in N. E. Breslow and N. E. Day, Statistical Methods in Cancer
Research II (1987), p. 69.
"""

import math
from dataclasses import dataclass

NINETY_FIVE = 1.96
UNSURE_RATIO = 2


@dataclass(frozen=True)
class Rate:
    """Inputs per hundred conversations, and the 95 % interval around them."""

    per_hundred: float
    low: float
    high: float

    @property
    def is_unsure(self) -> bool:
        """Tell whether chance alone could double it from the low end: so it is under some 34 inputs."""
        return self.high > UNSURE_RATIO * self.low

    @property
    def range(self) -> str:
        """Say «9–16»."""
        return f"{self.low:.0f}–{self.high:.0f}"

    @property
    def words(self) -> str:
        """Say «12 (9–16)»."""
        return f"{self.per_hundred:.0f} ({self.range})"


def interval(count: int) -> tuple[float, float]:
    """Give the 95 % interval around a count of chance events; wide where the count is small."""
    if count == 0:
        return 0.0, -math.log(0.025)
    more = count + 1
    low = count * (1 - 1 / (9 * count) - NINETY_FIVE / (3 * math.sqrt(count))) ** 3
    high = more * (1 - 1 / (9 * more) + NINETY_FIVE / (3 * math.sqrt(more))) ** 3
    return max(0.0, low), high


def rate_of(count: int | None, conversations: int | None) -> Rate | None:
    """Give inputs per hundred conversations; None where one of them is too small to show."""
    if not count or not conversations:
        return None
    return Rate(*(100 * value / conversations for value in (count, *interval(count))))


def per_hundred(count: int | None, conversations: int | None) -> str:
    """Say «12 (9–16)» for inputs per hundred conversations; empty where one of them is too small to show."""
    rate = rate_of(count, conversations)
    return rate.words if rate else ""

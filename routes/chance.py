"""Random numbers whose whole state is one number, so that the same seed gives the same cut everywhere."""

import numpy as np

from routes.arrays import Seeds
from routes.compiled import compiled

MULTIPLIER = np.uint64(0x2545F4914F6CDD1D)
SHIFTS = (np.uint64(12), np.uint64(25), np.uint64(27), np.uint64(11))
UNIT = 1.0 / (1 << 53)


def new_chance(seed: int, stream: int = 0) -> Seeds:
    """Start a stream of random numbers, shape (1,)."""
    state = np.random.SeedSequence([seed, stream]).generate_state(1, np.uint64)
    return np.maximum(state, np.uint64(1))


@compiled
def chance(state: Seeds) -> float:
    """Draw a number in [0, 1).

    References
    ----------
    xorshift64*: Marsaglia (2003), Xorshift RNGs, https://doi.org/10.18637/jss.v008.i14; Vigna (2016), An
    experimental exploration of Marsaglia's xorshift generators, scrambled, https://doi.org/10.1145/2845077
    """
    bits = state[0]
    bits ^= bits >> SHIFTS[0]
    bits ^= bits << SHIFTS[1]
    bits ^= bits >> SHIFTS[2]
    state[0] = bits
    return float((bits * MULTIPLIER) >> SHIFTS[3]) * UNIT


@compiled
def chance_below(state: Seeds, limit: int) -> int:
    """Draw a whole number from 0 to limit - 1."""
    return int(chance(state) * limit)

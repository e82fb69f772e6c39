"""Who fits with whom: the rule behind «Foreslå lag», without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID

LEAST, MOST = 2, 3


@dataclass(frozen=True)
class Walker:
    """What matters about a person when teams are made."""

    sign_up_id: UUID
    experienced: bool = False
    under_18: bool = False
    stair_free: bool = False


def group(walkers: Sequence[Walker], teams: int | None = None) -> list[list[Walker]]:
    """Divide people into teams of two or three: nobody alone, a new one with an experienced one.

    There are as many pairs as there are experienced people to lead them; threes when those are few, or for
    the odd one; or as many teams as asked for. Those under 18 walk with an adult, and those who wish for no
    stairs walk together, as far as it goes. Fewer than two people make no team. The same people in the same
    order give the same teams.
    """
    if len(walkers) < LEAST:
        return []
    able = [w for w in walkers if w.experienced and not w.under_18]
    count = teams or max(ceil(len(walkers) / MOST), min(len(walkers) // LEAST, len(able) or len(walkers)))
    ranked = sorted(walkers, key=lambda w: (w.under_18, not w.experienced, not w.stair_free))
    made = [[leader] for leader in ranked[:count]]
    for walker in sorted(ranked[count:], key=lambda w: (not w.stair_free, not w.under_18)):
        min(made, key=lambda team: (len(team), *_misfit(team, walker))).append(walker)
    return made


def _misfit(team: list[Walker], walker: Walker) -> tuple[bool, bool, bool]:
    """Give how badly somebody fits in a team; all False is best."""
    return (
        walker.under_18 and all(mate.under_18 for mate in team),
        not walker.experienced and not any(mate.experienced for mate in team),
        walker.stair_free != any(mate.stair_free for mate in team),
    )

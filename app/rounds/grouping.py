"""Who fits with whom: the rule behind «Foreslå lag», without a database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID

LEAST, MOST = 2, 3


@dataclass(frozen=True)
class Walker:
    """What matters about a person when teams are made.

    `friends` is the same for those who asked for each other. `known` is somebody people have heard of: a
    candidate or councillor.
    """

    sign_up_id: UUID
    experienced: bool = False
    under_18: bool = False
    stair_free: bool = False
    short_walk: bool = False
    known: bool = False
    friends: str = ""


def group(walkers: Sequence[Walker], teams: int | None = None) -> list[list[Walker]]:
    """Divide people into teams of two or three: nobody alone, a new one with an experienced one.

    Those under 18 always walk with an adult: when there are more of them than adults can take along, the last
    are in no team. There are as many pairs as there are experienced adults to lead them; threes when those
    are few, or for the odd one; or as many teams as asked for, at most one for each adult. In this order, as
    far as it goes: a new one walks with an experienced one, friends together, candidates apart, and those
    with the same wish for their route together. Fewer than two people make no team. The same people in the
    same order give the same teams.
    """
    walkers = with_adults(walkers)
    if len(walkers) < LEAST:
        return []
    count = teams or _count(walkers)
    leaders = _leaders(walkers, count)
    made = [[leader] for leader in leaders]
    rest = [walker for walker in walkers if walker not in leaders]
    threes = len(walkers) - LEAST * count
    for walker in sorted(rest, key=lambda one: _urgency(one, leaders)):
        full = sum(len(team) == MOST for team in made) == threes
        open_teams = [team for team in made if len(team) < (LEAST if full else MOST)]
        _best(open_teams, walker).append(walker)
    return made


def with_adults(walkers: Sequence[Walker]) -> list[Walker]:
    """Leave out the last of those under 18 when they are more than the adults' teams have room for."""
    places = adults(walkers) * (MOST - 1)
    young = [walker for walker in walkers if walker.under_18][:places]
    return [walker for walker in walkers if not walker.under_18 or walker in young]


def adults(walkers: Sequence[Walker]) -> int:
    """Count those who can take somebody under 18 along."""
    return sum(not walker.under_18 for walker in walkers)


def _count(walkers: Sequence[Walker]) -> int:
    """Give how many teams there should be: with an adult each, and an able leader each, if that can be."""
    able = sum(walker.experienced and not walker.under_18 for walker in walkers)
    wanted = min(len(walkers) // LEAST, able or len(walkers), adults(walkers))
    return max(ceil(len(walkers) / MOST), wanted)


def _leaders(walkers: Sequence[Walker], count: int) -> list[Walker]:
    """Choose one for each team: adults first, then the experienced, those with friends before others.

    Friends, and those with the same wish, lead a team each only when nobody else is as fit: the others join
    the first of them.
    """
    met: Counter[str | tuple[bool, bool]] = Counter()
    sizes = Counter(walker.friends for walker in walkers if walker.friends)
    ranked = []
    for walker in sorted(walkers, key=lambda one: (one.under_18, not one.experienced)):
        wish = (walker.stair_free, walker.short_walk)
        rank = (
            walker.under_18,
            not walker.experienced,
            met[walker.friends],
            met[wish],
            -min(sizes[walker.friends], MOST),
            not walker.known,
            not any(wish),
        )
        ranked.append((rank, walker))
        met[walker.friends] += bool(walker.friends)
        met[wish] += any(wish)
    return [walker for _rank, walker in sorted(ranked, key=lambda row: row[0])[:count]]


def _urgency(walker: Walker, leaders: Sequence[Walker]) -> tuple[bool, bool, bool, bool]:
    """Place those first who fit in fewest teams: friends of a leader, the young, candidates, the wishing."""
    return (
        not (walker.friends and any(walker.friends == leader.friends for leader in leaders)),
        not walker.under_18,
        not walker.known,
        not (walker.stair_free or walker.short_walk),
    )


def _best(open_teams: Sequence[list[Walker]], walker: Walker) -> list[Walker]:
    return min(open_teams, key=lambda team: (*misfit(team, walker), len(team)))


def misfit(team: Sequence[Walker], walker: Walker) -> tuple[bool, ...]:
    """Give how badly somebody fits in a team; all False is best."""
    return (
        walker.under_18 and all(mate.under_18 for mate in team),
        not walker.experienced and not any(mate.experienced for mate in team),
        bool(walker.friends) and not any(mate.friends == walker.friends for mate in team),
        walker.known and any(mate.known for mate in team),
        walker.stair_free != any(mate.stair_free for mate in team),
        walker.short_walk != any(mate.short_walk for mate in team),
    )

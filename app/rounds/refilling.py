"""Who joins teams that are made already, and who must move for it: the rule behind a second «Foreslå lag»."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.rounds.grouping import LEAST, MOST, Walker, group, misfit

Burden = tuple[int, int, int]


@dataclass(frozen=True)
class _Change:
    """One walker goes from a team to another; `back` goes the other way, if anybody does."""

    walker: Walker
    source: int
    target: int
    back: Walker | None = None


def refill(
    made: Sequence[Sequence[Walker]], free: Sequence[Walker], out: Collection[int] = ()
) -> list[list[Walker]]:
    """Give the teams as they are made, filled up with those who have none, and then the new ones.

    Nobody moves but to mend a team that somebody walks alone in, that has nobody of age, or that has nobody
    experienced while another has two. From those that are `out`, by their place in the list, nobody is taken.
    Any other team that no adult can be found for is taken apart: its place in the list is empty. Who is in no
    team in the answer has none.
    """
    teams = [list(team) for team in made]
    waiting = list(free)
    for team in sorted(teams, key=len):
        while walker := _wanted_in(team, waiting):
            team.append(walker)
            waiting.remove(walker)
    fresh = group(waiting)
    teams += fresh + [[walker] for walker in waiting if all(walker not in team for team in fresh)]
    settled = {walker.sign_up_id for team in made for walker in team}
    _mend(teams, settled, out)
    for at, team in enumerate(list(teams)):
        if at not in out and is_young(team):
            teams += [[walker] for walker in team]
            teams[at] = []
    _mend(teams, settled, out)
    return teams[: len(made)] + [team for team in teams[len(made) :] if len(team) >= LEAST]


def is_young(team: Sequence[Walker]) -> bool:
    """Tell whether nobody in the team is of age; an empty one is nothing to worry about."""
    return bool(team) and all(walker.under_18 for walker in team)


def _wanted_in(team: list[Walker], waiting: Sequence[Walker]) -> Walker | None:
    """Choose who should join a team that is too small or has no adult; nobody when it needs nobody."""
    lacks_adult = is_young(team)
    if not team or (len(team) >= LEAST and not lacks_adult) or len(team) >= MOST:
        return None
    fitting = [walker for walker in waiting if not (lacks_adult and walker.under_18)]
    return min(fitting, key=lambda walker: misfit(team, walker), default=None)


def _mend(teams: list[list[Walker]], settled: Collection[UUID], out: Collection[int]) -> None:
    """Make the change that helps most, as long as one helps: of those alike, the one that moves fewest."""

    def worth(change: _Change) -> tuple[Burden, int, bool, tuple[bool, ...]]:
        both = (teams[change.source], teams[change.target])
        moved = [one for one in (change.walker, change.back) if one and one.sign_up_id in settled]
        fit = misfit([one for one in both[1] if one != change.back], change.walker)
        return _less(_burden(*_changed(teams, change)), _burden(*both)), len(moved), change.target in out, fit

    while best := min(_changes(teams, out), key=worth, default=None):
        if worth(best)[0] >= (0, 0, 0):
            return
        teams[best.source], teams[best.target] = _changed(teams, best)


def _changes(teams: list[list[Walker]], out: Collection[int]) -> Iterator[_Change]:
    """Go through the moves and swaps that a team in need of mending is part of."""
    for one in (at for at, team in enumerate(teams) if any(_burden(team))):
        for other in (at for at, team in enumerate(teams) if team and at != one):
            for source, target in ((one, other), (other, one)):
                if source not in out and len(teams[target]) < MOST:
                    yield from (_Change(walker, source, target) for walker in teams[source])
            if one not in out and other not in out:
                yield from (
                    _Change(walker, one, other, back) for walker in teams[one] for back in teams[other]
                )


def _changed(teams: list[list[Walker]], change: _Change) -> tuple[list[Walker], list[Walker]]:
    left = [walker for walker in teams[change.source] if walker != change.walker]
    joined = [walker for walker in teams[change.target] if walker != change.back]
    return left + ([change.back] if change.back else []), [*joined, change.walker]


def _burden(*teams: list[Walker]) -> Burden:
    """Count people without an adult, then others alone, then other teams without anybody experienced."""
    adult = [team for team in teams if team and not is_young(team)]
    return (
        sum(len(team) for team in teams if is_young(team)),
        sum(len(team) == 1 for team in adult),
        sum(not any(walker.experienced for walker in team) for team in adult),
    )


def _less(after: Burden, before: Burden) -> Burden:
    return after[0] - before[0], after[1] - before[1], after[2] - before[2]

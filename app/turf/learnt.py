"""Minutes per door learnt from held rounds.

A held walk is one equation: its time, less the walking, is house × what houses were assumed to take plus
stairwell × what stairwells were. Only the sums of the normal equations are kept, so no walk's time can be
read out of them. The answer is shrunk towards what is assumed (ridge regression): six typical routes weigh as
much as the assumption, and a few evenings change little.

References
----------
Hoerl, Kennard (1970), Ridge regression, https://doi.org/10.1080/00401706.1970.10488634
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.db import insert_once
from app.turf.door_minutes import Pace
from app.turf.models import LearntPace

ONLY_ROW = 1
PRIOR_ROUTES = 6
TYPICAL_MINUTES = 60.0
"""At the doors of a typical route."""
FASTEST, SLOWEST = 0.5, 2.0
UNLIKELY = 3.0
"""A walk that took so many times longer or shorter than assumed was interrupted, or the phone forgotten."""


@dataclass(frozen=True)
class HeldWalk:
    """How long a team walked, the minutes foreseen between doors, and those assumed at the doors it took."""

    minutes: float
    walk_minutes: float
    house_minutes: float
    stairwell_minutes: float

    @property
    def door_minutes(self) -> float:
        """Minutes that were left for the doors."""
        return self.minutes - self.walk_minutes


def learn(session: Session, walks: Iterable[HeldWalk]) -> None:
    """Add held walks to what is known of the minutes per door; not safe to repeat, closing a round is."""
    insert_once(session, LearntPace(id=ONLY_ROW))
    sums = session.get_one(LearntPace, ONLY_ROW, with_for_update=True, populate_existing=True)
    for walk in filter(_is_likely, walks):
        house, stairwell = walk.house_minutes, walk.stairwell_minutes
        sums.routes += 1
        sums.house_house += house * house
        sums.house_stairwell += house * stairwell
        sums.stairwell_stairwell += stairwell * stairwell
        sums.house_time += house * walk.door_minutes
        sums.stairwell_time += stairwell * walk.door_minutes
    session.flush()


def learnt_pace(session: Session) -> Pace:
    """Give the pace at the doors of houses and of stairwells, as far as rounds have told."""
    sums = session.get(LearntPace, ONLY_ROW)
    if sums is None or not sums.routes:
        return Pace()
    prior = PRIOR_ROUTES * TYPICAL_MINUTES**2
    a, b, d = sums.house_house + prior, sums.house_stairwell, sums.stairwell_stairwell + prior
    e, f = sums.house_time + prior, sums.stairwell_time + prior
    determinant = a * d - b * b
    return Pace(
        _within((d * e - b * f) / determinant), _within((a * f - b * e) / determinant), routes=sums.routes
    )


def _is_likely(walk: HeldWalk) -> bool:
    assumed = walk.house_minutes + walk.stairwell_minutes
    return assumed > 0 and assumed / UNLIKELY <= walk.door_minutes <= assumed * UNLIKELY


def _within(factor: float) -> float:
    """Round to whole hundredths, so that a route more does not make every district's ground anew."""
    return round(min(SLOWEST, max(FASTEST, factor)), 2)

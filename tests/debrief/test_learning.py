"""Closing a round teaches how long doors take, from one total per route."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import SignedInPerson
from debriefing import close, say_who_came
from evening import Evening, Phone
from sqlmodel import Session, col, update

from app.canvass.models import WalkPhone
from app.language import now
from app.rounds.models import TeamMember
from app.turf.learnt import learnt_pace
from app.turf.models import WalkRoute

Join = Callable[[int], Phone]
AT_THE_DOORS = 6 * 1.5 + 4.5
"""Minutes assumed at a route of the evening: six houses and a stairwell of four."""


def walk(session: Session, evening: Evening, phone: Phone, doors: int, minutes: int) -> None:
    """Let a team take so many doors of the first route in so many minutes, 6 of them between the doors."""
    phone.sends(*(phone.marks(door) for door in evening.doors[0][:doors]))
    phone.counts(doors, talked=doors)
    session.exec(
        update(WalkRoute).values(laid_minutes=AT_THE_DOORS + 6, laid_service_minutes=AT_THE_DOORS, walk_m=400)
    )
    back = now()
    session.exec(update(TeamMember).where(col(TeamMember.team_id) == evening.teams[0]).values(back_at=back))
    session.exec(update(WalkPhone).values(joined_at=back - timedelta(minutes=minutes)))
    session.commit()


def test_a_route_walked_whole_is_learnt_from(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(session, evening, join(0), doors=10, minutes=33)
    say_who_came(general, evening)
    close(general, evening)

    session.rollback()
    pace = learnt_pace(session)
    assert pace.routes == 1
    assert pace.house > 1.0


def test_a_route_left_half_way_teaches_nothing(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(session, evening, join(0), doors=5, minutes=33)
    say_who_came(general, evening)
    close(general, evening)

    session.rollback()
    assert learnt_pace(session).routes == 0


@pytest.mark.parametrize("minutes", [7, 300], ids=["hardly begun", "phone forgotten"])
def test_times_that_cannot_be_a_walk_teach_nothing(
    session: Session, evening: Evening, join: Join, general: SignedInPerson, minutes: int
) -> None:
    walk(session, evening, join(0), doors=10, minutes=minutes)
    say_who_came(general, evening)
    close(general, evening)

    session.rollback()
    assert learnt_pace(session).routes == 0

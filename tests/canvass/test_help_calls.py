"""Who needs help while the round lasts: a team that asks, one that will be late, one that is silent."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from conftest import SignedInPerson, SignIn
from evening import JSON, Evening, Phone
from httpx2 import Response
from sqlalchemy import inspect
from sqlmodel import Session, select

from app.canvass.actions import sweep_canvass, wipe_walk
from app.canvass.models import DoorEvent, HelpCall, HelpState, WalkPhone
from app.debrief.models import Attended
from app.language import now
from app.people.models import Role
from app.rounds.models import Round, TeamMember

Join = Callable[[int], Phone]
HEADING = 'id="needs"'


def asks(phone: Phone, call: str, *, wanted: bool = True, seconds: int = 0) -> Response:
    """Send what the phone sends."""
    return phone.client.post(
        "/walk/help", json={"id": call, "wanted": wanted, "seconds": seconds}, headers=JSON
    )


def needs(general: SignedInPerson, evening: Evening) -> str:
    """Read the part of the live page about who needs help; empty when nobody does."""
    seen = general.client.get(f"/rounds/{evening.round_id}/live").text
    return seen.partition(HEADING)[2].partition("</section>")[0]


def help_on(phone: Phone) -> str:
    found: str = phone.client.get("/walk/door-marks", headers=JSON).json()["help"]
    return found


def set_times(session: Session, evening: Evening, *, begun: timedelta, left: timedelta) -> None:
    round_ = session.get_one(Round, evening.round_id)
    round_.starts_at, round_.ends_at = now() - begun, now() + left
    session.commit()


def test_a_team_that_asks_stands_on_top_until_somebody_takes_care_of_it(
    evening: Evening, join: Join, general: SignedInPerson, session: Session
) -> None:
    phone, other = join(0), join(1)
    call = str(uuid4())
    assert needs(general, evening) == ""

    for _time in range(2):
        assert asks(phone, call).json()["stored"] == [call]

    seen = needs(general, evening)
    assert seen.count("Ber generalen komme, nå nettopp") == 1
    assert "Lag 1" in seen
    assert "Lag 2" not in seen
    assert (help_on(phone), help_on(other)) == ("asked", "")
    assert session.exec(select(HelpCall.asked_at)).one().second == 0

    care = f"/rounds/{evening.round_id}/teams/{evening.teams[0]}/care"
    for _time in range(2):
        assert general.client.post(care).status_code == 303
    assert needs(general, evening) == ""
    assert help_on(phone) == "handled"

    asks(phone, call)
    assert needs(general, evening) == "", "a repeated sending opens nothing again"
    asks(phone, str(uuid4()))
    assert "Lag 1" in needs(general, evening), "a new one does"


def test_it_is_taken_back_also_when_that_comes_first(
    evening: Evening, join: Join, general: SignedInPerson, session: Session
) -> None:
    phone = join(0)
    call, hasty = str(uuid4()), str(uuid4())
    asks(phone, call)

    for _time in range(2):
        assert asks(phone, call, wanted=False, seconds=5000).status_code == 200
    asks(phone, hasty, wanted=False)
    asks(phone, hasty)

    assert needs(general, evening) == ""
    assert help_on(phone) == ""
    states = session.exec(select(HelpCall.state)).all()
    assert set(states) == {HelpState.WITHDRAWN}


def test_how_long_ago_counts_from_the_tap_and_what_is_an_hour_old_is_dropped(
    evening: Evening, join: Join, general: SignedInPerson, session: Session
) -> None:
    with time_machine.travel(now().replace(second=30), tick=False):
        asks(join(0), str(uuid4()), seconds=12 * 60)
        late = str(uuid4())
        assert asks(join(1), late, seconds=3601).json()["stored"] == [late], "the phone may forget it"

        seen = needs(general, evening)

    assert "for 12 min siden" in seen
    assert "Lag 2" not in seen
    assert len(session.exec(select(HelpCall)).all()) == 1


def test_whoever_has_waited_longest_stands_first(
    evening: Evening, join: Join, general: SignedInPerson
) -> None:
    asks(join(0), str(uuid4()), seconds=60)
    asks(join(1), str(uuid4()), seconds=1200)

    seen = needs(general, evening)

    assert seen.index("Lag 2") < seen.index("Lag 1")


def test_nothing_is_kept_but_that_the_team_asked_and_when(
    session: Session, evening: Evening, join: Join
) -> None:
    columns = {one["name"] for one in inspect(session.connection()).get_columns("help_call")}
    assert columns == {"id", "team_id", "asked_at", "state"}
    session.rollback()
    more = {"id": str(uuid4()), "wanted": True, "seconds": 0, "lat": 63.43}

    assert join(0).client.post("/walk/help", json=more, headers=JSON).status_code == 422
    assert asks(join(0), "tull").status_code == 422
    assert asks(join(0), str(uuid4()), seconds=-1).status_code == 422


def test_only_a_joined_phone_asks_and_only_for_its_own_team(
    evening: Evening, join: Join, session: Session, general: SignedInPerson, sign_in: SignIn
) -> None:
    mine, theirs = join(0), join(1)
    call = str(uuid4())
    asks(mine, call)

    assert asks(theirs, call, wanted=False).status_code == 409
    assert "Lag 1" in needs(general, evening)
    stranger = sign_in(Role.GENERAL, name="Ute Nfor").client
    sent = {"id": str(uuid4()), "wanted": True, "seconds": 0}
    assert stranger.post("/walk/help", json=sent, headers=JSON).status_code == 410
    care = f"/rounds/{evening.round_id}/teams/{evening.teams[0]}/care"
    assert stranger.post(care).status_code == 404
    foreign = f"/rounds/{evening.round_id}/teams/{uuid4()}/care"
    assert general.client.post(foreign).status_code == 404
    assert session.exec(select(HelpCall.state)).all() == [HelpState.ASKED]


def test_nothing_is_left_when_the_round_closes_and_nothing_comes_in_after(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    asks(phone, str(uuid4()))
    sign_ups = [str(each) for each in evening.sign_ups]
    debrief = f"/rounds/{evening.round_id}/debrief"
    general.client.post(f"{debrief}/people", data={"present": sign_ups, "others": 0})

    assert general.client.post(f"{debrief}/close").status_code == 303

    session.rollback()
    assert session.exec(select(HelpCall)).all() == []
    session.rollback()
    late = str(uuid4())
    assert asks(phone, late).json()["stored"] == [late]
    session.rollback()
    assert session.exec(select(HelpCall)).all() == []


@pytest.mark.parametrize(("days", "left"), [(13, 1), (15, 0)])
def test_a_round_that_is_never_closed_forgets_after_two_weeks(
    *, session: Session, evening: Evening, join: Join, days: int, left: int
) -> None:
    asks(join(0), str(uuid4()))

    with time_machine.travel(now() + timedelta(days=days), tick=False):
        sweep_canvass(session)

    assert len(session.exec(select(HelpCall)).all()) == left


def test_wiping_one_round_leaves_another_alone(session: Session, evening: Evening, join: Join) -> None:
    asks(join(0), str(uuid4()))

    wipe_walk(session, uuid4())
    assert len(session.exec(select(HelpCall)).all()) == 1
    wipe_walk(session, evening.round_id)
    assert session.exec(select(HelpCall)).all() == []


def test_a_team_that_would_come_late_by_its_plan_is_shown_and_one_that_makes_it_is_not(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    """An hour's route, half an hour left: all of it is 30 minutes late, three doors of ten are in time."""
    set_times(session, evening, begun=timedelta(hours=1), left=timedelta(minutes=30, seconds=30))
    late, fine = join(0), join(1)
    fine.sends(*(fine.marks(door) for door in evening.doors[1][:7]))

    seen = needs(general, evening)

    assert "Kommer ca. 25 min for sent hvis de går hele ruten" in seen
    assert "Lag 1" in seen
    assert "Lag 2" not in seen
    late.client.post("/walk/back", json={"back": True}, headers=JSON)
    assert needs(general, evening) == "", "who is back is not late"


def test_before_the_round_and_without_a_phone_out_nobody_is_late(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    set_times(session, evening, begun=timedelta(hours=1), left=timedelta(minutes=10))
    assert needs(general, evening) == "", "nobody has opened a route"
    join(0)
    assert "for sent" in needs(general, evening)
    set_times(session, evening, begun=-timedelta(minutes=5), left=timedelta(minutes=10))
    assert needs(general, evening) == ""


def test_a_team_that_is_out_and_silent_for_half_an_hour_is_shown(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    """The last sign is known to ten minutes: 18:09 is kept as 18:00, and half an hour later is 18:39."""
    start = datetime(2026, 12, 1, 17, 9, tzinfo=UTC)
    set_times(session, evening, begun=timedelta(hours=1), left=timedelta(days=9))
    with time_machine.travel(start, tick=False):
        round_ = session.get_one(Round, evening.round_id)
        round_.starts_at, round_.ends_at = now() - timedelta(hours=1), now() + timedelta(hours=5)
        session.commit()
        phone = join(0)
    with time_machine.travel(start + timedelta(minutes=30), tick=False):
        assert needs(general, evening) == ""
    with time_machine.travel(start + timedelta(minutes=31), tick=False):
        seen = needs(general, evening)
        assert "Ikke hørt fra på minst en halv time, siden ca. 18:00" in seen
        assert "Tatt hånd om" not in seen, "nobody has asked"
        phone.sends(phone.marks(evening.doors[0][0]))
        assert needs(general, evening) == ""


def test_a_round_that_is_called_off_keeps_only_what_brings_its_teams_home(
    evening: Evening, join: Join, general: SignedInPerson, session: Session
) -> None:
    phone, other = join(0), join(1)
    phone.sends(phone.marks(evening.doors[0][0]))
    over, waiting = str(uuid4()), str(uuid4())
    asks(phone, over)
    asks(phone, over, wanted=False)
    asks(other, waiting)
    people = {"present": [str(evening.sign_ups[0])]}
    assert general.client.post(f"/rounds/{evening.round_id}/debrief/people", data=people).is_redirect

    assert general.client.post(f"/rounds/{evening.round_id}/cancellation").status_code == 303

    assert [str(call.id) for call in session.exec(select(HelpCall)).all()] == [waiting]
    assert session.exec(select(DoorEvent)).all() == []
    assert session.exec(select(Attended)).all() == []
    assert "Lag 2" in needs(general, evening), "a team that asks is still to be fetched"
    session.rollback()
    assert other.client.post("/walk/back", json={"back": True}, headers=JSON).status_code == 200

    for days, left in ((2, 1), (15, 0)):
        with time_machine.travel(now() + timedelta(days=days), tick=False):
            sweep_canvass(session)
            session.flush()
            assert session.exec(select(HelpCall)).all() == []
            assert [one for one in session.exec(select(TeamMember)).all() if one.back_at] == []
            assert bool(session.exec(select(WalkPhone)).all()) is bool(left)
            session.rollback()

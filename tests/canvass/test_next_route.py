"""A team that is done or locked out early goes on to the nearest route that nobody has walked."""

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from conftest import SignedInPerson, browser
from evening import JSON, Evening, Phone, roll
from sqlmodel import Session, select

from app.canvass.models import WalkPhone
from app.language import now
from app.rounds.models import Assignment, Round, RoundStatus
from app.turf.models import WalkRoute

Join = Callable[[int], Phone]


@pytest.fixture
def spare(session: Session, evening: Evening) -> list[UUID]:
    """Add two routes that no team has, the far one first; the teams' routes end at 10.4 east, 63.43 north."""
    round_ = session.get_one(Round, evening.round_id)
    assert round_.cut_id is not None
    made = [
        WalkRoute(
            cut_id=round_.cut_id, number=number, name=name, laid_minutes=50, walk_m=300,
            laid_addresses=1, laid_doors=1,
            path=json.dumps({"type": "LineString", "coordinates": [[lon, 63.43], [lon, 63.431]]}),
        )
        for number, name, lon in ((3, "Fjerngata", 10.5), (4, "Nabogata", 10.401))
    ]  # fmt: skip
    session.add_all(made)
    session.commit()
    return [one.id for one in made]


def address(evening: Evening) -> str:
    return f"/rounds/{evening.round_id}/teams/{evening.teams[0]}/next-route"


def marks(phone: Phone, walk: str = "") -> dict[str, object]:
    headers = {**JSON, **({"X-Walk": walk} if walk else {})}
    found: dict[str, object] = phone.client.get("/walk/door-marks", headers=headers).json()
    return found


def test_the_nearest_route_comes_first_and_only_unwalked_ones(
    general: SignedInPerson, evening: Evening, spare: list[UUID]
) -> None:
    shown = general.client.get(address(evening)).text

    assert shown.index("Nabogata") < shown.index("Fjerngata")
    assert "Bakkegata" not in shown
    assert shown.count("Gi laget denne") == len(spare)


def test_the_phone_hears_of_the_new_route_and_opens_it(
    session: Session, general: SignedInPerson, evening: Evening, join: Join, spare: list[UUID]
) -> None:
    phone, other = join(0), join(1)
    assert marks(phone)["next"] == ""
    phone.client.post("/walk/back", json={"back": True})

    assert general.client.post(address(evening), data={"walk_route_id": str(spare[1])}).status_code == 303

    old = str(evening.assignments[0])
    assert marks(phone, old)["next"] == "Nabogata"
    assert marks(other)["next"] == ""
    assert phone.client.get("/walk/route.json", headers=JSON).json()["route"] == "Nabogata"
    late = {"events": [phone.marks(evening.doors[0][0])]}
    sent = phone.client.post("/walk/door-events", json=late, headers={**JSON, "X-Walk": old})
    assert len(sent.json()["stored"]) == 1, "what is left of the old route is still taken"
    session.rollback()
    session.expire_all()
    waited = {"back": True, "people": [{**line, "back": True, "seq": 1} for line in roll(phone, old)]}
    late_roll = phone.client.post("/walk/back", json=waited, headers={**JSON, "X-Walk": old}).json()["people"]
    assert [line["back"] for line in late_roll] == [False] * 3, "they are out again"
    live = general.client.get(f"/rounds/{evening.round_id}/live").text
    assert "1 av 10 dører" in live


def test_a_phone_that_comes_late_or_has_lost_its_session_follows_the_team_to_its_new_route(
    session: Session, general: SignedInPerson, evening: Evening, join: Join, spare: list[UUID]
) -> None:
    phone = join(0)
    token = phone.client.get("/walk/route.json", headers=JSON).json()["sending_token"]
    general.client.post(address(evening), data={"walk_route_id": str(spare[1])})
    phone.client = browser()
    phone.client.post(f"/join/{evening.codes[0]}", data={"sending_token": token})
    late = join(0)

    for each in (phone, late):
        heard = marks(each, str(evening.assignments[0]))
        following = {**JSON, "X-Walk": str(heard["next_assignment"])}
        assert each.client.get("/walk/route.json", headers=following).json()["route"] == "Nabogata"
    session.rollback()
    assert len(session.exec(select(WalkPhone.id)).all()) == 4


def test_giving_it_twice_is_once_and_a_taken_or_foreign_one_is_refused(
    session: Session, general: SignedInPerson, evening: Evening, join: Join, spare: list[UUID]
) -> None:
    join(0)
    for _time in range(2):
        assert general.client.post(address(evening), data={"walk_route_id": str(spare[0])}).status_code == 303
    taken = session.exec(select(Assignment.walk_route_id).where(Assignment.team_id == evening.teams[1])).one()
    session.rollback()

    assert general.client.post(address(evening), data={"walk_route_id": str(taken)}).status_code == 409
    assert general.client.post(address(evening), data={"walk_route_id": str(uuid4())}).status_code == 422
    session.rollback()
    given = session.exec(select(Assignment).where(Assignment.team_id == evening.teams[0])).all()
    assert sorted(one.turn for one in given) == [1, 2]
    assert len(session.exec(select(WalkPhone)).all()) == 2


def test_no_route_left_says_so(general: SignedInPerson, evening: Evening) -> None:
    assert "ingen ugåtte ruter igjen" in general.client.get(address(evening)).text


def test_a_cancelled_round_is_told_to_the_phones_and_gives_no_routes(
    session: Session, general: SignedInPerson, evening: Evening, join: Join, spare: list[UUID]
) -> None:
    """A team that is early has gone before the clock says so: it is still followed home."""
    phone = join(0)
    assert marks(phone)["cancelled"] is False
    session.get_one(Round, evening.round_id).starts_at = now() + timedelta(minutes=20)
    session.commit()

    called_off = general.client.post(f"/rounds/{evening.round_id}/cancellation")

    assert called_off.headers["location"] == f"/rounds/{evening.round_id}/live"
    assert "Følg runden" in general.client.get(f"/rounds/{evening.round_id}/desk").text
    assert marks(phone)["cancelled"] is True
    assert marks(phone)["is_over"] is True
    session.rollback()
    assert session.exec(select(Round.status)).one() == RoundStatus.CANCELLED
    assert general.client.post(address(evening), data={"walk_route_id": str(spare[0])}).status_code == 409


def test_the_debrief_has_a_row_for_each_route_that_a_team_had_and_sums_them_all(
    session: Session, general: SignedInPerson, evening: Evening, join: Join, spare: list[UUID]
) -> None:
    debrief = f"/rounds/{evening.round_id}/debrief"
    join(0).counts(8, talked=5, nobody_home=3)
    before = general.client.get(f"{debrief}?step=totals").text
    general.client.post(address(evening), data={"walk_route_id": str(spare[1])})
    second = session.exec(select(Assignment.id).where(Assignment.walk_route_id == spare[1])).one()
    rows = [str(evening.assignments[0]), str(second), str(evening.assignments[1])]

    shown = general.client.get(f"{debrief}?step=totals").text
    noughts = dict.fromkeys(("nobody_home", "no_thanks", "no_access"), ["0"] * 3)
    form = {"assignment_id": rows, "talked": ["1", "2", "0"], **noughts}
    answer = general.client.post(f"{debrief}/paper", data=form)

    assert sorted(rows, key=shown.index) == rows, "by team, in the order of the evening"
    assert ("<dd>5</dd>" in shown, "Lag 1, rute 4: Snakket" in shown) == (True, True)
    assert ("Lag 1: Snakket" in before, "Lag 1: Snakket" in shown, "Lag 2: Snakket" in shown) == (
        True,
        False,
        True,
    )
    assert answer.status_code == 303
    assert "<dd>8</dd>" in general.client.get(f"{debrief}?step=totals").text

"""The roll call: the walk ends when each person has said that they are back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from conftest import SignedInPerson, SignIn
from evening import JSON, Evening, Phone, roll
from sqlmodel import Session, select

from app.language import now
from app.people.models import Person, Role
from app.rounds.models import Round, SignUp, Team, TeamMember
from app.rounds.teams import place

Join = Callable[[int], Phone]


def says(phone: Phone, *lines: dict[str, Any], back: bool = False) -> list[dict[str, Any]]:
    """Send what a phone says of some; give the roll as it counts then."""
    people = [{key: line[key] for key in ("id", "back", "seq")} for line in lines]
    answer = phone.client.post("/walk/back", json={"back": back, "people": people}, headers=JSON)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["people"]
    return found


def rename(session: Session, evening: Evening, n: int, name: str) -> None:
    """Give volunteer number n another name; the even ones are in the first team."""
    found = session.get_one(SignUp, evening.sign_ups[n])
    session.get_one(Person, found.person_id).name = name
    session.commit()


def who_is_back(lines: list[dict[str, Any]]) -> list[str]:
    return [line["name"] for line in lines if line["back"]]


def test_the_phones_get_first_names_and_keys_that_lead_nowhere(
    session: Session, evening: Evening, join: Join
) -> None:
    for n in range(6):
        rename(session, evening, n, "Kari Ås")
    mine, theirs = join(0), join(1)
    sheet = mine.client.get("/walk/route.json", headers=JSON).json()

    assert {line["name"] for line in sheet["people"]} == {"Kari Å."}, "two share a first name"
    assert sheet["people"] == roll(mine)
    keys = {line["id"] for line in roll(mine) + roll(theirs)}
    assert len(keys) == 6
    assert not keys & {str(each) for each in evening.sign_ups}


def test_each_is_ticked_off_and_the_team_is_back_with_the_last(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    rename(session, evening, 2, "Liv Berg")
    mine, theirs = join(0), join(0)
    first, second, third = roll(mine)

    assert len(who_is_back(says(mine, {**first, "back": True, "seq": 1}))) == 1
    says(theirs, {**third, "back": True, "seq": 1})
    live = general.client.get(f"/rounds/{evening.round_id}/live").text
    assert second["name"] == "Liv"
    assert "Lag 1: Liv" in live
    assert "1 er ute." in live
    assert (live.count('<li class="card">'), "home-" in live) == (2, False)
    assert "Ikke tilbake: Liv<" in general.client.get(f"/rounds/{evening.round_id}/tonight").text
    assert not mine.client.get("/walk/route.json").json()["back"]

    says(theirs, {**second, "back": True, "seq": 1})

    live = general.client.get(f"/rounds/{evening.round_id}/live").text
    assert "Lag 1: " not in live.partition('<ul class="cards">')[0]
    assert live.count('<li class="card">') == 1, "who is back takes a line, so that the others stand out"
    assert f'<details id="home-{evening.teams[0]}">' in live
    assert mine.client.get("/walk/route.json").json()["back"]
    session.rollback()
    times = session.exec(select(TeamMember.back_at).where(TeamMember.team_id == evening.teams[0])).all()
    assert all(time and (time.minute % 10, time.second, time.microsecond) == (0, 0, 0) for time in times)


def test_somebody_deleted_while_out_is_still_counted_without_a_name(
    session: Session, evening: Evening, join: Join, general: SignedInPerson, sign_in: SignIn
) -> None:
    """Dina is out, Eva has not gone: her team has opened no route, and the round has not begun."""
    board = sign_in(Role.BOARD, name="Bodil Styre")
    phone = join(0)
    for n, name in ((2, "Dina Ask"), (1, "Eva Ek")):
        rename(session, evening, n, name)
    round_ = session.get_one(Round, evening.round_id)
    round_.starts_at = now() + timedelta(minutes=20)
    out, home = (session.get_one(SignUp, evening.sign_ups[n]).person_id for n in (2, 1))
    session.commit()
    before = roll(phone)

    warned = board.client.get(f"/people/{out}").text
    assert "Dina Ask er ute med lag 1 nå" in warned
    assert "er ute med lag" not in board.client.get(f"/people/{home}").text
    for person_id in (out, home):
        assert board.client.post(f"/people/{person_id}/forget").status_code == 303

    nameless = [line for line in roll(phone) if line["name"] == "En som er slettet"]
    assert [line["id"] for line in roll(phone)] == [line["id"] for line in before]
    live = general.client.get(f"/rounds/{evening.round_id}/live").text
    assert "En som er slettet" in live
    assert "3 er ute." in live
    session.expire_all()
    assert session.get(SignUp, evening.sign_ups[1]) is None, "who has not gone is deleted without a trace"
    assert not {session.get(Person, out), session.get(Person, home)} - {None}
    assert "Dina" not in live + board.client.get("/people").text

    assert len(nameless) == 1
    says(phone, {**nameless[0], "back": True, "seq": 1})
    assert "2 er ute." in general.client.get(f"/rounds/{evening.round_id}/live").text


def test_what_is_said_late_does_not_overwrite_what_is_newer(evening: Evening, join: Join) -> None:
    phone, slow = join(0), join(0)
    first = roll(phone)[0]
    back = {**first, "back": True, "seq": 1}
    out = {**first, "back": False, "seq": 2}

    says(phone, back)
    assert who_is_back(says(phone, out)) == []

    assert who_is_back(says(slow, back)) == [], "an old «back» comes late"
    assert who_is_back(says(slow, {**back, "seq": 2})) == [], "of two alike the one that says «out»"
    assert who_is_back(says(slow, {**back, "seq": 3})) == [first["name"]]
    assert who_is_back(says(slow, {**back, "seq": 3})) == [first["name"]], "sent twice"


def test_lines_about_others_or_out_of_reason_change_nothing(evening: Evening, join: Join) -> None:
    phone, other_team = join(0), join(1)
    foreign = roll(other_team)[0]

    assert who_is_back(says(phone, {**foreign, "back": True, "seq": 9})) == []
    assert who_is_back(says(phone, {"id": str(uuid4()), "back": True, "seq": 9})) == []
    for wrong in ({"seq": 2**31}, {"seq": -1}, {"back": "kanskje"}):
        body = {"back": False, "people": [{**roll(phone)[0], "back": True, "seq": 1, **wrong}]}
        answer = phone.client.post("/walk/back", json=body, headers=JSON)
        assert answer.status_code == 422
        assert answer.json()["sentence"]
    assert who_is_back(roll(phone) + roll(other_team)) == []


def test_a_phone_that_speaks_for_the_team_only_ticks_everybody(evening: Evening, join: Join) -> None:
    phone = join(0)

    phone.client.post("/walk/back", json={"back": True})
    assert len(who_is_back(roll(phone))) == 3
    phone.client.post("/walk/back", json={"back": False})

    assert who_is_back(roll(phone)) == []


def test_a_team_without_people_listed_is_one_line(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    for member in session.exec(select(TeamMember)).all():
        session.delete(member)
    session.commit()
    phone = join(0)
    (line,) = roll(phone)

    assert (line["id"], line["name"]) == (str(evening.assignments[0]), "")
    assert says(phone, {**line, "back": True, "seq": 1})[0]["back"]
    assert "Alle lag er tilbake" in general.client.get(f"/rounds/{evening.round_id}/live").text
    assert not says(phone, {**line, "back": False, "seq": 2})[0]["back"]
    assert not says(phone, {**line, "back": True, "seq": 1})[0]["back"]


def test_somebody_who_joins_the_team_later_is_still_to_come(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    session.delete(session.get_one(TeamMember, evening.sign_ups[0]))
    session.commit()
    phone.client.post("/walk/back", json={"back": True})
    assert phone.client.get("/walk/route.json").json()["back"]

    team = session.get_one(Team, evening.teams[0])
    found = session.get_one(SignUp, evening.sign_ups[0])
    place(session, session.get_one(Round, evening.round_id), found, str(team.id))
    session.commit()

    assert not phone.client.get("/walk/route.json").json()["back"]
    assert len(who_is_back(roll(phone))) == 2


def test_the_general_ticks_off_a_team_without_a_phone_and_one_by_one(
    session: Session, evening: Evening, join: Join, general: SignedInPerson, sign_in: SignIn
) -> None:
    url = f"/rounds/{evening.round_id}/teams/{evening.teams[1]}/back"
    phone = join(1)

    assert sign_in(Role.GENERAL).client.post(url, data={"back": "true"}).status_code == 404
    for _tap in ("a thumb", "taps twice"):
        assert general.client.post(url, data={"back": "true"}).status_code == 303
    assert len(who_is_back(roll(phone))) == 3
    assert general.client.post(url, data={"back": "false"}).status_code == 303
    assert who_is_back(roll(phone)) == []

    one = {"back": "true", "sign_up_id": str(evening.sign_ups[1])}
    assert general.client.post(url, data=one).status_code == 303
    assert len(who_is_back(roll(phone))) == 1
    stranger = {"back": "true", "sign_up_id": str(evening.sign_ups[0])}
    assert general.client.post(url, data=stranger).status_code == 404, "of the other team"


def test_nobody_follows_a_phone_by_the_live_page(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    phone.sends(phone.marks(evening.doors[0][0]))
    live = general.client.get(f"/rounds/{evening.round_id}/live").text
    clocks = re.findall(r"hørt fra ca\. (\d\d:\d\d)", live)

    assert len(clocks) == 2, "the team's and the phone's"
    assert all(clock.endswith("0") for clock in clocks)

"""What teams tell of places: the next team gets it, the general acts on it, and nobody is named."""

from collections.abc import Callable
from uuid import uuid4

from conftest import SignedInPerson, SignIn
from evening import JSON, Evening, Phone, make_evening
from httpx2 import Response
from sqlmodel import Session, select

from app.canvass.models import PlaceReport
from app.districts.models import Address
from app.people.models import Role

Join = Callable[[int], Phone]


def stops(phone: Phone) -> list[dict[str, object]]:
    found: list[dict[str, object]] = phone.client.get("/walk/route.json", headers=JSON).json()["stops"]
    return found


def tells(phone: Phone, *reports: object) -> Response:
    return phone.client.post("/walk/reports", json={"reports": list(reports)}, headers=JSON)


def report(phone: Phone, kind: str, stop: int = 0, **more: object) -> dict[str, object]:
    return {"id": str(uuid4()), "address": stops(phone)[stop]["address"], "kind": kind, **more}


def test_a_fact_about_a_place_reaches_the_next_team_until_it_is_corrected(
    evening: Evening, join: Join
) -> None:
    phone, next_team = join(0), join(0)
    for kind in ("steps", "dog", "locked"):
        told = report(phone, kind)
        assert tells(phone, told, told).json()["stored"] == [told["id"], told["id"]]

    assert stops(next_team)[0]["facts"] == ["locked", "dog", "steps"]
    assert stops(next_team)[1]["facts"] == []
    tells(phone, report(phone, "dog", holds=False), report(phone, "locked", holds=False))
    assert stops(next_team)[0]["facts"] == ["steps"]


def test_a_report_sent_twice_is_one_and_the_general_can_tick_it_off(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    missing = report(phone, "missing_door")
    tells(phone, missing)
    tells(phone, missing)
    (row,) = session.exec(select(PlaceReport)).all()

    live = general.client.get(f"/rounds/{evening.round_id}/live").text
    assert "en dør mangler i listen" in live
    general.client.post(f"/rounds/{evening.round_id}/reports/{row.id}", data={"agree": "true"})

    assert "en dør mangler" not in general.client.get(f"/rounds/{evening.round_id}/live").text


def test_do_not_visit_marks_the_address_when_the_general_agrees_and_not_before(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    for stop in (0, 1, 6):
        tells(phone, report(phone, "do_not_visit", stop))
    live = general.client.get(f"/rounds/{evening.round_id}/live").text
    assert live.count("Merket gjelder alle") == live.count("Merket gjelder alle 4 dørene der") == 1
    assert [stop["do_not_visit"] for stop in stops(phone)[:2]] == [False, False]
    flagged = {
        stops(phone)[stop]["address"]: agree for stop, agree in ((0, "true"), (1, "false"), (6, "false"))
    }
    for row in session.exec(select(PlaceReport)).all():
        url = f"/rounds/{evening.round_id}/reports/{row.id}"
        assert general.client.post(url, data={"agree": flagged[row.address_id]}).status_code == 303

    assert [stop["do_not_visit"] for stop in stops(phone)[:2]] == [True, False]


def test_a_report_that_is_taken_back_is_gone_until_the_general_has_answered_it(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    mistaken, answered, other = (report(phone, "do_not_visit", stop) for stop in range(3))
    tells(phone, mistaken, answered, other)
    general.client.post(f"/rounds/{evening.round_id}/reports/{answered['id']}", data={"agree": "true"})

    for _time in ("once", "and again"):
        back = [report(phone, "do_not_visit", n, undoes=r["id"]) for n, r in enumerate((mistaken, answered))]
        assert len(tells(phone, *back).json()["stored"]) == 2

    session.rollback()
    left = {str(row.id) for row in session.exec(select(PlaceReport))}
    assert left == {answered["id"], other["id"]}
    assert [stop["do_not_visit"] for stop in stops(phone)[:3]] == [False, True, False]


def test_a_phone_of_another_round_takes_no_report_back(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone, elsewhere = join(0), Phone(make_evening(session, general.person).codes[0])
    told = report(phone, "no_such_door")
    tells(phone, told)

    tells(elsewhere, report(elsewhere, "no_such_door", undoes=told["id"]))

    assert len(session.exec(select(PlaceReport.id)).all()) == 1


def test_another_general_cannot_answer_a_report(
    session: Session, evening: Evening, join: Join, sign_in: SignIn
) -> None:
    phone, stranger = join(0), sign_in(Role.GENERAL)
    own = make_evening(session, stranger.person)
    tells(phone, report(phone, "do_not_visit"))
    (row,) = session.exec(select(PlaceReport)).all()

    for round_id in (evening.round_id, own.round_id):
        assert stranger.client.post(f"/rounds/{round_id}/reports/{row.id}").status_code == 404

    assert not any(session.exec(select(Address.do_not_visit)).all())


def test_places_on_another_route_and_words_we_do_not_know_are_refused_alone(
    evening: Evening, join: Join
) -> None:
    phone, other = join(0), join(1)
    good, foreign = report(phone, "dog"), report(other, "dog")
    bad = [{**report(phone, "dog"), "kind": "angry"}, {**report(phone, "dog"), "outcome": "talked"}, 7]

    answer = tells(phone, foreign, *bad, good).json()

    assert answer["stored"] == [good["id"]]
    assert "ikke på denne ruten" in answer["refused"][0]["sentence"]
    assert len(answer["refused"]) == 4
    assert stops(other)[0]["facts"] == []

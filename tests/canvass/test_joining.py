"""Who gets on to a route, and who is shut out."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine
from conftest import SignedInPerson, browser
from evening import JSON, Evening, Phone
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.canvass.access import WALK_COOKIE
from app.canvass.actions import sweep_canvass
from app.canvass.models import DoorEvent, Tally, WalkPhone
from app.districts.models import Address
from app.language import now
from app.rounds.models import Assignment, Round, RoundStatus
from app.turf.queries import building_numbers

Join = Callable[[int], Phone]


def test_opening_the_link_shows_a_button_and_joins_nobody(
    session: Session, evening: Evening, visitor: TestClient
) -> None:
    answer = visitor.get(f"/join/{evening.codes[0]}")

    assert answer.status_code == 200
    assert "Åpne ruten" in answer.text
    assert session.exec(select(WalkPhone)).all() == []


def test_the_button_puts_the_route_on_the_phone(evening: Evening, join: Join) -> None:
    phone = join(0)
    sheet = phone.client.get("/walk/route.json", headers=JSON).json()

    assert [stop["street"] for stop in sheet["stops"]] == ["Elvegata"] * 7
    assert [door["id"] for stop in sheet["stops"] for door in stop["doors"]] == evening.doors[0]
    assert sheet["stops"][6]["doors"][0] == {
        "id": evening.doors[0][6],
        "floor": "2. etasje",
        "label": "Dør 1",
    }
    assert sheet["path"] == [[63.43, 10.39], [63.43, 10.4]]
    assert sheet["note_token"] == evening.note_token
    assert "Bakkegata" in sheet["place"]["streets"]
    assert phone.client.get("/walk").status_code == 200


def test_buildings_without_an_address_are_named_as_on_the_walk_sheet(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    for address in session.exec(select(Address)):
        address.stand_in, address.number, address.letter = True, None, ""
    nameless = session.exec(select(Address).where(Address.street == "Elvegata").limit(1)).one()
    nameless.street = ""
    session.commit()

    stops = join(0).client.get("/walk/route.json", headers=JSON).json()["stops"]

    assert nameless.district_id
    on_paper = building_numbers(session, nameless.district_id)
    named = {stop["address"]: f"{stop['street']} {stop['number']}".strip() for stop in stops}
    assert named == {
        address: f"Bygning {on_paper[address]}"
        if address == nameless.id
        else f"Elvegata bygning {on_paper[address]}"
        for address in named
    }
    assert len(set(named.values())) == len(stops)


def test_the_route_says_when_the_team_must_stop_knocking(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    from_, to = phone.client.get("/walk/route.json", headers=JSON).json()["quiet"]
    assert from_ < to
    assert phone.client.get("/walk/door-marks", headers=JSON).json()["quiet"] == [from_, to]

    session.get_one(Round, evening.round_id).quiet_ok = True
    session.commit()

    assert phone.client.get("/walk/route.json", headers=JSON).json()["quiet"] is None
    assert phone.client.get("/walk/door-marks", headers=JSON).json()["quiet"] is None, "told while it is out"


def test_the_token_is_not_in_the_database(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    token = phone.client.cookies[WALK_COOKIE]

    assert session.exec(select(WalkPhone)).one().token_digest != token
    assert len(token) >= 43


def test_pressing_twice_is_one_phone(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    Phone(evening.codes[0], phone.client)

    assert len(session.exec(select(WalkPhone)).all()) == 1


def test_a_phone_on_two_routes_says_which_it_means(evening: Evening, join: Join) -> None:
    phone = join(0)
    Phone(evening.codes[1], phone.client)
    late = phone.marks(evening.doors[0][0])

    answer = phone.client.post(
        "/walk/door-events", json={"events": [late]}, headers={**JSON, "X-Walk": str(evening.assignments[0])}
    )

    assert answer.json()["stored"] == [late["id"]]
    assert phone.client.get("/walk/route.json").json()["route"] == "Bakkegata"


def test_a_route_takes_as_many_phones_as_the_team_has_people(
    session: Session, evening: Evening, join: Join, visitor: TestClient
) -> None:
    phones = [join(0) for _person in range(3)]

    answer = visitor.post(f"/join/{evening.codes[0]}", headers=JSON)

    assert answer.status_code == 409
    assert "3 telefoner" in answer.json()["sentence"]
    assert WALK_COOKIE not in answer.cookies
    phones[0].client.post("/walk/leave")
    assert visitor.post(f"/join/{evening.codes[0]}").status_code == 303


def test_many_phones_at_once_get_no_more_places_than_there_are(
    session: Session, evening: Evening, visitor: TestClient
) -> None:
    clients = [browser() for _n in range(8)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: one.post(f"/join/{evening.codes[0]}").status_code, clients))

    assert sorted(answers) == [303] * 3 + [409] * 5


def test_a_phone_that_leaves_opens_nothing_any_more(evening: Evening, join: Join) -> None:
    phone, other = join(0), join(0)

    assert phone.client.post("/walk/leave").status_code == 200
    assert phone.client.get("/walk/route.json", headers=JSON).status_code == 410
    assert other.client.get("/walk/route.json", headers=JSON).status_code == 200


def test_a_phone_that_leaves_one_of_its_routes_stays_on_the_other(evening: Evening, join: Join) -> None:
    phone = join(0)
    Phone(evening.codes[1], phone.client)
    gone, kept = ({**JSON, "X-Walk": str(each)} for each in evening.assignments)

    assert phone.client.post("/walk/leave", headers=gone).status_code == 200

    assert phone.client.get("/walk/route.json", headers=gone).status_code == 410
    assert phone.client.get("/walk/route.json", headers=kept).status_code == 200


def test_a_phone_that_was_off_one_of_its_routes_scans_its_code_again(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    Phone(evening.codes[1], phone.client)
    left, shut_out = ({**JSON, "X-Walk": str(each)} for each in evening.assignments)
    phone.client.post("/walk/leave", headers=left)
    assert Phone(evening.codes[0], phone.client)
    its = select(WalkPhone.id).where(WalkPhone.assignment_id == evening.assignments[1])
    general.client.post(f"/rounds/{evening.round_id}/phones/{session.exec(its).one()}/revoke")
    assert phone.client.get("/walk/route.json", headers=shut_out).status_code == 410

    assert Phone(evening.codes[1], phone.client)

    for walk in (left, shut_out):
        assert phone.client.get("/walk/route.json", headers=walk).status_code == 200
    session.rollback()
    assert len(session.exec(select(WalkPhone.id)).all()) == 2


def test_the_route_that_was_scanned_last_is_named_also_when_the_phone_was_on_it_before(
    evening: Evening, join: Join
) -> None:
    phone = join(0)
    Phone(evening.codes[1], phone.client)

    answer = phone.client.post(f"/join/{evening.codes[0]}")

    assert answer.headers["location"] == f"/walk#joined={evening.assignments[0]}"


def test_a_joined_phone_can_pass_the_team_link_on_and_a_stranger_cannot(
    evening: Evening, join: Join, visitor: TestClient
) -> None:
    link = join(0).client.get("/walk/link", headers=JSON).json()["link"]

    assert link.endswith(f"/join/{evening.codes[0]}")
    assert visitor.get("/walk/link", headers=JSON).status_code == 410


def test_the_app_on_the_home_screen_is_the_phone_that_copied_the_link_a_moment_ago(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    pass_ = phone.client.get("/walk/link", headers=JSON).json()["same_phone"]

    def opened(code: str, same_phone: str, minutes: int = 0) -> tuple[int, int]:
        app = browser()
        with time_machine.travel(now() + timedelta(minutes=minutes)):
            app.post(f"/join/{code}", data={"same_phone": same_phone})
        session.rollback()
        sent = app.get("/walk/door-marks", headers=JSON).status_code
        return sent, len(session.exec(select(WalkPhone.id)).all())

    assert opened(evening.codes[0], pass_) == (200, 1)
    assert phone.sends().status_code == 200, "the browser that it was copied in goes on"
    assert opened(evening.codes[1], pass_) == (200, 2), "on another team's route it is another phone"
    assert opened(evening.codes[0], pass_, minutes=11) == (200, 3)
    assert opened(evening.codes[0], pass_[:-8] + "AAAAAAA=") == (200, 4)


def test_a_link_that_is_not_ours_or_was_replaced_is_dead(
    session: Session, evening: Evening, visitor: TestClient
) -> None:
    assert visitor.post("/join/not-a-code").status_code == 410
    session.get_one(Assignment, evening.assignments[0]).generation += 1
    session.commit()

    assert visitor.get(f"/join/{evening.codes[0]}").status_code == 410
    assert visitor.post(f"/join/{evening.codes[1]}").status_code == 303


def test_the_live_page_shows_doors_and_never_outcomes(
    evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    phone.sends(phone.marks(evening.doors[0][0]))
    phone.counts(1, talked=1)

    page = general.client.get(f"/rounds/{evening.round_id}/live").text

    assert "1 av 10 dører" in page
    assert "Snakket" not in page


def test_the_live_page_asks_again_and_gets_only_news(
    evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    with time_machine.travel(now(), tick=False):
        page = general.client.get(f"/rounds/{evening.round_id}/live").text
        (again,) = re.findall(r'hx-get="([^"]+)"', page)
        assert general.client.get(again, headers={"HX-Request": "true"}).status_code == 204

    phone.sends(phone.marks(evening.doors[0][0]))
    news = general.client.get(again, headers={"HX-Request": "true"})

    assert "1 av 10 dører" in news.text
    assert "<html" not in news.text
    assert re.findall(r'hx-get="([^"]+)"', news.text) not in ([], [again])
    assert "<html" in general.client.get(again).text


def test_nothing_is_left_fourteen_days_after_close(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    phone.sends(phone.marks(evening.doors[0][0]))
    phone.counts(1, talked=1)
    round_ = session.get_one(Round, evening.round_id)
    round_.status, round_.closed_at = RoundStatus.HELD, now() - timedelta(days=13)
    round_.ends_at = now() - timedelta(days=13)
    sweep_canvass(session)
    assert len(session.exec(select(Tally)).all()) == 1

    round_.closed_at = round_.ends_at = now() - timedelta(days=14, minutes=1)
    sweep_canvass(session)
    session.commit()

    assert [session.exec(select(table)).all() for table in (DoorEvent, Tally, WalkPhone)] == [[], [], []]
    assert phone.sends().status_code == 410


def test_the_team_gets_the_number_to_ring_and_it_is_sealed(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    assert phone.client.get("/walk/route.json", headers=JSON).json()["phone"] == ""
    session.get_one(Round, evening.round_id).phone = "12 34 56 78"
    session.commit()

    assert phone.client.get("/walk/route.json", headers=JSON).json()["phone"] == "12 34 56 78"
    (raw,) = session.connection().exec_driver_sql("SELECT phone FROM round WHERE phone IS NOT NULL").one()
    assert b"12 34" not in bytes(raw)

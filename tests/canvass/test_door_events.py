"""The first stream: which doors are done, stored once, and never with an outcome."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from evening import JSON, Evening, Phone
from sqlmodel import Session, select

from app.canvass.models import DoorEvent
from app.rounds.models import Round, RoundStatus

Join = Callable[[int], Phone]


def stored(session: Session) -> list[DoorEvent]:
    session.rollback()
    return list(session.exec(select(DoorEvent)))


def marks(phone: Phone) -> tuple[list[int], list[int]]:
    answer = phone.client.get("/walk/door-marks", headers=JSON).json()
    return answer["done"], answer["come_back"]


def test_an_event_is_stored_and_named_in_the_answer(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    event = phone.marks(evening.doors[0][0])

    assert phone.sends(event).json() == {"stored": [event["id"]], "refused": []}
    assert [str(row.id) for row in stored(session)] == [event["id"]]


def test_one_event_fifty_times_in_parallel_is_one_row(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    event = phone.marks(evening.doors[0][0])

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _n: phone.sends(event).json(), range(50)))

    assert answers == [{"stored": [event["id"]], "refused": []}] * 50
    assert len(stored(session)) == 1


def test_the_same_id_with_another_body_is_refused_and_the_rest_is_stored(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    first, second = (phone.marks(door) for door in evening.doors[0][:2])
    phone.sends(first)

    answer = phone.sends({**first, "door": evening.doors[0][2]}, second).json()

    assert answer["stored"] == [second["id"]]
    assert [refused["id"] for refused in answer["refused"]] == [first["id"]]
    assert "annet innhold" in answer["refused"][0]["sentence"]
    assert {row.door_id for row in stored(session)} == set(evening.doors[0][:2])


def test_a_door_on_another_route_is_refused_and_the_rest_is_stored(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    own, foreign = phone.marks(evening.doors[0][0]), phone.marks(evening.doors[1][0])

    answer = phone.sends(foreign, own).json()

    assert answer["stored"] == [own["id"]]
    assert "ikke på denne ruten" in answer["refused"][0]["sentence"]
    assert [row.door_id for row in stored(session)] == [evening.doors[0][0]]


def test_items_nobody_understands_do_not_stop_the_others(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    good = phone.marks(evening.doors[0][0])
    bad = [
        {**phone.marks(evening.doors[0][1]), "mark": "talked"},
        {**phone.marks(evening.doors[0][1]), "outcome": "no_thanks"},
        {**phone.marks(evening.doors[0][1]), "door": 2**40},
        phone.marks(evening.doors[0][1], "open"),
        "hei",
        None,
        {"id": 7},
    ]

    answer = phone.sends(*bad, good).json()

    assert answer["stored"] == [good["id"]]
    assert len(answer["refused"]) == len(bad)
    assert len(stored(session)) == 1


def test_an_oversized_batch_is_stored_up_to_the_limit(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    events = [phone.marks(evening.doors[0][n % 10]) for n in range(205)]

    answer = phone.sends(*events).json()

    assert answer["stored"] == [event["id"] for event in events[:200]]
    assert {refused["id"] for refused in answer["refused"]} == {event["id"] for event in events[200:]}
    assert len(stored(session)) == 200


def test_the_team_sees_each_others_doors_and_not_another_teams(evening: Evening, join: Join) -> None:
    one, two, other = join(0), join(0), join(1)
    one.sends(one.marks(evening.doors[0][0]), one.marks(evening.doors[0][1], "come_back"))

    assert marks(two) == ([evening.doors[0][0]], [evening.doors[0][1]])
    assert marks(other) == ([], [])


def test_marks_that_are_known_are_not_sent_again(evening: Evening, join: Join) -> None:
    phone = join(0)
    first = phone.client.get("/walk/door-marks", headers=JSON)
    known = {**JSON, "If-None-Match": first.headers["ETag"]}

    assert phone.client.get("/walk/door-marks", headers=known).status_code == 304
    phone.sends(phone.marks(evening.doors[0][0]))
    assert phone.client.get("/walk/door-marks", headers=known).status_code == 200


def test_an_undone_mark_is_gone_whatever_came_first(evening: Evening, join: Join) -> None:
    phone = join(0)
    door = evening.doors[0][0]
    done = phone.marks(door)
    undone = phone.marks(door, "open", undoes=str(done["id"]))

    phone.sends(undone)
    phone.sends(done)

    assert marks(phone) == ([], [])


def test_one_phones_undo_leaves_the_other_phones_mark(evening: Evening, join: Join) -> None:
    one, two = join(0), join(0)
    door = evening.doors[0][0]
    mistake = one.marks(door)
    one.sends(mistake)
    two.sends(two.marks(door))
    one.sends(one.marks(door, "open", undoes=str(mistake["id"])))

    assert marks(one) == ([door], [])


def test_done_beats_come_back_whatever_came_first(evening: Evening, join: Join) -> None:
    phone = join(0)
    first, second = evening.doors[0][:2]
    phone.sends(phone.marks(first), phone.marks(first, "come_back"))
    phone.sends(phone.marks(second, "come_back"), phone.marks(second))

    assert marks(phone) == ([first, second], [])


def test_after_close_events_are_acknowledged_and_dropped(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    session.get_one(Round, evening.round_id).status = RoundStatus.HELD
    session.commit()
    event = phone.marks(evening.doors[0][0])

    assert phone.sends(event).json() == {"stored": [event["id"]], "refused": []}
    assert stored(session) == []
    assert phone.client.get("/walk/door-marks", headers=JSON).json()["is_over"] is True


def test_a_body_that_is_no_batch_is_refused_with_a_sentence(join: Join) -> None:
    phone = join(0)

    answer = phone.client.post("/walk/door-events", json={"doors": [1]}, headers=JSON)

    assert answer.status_code == 422
    assert "events" in answer.json()["sentence"]
    huge = phone.client.post("/walk/door-events", content=b" " * 2_000_001, headers=JSON)
    assert (huge.status_code, huge.json()["sentence"][:24]) == (413, "Det du sendte er for sto")


def test_a_phone_that_never_joined_is_told_what_is_safe(evening: Evening, join: Join) -> None:
    phone = join(0)
    phone.client.cookies.clear()

    answer = phone.sends({"id": str(uuid4()), "door": evening.doors[0][0], "mark": "done"})

    assert answer.status_code == 410
    assert "ligger trygt" in answer.json()["sentence"]

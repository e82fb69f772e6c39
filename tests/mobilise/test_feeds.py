"""Rounds shown elsewhere: JSON, calendars that follow changes, a list to frame."""

import email
import json
import re
from email import policy

from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from icalendar import Calendar, Event
from rounds.arranging import Place, mails, plan_form
from sqlmodel import Session, select

from app.config import settings
from app.people.models import Person, Role
from app.qr import qr_svg
from app.rounds.models import Round, SignUp

KARI = {"name": "Kari Nes", "contact": "kari@example.org", "consent": "true"}


def events(client: TestClient, url: str) -> list[Event]:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return list(Calendar.from_ical(answer.content).events)


def number(event: Event) -> int:
    """Give which of several versions of an event this is; calendars keep the one with the highest."""
    return int(str(event["sequence"]))


def mailed(number: int) -> Calendar:
    """Give the calendar file of a mail."""
    message = email.message_from_string(mails()[number], policy=policy.default)
    (attached,) = message.iter_attachments()
    return Calendar.from_ical(attached.get_content())


def test_the_json_feed_tells_of_rounds_and_may_be_read_by_any_site(
    visitor: TestClient, coming_round: Round
) -> None:
    answer = visitor.get("/feed/rounds.json")

    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=300"
    (told,) = answer.json()["rounds"]
    assert (told["district"], told["status"], told["places_left"]) == ("Nedre Elvehavn", "planned", 20)
    assert told["url"].endswith(f"/rounds/{coming_round.slug}")
    assert told["starts_at"][10:19] == "T17:30:00"
    assert "set-cookie" not in answer.headers


def test_who_has_the_newest_feed_is_told_so_and_gets_the_next_change(
    visitor: TestClient, coming_round: Round
) -> None:
    for url in ("/feed/rounds.json", "/feed/rounds.ics"):
        tag = visitor.get(url).headers["etag"]
        again = visitor.get(url, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
    visitor.post(f"/rounds/{coming_round.slug}/sign-ups", data=KARI)

    changed = visitor.get("/feed/rounds.json", headers={"If-None-Match": tag})

    assert changed.json()["rounds"][0]["places_left"] == 19
    assert "Kari" not in changed.text


def test_the_calendar_of_all_rounds_follows_changes_and_cancellations(
    visitor: TestClient, board: SignedInPerson, coming_round: Round, place: Place
) -> None:
    (before,) = events(visitor, "/feed/rounds.ics")
    form = plan_form(place, meeting_place="Biblioteket", starts="18:00")
    assert board.client.post(f"/rounds/{coming_round.id}/plan", data=form).status_code == 303
    (moved,) = events(visitor, "/feed/rounds.ics")
    board.client.post(f"/rounds/{coming_round.id}/cancellation")
    (cancelled,) = events(visitor, "/feed/rounds.ics")

    assert before.uid == moved.uid == cancelled.uid
    assert [each["sequence"] for each in (before, moved, cancelled)] == [1, 2, 3]
    assert [each["status"] for each in (before, moved, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert moved["location"] == "Biblioteket"
    assert (before.start.hour, moved.start.hour) == (17, 18)  # type: ignore[attr-defined]  # a moment, not a day
    assert json.loads(visitor.get("/feed/rounds.json").text)["rounds"][0]["status"] == "cancelled"


def test_a_followed_sign_up_waits_comes_and_goes(
    visitor: TestClient, board: SignedInPerson, coming_round: Round, session: Session, place: Place
) -> None:
    form = plan_form(place, capacity=2)
    board.client.post(f"/rounds/{coming_round.id}/plan", data=form)
    paths = [
        visitor.post(
            f"/rounds/{coming_round.slug}/sign-ups", data=KARI | {"contact": f"n{n}@example.org"}
        ).headers["location"]
        for n in range(3)
    ]

    def told() -> tuple[str, int, str]:
        calendar = Calendar.from_ical(visitor.get(f"{paths[2]}/calendar.ics").content)
        (event,) = calendar.events
        return str(event["status"]), number(event), str(calendar["method"])

    assert told() == ("TENTATIVE", 2, "PUBLISH")
    visitor.post(f"{paths[0]}/cancellation")
    assert told() == ("CONFIRMED", 3, "PUBLISH")
    for _again in range(2):
        visitor.post(f"{paths[2]}/cancellation")
        assert told() == ("CANCELLED", 4, "CANCEL")
    assert visitor.get("/sign-ups/made-up/calendar.ics").status_code == 404


def test_mails_carry_the_event_and_take_it_out_again(
    visitor: TestClient, board: SignedInPerson, coming_round: Round
) -> None:
    visitor.post(f"/rounds/{coming_round.slug}/sign-ups", data=KARI)
    board.client.post(f"/rounds/{coming_round.id}/cancellation")

    put, taken = mailed(0), mailed(1)

    assert (put["method"], taken["method"]) == ("PUBLISH", "CANCEL")
    assert put.events[0].uid == taken.events[0].uid
    assert (str(put.events[0]["sequence"]), str(taken.events[0]["sequence"])) == ("1", "2")
    assert (put.events[0]["status"], taken.events[0]["status"]) == ("CONFIRMED", "CANCELLED")


def test_who_steps_off_has_the_event_taken_out_and_put_back_in_by_mail(
    visitor: TestClient, coming_round: Round, sign_in: SignIn, session: Session
) -> None:
    """Calendars take what has the highest number: it rises with each mail, also for who comes after all."""
    mine = sign_in(Role.VOLUNTEER)
    form = KARI | {"contact": mine.person.email or ""}
    (followed,) = re.findall(r'href="webcal://[^/]+(/feed/people/[^"]+)"', mine.client.get("/me").text)
    for _again in range(2):
        own = visitor.post(f"/rounds/{coming_round.slug}/sign-ups", data=form).headers["location"]
        (event,) = events(visitor, f"{own}/calendar.ics")
        assert number(event) == coming_round.version, "and does not tell of what was before"
        visitor.post(f"{own}/cancellation")

    sent = [mailed(number) for number in range(4)]
    assert [str(each["method"]) for each in sent] == ["PUBLISH", "CANCEL"] * 2
    assert [str(each.events[0]["status"]) for each in sent] == ["CONFIRMED", "CANCELLED"] * 2
    assert [number(each.events[0]) for each in sent] == [1, 2, 3, 4]
    (last,) = events(visitor, followed)
    assert (last.uid, number(last), last["status"]) == (sent[0].events[0].uid, 4, "CANCELLED")
    assert "Ta runden ut av kalenderen" in visitor.get(own).text
    assert f"/rounds/{coming_round.slug}" in mails()[1].replace("=\n", ""), "to come after all"


def test_a_line_break_in_a_place_adds_nothing_to_a_calendar(
    visitor: TestClient, coming_round: Round, session: Session
) -> None:
    session.get_one(Round, coming_round.id).meeting_place = "Torget\r\nSTATUS:CANCELLED"
    session.commit()

    assert visitor.post(f"/rounds/{coming_round.slug}/sign-ups", data=KARI).status_code == 303

    (event,) = mailed(0).events
    assert (event["status"], "STATUS:CANCELLED" in str(event["location"])) == ("CONFIRMED", True)


def test_ones_own_calendar_holds_ones_own_rounds_and_needs_its_code(
    sign_in: SignIn, visitor: TestClient, coming_round: Round, session: Session
) -> None:
    mine, other = sign_in(Role.VOLUNTEER), sign_in(Role.VOLUNTEER)
    person = session.get_one(Person, mine.person.id)
    session.add(SignUp(round_id=coming_round.id, person_id=person.id, made_at=coming_round.starts_at))
    session.commit()

    def own_path(client: TestClient) -> str:
        link = re.search(r'href="webcal://[^/]+(/feed/people/[^"]+)"', client.get("/me").text)
        assert link
        return link[1]

    path = own_path(mine.client)

    assert [event["status"] for event in events(visitor, path)] == ["CONFIRMED"]
    assert events(visitor, own_path(other.client)) == []
    assert visitor.get(path.replace(str(person.id), str(other.person.id))).status_code == 404
    assert session.exec(select(SignUp)).one()


def test_only_the_list_that_is_meant_for_it_can_be_framed(visitor: TestClient, coming_round: Round) -> None:
    framed, front = visitor.get("/embed/rounds"), visitor.get("/")

    assert f"/rounds/{coming_round.slug}" in framed.text
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in front.headers["content-security-policy"]
    assert "<form" not in framed.text


def test_one_code_opens_all_rounds_from_a_poster_or_a_slide(visitor: TestClient, coming_round: Round) -> None:
    page = visitor.get("/share").text

    assert str(qr_svg(settings().url)) in page
    assert f"{settings().url}/rounds/{coming_round.slug}" in page


def test_a_mailed_file_says_who_asks_and_what_calendars_are_to_do_with_it(
    board: SignedInPerson, visitor: TestClient, coming_round: Round
) -> None:
    visitor.post(f"/rounds/{coming_round.slug}/sign-ups", data=KARI)
    board.client.post(f"/rounds/{coming_round.id}/cancellation")

    for number, method in enumerate(["PUBLISH", "CANCEL"]):
        message = email.message_from_string(mails()[number], policy=policy.default)
        (attached,) = message.iter_attachments()
        (event,) = mailed(number).events
        assert attached["content-type"].params["method"] == method
        assert mailed(number)["method"] == method
        assert event["organizer"] == f"mailto:{settings().mail_from}"

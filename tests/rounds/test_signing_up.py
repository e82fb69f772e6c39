"""Coming to a round: sign up, wait, step off, and learn nothing about others."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from conftest import browser
from fastapi.testclient import TestClient
from icalendar import Calendar
from rounds.arranging import KARI, Come, PlanRound, form, mails, receipt, statuses
from sqlmodel import Session, select

from app.language import OSLO, now
from app.people.access import SESSION_COOKIE
from app.people.models import LoginSession, Person
from app.rounds.models import RingReason, RoundStatus, SignUp, SignUpLink


def calendar(client: TestClient, path: str) -> str:
    """Give the calendar file of a personal page, but for when it was written."""
    return re.sub("DTSTAMP:.*", "", client.get(f"{path}/calendar.ics").text)


def test_a_volunteer_signs_up_and_gets_a_receipt_a_calendar_file_and_a_mail(
    session: Session, visitor: TestClient, planned: PlanRound
) -> None:
    round_ = planned()
    front = visitor.get("/")
    assert f"/rounds/{round_.slug}" in front.text
    assert "20 ledige plasser" in front.text

    path, page = receipt(visitor, round_, KARI | {"stair_free": "true", "under_18": "true"})

    assert "Du er påmeldt" in page
    assert "Bydelshuset" in page
    (found,) = session.exec(select(SignUp)).all()
    assert (found.stair_free, found.under_18) == (True, True)
    assert found.consent
    person = session.get_one(Person, found.person_id)
    assert (person.name, person.email, person.under_18) == ("Kari Øvre", "kari@example.org", True)
    (mail,) = mails()
    assert "kari@example.org" in mail
    assert path in mail.replace("=\n", "").replace("=3D", "=")


def test_signing_up_opens_no_session(session: Session, visitor: TestClient, planned: PlanRound) -> None:
    round_ = planned()
    before = len(session.exec(select(LoginSession)).all())
    session.rollback()
    answer = visitor.post(f"/rounds/{round_.slug}/sign-ups", data=KARI)

    assert answer.status_code == 303
    assert SESSION_COOKIE not in answer.cookies
    assert len(session.exec(select(LoginSession)).all()) == before


def test_the_calendar_file_says_the_round_in_oslo_time(visitor: TestClient, planned: PlanRound) -> None:
    round_ = planned()
    answer = visitor.get(f"/rounds/{round_.slug}/calendar.ics")
    again = visitor.get(f"/rounds/{round_.slug}/calendar.ics")

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).events
    (same,) = Calendar.from_ical(again.content).events
    assert event.uid == same.uid == f"{round_.id}@dorbank"
    assert event.start == round_.starts_at
    assert f"DTSTART;TZID=Europe/Oslo:{round_.starts_at.astimezone(OSLO):%Y%m%d}T173000" in answer.text
    assert "LOCATION:Bydelshuset" in answer.text
    assert "Čáppašåsen" in answer.content.decode("utf-8")


def test_a_form_without_consent_or_contact_is_shown_again_as_it_was_typed(
    session: Session, visitor: TestClient, planned: PlanRound
) -> None:
    address = f"/rounds/{planned().slug}/sign-ups"
    unticked = visitor.post(address, data=KARI | {"consent": "false"})
    nonsense = visitor.post(address, data=form("Kari Øvre", "ring meg"))

    assert (unticked.status_code, nonsense.status_code) == (422, 422)
    assert "Kryss av" in unticked.text
    assert 'value="kari@example.org"' in unticked.text
    assert "verken en e-postadresse eller et telefonnummer" in nonsense.text
    assert 'value="Kari Øvre"' in nonsense.text
    assert session.exec(select(SignUp)).all() == []
    assert mails() == []


def test_signing_up_twice_takes_one_place(session: Session, visitor: TestClient, planned: PlanRound) -> None:
    round_ = planned()
    receipt(visitor, round_, KARI)
    receipt(visitor, round_, KARI | {"contact": " KARI@example.org "})

    assert statuses(session, round_.id) == ["coming"]


def test_nobody_can_learn_who_is_coming_or_who_is_known(
    session: Session, visitor: TestClient, planned: PlanRound, come: Come
) -> None:
    """A stranger types a number that has signed up and one that has not, and sees the same in all steps."""
    round_, full = planned(), planned(capacity=2)
    for each in (round_, full):
        come(each, "Kari Øvre", "99887766")
    come(full, "Ola Nordby", "ola@example.org")

    for each in (round_, full):
        known_path, known = receipt(visitor, each, form("X", "99887766"))
        fresh_path, fresh = receipt(visitor, each, form("X", "99887755"))
        assert known.replace(known_path, "") == fresh.replace(fresh_path, "")
        assert len(known_path) == len(fresh_path)
        assert calendar(visitor, known_path) == calendar(visitor, fresh_path)
        for path in (known_path, fresh_path):
            assert visitor.post(f"{path}/cancellation").status_code == 303
        assert calendar(visitor, known_path) == calendar(visitor, fresh_path)
        known, fresh = visitor.get(known_path).text, visitor.get(fresh_path).text
        assert known.replace(known_path, "") == fresh.replace(fresh_path, "")
        assert "Du er meldt av" in known

    session.expire_all()
    kept = [found for found in session.exec(select(SignUp)).all() if found.to_ring == RingReason.ASKED_OFF]
    assert [found.status.value for found in kept] == ["coming", "coming"]


def test_a_borrowed_address_gets_a_mail_and_keeps_its_place(
    session: Session, visitor: TestClient, planned: PlanRound, come: Come
) -> None:
    round_ = planned()
    come(round_, "Kari Øvre", "kari@example.org")
    path, _page = receipt(visitor, round_, form("Uvedkommende", "kari@example.org"))
    visitor.post(f"{path}/cancellation")

    assert statuses(session, round_.id) == ["coming"]
    person = session.exec(select(Person).where(Person.email_index != None)).all()  # noqa: E711 - SQL
    assert "Uvedkommende" not in {each.name for each in person}
    real = re.search(r"/sign-ups/\S+", mails()[-1].replace("=\n", "").replace("=3D", "="))
    assert real
    visitor.post(f"{real[0]}/cancellation")
    assert statuses(session, round_.id) == ["cancelled"]


def test_a_personal_link_that_was_tampered_with_opens_nothing(
    visitor: TestClient, planned: PlanRound
) -> None:
    path, _page = receipt(visitor, planned(), KARI)

    assert visitor.get(path).status_code == 200
    assert visitor.get(path[:-1] + ("a" if path[-1] != "a" else "b")).status_code == 404
    assert visitor.get("/sign-ups/æøå.đ").status_code == 404
    assert visitor.post(f"{path}x/cancellation").status_code == 404


def test_cancelling_gives_the_place_to_the_one_who_has_waited_longest(
    session: Session, visitor: TestClient, planned: PlanRound
) -> None:
    round_ = planned(capacity=2)
    first, _page = receipt(visitor, round_, form("En", "en@example.org"))
    receipt(visitor, round_, form("To", "to@example.org"))
    third, page = receipt(visitor, round_, form("Tre", "tre@example.org"))
    receipt(visitor, round_, form("Fire", "99887766"))
    assert "Du er på ventelista" in page
    assert statuses(session, round_.id) == ["coming", "coming", "waiting", "waiting"]

    visitor.post(f"{first}/cancellation")
    visitor.post(f"{first}/cancellation")

    assert statuses(session, round_.id) == ["cancelled", "coming", "coming", "waiting"]
    assert "tre@example.org" in mails()[-1]
    assert "Du er påmeldt" in visitor.get(third).text
    assert "Du er meldt av" in visitor.get(first).text


def test_one_who_waits_without_an_address_is_marked_to_be_rung(
    session: Session, visitor: TestClient, planned: PlanRound, come: Come
) -> None:
    round_ = planned(capacity=2)
    first, _page = receipt(visitor, round_, KARI)
    come(round_, "Ola", "ola@example.org")
    waiting = come(round_, "Per", "99887766")

    visitor.post(f"{first}/cancellation")

    session.refresh(waiting)
    assert (waiting.status.value, waiting.to_ring) == ("coming", RingReason.GOT_PLACE)


def test_the_last_place_taken_by_many_at_once_goes_to_one(session: Session, planned: PlanRound) -> None:
    round_ = planned(capacity=2)
    address = f"/rounds/{round_.slug}/sign-ups"

    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(
                lambda n: browser().post(address, data=form(f"Nr {n}", f"n{n}@example.org")).status_code,
                range(8),
            )
        )

    assert answers == [303] * 8
    assert sorted(statuses(session, round_.id)) == ["coming"] * 2 + ["waiting"] * 6


def test_the_same_person_sending_twice_at_once_comes_once(session: Session, planned: PlanRound) -> None:
    address = f"/rounds/{(round_ := planned()).slug}/sign-ups"

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _n: browser().post(address, data=KARI).status_code, range(6)))

    assert set(answers) == {303}
    assert statuses(session, round_.id) == ["coming"]


@pytest.mark.parametrize("status", [RoundStatus.CANCELLED, RoundStatus.HELD])
def test_a_round_that_is_over_takes_nobody(
    session: Session, visitor: TestClient, planned: PlanRound, status: RoundStatus
) -> None:
    round_ = planned()
    assert visitor.post(f"/rounds/{round_.slug}/sign-ups", data=KARI).status_code == 303
    round_.status = status
    session.add(round_)
    session.commit()

    answer = visitor.post(f"/rounds/{round_.slug}/sign-ups", data=form("Ola", "ola@example.org"))

    assert answer.status_code == 410
    assert 'action="/rounds/' not in visitor.get(f"/rounds/{round_.slug}").text
    assert f"/rounds/{round_.slug}" not in visitor.get("/").text
    assert statuses(session, round_.id) == ["coming"]


def test_a_round_that_has_ended_takes_nobody(
    session: Session, visitor: TestClient, planned: PlanRound
) -> None:
    round_ = planned()
    round_.starts_at, round_.ends_at = now() - timedelta(hours=3), now() - timedelta(minutes=1)
    session.add(round_)
    session.commit()

    assert visitor.post(f"/rounds/{round_.slug}/sign-ups", data=KARI).status_code == 410


def test_somebody_is_kept_until_after_a_round_far_ahead(
    session: Session, planned: PlanRound, come: Come
) -> None:
    far = planned(day=(now() + timedelta(days=200)).date())
    person = session.get_one(Person, come(far, "Kari", "kari@example.org").person_id)

    assert person.keep_until > far.starts_at.date()


def test_every_answer_has_a_link_of_its_own(
    session: Session, visitor: TestClient, planned: PlanRound
) -> None:
    round_ = planned()
    first, _page = receipt(visitor, round_, KARI)
    second, _page = receipt(visitor, round_, KARI)

    assert first != second
    links = session.exec(select(SignUpLink)).all()
    assert sorted(link.proven for link in links) == [False, True]


def test_an_empty_front_page_says_what_to_do(visitor: TestClient) -> None:
    assert "Ingen runder er satt opp akkurat nå" in visitor.get("/").text


def test_a_friend_is_asked_with_a_link_that_says_nothing_about_who_asks(
    session: Session, visitor: TestClient, planned: PlanRound
) -> None:
    round_ = planned()
    form = {"name": "Kari Øvre", "contact": "kari@example.org", "consent": "true"}
    own = visitor.post(f"/rounds/{round_.slug}/sign-ups", data=form).headers["location"]

    page = visitor.get(own).text

    asked = page.split("Ta med en venn")[1].split("Passer det ikke")[0]
    assert f"/rounds/{round_.slug}" in asked
    assert "Kari" not in asked
    assert own not in asked

"""Before a round: where to go next and why, what the day collides with, and one like an earlier one."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from conftest import SignedInPerson
from rounds.arranging import Come, Place, PlanRound, hold_walk, make_place, statuses, typed
from sqlmodel import Session

from app.language import OSLO, day, now
from app.people.models import Level, Person
from app.rounds.days import holiday, special_days
from app.rounds.models import RoundStatus
from app.rounds.planning import remarks, suggested_districts


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2027, 3, 25), "skjærtorsdag"),
        (date(2027, 3, 28), "første påskedag"),
        (date(2027, 5, 6), "Kristi himmelfartsdag"),
        (date(2027, 5, 17), "17. mai"),
        (date(2026, 5, 25), "andre pinsedag"),
        (date(2026, 12, 1), ""),
    ],
)
def test_the_norwegian_holidays_are_known(on: date, name: str) -> None:
    assert holiday(on) == name


def test_the_days_to_mind_are_listed_in_order_with_the_partys_own() -> None:
    listed = special_days(date(2027, 3, 1), 62)

    assert [name for _on, name in listed] == [
        "8. mars",
        "skjærtorsdag",
        "langfredag",
        "første påskedag",
        "andre påskedag",
        "1. mai",
    ]


def test_districts_are_suggested_least_visited_and_longest_ago_with_the_reasons(
    session: Session, general: SignedInPerson, planned: PlanRound
) -> None:
    never, long_ago, lately, booked = (
        make_place(session, name) for name in ("Aldri", "Lenge", "Nylig", "Opptatt")
    )
    for place in (never, long_ago, lately, booked):
        place.district.doors = 100
        session.add(place.district)
    hold_walk(session, long_ago, 200)
    hold_walk(session, lately, 5)
    planned(district_id=booked.district.id, cut_id=booked.cut.id)

    found = suggested_districts(session)

    assert [each.district.name for each in found] == ["Aldri", "Lenge", "Nylig"]
    assert found[0].reasons == ["aldri besøkt", "100 av 100 dører igjen"]
    assert found[1].reasons[0] == "besøkt 1 gang"
    session.rollback()
    page = general.client.get("/rounds/new").text
    assert "aldri besøkt, 100 av 100 dører igjen" in page
    assert "Opptatt</a>" not in page


def test_a_district_without_doors_left_is_suggested_only_when_there_is_no_other(
    session: Session, general: SignedInPerson, planned: PlanRound
) -> None:
    done, booked = make_place(session, "Ferdig"), make_place(session, "Opptatt")
    done.district.doors, booked.district.doors = 22, 100
    session.add_all([done.district, booked.district])
    for days_ago in (9, 3):
        hold_walk(session, done, days_ago, routes=3, knocks=20)
    round_ = planned(district_id=booked.district.id, cut_id=booked.cut.id)
    when = day(round_.starts_at, "d. MMMM y")

    (only,) = suggested_districts(session)
    assert only.reasons == ["aldri besøkt", "100 av 100 dører igjen", f"neste runde {when}"]
    assert "22 / 22" in general.client.get("/goal").text, "the same doors as on the page of the year"

    booked.district.doors = 0
    session.add(booked.district)
    session.commit()
    (left,) = suggested_districts(session)
    assert left.district.name == "Ferdig"
    assert "0 av 22 dører igjen" in left.reasons


def at(on: date, starts: time, ends: time) -> dict[str, datetime]:
    moments = {"starts_at": starts, "ends_at": ends}
    return {name: datetime.combine(on, clock, OSLO).astimezone(UTC) for name, clock in moments.items()}


@pytest.mark.parametrize(
    ("on", "ends", "said"),
    [
        (date(2027, 5, 17), time(19), ["Det er 17. mai: en helligdag."]),
        (date(2027, 3, 8), time(19), ["Det er 8. mars. Mange er opptatt."]),
        (date(2027, 4, 11), time(19), ["Det er søndag, og da skal folk ha ro."]),
        (date(2027, 4, 12), time(20), []),
        (date(2027, 4, 12), time(20, 30), ["Runden varer etter kl. 20.00. Da banker vi ikke på."]),
    ],
)
def test_the_day_and_the_hour_are_remarked_upon(
    session: Session, planned: PlanRound, on: date, ends: time, said: list[str]
) -> None:
    round_ = session.merge(planned())
    round_.sqlmodel_update(at(on, time(17), ends))

    assert remarks(session, round_) == said


def test_a_general_with_two_rounds_at_once_and_two_in_one_district_are_remarked_upon(
    session: Session, planned: PlanRound, general: SignedInPerson
) -> None:
    first = planned()
    assert not any("leder også" in each for each in remarks(session, first))
    second = planned()

    page = general.client.get(f"/rounds/{second.id}/desk").text

    assert f"Gunnar General leder også runden i Øvre Čáppašåsen {day(first.starts_at)} 17:30." in page
    assert "Det er en runde til i samme bydel samme dag." in page


def test_a_round_where_nobody_has_walked_before_says_so_until_somebody_experienced_comes(
    session: Session, planned: PlanRound, come: Come, general: SignedInPerson
) -> None:
    round_ = planned()
    first = come(round_, "Ny En", "en@example.org")
    come(round_, "Ny To", "to@example.org")
    session.rollback()
    url = f"/rounds/{round_.id}/desk"
    assert "Ingen som kommer, har gått før." in general.client.get(url).text

    session.get_one(Person, first.person_id).level = Level.EXPERIENCED
    session.commit()

    assert "Ingen som kommer, har gått før." not in general.client.get(url).text


def test_a_round_like_an_earlier_one_needs_only_a_new_day(
    planned: PlanRound, general: SignedInPerson, board: SignedInPerson
) -> None:
    earlier = planned(meeting_place="Ved kiosken", capacity=14)

    page = general.client.get(f"/rounds/new?like={earlier.id}").text

    assert 'value="Ved kiosken"' in page
    assert 'value="14"' in page
    assert 'id="day" name="day" type="date" required min=' in page
    assert board.client.get(f"/rounds/new?like={earlier.id}").status_code == 200


def test_the_list_of_rounds_is_sorted_and_one_that_is_held_today_is_past(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    first, second = planned(meeting_place="Aller først"), planned(meeting_place="Etterpå")
    second.starts_at += timedelta(days=7)
    second.ends_at += timedelta(days=7)
    session.add(second)
    session.commit()
    come(first, "Kari Nes", "kari@example.org")

    def listed(query: str = "") -> list[str]:
        page = general.client.get(f"/rounds{query}").text
        return re.findall(r"Aller først|Etterpå|Tidligere", page)

    assert listed() == ["Aller først", "Etterpå"]
    assert listed("?sort=coming") == ["Etterpå", "Aller først"]
    assert listed("?q=etterpå&sort=district") == ["Etterpå"]
    assert general.client.get("/rounds?sort=nothing").status_code == 422

    first.starts_at, first.ends_at, first.status = now(), now() + timedelta(hours=1), RoundStatus.HELD
    session.add(first)
    session.commit()
    assert listed() == ["Etterpå", "Tidligere", "Aller først"]


def test_fewer_places_than_people_who_come_are_set_knowingly_and_take_nobody_s(
    session: Session, place: Place, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned(capacity=6)
    for name in ("En", "To", "Tre"):
        come(round_, name, f"{name}@example.org")
    address, sent = f"/rounds/{round_.id}/plan", typed(place, capacity=2, version=1)
    assert "enn de 3 som har en" in general.client.get(address).text

    refused = general.client.post(address, data=sent)
    meant = general.client.post(address, data=sent | {"fewer_ok": "true"})

    assert (refused.status_code, meant.status_code) == (422, 303)
    assert "3 har plass alt. Med 2 plasser mister ingen av dem sin" in refused.text
    assert statuses(session, round_.id) == ["coming"] * 3
    again = typed(place, capacity=2, version=2, meeting_place="Biblioteket")
    assert general.client.post(address, data=again).status_code == 303, "it is not asked about twice"

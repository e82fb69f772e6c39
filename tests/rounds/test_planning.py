"""Planning a round: who may, when it can be, what happens to those who have signed up."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from rounds.arranging import USUAL, Come, Place, PlanRound, mails, make_place, subjects, typed
from sqlmodel import Session, select

from app.districts.models import District
from app.language import local, now, today
from app.people.models import AuditEntry, Role
from app.rounds.errors import ClockGapError
from app.rounds.models import RingReason, Round, RoundGeneral, Season
from app.rounds.schedule import moment_at


def test_a_general_plans_a_round_and_leads_it(
    session: Session, place: Place, general: SignedInPerson
) -> None:
    assert general.client.get("/rounds/new").status_code == 200
    answer = general.client.post("/rounds", data=typed(place))

    assert answer.status_code == 303
    (round_,) = session.exec(select(Round)).all()
    assert answer.headers["location"] == f"/rounds/{round_.id}/desk"
    assert (local(round_.starts_at).hour, local(round_.starts_at).minute) == (17, 30)
    assert round_.note_key
    assert round_.slug == f"ovre-cappasasen-{round_.starts_at.date()}"
    assert [led.person_id for led in session.exec(select(RoundGeneral)).all()] == [general.person.id]


def test_who_leads_is_told_how_the_next_round_is_set_up_and_others_to_come_back(sign_in: SignIn) -> None:
    board, general, volunteer = (
        sign_in(role).client.get("/").text for role in (Role.BOARD, Role.GENERAL, Role.VOLUNTEER)
    )

    assert "Slik setter dere opp den neste" in board
    assert "Slik setter dere opp den neste" in general
    assert "Les e-postene som går til" in board
    assert "Les e-postene som går til" not in general
    assert "Kom tilbake om noen dager" in volunteer
    assert "den neste:" not in volunteer


def test_a_district_nobody_has_cut_can_be_planned_in(session: Session, general: SignedInPerson) -> None:
    district = District(name="Ennå ikke delt", doors=5)
    session.add(district)
    session.commit()

    page = general.client.get(f"/rounds/new?district={district.id}").text

    assert f'<option value="{district.id}" selected>' in page
    assert f'data-district="{district.id}"' not in page


def test_two_rounds_on_a_day_in_a_district_get_an_address_each(
    session: Session, place: Place, general: SignedInPerson
) -> None:
    for _time in range(2):
        assert general.client.post("/rounds", data=typed(place)).status_code == 303

    slugs = sorted(round_.slug for round_ in session.exec(select(Round)).all())
    assert slugs[1] == f"{slugs[0]}-2"


def test_a_moved_round_is_found_where_its_poster_says_and_its_address_tells_the_new_day(
    session: Session, visitor: TestClient, place: Place, general: SignedInPerson, planned: PlanRound
) -> None:
    round_, later = planned(), USUAL.next_open_day(today() + timedelta(days=30))
    old = round_.slug
    for version, day in enumerate([later, local(round_.starts_at).date(), later], start=1):
        sent = typed(place, day=day, version=version)
        assert general.client.post(f"/rounds/{round_.id}/plan", data=sent).status_code == 303
    other = planned()

    session.expire_all()
    assert round_.slug == f"ovre-cappasasen-{later}"
    assert other.slug == f"{old}-2", "the poster leads to nobody else's round"
    session.rollback()
    assert visitor.get(f"/rounds/{old}").headers["location"] == f"/rounds/{round_.slug}"
    assert visitor.get(f"/rounds/{round_.slug}").status_code == 200
    assert f"{round_.id}@dorbank" in visitor.get(f"/rounds/{old}/calendar.ics").text
    form = {"name": "Kari", "contact": "kari@example.org", "consent": "true"}
    assert visitor.post(f"/rounds/{old}/sign-ups", data=form).status_code == 303, "from a page that was open"
    assert visitor.get("/rounds/nowhere-2026-01-01").status_code == 404


def test_the_board_chooses_the_generals(
    session: Session, place: Place, board: SignedInPerson, general: SignedInPerson
) -> None:
    unled = board.client.post("/rounds", data=typed(place))
    led = board.client.post("/rounds", data=typed(place) | {"generals": str(general.person.id)})
    stranger = board.client.post("/rounds", data=typed(place) | {"generals": str(board.person.id)})

    assert (unled.status_code, led.status_code, stranger.status_code) == (303, 303, 422)
    assert "ikke dørbankgeneral" in stranger.text
    assert len(session.exec(select(Round)).all()) == 2
    assert [each.person_id for each in session.exec(select(RoundGeneral)).all()] == [general.person.id]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": today() - timedelta(days=1)}, "Tidspunktet har vært"),
        ({"starts": time(20, 0), "ends": time(17, 30)}, "Runden slutter før den begynner"),
        ({"day": date(2027, 3, 28), "starts": time(2, 30), "ends": time(4, 0)}, "finnes ikke"),
        ({"cut_id": uuid4()}, "Oppdelingen hører til en annen bydel"),
    ],
)
def test_what_cannot_be_is_refused_with_the_form_kept(
    session: Session,
    place: Place,
    general: SignedInPerson,
    changes: dict[str, object],
    sentence: str,
) -> None:
    answer = general.client.post("/rounds", data=typed(place, **changes))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Bydelshuset"' in answer.text
    assert session.exec(select(Round)).all() == []


def test_the_hour_that_summer_time_skips_is_refused_and_the_doubled_one_is_not() -> None:
    with pytest.raises(ClockGapError):
        moment_at(date(2027, 3, 28), time(2, 0))

    before, after = moment_at(date(2027, 3, 28), time(1, 59)), moment_at(date(2027, 3, 28), time(3, 0))
    assert after - before == timedelta(minutes=1)
    doubled, later = moment_at(date(2026, 10, 25), time(2, 30)), moment_at(date(2026, 10, 25), time(3, 30))
    assert later - doubled == timedelta(hours=2)


def test_another_districts_cut_is_refused(session: Session, place: Place, general: SignedInPerson) -> None:
    other = make_place(session, "Nabobydelen")

    answer = general.client.post("/rounds", data=typed(place, cut_id=other.cut.id))

    assert answer.status_code == 422
    assert general.client.post("/rounds", data=typed(place)).status_code == 303


def test_changing_time_or_place_tells_those_who_come(
    session: Session, place: Place, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned()
    come(round_, "Kari", "kari@example.org")
    by_phone = come(round_, "Ola", "99887766")

    quiet = general.client.post(f"/rounds/{round_.id}/plan", data=typed(place, gathering="Kaffe", version=1))
    assert quiet.status_code == 303
    assert len(mails()) == 1  # the confirmation alone
    moved = general.client.post(
        f"/rounds/{round_.id}/plan", data=typed(place, meeting_place="Biblioteket", version=2)
    )

    assert moved.status_code == 303
    assert any("Endret" in subject for subject in subjects())
    session.rollback()
    session.refresh(by_phone)
    assert by_phone.to_ring == RingReason.CHANGED


def test_two_who_change_at_once_do_not_overwrite_each_other(
    session: Session, place: Place, general: SignedInPerson, planned: PlanRound
) -> None:
    round_ = planned()
    address = f"/rounds/{round_.id}/plan"
    first = general.client.post(address, data=typed(place, meeting_place="Biblioteket", version=1))
    second = general.client.post(address, data=typed(place, meeting_place="Torget", version=1))

    assert (first.status_code, second.status_code) == (303, 409)
    session.rollback()
    session.refresh(round_)
    assert round_.meeting_place == "Biblioteket"


def test_more_places_let_those_who_wait_in(
    session: Session, place: Place, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned(capacity=2)
    for name in ("En", "To"):
        come(round_, name, f"{name}@example.org")
    waiting = come(round_, "Tre", "tre@example.org")
    assert waiting.status.value == "waiting"

    general.client.post(f"/rounds/{round_.id}/plan", data=typed(place, capacity=3, version=1))

    session.rollback()
    session.refresh(waiting)
    assert waiting.status.value == "coming"
    assert any("fått plass" in subject for subject in subjects())


PAGES = ["desk", "plan", "poster", "poster.pdf"]


@pytest.mark.parametrize("page", PAGES)
def test_a_general_opens_own_rounds_and_the_board_all(
    sign_in: SignIn, general: SignedInPerson, board: SignedInPerson, planned: PlanRound, page: str
) -> None:
    address = f"/rounds/{planned().id}/{page}"
    other = sign_in(Role.GENERAL, name="Annen General")

    assert general.client.get(address).status_code == 200
    assert board.client.get(address).status_code == 200
    assert other.client.get(address).status_code == 404


DEEDS = ["cancellation", "walk-ups", "teams/proposal", "teams/dissolution", "assignments/proposal"]


@pytest.mark.parametrize("deed", DEEDS)
def test_another_general_can_do_nothing_to_a_round(
    session: Session, sign_in: SignIn, general: SignedInPerson, planned: PlanRound, deed: str
) -> None:
    address = f"/rounds/{planned().id}/{deed}"
    other = sign_in(Role.GENERAL, name="Annen General")

    assert other.client.post(address, data={"name": "Jonas"}).status_code == 404
    assert general.client.post(address, data={"name": "Jonas"}).status_code == 303


def test_a_general_lists_own_rounds_only(
    session: Session, sign_in: SignIn, general: SignedInPerson, board: SignedInPerson, planned: PlanRound
) -> None:
    mine = planned()
    other = sign_in(Role.GENERAL, name="Annen General")
    theirs = planned(by=other)

    listed = general.client.get("/rounds").text
    assert str(mine.id) in listed
    assert str(theirs.id) not in listed
    everything = board.client.get("/rounds").text
    assert str(mine.id) in everything
    assert str(theirs.id) in everything


def test_one_who_was_a_general_no_longer_opens_the_round(
    session: Session, sign_in: SignIn, general: SignedInPerson, planned: PlanRound
) -> None:
    """Leading a round is not enough: the role itself is asked for every time."""
    round_ = planned()
    volunteer = sign_in(Role.VOLUNTEER)
    session.add(RoundGeneral(round_id=round_.id, person_id=volunteer.person.id))
    session.commit()

    assert volunteer.client.get(f"/rounds/{round_.id}/desk").status_code == 403


def test_planning_is_written_in_the_audit(session: Session, place: Place, general: SignedInPerson) -> None:
    general.client.post("/rounds", data=typed(place))

    entries = session.exec(select(AuditEntry).where(AuditEntry.actor_id == general.person.id)).all()
    assert [entry.deed for entry in entries] == ["round planned"]
    assert entries[0].at <= now()


def test_seasons_are_the_boards(session: Session, sign_in: SignIn, board: SignedInPerson) -> None:
    season = {
        "name": "Lytte",
        "purpose": "Høre",
        "starts_on": str(today()),
        "ends_on": str(today() + timedelta(days=60)),
    }
    backwards = season | {"ends_on": str(today() - timedelta(days=1))}

    assert board.client.post("/seasons", data=season).status_code == 303
    assert board.client.post("/seasons", data=backwards).status_code == 422
    overlapping = board.client.post("/seasons", data=season | {"name": "Til"})
    assert overlapping.status_code == 422
    assert "Dagene er også i «Lytte»" in overlapping.text
    after = season | {"name": "Til", "starts_on": str(today() + timedelta(days=61)), "ends_on": "2099-01-01"}
    assert board.client.post("/seasons", data=after).status_code == 303
    session.expire_all()
    next_id = session.exec(select(Season.id).where(Season.name == "Til")).one()
    session.rollback()
    for sort, is_first in [("start", True), ("newest", False), ("name", True)]:
        page = board.client.get(f"/seasons?sort={sort}").text
        assert (page.index("Lytte</h2>") < page.index("Til</h2>")) == is_first
    assert "Til</h2>" not in board.client.get("/seasons?q=lytte").text
    assert "Ingen sesonger heter det" in board.client.get("/seasons?q=valg").text
    moved = after | {"starts_on": season["ends_on"]}
    assert board.client.post(f"/seasons/{next_id}", data=moved).status_code == 422
    assert board.client.post(f"/seasons/{next_id}/removal").status_code == 303
    assert sign_in(Role.GENERAL).client.post("/seasons", data=season).status_code == 403
    page = board.client.get("/seasons").text
    assert page.count('class="card season"') == 1
    season_id = session.exec(select(Season.id)).one()
    session.rollback()
    assert board.client.post(f"/seasons/{season_id}", data=season | {"name": "Valg"}).status_code == 303
    assert "Valg" in board.client.get("/seasons").text
    assert board.client.post(f"/seasons/{season_id}/removal").status_code == 303
    assert "Ingen sesonger ennå" in board.client.get("/seasons").text

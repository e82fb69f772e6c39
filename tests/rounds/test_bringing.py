"""What is brought to a round: a pack list, an A4 with numbers that are logged, and whom to ring."""

import re

from conftest import SignedInPerson, SignIn
from rounds.arranging import Come, PlanRound, mails, propose, sign_up_of
from sqlmodel import Session, select

from app.people.access import Actor
from app.people.models import AuditEntry, Role
from app.rounds.models import Round, SignUp
from app.rounds.team_sheet import sheet_facts


def numbers_on(page: str) -> list[str]:
    """Give how many of each thing the pack list asks for, from the top."""
    return re.findall(r"<strong>(\d+)</strong> (?:løpesedler|vester|nødladere)", page)


def revealed(session: Session) -> int:
    session.rollback()
    return len(session.exec(select(AuditEntry).where(AuditEntry.deed == "contact revealed")).all())


def test_the_pack_list_follows_the_routes_and_the_people(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    """Five people are two teams: an estimate first, then the doors of their own routes, 9 each."""
    before = general.client.get(f"/rounds/{evening.id}/packing").text
    assert "et anslag" in before
    assert numbers_on(before) == ["20", "6", "2"]

    propose(general, evening)

    after = general.client.get(f"/rounds/{evening.id}/packing").text
    assert "et anslag" not in after
    assert numbers_on(after) == ["20", "6", "2"]
    assert "18 dører" in after


def test_nobody_signed_up_needs_nothing(general: SignedInPerson, planned: PlanRound) -> None:
    assert numbers_on(general.client.get(f"/rounds/{planned().id}/packing").text) == ["0", "1", "0"]


def test_the_a4_has_teams_routes_and_numbers_and_says_that_it_is_to_be_shredded(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned()
    come(round_, "Kari Nordmann", "97 53 24 68")
    come(round_, "Ola Dunk", "ola@example.org")
    propose(general, round_)

    facts = sheet_facts(session, Actor(general.person.id, frozenset({Role.GENERAL})), round_)

    assert facts["shred"] == "Makuleres etter runden"
    blocks = facts["blocks"]
    assert isinstance(blocks, list)
    (team,) = blocks
    assert "Gate" in str(team["route"])
    assert team["people"] == [
        {"name": "Kari", "phone": "97 53 24 68"},
        {"name": "Ola", "phone": ""},
    ]
    session.rollback()
    assert general.client.get(f"/rounds/{round_.id}/team-sheet.pdf").status_code == 405
    assert revealed(session) == 0
    printed = general.client.post(f"/rounds/{round_.id}/team-sheet.pdf")
    assert printed.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", printed.content)) == 1
    assert revealed(session) == 1, "who left no number was not shown"


def test_another_rounds_numbers_are_not_printed(
    general: SignedInPerson, sign_in: SignIn, planned: PlanRound
) -> None:
    others = planned(by=sign_in(Role.GENERAL))
    for address in ("team-sheet.pdf", "numbers-to-ring"):
        assert general.client.post(f"/rounds/{others.id}/{address}").status_code == 404
    assert general.client.get(f"/rounds/{others.id}/packing").status_code == 404


def test_a_cancelled_round_lists_whom_to_ring_with_links_and_logs_each_number(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned()
    come(round_, "Kari Nordmann", "97 53 24 68")
    come(round_, "Ola Dunk", "ola@example.org")
    general.client.post(f"/rounds/{round_.id}/walk-ups", data={"name": "Jonas"})

    assert general.client.post(f"/rounds/{round_.id}/cancellation").status_code == 303

    assert "Avlyst: dørbank" in mails()[-1].replace("=C3=B8", "ø") or "METHOD:CANCEL" in mails()[-1]
    session.rollback()
    session.expire_all()
    to_ring = [found.id for found in session.exec(select(SignUp)).all() if found.to_ring]
    assert to_ring == [sign_up_of(session, "Kari").id], "a walk-up without a number cannot be rung"
    assert "tel:" not in general.client.get(f"/rounds/{round_.id}/desk").text
    assert 'href="tel:+4797532468"' in general.client.post(f"/rounds/{round_.id}/numbers-to-ring").text
    assert revealed(session) == 1

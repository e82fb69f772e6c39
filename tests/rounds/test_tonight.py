"""At the meeting point: no-shows are struck and put back, and each team gets a route nobody has walked."""

from datetime import timedelta
from uuid import uuid4

from conftest import SignedInPerson, browser
from rounds.arranging import Come, Place, PlanRound, mails, propose, sign_up_of, statuses, teams_now
from sqlmodel import Session, select

from app.language import now
from app.rounds.models import Assignment, Round, RoundStatus, SignUp, SignUpStatus, Team, TeamMember
from app.rounds.queries import join_code


def settle(general: SignedInPerson, round_: Round, teams: int) -> int:
    return general.client.post(f"/rounds/{round_.id}/team-count", data={"teams": teams}).status_code


def strike(general: SignedInPerson, round_: Round, found: SignUp, *, absent: bool) -> int:
    address = f"/rounds/{round_.id}/sign-ups/{found.id}/absence"
    return general.client.post(address, data={"absent": absent}).status_code


def full(round_: Round, come: Come) -> SignUp:
    """Let three sign up where two have room; give the first."""
    names = ("En", "To", "Tre")
    first, *_others = [come(round_, name, f"{name.lower()}@example.org") for name in names]
    return first


def test_a_no_show_is_struck_and_put_back(session: Session, general: SignedInPerson, evening: Round) -> None:
    propose(general, evening)
    liv = sign_up_of(session, "Liv")

    assert strike(general, evening, liv, absent=True) == 303
    assert "absent" in statuses(session, evening.id)
    assert "Liv" not in [name for names in teams_now(session, evening).values() for name in names]
    shown = general.client.get(f"/rounds/{evening.id}/tonight").text
    assert "4 er med" in shown
    assert "Liv er her likevel" in shown

    assert strike(general, evening, liv, absent=False) == 303
    assert statuses(session, evening.id) == ["coming"] * 5
    session.rollback()
    assert session.get_one(SignUp, liv.id).stair_free, "the wish is still there"


def test_striking_offers_nobody_the_place(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned(capacity=2)
    first = full(round_, come)

    assert strike(general, round_, first, absent=True) == 303
    session.expire_all()

    assert statuses(session, round_.id) == ["absent", "coming", "waiting"]
    assert strike(general, round_, sign_up_of(session, "Tre"), absent=True) == 303
    assert statuses(session, round_.id)[2] == "waiting", "only somebody who comes can be missing"


def test_a_place_that_is_freed_when_the_others_have_gone_is_offered_to_nobody(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned(capacity=2)
    first = full(round_, come)
    round_.starts_at = now() - timedelta(minutes=10)
    session.commit()
    sent = len(mails())

    assert general.client.post(f"/rounds/{round_.id}/sign-ups/{first.id}/cancellation").status_code == 303

    session.expire_all()
    assert statuses(session, round_.id) == ["cancelled", "coming", "waiting"]
    assert all("\nTo: en@example.org\n" in mail for mail in mails()[sent:]), "only who is off hears of it"


def test_who_was_missing_is_forgotten_with_the_round(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    liv = sign_up_of(session, "Liv")
    strike(general, evening, liv, absent=True)

    general.client.post(f"/rounds/{evening.id}/cancellation")

    session.rollback()
    session.expire_all()
    assert session.get_one(SignUp, liv.id).status == SignUpStatus.CANCELLED


def test_a_foreign_sign_up_is_not_struck(
    session: Session, general: SignedInPerson, evening: Round, planned: PlanRound
) -> None:
    assert strike(general, planned(), sign_up_of(session, "Kari"), absent=True) == 404
    assert "absent" not in statuses(session, evening.id)


def test_so_many_teams_each_get_a_route(session: Session, general: SignedInPerson, evening: Round) -> None:
    assert settle(general, evening, 2) == 303

    made = teams_now(session, evening)
    assert sorted(len(names) for names in made.values()) == [2, 3]
    given = session.exec(select(Assignment).where(Assignment.round_id == evening.id)).all()
    assert len({one.walk_route_id for one in given}) == 2
    shown = general.client.get(f"/rounds/{evening.id}/tonight").text
    assert "Ingen rute ennå" not in shown

    assert settle(general, evening, 2) == 303
    assert teams_now(session, evening) == made, "asking again changes nothing"


def test_too_many_or_too_few_teams_are_refused_with_the_number_that_fits(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    for count in (1, 3, 40):
        answer = general.client.post(f"/rounds/{evening.id}/team-count", data={"teams": count})
        assert answer.status_code == 422
        assert "Dere er 5, og hvert lag er på to eller tre. Det blir 2 lag." in answer.text
    assert settle(general, evening, 0) == 422
    assert teams_now(session, evening) == {}


def test_a_count_that_cannot_be_says_who_is_out_already_and_who_needs_an_adult(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    """Five are on two teams, one of which a phone walks with; then two young ones come."""
    propose(general, evening)
    walking = session.exec(select(Assignment)).first()
    assert walking
    code = join_code(walking)
    session.rollback()
    assert browser().post(f"/join/{code}").status_code == 303
    count = f"/rounds/{evening.id}/team-count"
    out = len(session.exec(select(TeamMember).where(TeamMember.team_id == walking.team_id)).all())
    session.rollback()
    for name in ("Ung", "Yngre"):
        general.client.post(f"/rounds/{evening.id}/walk-ups", data={"name": name, "under_18": "true"})

    answer = general.client.post(count, data={"teams": 9})

    assert answer.status_code == 422
    assert f"Dere er 7, og hvert lag er på to eller tre. 1 lag er alt ute eller låst, med {out} av dere." in (
        answer.text
    )
    assert "De som er under 18 år" not in answer.text or out == 3
    assert settle(general, evening, 3) == 303
    named = teams_now(session, evening).values()
    assert not any(set(names) <= {"Ung", "Yngre"} for names in named)
    assert len([name for names in named for name in names]) == 7


def test_routes_of_other_rounds_are_left_to_them(
    session: Session, general: SignedInPerson, evening: Round, planned: PlanRound, place: Place
) -> None:
    """The first two routes are walked, so one is left: the third, and a walked one for the other team."""
    other = planned()
    team = Team(round_id=other.id, number=1)
    session.add(team)
    session.flush()
    for walk_route in place.walk_routes[:2]:
        session.add(Assignment(round_id=other.id, team_id=team.id, walk_route_id=walk_route.id))
    place.walk_routes[2].locked = True
    session.add(place.walk_routes[2])
    session.commit()

    answer = general.client.post(f"/rounds/{evening.id}/team-count", data={"teams": 2})

    assert answer.status_code == 303
    session.rollback()
    given = session.exec(select(Assignment.walk_route_id).where(Assignment.round_id == evening.id)).all()
    assert place.walk_routes[2].id in given
    assert len(given) == 2


def test_a_round_that_is_over_or_anothers_takes_no_count(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    assert general.client.post(f"/rounds/{uuid4()}/team-count", data={"teams": 2}).status_code == 404
    evening.status = RoundStatus.CANCELLED
    session.add(evening)
    session.commit()

    assert settle(general, evening, 2) == 409
    assert "Runden er avlyst" in general.client.get(f"/rounds/{evening.id}/tonight").text


def test_a_walk_up_is_added_from_the_same_page(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    answer = general.client.post(
        f"/rounds/{evening.id}/walk-ups",
        data={"name": "Jonas", "page": "tonight"},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert "6 er med" in answer.text
    assert "<html" not in answer.text


def test_without_scripts_the_page_that_wrote_somebody_in_comes_back(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    address = f"/rounds/{evening.id}/walk-ups"
    for page in ("tonight", "desk"):
        answer = general.client.post(address, data={"name": "Eva", "page": page})
        assert answer.headers["location"] == f"/rounds/{evening.id}/{page}"
    assert general.client.post(address, data={"name": "Eva", "page": "goal"}).status_code == 422
    assert len(statuses(session, evening.id)) == 7

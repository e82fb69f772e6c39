"""What people ask for when they sign up, what the teams make of it, and teams that are locked."""

from conftest import SignedInPerson
from fastapi.testclient import TestClient
from rounds.arranging import Come, Place, PlanRound, propose, sign_up_of, teams_now
from sqlmodel import Session, col, select

from app.people.models import Person, PersonRole, Role
from app.rounds.models import Assignment, Round, SignUp, Team


def come_all(come: Come, round_: Round, **wishes: dict[str, object]) -> None:
    for name, wish in wishes.items():
        come(round_, f"{name} Etternavn", f"{name.lower()}@example.org", **wish)


def test_two_who_write_the_same_word_walk_together_and_the_word_is_not_kept(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned()
    come_all(
        come, round_, Kari={"friend_word": " Rogne Bær"}, Ola={}, Aisha={}, Per={"friend_word": "rognebær"}
    )

    propose(general, round_)

    assert ["Kari", "Per"] in teams_now(session, round_).values()
    kept = session.exec(select(SignUp.friends).where(SignUp.friends != "")).all()
    assert len(set(kept)) == 1
    assert "rogneb" not in kept[0]
    assert general.client.get(f"/rounds/{round_.id}/desk").text.count("Med en venn") == 4, "in team and list"


def test_the_same_word_in_another_round_is_another_hash_and_all_is_forgotten_at_the_end(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    first, second = planned(), planned()
    come(first, "Kari", "kari@example.org", friend_word="gran", short_walk=True, under_18=True)
    come(second, "Ola", "ola@example.org", friend_word="gran")
    assert len(set(session.exec(select(SignUp.friends)).all())) == 2
    session.rollback()

    for round_ in (first, second):
        general.client.post(f"/rounds/{round_.id}/cancellation")

    session.rollback()
    session.expire_all()
    kept = [(one.friends, one.short_walk, one.under_18) for one in session.exec(select(SignUp)).all()]
    assert kept == [("", False, False)] * 2


def test_a_form_with_somebody_elses_contact_makes_nobody_under_18(
    session: Session, visitor: TestClient, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    """A known person's new sign-up is taken at its word, so that an adult walks along; the person is not."""
    first, second = planned(), planned()
    come(first, "Kari Øvre", "kari@example.org")
    for round_ in (first, second):
        form = {"name": "Kari", "contact": "kari@example.org", "under_18": "true", "consent": "true"}
        assert visitor.post(f"/rounds/{round_.slug}/sign-ups", data=form).status_code == 303

    session.expire_all()
    kari = next(person for person in session.exec(select(Person)) if person.email == "kari@example.org")
    told = {found.round_id: found.under_18 for found in session.exec(select(SignUp))}
    assert not kari.under_18
    assert told == {first.id: False, second.id: True}
    session.rollback()
    assert ">Under 18<" not in general.client.get(f"/rounds/{first.id}/desk").text
    assert ">Under 18<" in general.client.get(f"/rounds/{second.id}/desk").text


def test_the_desk_marks_candidates_councillors_and_the_committee(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned()
    come_all(come, round_, Kari={"candidate": True}, Ola={"councillor": True}, Aisha={})
    aisha = session.get_one(Person, sign_up_of(session, "Aisha").person_id)
    session.add(PersonRole(person_id=aisha.id, role=Role.COMMITTEE))
    session.commit()

    page = general.client.get(f"/rounds/{round_.id}/desk").text

    for words in ("kandidat", "folkevalgt", "komité"):
        assert f'data-kind="quiet">{words}</span>' in page


def test_a_team_that_wants_a_short_walk_gets_the_shortest(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come, place: Place
) -> None:
    place.walk_routes[2].laid_minutes = 40
    session.add(place.walk_routes[2])
    session.commit()
    round_ = planned()
    come_all(come, round_, Kari={}, Ola={}, Aisha={"short_walk": True}, Per={"short_walk": True})

    propose(general, round_)

    wishing = next(n for n, names in teams_now(session, round_).items() if names == ["Aisha", "Per"])
    got = select(Assignment.walk_route_id).join(Team, col(Team.id) == Assignment.team_id)
    assert session.exec(got.where(Team.number == wishing)).one() == place.walk_routes[2].id


def test_a_locked_team_stays_when_teams_are_made_anew(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    propose(general, evening)
    before = teams_now(session, evening)
    team = session.exec(select(Team).where(Team.number == 1)).one()
    session.rollback()
    lock = f"/rounds/{evening.id}/teams/{team.id}/lock"
    assert general.client.post(lock, data={"locked": "true"}).status_code == 303

    general.client.post(f"/rounds/{evening.id}/teams/dissolution")
    assert teams_now(session, evening) == {1: before[1]}
    propose(general, evening)
    assert teams_now(session, evening)[1] == before[1]
    general.client.post(f"/rounds/{evening.id}/team-count", data={"teams": 2})
    assert teams_now(session, evening)[1] == before[1]

    assert general.client.post(lock, data={"locked": "false"}).status_code == 303
    general.client.post(f"/rounds/{evening.id}/teams/dissolution")
    assert teams_now(session, evening) == {}


def test_another_rounds_team_is_not_locked(
    session: Session, general: SignedInPerson, evening: Round, planned: PlanRound
) -> None:
    propose(general, evening)
    team = session.exec(select(Team)).first()
    session.rollback()
    assert team is not None
    other = planned()

    answer = general.client.post(f"/rounds/{other.id}/teams/{team.id}/lock", data={"locked": "true"})

    assert answer.status_code == 404

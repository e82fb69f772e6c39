"""The ladder: rounds walked, a course, a round led beside a general, a recommendation, an appointment."""

import html
import re
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from conftest import SignedInPerson, SignIn
from rounds.arranging import Place, make_place, plan_form
from sqlmodel import Session, select

from app.language import now, today
from app.people.models import Level, Person, PersonRole, Role
from app.rounds.models import Round, RoundGeneral, RoundStatus, SignUp
from app.sweep import sweep
from app.training.models import Attendance, Course, CourseStatus, Recommendation


@pytest.fixture
def place(session: Session) -> Place:
    return make_place(session, "Nedre Elvehavn")


def held_round(session: Session, place: Place, *, walkers: list[UUID], leaders: list[UUID]) -> Round:
    started = now() - timedelta(days=3)
    made = Round(
        slug=f"runde-{len(session.exec(select(Round)).all())}",
        district_id=place.district.id,
        starts_at=started,
        ends_at=started + timedelta(hours=2),
        meeting_place="Bydelshuset",
        status=RoundStatus.HELD,
    )
    session.add(made)
    session.flush()
    session.add_all(SignUp(round_id=made.id, person_id=each, made_at=started) for each in walkers)
    session.add_all(RoundGeneral(round_id=made.id, person_id=each) for each in leaders)
    session.commit()
    return made


def set_level(session: Session, who: SignedInPerson, level: Level) -> None:
    session.get_one(Person, who.person.id).level = level
    session.commit()


def level_now(session: Session, who: SignedInPerson) -> Level:
    session.rollback()
    return session.get_one(Person, who.person.id).level


def signed_off(session: Session, sign_in: SignIn) -> SignedInPerson:
    general = sign_in(Role.GENERAL, name="Jonas Vik")
    set_level(session, general, Level.GENERAL)
    return general


def test_a_new_one_is_experienced_after_two_rounds_without_anybodys_asking(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    ola, once = sign_in(Role.VOLUNTEER, name="Ola Nes"), sign_in(Role.VOLUNTEER, name="Tuva Berg")
    held_round(session, place, walkers=[ola.person.id, once.person.id], leaders=[])
    held_round(session, place, walkers=[ola.person.id], leaders=[])
    assert "mangler du 1 runde" in once.client.get("/me").text

    for _again in range(2):
        sweep()

    assert (level_now(session, ola), level_now(session, once)) == (Level.EXPERIENCED, Level.NEW)


def test_the_board_lets_somebody_into_training_after_rounds_and_a_course(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, ola = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER, name="Ola Nes")
    set_level(session, ola, Level.EXPERIENCED)
    for _round in range(4):
        held_round(session, place, walkers=[ola.person.id], leaders=[])
    early = board.client.post(f"/ladder/{ola.person.id}/steps")
    assert early.status_code == 409
    assert "mangler et kurs" in early.text
    assert "mangler et kurs" in board.client.get("/ladder").text

    course = Course(name="Innføring", on=today(), status=CourseStatus.HELD)
    session.add(course)
    session.flush()
    session.add(Attendance(course_id=course.id, person_id=ola.person.id))
    session.commit()

    assert board.client.post(f"/ladder/{ola.person.id}/steps").status_code == 303
    assert level_now(session, ola) == Level.IN_TRAINING
    assert session.get(PersonRole, (ola.person.id, Role.GENERAL))
    assert session.get(PersonRole, (ola.person.id, Role.VOLUNTEER))


def test_those_near_a_step_are_sorted_by_name_or_by_rounds(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, anne, bodil = sign_in(Role.BOARD), sign_in(name="Anne Nes"), sign_in(name="Bodil Nes")
    rules = {"rounds_to_experienced": 1, "rounds_to_training": 1, "rounds_beside": 0}
    assert board.client.post("/ladder/rules", data=rules).status_code == 303
    for who in (anne, bodil):
        set_level(session, who, Level.EXPERIENCED)
    for walkers in ([anne, bodil], [bodil]):
        held_round(session, place, walkers=[each.person.id for each in walkers], leaders=[])

    def order(sort: str) -> list[str]:
        return re.findall(r">(\w+) Nes</a>", board.client.get(f"/ladder?sort={sort}").text)

    assert (order("name"), order("walked")) == (["Anne", "Bodil"], ["Bodil", "Anne"])


def test_a_planned_course_does_not_count_and_stricter_rules_move_nobody_down(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, ola = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER, name="Ola Nes")
    set_level(session, ola, Level.EXPERIENCED)
    held_round(session, place, walkers=[ola.person.id], leaders=[])
    course = Course(name="Innføring", on=today())
    session.add(course)
    session.flush()
    session.add(Attendance(course_id=course.id, person_id=ola.person.id))
    session.commit()
    easy = {"rounds_to_experienced": 1, "rounds_to_training": 1, "rounds_beside": 0}
    assert board.client.post("/ladder/rules", data=easy | {"course_to_training": "true"}).status_code == 303
    assert board.client.post(f"/ladder/{ola.person.id}/steps").status_code == 409

    assert board.client.post("/ladder/rules", data=easy).status_code == 303
    assert board.client.post(f"/ladder/{ola.person.id}/steps").status_code == 303
    strict = {"rounds_to_experienced": 9, "rounds_to_training": 9, "rounds_beside": 9}
    assert board.client.post("/ladder/rules", data=strict).status_code == 303
    assert board.client.post("/ladder/rules", data=strict | {"rounds_beside": -1}).status_code == 422

    assert level_now(session, ola) == Level.IN_TRAINING


def test_one_general_recommends_and_the_board_appoints(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, general = sign_in(Role.BOARD), signed_off(session, sign_in)
    per = sign_in(Role.GENERAL, name="Per Aas")
    set_level(session, per, Level.IN_TRAINING)
    asked = {"person": str(per.person.id)}
    assert general.client.post("/ladder/recommendations", data=asked).status_code == 404
    held_round(session, place, walkers=[], leaders=[general.person.id, per.person.id])
    assert "mangler at en general anbefaler" in board.client.get("/ladder").text
    assert board.client.post(f"/ladder/{per.person.id}/steps").status_code == 409

    for _again in range(2):
        assert general.client.post("/ladder/recommendations", data=asked).status_code == 303

    assert len(session.exec(select(Recommendation)).all()) == 1
    assert len(per.client.get("/me.json").json()["recommendations"]) == 1
    assert "Du har anbefalt" in general.client.get("/ladder").text
    assert board.client.post(f"/ladder/{per.person.id}/steps").status_code == 303
    assert level_now(session, per) == Level.GENERAL
    assert session.exec(select(Recommendation)).all() == []
    assert board.client.post(f"/ladder/{per.person.id}/steps").status_code == 409


def test_somebody_not_signed_off_recommends_nobody_and_sees_no_strangers(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    unsigned, per = sign_in(Role.GENERAL, name="Nora Lund"), sign_in(Role.GENERAL, name="Per Aas")
    set_level(session, per, Level.IN_TRAINING)
    held_round(session, place, walkers=[], leaders=[per.person.id])
    assert "Per Aas" not in unsigned.client.get("/ladder").text

    refused = unsigned.client.post("/ladder/recommendations", data={"person": str(per.person.id)})

    assert refused.status_code == 409
    assert session.exec(select(Recommendation)).all() == []


def test_a_step_is_taken_back_with_one_tap_and_all_is_as_before(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, general = sign_in(Role.BOARD), signed_off(session, sign_in)
    ola, per = sign_in(Role.VOLUNTEER, name="Ola Nes"), sign_in(Role.GENERAL, name="Per Aas")
    set_level(session, per, Level.IN_TRAINING)
    held_round(session, place, walkers=[], leaders=[general.person.id, per.person.id])
    general.client.post("/ladder/recommendations", data={"person": str(per.person.id)})
    before = session.exec(select(Recommendation.by_id, Recommendation.at)).one()
    set_level(session, ola, Level.EXPERIENCED)
    easy = {"rounds_to_experienced": 1, "rounds_to_training": 1, "rounds_beside": 1}
    board.client.post("/ladder/rules", data=easy)
    held_round(session, place, walkers=[ola.person.id], leaders=[])
    shown = [board.client.post(f"/ladder/{each.person.id}/steps").headers["location"] for each in (ola, per)]
    assert level_now(session, per) == Level.GENERAL

    said = ["Ola Nes er nå general under opplæring", "Per Aas er nå general"]
    for url, name in zip(shown, said, strict=True):
        page = board.client.get(url).text
        assert name in page
        assert board.client.post("/ladder/undone-steps", data={"taken": code_in(page)}).status_code == 303

    assert (level_now(session, ola), level_now(session, per)) == (Level.EXPERIENCED, Level.IN_TRAINING)
    assert session.get(PersonRole, (ola.person.id, Role.GENERAL)) is None
    assert session.get(PersonRole, (per.person.id, Role.GENERAL))
    assert session.exec(select(Recommendation.by_id, Recommendation.at)).one() == before


def code_in(page: str) -> str:
    found = re.search(r'name="taken" value="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


def test_a_step_that_was_changed_since_or_was_never_taken_is_not_taken_back(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, ola = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER, name="Ola Nes")
    held_round(session, place, walkers=[ola.person.id], leaders=[])
    held_round(session, place, walkers=[ola.person.id], leaders=[])
    shown = board.client.post(f"/ladder/{ola.person.id}/steps").headers["location"]
    code = code_in(board.client.get(shown).text)
    assert "Angre" not in sign_in(Role.GENERAL).client.get(shown).text
    assert sign_in(Role.GENERAL).client.post("/ladder/undone-steps", data={"taken": code}).status_code == 403
    set_level(session, ola, Level.IN_TRAINING)

    refused = board.client.post("/ladder/undone-steps", data={"taken": code})

    assert refused.status_code == 409
    assert "endret siden" in refused.text
    assert level_now(session, ola) == Level.IN_TRAINING
    assert "Ola Nes er nå" not in board.client.get(shown).text
    assert board.client.post("/ladder/undone-steps", data={"taken": f"x{code}"}).status_code == 404
    assert board.client.get("/ladder?taken=æ").status_code == 200
    with time_machine.travel(now() + timedelta(days=2)):
        assert board.client.post("/ladder/undone-steps", data={"taken": code}).status_code == 404


def test_a_recommendation_outlives_the_general_who_gave_it_but_not_the_one_it_is_about(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, general = sign_in(Role.BOARD), signed_off(session, sign_in)
    per = sign_in(Role.GENERAL, name="Per Aas")
    set_level(session, per, Level.IN_TRAINING)
    held_round(session, place, walkers=[], leaders=[general.person.id, per.person.id])
    general.client.post("/ladder/recommendations", data={"person": str(per.person.id)})

    assert board.client.post(f"/people/{general.person.id}/forget").status_code == 303
    session.rollback()
    assert [each.by_id for each in session.exec(select(Recommendation)).all()] == [None]
    assert board.client.post(f"/people/{per.person.id}/forget").status_code == 303
    session.rollback()
    assert session.exec(select(Recommendation)).all() == []


def test_a_round_led_by_somebody_not_signed_off_warns(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, general = sign_in(Role.BOARD), signed_off(session, sign_in)
    per = sign_in(Role.GENERAL, name="Per Aas")
    warning = "Ingen av dem som leder, er utnevnt til general ennå."
    alone = plan_form(place, generals=[str(per.person.id)])
    desk = board.client.post("/rounds", data=alone).headers["location"]
    assert warning in board.client.get(desk).text
    plan = desk.replace("/desk", "/plan")
    assert "ikke utnevnt ennå" in board.client.get(plan).text

    both = plan_form(place, generals=[str(per.person.id), str(general.person.id)])
    assert board.client.post(plan, data=both).status_code == 303

    assert warning not in board.client.get(desk).text


def test_the_goal_page_names_whom_to_ask_and_what_they_lack(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, volunteer = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER)
    per = sign_in(Role.GENERAL, name="Per Aas")
    set_level(session, per, Level.IN_TRAINING)
    board.client.post("/rounds", data=plan_form(place))

    year = (today() + timedelta(days=10)).year

    assert "Per Aas" in board.client.get(f"/goal?year={year}").text
    assert "Per Aas" not in volunteer.client.get(f"/goal?year={year}").text

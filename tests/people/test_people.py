"""The board's list of people: roles, contacts behind a button, and being forgotten."""

from datetime import timedelta

from conftest import SignIn
from sqlmodel import Session, select

from app.language import today
from app.people.models import AuditEntry, Person, PersonRole, Role
from app.sweep import sweep


def test_a_contact_is_shown_only_at_the_press_of_a_button_and_that_is_logged(
    sign_in: SignIn, session: Session
) -> None:
    board = sign_in(Role.BOARD)
    board.client.post("/people", data={"name": "Ola Nes", "contact": "99 88 77 66"})
    ola = next(p for p in session.exec(select(Person)) if p.name == "Ola Nes")

    assert "99 88 77 66" not in board.client.get(f"/people/{ola.id}").text
    assert "99 88 77 66" in board.client.post(f"/people/{ola.id}/reveals").text
    session.rollback()
    assert "contact revealed" in session.exec(select(AuditEntry.deed)).all()


def test_a_contact_that_is_neither_address_nor_number_is_refused(sign_in: SignIn, session: Session) -> None:
    board = sign_in(Role.BOARD)
    answer = board.client.post("/people", data={"name": "Ola", "contact": "12345"})

    assert answer.status_code == 422
    assert "«12345»" in answer.text
    assert len(session.exec(select(Person)).all()) == 1


def test_adding_somebody_twice_gives_the_same_person_and_keeps_the_name(
    sign_in: SignIn, session: Session
) -> None:
    board = sign_in(Role.BOARD)
    for name in ("Ola Nes", "Noe Annet"):
        board.client.post("/people", data={"name": name, "contact": "ola@example.org", "roles": "volunteer"})

    assert sorted(p.name for p in session.exec(select(Person))) == ["Kari Øvre", "Ola Nes"]


def test_the_last_on_the_board_can_neither_leave_it_nor_be_deleted(sign_in: SignIn, session: Session) -> None:
    board = sign_in(Role.BOARD)

    assert board.client.post(f"/people/{board.person.id}", data={"roles": "general"}).status_code == 422
    assert board.client.post(f"/people/{board.person.id}/forget").status_code == 422
    sign_in(Role.BOARD)
    assert board.client.post(f"/people/{board.person.id}", data={"roles": "general"}).status_code == 303


def test_the_board_corrects_who_is_under_18(sign_in: SignIn, session: Session) -> None:
    board, ola = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER, name="Ola")
    page = f"/people/{ola.person.id}"
    kept = {"roles": "volunteer", "level": "new"}

    board.client.post(page, data=kept | {"under_18": "true"})
    assert 'name="under_18" value="true" checked' in board.client.get(page).text
    board.client.post(page, data=kept)

    session.expire_all()
    assert not session.get_one(Person, ola.person.id).under_18


def test_a_forgotten_person_is_gone_with_roles_and_sessions(sign_in: SignIn, session: Session) -> None:
    board, ola = sign_in(Role.BOARD), sign_in(Role.GENERAL, name="Ola")

    board.client.post(f"/people/{ola.person.id}/forget")

    assert session.get(Person, ola.person.id) is None
    assert len(session.exec(select(PersonRole)).all()) == 1
    assert ola.client.get("/people").headers["location"].startswith("/sign-in")


def test_a_person_whose_time_is_up_is_swept(sign_in: SignIn, session: Session) -> None:
    old, kept = sign_in(Role.VOLUNTEER), sign_in(Role.VOLUNTEER)
    session.merge(old.person).keep_until = today() - timedelta(days=1)
    session.commit()

    sweep()

    assert [p.id for p in session.exec(select(Person))] == [kept.person.id]


def test_people_are_found_by_any_part_of_the_name_and_shown_a_hundred_at_a_time(
    sign_in: SignIn, session: Session
) -> None:
    board = sign_in(Role.BOARD)
    session.add_all(Person(name=f"Medlem {n:03} Øvrebø", keep_until=today()) for n in range(101))
    session.commit()

    found = board.client.get("/people?q=ØVREBØ+07").text
    everybody = board.client.get("/people").text

    assert "11 personer" in found
    assert "Medlem 070 Øvrebø" in found
    assert "Medlem 080 Øvrebø" not in found
    assert ("102 personer" in everybody, "Medlem 098" in everybody, "Medlem 099" in everybody) == (
        True,
        True,
        False,
    )
    assert "Medlem 100" in board.client.get("/people?shown=200").text
    assert "Ingen heter det" in board.client.get("/people?q=finnes+ikke").text

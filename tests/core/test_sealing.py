"""Names and contacts cannot be read from a stolen database."""

import pytest
from conftest import SignIn
from sqlalchemy import text
from sqlmodel import Session

from app import sealing
from app.people.models import Role


def test_no_name_or_contact_lies_readable_in_the_database(sign_in: SignIn, session: Session) -> None:
    board = sign_in(Role.BOARD, name="Kanarifugl Hansen")
    board.client.post("/people", data={"name": "Kanarifugl Olsen", "contact": "kanari@example.org"})

    rows = session.connection().execute(text("SELECT * FROM person")).all()

    assert len(rows) == 2
    assert "anari" not in "".join(
        bytes(c).decode("latin-1") if isinstance(c, bytes) else str(c) for r in rows for c in r
    )


def test_a_seal_opens_only_in_its_own_column(database: str) -> None:
    sealed = sealing.seal("Kari", "person.name")

    assert sealing.unseal(sealed, "person.name") == "Kari"
    with pytest.raises(sealing.WrongKeyError):
        sealing.unseal(sealed, "person.email")


def test_a_signed_code_is_worth_nothing_for_another_purpose(database: str) -> None:
    code = sealing.sign("join", "17:1")

    assert sealing.signed_value("join", code) == "17:1"
    assert sealing.signed_value("notes", code) is None
    assert sealing.signed_value("join", code.replace("17:1", "18:1")) is None
    assert sealing.signed_value("join", "17:1.ærlig") is None

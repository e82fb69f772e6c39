"""The document's figures: they add up, and none can be read as something else."""

import io

import docx
import pytest
from conftest import SignedInPerson, SignIn
from evening import Evening
from sqlmodel import Session

from app.people.models import Role
from app.programme.models import Conversation, Input


@pytest.fixture
def committee(session: Session, evening: Evening, sign_in: SignIn) -> SignedInPerson:
    """Give a member of the committee, with seven inputs from forty conversations in a month."""
    session.add(Conversation(district_id=evening.district_id, month="2026-11", rounds=1, talked=40))
    session.add_all(
        Input(
            district_id=evening.district_id, month="2026-11", theme_id=evening.theme_id, text=f"Mer buss {n}"
        )
        for n in range(7)
    )
    session.commit()
    return sign_in(Role.COMMITTEE, name="Kim Komité")


def tables_of(committee: SignedInPerson) -> list[list[list[str]]]:
    """Give the tables of the Word file: conversations, themes by district, themes over time."""
    answer = committee.client.post("/programme/documents", data={"shape": "docx"})
    word = docx.Document(io.BytesIO(answer.content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]


def test_conversations_add_up_also_from_a_month_without_input_of_its_own(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    """The notes of a small round stand under a longer period; what it counted belongs to its month."""
    session.add(Conversation(district_id=evening.district_id, month="2026-08", rounds=1, talked=60))
    session.commit()

    head, row = tables_of(committee)[0]

    assert row[1:] == ["60", "40", "100"]
    assert [words.split()[-1] for words in head[1:-1]] == ["2026", "2026"]


def test_many_months_are_told_by_their_quarters(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    session.add_all(
        Conversation(district_id=evening.district_id, month=f"2027-{n:02}", rounds=1, talked=10)
        for n in range(1, 13)
    )
    session.commit()

    head, row = tables_of(committee)[0]

    assert head[1:3] == ["oktober–desember 2026", "januar–mars 2027"]
    assert row[1:] == ["40", "30", "30", "30", "30", "160"]


def test_a_rate_of_too_few_is_not_told_as_if_it_were_a_low_rate(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    session.add(Conversation(district_id=evening.district_id, month="2026-08", rounds=1, talked=40))
    session.commit()

    _head, row = tables_of(committee)[2]

    assert row[1:] == ["for få", "18 (7–36)"]

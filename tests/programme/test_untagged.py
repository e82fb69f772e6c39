"""Input without a theme: a list to work through to its end, that tells no more than the rest."""

from itertools import product
from uuid import UUID

import pytest
from conftest import SignedInPerson, SignIn
from evening import Evening
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from app.people.models import Role
from app.programme.anonymity import LEAST, Cell, labels, placed
from app.programme.models import Input

MONTHS = ("2026-09", "2026-10", "2026-11")
IDS = [UUID(int=n) for n in range(1, 5)]
CELLS = [Cell(d, m, t) for d, m, t in product([None, *IDS[:3]], MONTHS, [None, *IDS[:3]])]


@pytest.fixture
def committee(sign_in: SignIn) -> SignedInPerson:
    """Give a member of the programme committee."""
    return sign_in(Role.COMMITTEE)


@pytest.mark.parametrize("tagged", [6, 60])
def test_the_last_without_a_theme_are_found_and_nowhere_counted(
    session: Session, evening: Evening, committee: SignedInPerson, tagged: int
) -> None:
    session.add_all(
        Input(district_id=evening.district_id, month="2026-11", theme_id=evening.theme_id, text=f"Buss {n}")
        for n in range(tagged)
    )
    untagged = [
        Input(district_id=evening.district_id, month="2026-11", text=f"Hva som helst {n}") for n in (1, 2)
    ]
    session.add_all(untagged)
    session.commit()

    page = committee.client.get("/programme/inputs?theme=none").text
    here = committee.client.get(f"/programme/inputs?theme=none&district={evening.district_id}").text

    assert "2 innspill uten tema igjen" in page
    assert "Hva som helst 1" in page
    assert "Flere temaer · Uten bydel" in page, "under no finer place than before"
    assert f">{tagged}</" not in page, "and no table to take the two from"
    assert "Hva som helst" not in here

    chosen = {"inputs": [str(row.id) for row in untagged], "theme_id": str(evening.theme_id)}
    committee.client.post("/programme/tags", data=chosen)
    assert "Hva som helst" not in committee.client.get("/programme/inputs?theme=none").text


def test_fewer_than_five_in_all_are_not_shown_without_a_theme_either(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    session.add_all(
        Input(district_id=evening.district_id, month="2026-11", text="Mer lys") for _n in range(4)
    )
    session.commit()

    assert "Mer lys" not in committee.client.get("/programme/inputs?theme=none").text


@given(st.dictionaries(st.sampled_from(CELLS), st.integers(1, 9)))
def test_what_may_be_listed_without_a_theme_is_all_but_a_few_and_all_that_is_shown(
    counts: dict[Cell, int],
) -> None:
    listed = placed(counts) | set(labels(counts))

    assert sum(counts[cell] for cell in counts if cell not in listed) < LEAST
    assert not listed or sum(counts.values()) >= LEAST

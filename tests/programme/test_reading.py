"""The reading room: who gets in, no count under five, nothing that runs in a spreadsheet."""

import re
from collections.abc import Iterable
from itertools import product
from uuid import UUID

import pytest
from conftest import SignedInPerson, SignIn
from evening import Evening
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.districts.models import District
from app.people.models import AuditEntry, Role
from app.programme.anonymity import LEAST, Cell, labels, matches
from app.programme.models import Conversation, Input, Proposal, Theme
from app.programme.search import index_missing
from app.spreadsheet import neutral

MONTHS = ("2026-09", "2026-10", "2026-11")
IDS = [UUID(int=n) for n in range(1, 5)]
CELLS = [Cell(d, m, t) for d, m, t in product([None, *IDS[:3]], MONTHS, [None, *IDS[:3]])]


@pytest.fixture
def committee(sign_in: SignIn) -> SignedInPerson:
    """Give a member of the programme committee."""
    return sign_in(Role.COMMITTEE)


def add_inputs(
    session: Session, evening: Evening, n: int, text: str = "Mer buss", month: str = "2026-11"
) -> None:
    session.add_all(
        Input(district_id=evening.district_id, month=month, theme_id=evening.theme_id, text=f"{text} {k}")
        for k in range(n)
    )
    session.flush()
    index_missing(session)
    session.commit()


def add_conversations(session: Session, evening: Evening, talked: int) -> None:
    session.add(Conversation(district_id=evening.district_id, month="2026-11", talked=talked))
    session.commit()


@given(st.dictionaries(st.sampled_from(CELLS), st.integers(1, 9)))
def test_every_shown_label_has_at_least_five_inputs(counts: dict[Cell, int]) -> None:
    shown = labels(counts)
    sums: dict[object, int] = {}
    for cell, label in shown.items():
        sums[label] = sums.get(label, 0) + counts[cell]

    assert all(total >= LEAST for total in sums.values())
    assert sum(counts[cell] for cell in counts if cell not in shown) < LEAST


@given(
    st.dictionaries(st.sampled_from(CELLS), st.integers(1, 9)),
    st.lists(
        st.fixed_dictionaries(
            {
                "district": st.sampled_from(["", "city", *map(str, IDS)]),
                "period": st.sampled_from(["", "2026", "2026-Q3", "2026-Q4", *MONTHS]),
                "theme": st.sampled_from(["", "mixed", "none", *map(str, IDS)]),
            }
        ),
        min_size=2,
        max_size=4,
    ),
)
def test_no_sums_and_differences_of_filters_give_a_number_under_five(
    counts: dict[Cell, int], filters: list[dict[str, str]]
) -> None:
    shown = labels(counts)

    def under(wanted: Iterable[dict[str, str]]) -> set[Cell]:
        return {c for c, label in shown.items() if all(matches(label, **one) for one in wanted)}

    found = [under([one]) for one in filters]
    sets = [*found, *(a - b for a in found for b in found), *(a & b for a in found for b in found)]
    sizes = {sum(counts[cell] for cell in cells) for cells in sets}

    assert not sizes & set(range(1, LEAST))


def test_the_committee_reads_counts_with_conversations_behind_them(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    add_inputs(session, evening, 6)
    add_conversations(session, evening, 40)

    page = committee.client.get("/programme/inputs").text

    assert "6 innspill fra 40 samtaler" in page
    assert "Mer buss 3" in page


def test_fewer_than_five_are_not_shown_at_all(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    add_inputs(session, evening, 4)

    page = committee.client.get("/programme/inputs").text

    assert "Mer buss" not in page
    assert "minst fem" in page


def test_a_small_district_is_shown_without_its_name(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    add_inputs(session, evening, 6)
    small = District(name="Lilleby")
    session.add(small)
    session.flush()
    session.add_all(
        Input(district_id=small.id, month="2026-11", theme_id=evening.theme_id, text=f"Lys {n}")
        for n in range(3)
    )
    session.add_all(
        Input(district_id=None, month="2026-11", theme_id=evening.theme_id, text=f"Fri {n}") for n in range(3)
    )
    session.flush()
    index_missing(session)
    session.commit()

    everything = committee.client.get("/programme/inputs?text=lys").text
    asked = committee.client.get(f"/programme/inputs?district={small.id}").text

    assert "Uten bydel" in everything
    assert "Lys 1" in everything
    assert "Lys 1" not in asked
    assert "Færre enn fem innspill passer" in asked


def test_filters_and_search_narrow_the_list(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    add_inputs(session, evening, 5, "Åpne skolen")
    add_inputs(session, evening, 5, "Mer buss", "2026-10")

    search = committee.client.get("/programme/inputs?text=åpne SKOLEN").text
    month = committee.client.get("/programme/inputs?period=2026-10").text

    assert "Åpne skolen 2" in search
    assert "Mer buss" not in search
    assert "Mer buss 2" in month
    assert "Åpne skolen" not in month
    assert committee.client.get("/programme/inputs?period=i+fjor").status_code == 422


def test_only_the_committee_reads_input(session: Session, evening: Evening, sign_in: SignIn) -> None:
    add_inputs(session, evening, 6)
    urls = ["/programme/inputs", "/programme/proposals"]

    for role in (Role.BOARD, Role.GENERAL, Role.VOLUNTEER):
        client = sign_in(role).client
        assert [client.get(url).status_code for url in urls] == [403, 403]
        assert client.post("/programme/inputs/export").status_code == 403
        assert client.post("/programme/documents").status_code == 403


def test_the_committee_sees_no_people_rounds_or_routes(evening: Evening, committee: SignedInPerson) -> None:
    urls = ["/people", f"/rounds/{evening.round_id}/live", f"/rounds/{evening.round_id}/debrief"]

    assert [committee.client.get(url).status_code for url in urls] == [403, 403, 403]


def test_the_export_is_safe_opens_in_excel_and_is_logged(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    add_inputs(session, evening, 5, "=HYPERLINK(1)")

    answer = committee.client.post("/programme/inputs/export", data={"text": "hyperlink"})

    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = answer.content.decode("utf-8-sig").split("\r\n")
    assert rows[0] == "Tema;Bydel;Periode;Innspill"
    assert all("'=HYPERLINK(1)" in row for row in rows[1:6])
    session.rollback()
    assert "input exported" in session.exec(select(AuditEntry.deed)).all()


@pytest.mark.parametrize("cell", ["=1+1", "+47", "-1", "@SUM(A1)", "\t=1", "  =1"])
def test_a_cell_that_would_run_is_made_text(cell: str) -> None:
    assert neutral(cell) == "'" + cell
    assert neutral("Mer buss = bra") == "Mer buss = bra"


def test_a_proposal_names_its_sources(session: Session, evening: Evening, committee: SignedInPerson) -> None:
    add_inputs(session, evening, 7)
    ids = [str(each) for each in session.exec(select(Input.id)).all()]

    location = committee.client.post(
        "/programme/links", data={"inputs": ids, "title": "Mer buss på kvelden"}
    ).headers["location"]
    committee.client.post("/programme/links", data={"inputs": ids, "proposal": location.rsplit("/", 1)[1]})
    page = committee.client.get(location).text

    district = session.get_one(District, evening.district_id).name
    assert f"7 innspill: {district} (november 2026)" in page
    committee.client.post(f"{location}/inputs/{ids[0]}/remove")
    assert f"6 innspill: {district} (november 2026)" in committee.client.get(location).text


def test_a_proposal_needs_a_title(session: Session, committee: SignedInPerson) -> None:
    assert committee.client.post("/programme/proposals", data={"title": "  "}).status_code == 422
    assert session.exec(select(Proposal)).all() == []


def test_themes_are_changed_by_committee_and_board_only(session: Session, sign_in: SignIn) -> None:
    assert sign_in(Role.BOARD).client.post("/programme/themes", data={"name": "Kultur"}).status_code == 303
    assert (
        sign_in(Role.COMMITTEE).client.post("/programme/themes", data={"name": "Kultur"}).status_code == 409
    )
    assert sign_in(Role.GENERAL).client.post("/programme/themes", data={"name": "Idrett"}).status_code == 403
    assert session.exec(select(Theme.name)).all() == ["Kultur"]


def test_months_come_in_the_order_of_the_year(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    for month in ("2026-11", "2026-08", "2027-01", "2026-04"):
        add_inputs(session, evening, 5, "Mer buss", month)
    wanted = ["april 2026", "august 2026", "november 2026", "januar 2027"]
    ids = [str(each) for each in session.exec(select(Input.id)).all()]

    answer = committee.client.post("/programme/links", data={"inputs": ids, "title": "Mer buss"})

    proposal = committee.client.get(answer.headers["location"]).text

    district = session.get_one(District, evening.district_id).name
    assert f"20 innspill: {district} ({', '.join(wanted)})" in proposal
    for page in ("/programme/inputs", "/programme/inputs?text=buss"):
        lines = re.findall(r"· (\w+ \d{4})</span>", committee.client.get(page).text)
        assert list(dict.fromkeys(lines)) == wanted

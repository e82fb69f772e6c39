"""Themes are the committee's: renamed, merged, split and deleted, and no phone's note is lost on the way."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from conftest import SignedInPerson, SignIn
from evening import JSON, Evening, Phone, send_note
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.language import now
from app.people.models import Role
from app.programme.anonymity import LEAST, Cell, Label, covers, labels
from app.programme.models import HeldBatch, HeldInput, Input, Note, Theme
from app.programme.search import index_missing
from app.programme.theme_models import ThemeChange, ThemeMerge
from app.rounds.models import Round

DISTRICTS, IDS = [UUID(int=1), UUID(int=2)], [UUID(int=n) for n in (7, 8, 9)]
MONTHS = ["2026-08", "2026-10", "2026-11"]
PLACES = list(product([None, *DISTRICTS], MONTHS))


@pytest.fixture
def committee(sign_in: SignIn) -> SignedInPerson:
    """Give a member of the programme committee."""
    return sign_in(Role.COMMITTEE)


@pytest.fixture
def other(session: Session, evening: Evening) -> Theme:
    """Give a second theme beside the evening's."""
    theme = Theme(name=f"Trafikk {uuid4().hex[:6]}")
    session.add(theme)
    session.commit()
    return theme


def name_of(session: Session, theme_id: UUID) -> str:
    return session.get_one(Theme, theme_id).name


def add_inputs(session: Session, evening: Evening, theme_id: UUID, n: int, text: str = "Mer buss") -> None:
    session.add_all(
        Input(district_id=evening.district_id, month="2026-11", theme_id=theme_id, text=f"{text} {k}")
        for k in range(n)
    )
    session.flush()
    index_missing(session)
    session.commit()


def counts(committee: SignedInPerson) -> dict[str, str]:
    """Give each theme's sum, as the reading room shows it."""
    page = committee.client.get("/programme/inputs").text
    rows = re.findall(r'<th scope="row"><a[^>]*>(.*?)</a></th>.*?<strong>(.*?)</strong>', page)
    return {theme: re.sub("<.*?>", "", total) for theme, total in rows}


def post(person: SignedInPerson, theme_id: UUID, deed: str, **form: str) -> int:
    return person.client.post(f"/programme/themes/{theme_id}/{deed}", data=form).status_code


def end_the_round(session: Session, evening: Evening) -> None:
    """Let nobody's phone be out any more."""
    session.get_one(Round, evening.round_id).starts_at = now() + timedelta(days=1)
    session.commit()


def test_a_merge_adds_the_counts_up_and_is_undone_in_one_tap(
    session: Session, evening: Evening, other: Theme, committee: SignedInPerson
) -> None:
    add_inputs(session, evening, evening.theme_id, 6)
    add_inputs(session, evening, other.id, 7)
    before, name = counts(committee), name_of(session, evening.theme_id)

    assert post(committee, evening.theme_id, "merge", into=str(other.id)) == 303
    assert counts(committee) == {other.name: "13"}
    csv = committee.client.post("/programme/inputs/export", data={"theme": str(evening.theme_id)}).text
    assert csv.count(f"\r\n{other.name};") == 13
    assert f"«{name}» leses som «{other.name}»" in committee.client.get("/programme/themes").text

    assert post(committee, evening.theme_id, "unmerge") == 303
    assert counts(committee) == before == {name: "6", other.name: "7"}


def test_merges_follow_each_other_and_never_in_a_circle(
    session: Session, evening: Evening, other: Theme, committee: SignedInPerson
) -> None:
    third = Theme(name="Samferdsel")
    session.add(third)
    session.commit()
    add_inputs(session, evening, evening.theme_id, 6)

    assert post(committee, evening.theme_id, "merge", into=str(other.id)) == 303
    assert post(committee, other.id, "merge", into=str(third.id)) == 303
    assert counts(committee) == {"Samferdsel": "6"}
    for theme_id in (evening.theme_id, other.id, third.id):
        assert post(committee, third.id, "merge", into=str(theme_id)) == 409
    assert post(committee, other.id, "unmerge") == 303
    assert counts(committee) == {other.name: "6"}


def test_phones_get_the_new_list(
    evening: Evening, other: Theme, committee: SignedInPerson, join: Callable[[int], Phone]
) -> None:
    phone = join(0)

    def chips() -> set[str]:
        return {theme["id"] for theme in phone.client.get("/walk/route.json", headers=JSON).json()["themes"]}

    assert chips() == {str(evening.theme_id), str(other.id)}
    assert post(committee, evening.theme_id, "merge", into=str(other.id)) == 303
    assert chips() == {str(other.id)}


def test_a_note_from_a_phone_with_the_old_list_lands_under_the_merged_theme(
    evening: Evening, other: Theme, committee: SignedInPerson, general: SignedInPerson
) -> None:
    assert post(committee, evening.theme_id, "merge", into=str(other.id)) == 303

    assert send_note(evening, "Flere busser, takk").status_code == 200
    debrief = general.client.get(f"/rounds/{evening.round_id}/debrief?step=notes").text
    assert f'<option value="{other.id}" selected>' in debrief
    assert str(evening.theme_id) not in debrief


def test_a_note_under_a_theme_retired_meanwhile_keeps_it_through_the_debrief(
    session: Session, evening: Evening, committee: SignedInPerson, general: SignedInPerson
) -> None:
    assert post(committee, evening.theme_id, "delete") == 303
    assert send_note(evening, "Flere busser, takk").status_code == 200

    debrief = f"/rounds/{evening.round_id}/debrief"
    assert f'<option value="{evening.theme_id}" selected>' in general.client.get(f"{debrief}?step=notes").text
    note = session.exec(select(Note)).one()
    form = {"deed": "approve", "text": note.text, "theme_id": str(evening.theme_id)}
    assert general.client.post(f"{debrief}/notes/{note.id}", data=form).status_code == 303
    session.rollback()
    assert session.exec(select(Note.theme_id)).one() == evening.theme_id


def test_a_theme_that_is_gone_leaves_a_note_without_one_and_never_an_error(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    gone = uuid4()

    assert send_note(replace(evening, theme_id=gone), "Flere busser, takk").status_code == 200
    note = session.exec(select(Note)).one()
    form = {"deed": "approve", "text": note.text, "theme_id": str(gone)}
    url = f"/rounds/{evening.round_id}/debrief/notes"
    assert general.client.post(f"{url}/{note.id}", data=form).status_code == 303
    assert (
        general.client.post(url, data={"text": "Mer lys i parken", "theme_id": str(gone)}).status_code == 303
    )
    session.rollback()
    assert session.exec(select(Note.theme_id)).all() == [None, None]


def test_a_theme_is_deleted_only_when_nothing_can_stand_under_it(
    session: Session, evening: Evening, other: Theme, committee: SignedInPerson
) -> None:
    held = HeldBatch(month="2026-11", volunteers=2, delete_on=now().date() + timedelta(days=9))
    session.add(held)
    session.flush()
    session.add(HeldInput(batch_id=held.id, theme_id=evening.theme_id, text="Venter"))
    session.commit()

    def left() -> dict[UUID, bool]:
        session.rollback()
        session.expire_all()
        return {theme.id: theme.retired for theme in session.exec(select(Theme))}

    assert post(committee, other.id, "delete") == 303
    assert left() == {evening.theme_id: False, other.id: True}, "a phone that is out may have it"
    end_the_round(session, evening)
    assert [post(committee, each, "delete") for each in (other.id, evening.theme_id)] == [303, 303]
    assert left() == {evening.theme_id: True}, "a sealed note waits under it"


def test_a_split_moves_what_has_the_words_and_is_undone_by_merging_back(
    session: Session, evening: Evening, committee: SignedInPerson
) -> None:
    add_inputs(session, evening, evening.theme_id, 6, "Bussen er full")
    add_inputs(session, evening, evening.theme_id, 5, "Sykkelveien mangler")
    name = name_of(session, evening.theme_id)

    assert post(committee, evening.theme_id, "split", text="trikk", name="Trikk") == 422
    assert post(committee, evening.theme_id, "split", text="sykkelveier", name=name) == 409
    assert counts(committee) == {name: "11"}
    assert post(committee, evening.theme_id, "split", text="sykkelveier", name="Sykkel") == 303
    assert counts(committee) == {name: "6", "Sykkel": "5"}
    session.rollback()
    new = session.exec(select(Theme.id).where(Theme.name == "Sykkel")).one()
    assert post(committee, new, "merge", into=str(evening.theme_id)) == 303
    assert counts(committee) == {name: "11"}


def test_the_history_says_which_role_did_what_and_never_who(
    session: Session, evening: Evening, other: Theme, sign_in: SignIn
) -> None:
    board = sign_in(Role.BOARD, name="Berit Bortgjemt")
    add_inputs(session, evening, other.id, 5)
    old = other.name
    board.client.post(f"/programme/themes/{other.id}", data={"name": "Veier", "position": "3"})
    post(board, other.id, "split", text="busser", name="Buss")
    post(board, evening.theme_id, "merge", into=str(other.id))
    post(board, evening.theme_id, "unmerge")

    page = board.client.get("/programme/themes").text

    for line in (f"Styret ga «{old}» navnet «Veier»", "Styret delte «Veier», og laget «Buss» av en del"):
        assert line in page
    assert [row.deed for row in session.exec(select(ThemeChange).order_by(ThemeChange.at))] == [  # type: ignore[arg-type]  # SQLModel types a column as its value
        "renamed", "split", "merged", "unmerged",
    ]  # fmt: skip
    assert "Bortgjemt" not in page.split("Hva som er gjort")[1]


def test_only_committee_and_board_reshape_themes(
    session: Session, evening: Evening, other: Theme, sign_in: SignIn
) -> None:
    for role in (Role.GENERAL, Role.VOLUNTEER):
        person = sign_in(role)
        assert post(person, evening.theme_id, "merge", into=str(other.id)) == 403
        assert post(person, evening.theme_id, "split", text="buss", name="Ny") == 403
        assert post(person, evening.theme_id, "delete") == 403
    assert session.exec(select(ThemeMerge)).all() == []
    assert post(sign_in(Role.BOARD), evening.theme_id, "merge", into=str(other.id)) == 303
    assert post(sign_in(Role.BOARD), uuid4(), "merge", into=str(other.id)) == 404


Rows = list[tuple[UUID | None, str]]


@given(
    st.lists(st.sampled_from(PLACES), min_size=1, max_size=60),
    st.lists(st.lists(st.sampled_from([None, *IDS]), min_size=60, max_size=60), min_size=2, max_size=4),
)
def test_where_and_when_is_shared_by_five_over_all_splits_and_tags(
    places: Rows, taggings: list[list[UUID | None]]
) -> None:
    """Whoever keeps an export from before and after knows, of each input, the finest of all its labels."""
    seen: list[list[Label | None]] = [[] for _row in places]
    for themes in taggings:
        cells = [Cell(*place, theme) for place, theme in zip(places, themes, strict=False)]
        shown = labels(Counter(cells))
        for row, cell in enumerate(cells):
            seen[row].append(shown.get(cell))

    for known in (_known([label for label in each if label]) for each in seen):
        district, period = known
        sharing = [place for place in places if district in (None, place[0]) and covers(period, place[1])]
        assert len(sharing) >= LEAST or known == (None, "")


def _known(shown: list[Label]) -> tuple[UUID | None, str]:
    districts = {label.district_id for label in shown if label.district_id}
    return (districts.pop() if districts else None), max(
        (label.period for label in shown), key=len, default=""
    )

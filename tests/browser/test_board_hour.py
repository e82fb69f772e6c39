"""The board leader's hour: from the county's list of members to the goal page, with everybody at once."""

import sqlite3
from pathlib import Path

import pytest
from board_hour import (
    MEMBERS,
    RUNG,
    TEAMS,
    Look,
    Phone,
    bring_in_callers,
    debrief,
    hold,
    make_teams,
    member_list,
    open_calling_round,
    plan_round,
    ring_at_once,
)
from live import DESK, Site, Visit, Visitor
from playwright.sync_api import expect
from walking import stored, team_links

pytestmark = pytest.mark.browser
DOORS_A_TEAM = 27


def nothing(_visit: Visit, _name: str) -> None:
    """Look at nothing: the trial takes pictures here."""


def too_wide(visit: Visit, path: str) -> int:
    """Give how far a page must be dragged sideways on a small phone."""
    page = visit.go(path)
    page.set_viewport_size({"width": 360, "height": 740})
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.set_viewport_size(DESK)
    return wide


def talked(site: Site) -> int:
    """Give with how many the district's totals say that people talked."""
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        return int(database.execute("SELECT sum(talked) FROM conversation").fetchone()[0])


def test_a_board_leader_rings_fills_holds_and_counts_a_round(
    visit: Visitor, site: Site, tmp_path: Path
) -> None:
    look: Look = nothing
    assert member_list().count(b"\r\n") == MEMBERS
    members = tmp_path / "medlemmer.csv"
    members.write_bytes(member_list())
    board, callers = visit(DESK, role="board"), bring_in_callers(site)

    calling_round = open_calling_round(board, look, members)
    round_id = plan_round(board, look)
    ring_at_once(callers, calling_round, round_id, places=2 * TEAMS)
    rung = [callee for caller in callers for callee in caller.rung]
    assert (len(rung), len(set(rung)), min(len(caller.rung) for caller in callers) > 0) == (RUNG, RUNG, True)
    make_teams(board, look, round_id)

    links = [link.url for link in team_links(site) if link.round_id == round_id]
    phones = [Phone.joins(site, link) for link in links]
    hold(phones, DOORS_A_TEAM)
    kept = stored(site)
    assert (len(phones), len(kept.doors), kept.knocks) == (TEAMS, TEAMS * DOORS_A_TEAM, TEAMS * DOORS_A_TEAM)
    expect(board.go(f"/rounds/{round_id}/live").get_by_text("Alle lag er tilbake.")).to_be_visible()
    assert [too_wide(board, f"/rounds/{round_id}/{page}") for page in ("desk", "live", "tonight")] == [
        0,
        0,
        0,
    ]
    debrief(board, look, round_id)

    year = board.go("/goal")
    expect(year.get_by_text("1 av 10 runder er holdt.")).to_be_visible()
    expect(year.locator("summary", has_text="aktive i år")).to_contain_text(str(2 * TEAMS))
    assert (talked(site), len(stored(site).doors)) == (TEAMS * (DOORS_A_TEAM // 3), 0)

"""Every table has its time, or a reason to stay: a site whose clock goes on forgets by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from filling import fill_tables
from sqlalchemy import Column, Table
from sqlmodel import Session, SQLModel, func, select

from app import db
from app.config import settings
from app.main import app
from app.mobilise.models import CallingGoal
from app.people.models import Role
from app.sweep import sweep

LIFE = {
    "uploaded_list": (0, 2),
    "person": (1, 3),
    "person_role": (1, 3),
    "attendance": (1, 3),
    "course_sign_up": (1, 3),
    "attended": (1, 3),
    "branch_member": (1, 3),
    "caller": (1, 3),
    "call_hold": (1, 3),
    "recommendation": (1, 3),
    "reminded": (1, 3),
    "reminder_stop": (1, 3),
    "round_general": (1, 3),
    "sign_up": (1, 3),
    "sign_up_link": (1, 3),
    "team_member": (1, 3),
    "invitation": (1, 3),
    "login_session": (1, 3),
    "sign_in_code": (1, 3),
    "never_call": (1, 3),
    "held_batch": (1, 3),
    "held_input": (1, 3),
    "held_volunteer": (1, 3),
    "late_notes": (1, 3),
    "note": (1, 3),
    "note_receipt": (1, 3),
    "candidate": (13, 16),
    "talking_points": (13, 16),
    "door_event": (13, 15),
    "help_call": (13, 15),
    "place_report": (13, 15),
    "tally": (13, 15),
    "walk_phone": (13, 15),
    "callee": (59, 61),
    "conversation": (190, 197),
    "audit_entry": (364, 430),  # a year, and closing the calling round on day 61 is a deed too
    "input": (183, 186),
    "input_stem": (183, 186),
    "proposal_input": (183, 186),
    "theme_suggestion": (183, 186),
    "coverage": (1090, 1130),
}
"""The day on which a row is still there, and the day on which it is gone, when its own date is two days off,
its round ends on day 0, the programme is adopted then, and the election is on day 10."""
STAYS = {
    "map of the town, about nobody": {
        "address", "district", "door", "place_fact", "source", "unit", "cut", "cut_change", "walk_route",
        "walk_stop", "learnt_pace",
    },
    "what was done and how many, about nobody": {
        "assignment", "calling_round", "call_tally", "course", "debrief", "debrief_reminder", "former_slug",
        "round",
        "season", "team", "welcome_tally",
    },
    "the chapter's own words and choices": {
        "branch", "branch_district", "chapter_date", "chapter_size", "course_file", "ladder_rules",
        "mail_switch", "quiet_hours", "programme_choices", "proposal", "theme", "theme_change", "theme_merge",
    },
}  # fmt: skip
SOON = {"expires_at", "until", "delete_on", "keep_until"}
ELECTION_DAY = 10
NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)


OWN: dict[str, dict[str, object]] = {
    "round": {"closed_at": NOON},
    "calling_round": {"goal": CallingGoal.SIGN_UP},
    "person_role": {"role": Role.VOLUNTEER},
    "coverage": {"month": f"{NOON:%Y-%m}"},
    "conversation": {"month": f"{NOON:%Y-%m}"},
    "place_report": {"handled": True},
    "programme_choices": {"adopted_on": NOON.date()},
    "input": {"month": f"{NOON:%Y-%m}"},
}


def fill(session: Session) -> None:
    """Put one row in every table."""
    fill_tables(session.connection(), SQLModel.metadata, OWN, value_at=at)
    session.commit()


def at(column: Column[Any]) -> datetime:
    """Say when: what has a day of its own to go by is two days from going."""
    return NOON + timedelta(days=2 if column.name in SOON else 0)


def filled() -> set[str]:
    with db.open_session(writes=False) as session:
        tables: list[Table] = SQLModel.metadata.sorted_tables
        return {t.name for t in tables if session.scalar(select(func.count()).select_from(t))}


def test_every_table_has_its_time_or_a_reason_to_stay() -> None:
    assert app
    stays = set().union(*STAYS.values())
    assert not stays & set(LIFE)
    assert stays | set(LIFE) == set(SQLModel.metadata.tables)


def test_what_has_had_its_time_is_gone_and_nothing_goes_before(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "election", NOON.date() + timedelta(days=ELECTION_DAY))
    with time_machine.travel(NOON, tick=False):
        fill(session)
    assert filled() == set(SQLModel.metadata.tables)

    for day in sorted({day for days in LIFE.values() for day in days}):
        with time_machine.travel(NOON + timedelta(days=day), tick=False):
            sweep()
        there = filled()
        assert {name for name, (_last, gone) in LIFE.items() if gone <= day} & there == set(), day
        assert {name for name, (last, _gone) in LIFE.items() if day <= last} <= there, day
    assert set().union(*STAYS.values()) <= there

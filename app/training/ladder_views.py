"""The ladder: who is near the next step, the general's recommendation, the board's appointment and rules."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from app.db import SessionDep
from app.errors import NotFoundError
from app.language import _
from app.people.access import Actor, BoardDep, LeaderDep
from app.people.models import Person, Role
from app.people.queries import access_person
from app.training import ladder, steps
from app.training.forms import LadderQuery, RecommendationForm, RulesForm, UndoForm
from app.web import page, redirect

router = APIRouter(prefix="/ladder")
A_PAGE = 100


@router.get("")
def show_ladder(
    request: Request, actor: LeaderDep, session: SessionDep, asked: Annotated[LadderQuery, Query()]
) -> Response:
    """Show the board everybody who is near a step, and a general those they have led with."""
    near = (
        ladder.near_a_step(session, asked.q, asked.sort)
        if actor.holds(Role.BOARD)
        else ladder.Near([], [], [])
    )
    return page(
        request,
        "training/ladder.html",
        near=near,
        q=asked.q,
        sort=asked.sort,
        shown=asked.shown,
        more=asked.shown + A_PAGE,
        taken=_taken(session, actor, asked.taken),
        code=asked.taken,
        led_with=ladder.led_with(session, actor) if actor.holds(Role.GENERAL) else [],
        recommended=ladder.recommended_by(session, actor),
        rules=ladder.rules(session),
    )


def _taken(session: SessionDep, actor: Actor, code: str) -> Person | None:
    """Give who has just taken a step, while it can be taken back."""
    step = steps.step_of(code) if actor.holds(Role.BOARD) else None
    person = session.get(Person, step.person_id) if step else None
    return person if person and step and person.level == step.level_after else None


@router.post("/rules")
def set_rules(actor: BoardDep, session: SessionDep, form: Annotated[RulesForm, Form()]) -> Response:
    steps.set_rules(session, actor, form)
    return redirect("/ladder", _("Reglene er lagret. Ingen flyttes ned."))


@router.post("/recommendations")
def recommend(actor: LeaderDep, session: SessionDep, form: Annotated[RecommendationForm, Form()]) -> Response:
    steps.recommend(session, actor, form.person)
    return redirect("/ladder", _("Anbefalingen er gitt. Styret bestemmer."))


@router.post("/{person_id}/steps")
def step_up(actor: BoardDep, session: SessionDep, person_id: UUID) -> Response:
    taken = steps.step_up(session, actor, access_person(session, person_id))
    return redirect(f"/ladder?taken={quote(taken.code, safe='')}")


@router.post("/undone-steps")
def take_back(actor: BoardDep, session: SessionDep, form: Annotated[UndoForm, Form()]) -> Response:
    taken = steps.step_of(form.taken)
    if taken is None:
        raise NotFoundError
    steps.take_back(session, actor, taken)
    return redirect("/ladder", _("Trinnet er angret. Alt er som før."))

"""The debrief: five guided minutes, then the round is closed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.canvass.actions import set_paper_totals
from app.canvass.along import talks_with
from app.canvass.forms import PaperGridForm
from app.db import SessionDep
from app.debrief import actions, queries
from app.debrief.forms import (
    Deed,
    HandoverForm,
    NewNoteForm,
    NoteForm,
    PeopleForm,
    Step,
    StepQuery,
    TotalsForm,
    WordsForm,
)
from app.districts.queries import access_district
from app.language import _, now, plural
from app.people.access import BoardDep, LeaderDep
from app.programme import actions as programme
from app.programme.anonymity import LEAST
from app.programme.choices import choices, deadline
from app.programme.queries import access_note, place_of_round
from app.programme.screening import clean, screen
from app.programme.themes import merges, themes_for
from app.rounds.desk import desk
from app.rounds.doorstep import doorstep_of
from app.rounds.locking import lock_planned
from app.rounds.models import Round, RoundStatus
from app.rounds.queries import access_assignment, access_round
from app.web import page, redirect

router = APIRouter()
STEPS = list(Step)


@router.get("/rounds/{round_id}/debrief")
def debrief(
    request: Request,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    wanted: Annotated[StepQuery, Query()],
) -> Response:
    round_ = access_round(session, actor, round_id)
    step = wanted.step
    if round_.status == RoundStatus.CANCELLED:
        step = Step.NOTES
    elif round_.status == RoundStatus.HELD and step not in {Step.NOTES, Step.WORDS}:
        step = Step.CLOSE
    return _page(request, session, round_, step, asked=wanted.ask)


def _page(
    request: Request, session: Session, round_: Round, step: Step, *, status: int = 200, **more: object
) -> Response:
    found = queries.debrief_of(session, round_)
    table = desk(session, round_)
    notes = queries.note_lines(session, round_)
    facts: dict[str, object] = {
        "round": round_,
        "district": access_district(session, round_.district_id),
        "debrief": found,
        "step": step,
        "steps": [Step.NOTES] if round_.status == RoundStatus.CANCELLED else STEPS,
        "begun": round_.starts_at <= now(),
        "closed": round_.status != RoundStatus.PLANNED,
        "comers": table.coming,
        "present": queries.present(session, round_),
        "teams": queries.team_totals(session, round_),
        "notes": notes,
        "themes": themes_for(session, (line.note.theme_id for line in notes)),
        "read_as": merges(session),
        "experience": found.experience,
        "lesson": found.lesson,
        "found": [],
        "ask": [],
        "others": queries.other_generals(session, round_),
        "deadline": deadline(session),
        "talks": talks_with(session, round_.id),
        "cards": [card.name for card in doorstep_of(session, round_).candidates],
        "is_public": choices(session).is_public,
        "is_small": 0 < found.attended < LEAST,
    }
    return page(request, f"debrief/{step}.html", status=status, **{**facts, **more})


def _next(round_id: UUID, step: Step) -> Response:
    following = STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
    return redirect(f"/rounds/{round_id}/debrief?step={following}")


@router.post("/rounds/{round_id}/debrief/people")
def set_people(
    actor: LeaderDep, session: SessionDep, round_id: UUID, form: Annotated[PeopleForm, Form()]
) -> Response:
    actions.set_people(session, access_round(session, actor, round_id), form)
    return _next(round_id, Step.PEOPLE)


@router.post("/rounds/{round_id}/debrief/mood")
def set_mood(
    actor: LeaderDep, session: SessionDep, round_id: UUID, form: Annotated[TotalsForm, Form()]
) -> Response:
    """Keep the paper's totals too: who typed them and went on has not saved them apart."""
    round_ = access_round(session, actor, round_id)
    _keep_paper(session, round_, form)
    actions.set_mood(session, round_, form.mood)
    return _next(round_id, Step.TOTALS)


@router.post("/rounds/{round_id}/debrief/paper")
def set_paper(
    actor: LeaderDep, session: SessionDep, round_id: UUID, form: Annotated[PaperGridForm, Form()]
) -> Response:
    _keep_paper(session, access_round(session, actor, round_id), form)
    return redirect(f"/rounds/{round_id}/debrief?step={Step.TOTALS}", _("Tallene fra arkene er lagret."))


def _keep_paper(session: Session, round_: Round, form: PaperGridForm) -> None:
    lock_planned(session, round_)
    for assignment_id, totals in form.rows():
        set_paper_totals(session, access_assignment(session, round_, assignment_id), totals)


@router.post("/rounds/{round_id}/debrief/words")
def set_words(
    request: Request,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    form: Annotated[WordsForm, Form()],
) -> Response:
    """Show the text again with what must go marked, rather than lose what was typed."""
    round_ = access_round(session, actor, round_id)
    place = place_of_round(session, round_id)
    hits = [hit for text in (form.experience, form.lesson) for hit in screen(clean(text), place)]
    found = [hit.text for hit in hits if hit.level == "block"]
    if found or (hits and not form.sure):
        ask = [] if found else [hit.text for hit in hits]
        more = {"found": found, "ask": ask, **form.model_dump()}
        return _page(request, session, round_, Step.WORDS, status=422, **more)
    actions.set_words(session, round_, form)
    return _next(round_id, Step.WORDS)


@router.post("/rounds/{round_id}/debrief/notes")
def add_note(
    actor: LeaderDep, session: SessionDep, round_id: UUID, form: Annotated[NewNoteForm, Form()]
) -> Response:
    round_ = access_round(session, actor, round_id)
    programme.add_note(session, round_, form.theme_id, form.text)
    return redirect(f"/rounds/{round_id}/debrief?step={Step.NOTES}", _("Notatet er lagt til."))


@router.post("/rounds/{round_id}/debrief/notes/{note_id}")
def review_note(
    actor: LeaderDep, session: SessionDep, round_id: UUID, note_id: UUID, form: Annotated[NoteForm, Form()]
) -> Response:
    note = access_note(session, actor, round_id, note_id)
    if form.deed == Deed.APPROVE:
        if not form.sure and programme.names_left(session, note, form.text):
            programme.reword_note(session, note, form.theme_id, form.text)
            return redirect(f"/rounds/{round_id}/debrief?step={Step.NOTES}&ask={note.id}#asked")
        programme.approve_note(session, note, form.theme_id, form.text)
    elif form.deed == Deed.GENERALISE:
        programme.generalise_note(session, note, form.theme_id, form.text)
    elif form.deed == Deed.RECONSIDER:
        programme.reconsider_note(session, note)
    elif form.deed == Deed.MERGE and form.other:
        other = access_note(session, actor, round_id, form.other)
        programme.merge_notes(session, note, other, form.theme_id, form.text)
    elif form.deed == Deed.MERGE:
        programme.reword_note(session, note, form.theme_id, form.text)
        return redirect(f"/rounds/{round_id}/debrief?step={Step.NOTES}", _("Velg et notat å slå sammen med."))
    elif form.deed == Deed.DISCARD:
        programme.discard_note(session, note)
    return redirect(f"/rounds/{round_id}/debrief?step={Step.NOTES}")


@router.post("/rounds/{round_id}/debrief/generals")
def hand_over(
    actor: BoardDep, session: SessionDep, round_id: UUID, form: Annotated[HandoverForm, Form()]
) -> Response:
    actions.hand_over(session, actor, access_round(session, actor, round_id), form.person_id)
    return redirect(f"/rounds/{round_id}/debrief", _("Oppsummeringen er gitt videre."))


@router.post("/rounds/{round_id}/debrief/close")
def close(actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    actions.close_round(session, actor, access_round(session, actor, round_id))
    return redirect(f"/rounds/{round_id}/debrief?step={Step.CLOSE}", _("Runden er lukket og teller med."))


@router.post("/rounds/{round_id}/debrief/late-notes")
def release_late(actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = access_round(session, actor, round_id)
    n = actions.release_late(session, actor, round_)
    if not n:
        said = _("Notatene er godkjent. De venter, forseglet, til andre har gått flere små runder.")
        return redirect(f"/rounds/{round_id}/debrief?step={Step.NOTES}", said)
    said = plural("{n} notat er sendt til komiteen.", "{n} notater er sendt til komiteen.", n).format(n=n)
    return redirect(f"/rounds/{round_id}/debrief?step={Step.NOTES}", said)

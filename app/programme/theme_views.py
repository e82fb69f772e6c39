"""The themes' page: the list that phones show, merged themes, and the history."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.language import _
from app.people.access import Actor, Allow
from app.people.models import Role
from app.programme import theme_actions as actions
from app.programme.anonymity import safe_sum
from app.programme.choices import deadline
from app.programme.forms import MergeForm, NewThemeForm, SplitForm, ThemeForm
from app.programme.theme_models import ThemeChange, ThemeDeed
from app.programme.themes import access_theme, merged_themes, theme_changes, themes
from app.web import page, redirect

router = APIRouter(prefix="/programme/themes")
ThemesDep = Annotated[Actor, Depends(Allow(Role.COMMITTEE, Role.BOARD))]
PAGE = "/programme/themes"


@router.get("")
def list_themes(request: Request, _actor: ThemesDep, session: SessionDep) -> Response:
    return page(
        request,
        "programme/themes.html",
        themes=themes(session, retired=True),
        merged=merged_themes(session),
        changes=theme_changes(session),
        change_words=change_words,
        deadline=deadline(session),
    )


@router.post("")
def add_theme(actor: ThemesDep, session: SessionDep, form: Annotated[NewThemeForm, Form()]) -> Response:
    actions.add_theme(session, actor, form.name)
    return redirect(PAGE, _("Temaet er lagt til."))


@router.post("/usual")
def add_usual_themes(actor: ThemesDep, session: SessionDep) -> Response:
    actions.add_usual_themes(session, actor)
    return redirect(PAGE, _("Temaene er lagt til."))


@router.post("/{theme_id}")
def change_theme(
    actor: ThemesDep, session: SessionDep, theme_id: UUID, form: Annotated[ThemeForm, Form()]
) -> Response:
    actions.change_theme(session, actor, access_theme(session, theme_id), form)
    return redirect(PAGE, _("Temaet er lagret."))


@router.post("/{theme_id}/merge")
def merge_theme(
    actor: ThemesDep, session: SessionDep, theme_id: UUID, form: Annotated[MergeForm, Form()]
) -> Response:
    theme, into = access_theme(session, theme_id), access_theme(session, form.into)
    actions.merge_theme(session, actor, theme, into)
    said = _("«{name}» er slått sammen med «{into}». Du kan angre nederst på siden.")
    return redirect(PAGE, said.format(name=theme.name, into=into.name))


@router.post("/{theme_id}/unmerge")
def unmerge_theme(actor: ThemesDep, session: SessionDep, theme_id: UUID) -> Response:
    actions.unmerge_theme(session, actor, access_theme(session, theme_id))
    return redirect(PAGE, _("Temaet står for seg selv igjen."))


@router.post("/{theme_id}/split")
def split_theme(
    actor: ThemesDep, session: SessionDep, theme_id: UUID, form: Annotated[SplitForm, Form()]
) -> Response:
    n = safe_sum([actions.split_theme(session, actor, access_theme(session, theme_id), form)])
    said = _("«{name}» er et eget tema, med {n} innspill.")
    return redirect(PAGE, said.format(name=form.name, n=_("færre enn fem") if n is None else n))


@router.post("/{theme_id}/delete")
def delete_theme(actor: ThemesDep, session: SessionDep, theme_id: UUID) -> Response:
    deleted = actions.delete_theme(session, actor, access_theme(session, theme_id))
    kept = _("Temaet er i bruk, eller en telefon som er ute, kan ha det. Det er bare tatt ut av listen.")
    return redirect(PAGE, _("Temaet er slettet.") if deleted else kept)


def change_words(change: ThemeChange) -> str:
    """Say what was done to a theme, and by which role."""
    said = {
        ThemeDeed.ADDED: _("{who} la til «{name}»"),
        ThemeDeed.RENAMED: _("{who} ga «{name}» navnet «{other}»"),
        ThemeDeed.RETIRED: _("{who} tok «{name}» ut av listen"),
        ThemeDeed.RESTORED: _("{who} tok «{name}» inn igjen"),
        ThemeDeed.MERGED: _("{who} slo sammen «{name}» med «{other}»"),
        ThemeDeed.UNMERGED: _("{who} skilte «{name}» fra «{other}» igjen"),
        ThemeDeed.SPLIT: _("{who} delte «{name}», og laget «{other}» av en del"),
        ThemeDeed.DELETED: _("{who} slettet «{name}»"),
    }[change.deed]
    who = _("Komiteen") if change.role == Role.COMMITTEE else _("Styret")
    return said.format(who=who, name=change.name, other=change.other)

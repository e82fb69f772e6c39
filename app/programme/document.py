"""The committee's document: proposals, their reasons, and what the city said behind them."""

import json
from pathlib import Path

import typst
from sqlmodel import Session

from app.config import settings
from app.language import _, current, day, today
from app.programme.forms import InputFilter
from app.programme.models import ProposalStatus
from app.programme.proposals import ProposalSheet, SourceLine, proposal_sheets
from app.programme.reading import Reading, read

LAYOUT = Path(__file__).parent / "document.typ"


def document(session: Session) -> bytes:
    """Print all proposals with their sources as PDF."""
    whole = read(session, InputFilter())
    data = {
        "language": current.get(),
        "colour": settings().colour,
        "chapter": settings().chapter,
        "title": _("Forslag til programkomiteen"),
        "made": _("Laget {day}").format(day=day(today(), "d. MMMM y")),
        "method_heading": _("Slik har vi hørt"),
        "method": _method(whole),
        "proposals": [_proposal(sheet) for sheet in proposal_sheets(session)],
        "empty": _("Det er ingen forslag ennå."),
        "reasons_heading": _("Begrunnelse"),
        "sources_heading": _("Bygger på"),
        "page_of": [_("side"), _("av")],
    }
    return bytes(
        typst.compile(LAYOUT, format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    )


def _method(whole: Reading) -> list[str]:
    heard = _("Frivillige har banket på dører og spurt hva folk er opptatt av. Vi har talt {n} samtaler.")
    written = _(
        "Innspillene er skrevet ned uten navn, adresse og tidspunkt, og lest gjennom av et menneske før "
        "komiteen fikk dem. Til sammen er det {n} innspill."
    )
    limits = _(
        "De som åpnet døra, er ikke et tilfeldig utvalg av byen. Tallene viser hva vi hørte, ikke hva alle "
        "mener. Grupper med færre enn fem innspill er slått sammen."
    )
    return [heard.format(n=_count(whole.conversations)), written.format(n=_count(whole.total)), limits]


def _proposal(sheet: ProposalSheet) -> dict[str, str | list[str]]:
    return {
        "title": sheet.proposal.title,
        "status": status_words(sheet.proposal.status),
        "answer": sheet.proposal.answer,
        "text": _paragraphs(sheet.proposal.text),
        "reasons": _paragraphs(sheet.proposal.reasons),
        "sources": [_source(source) for source in sheet.sources],
    }


def _source(source: SourceLine) -> str:
    return _("{theme}, {district}, {period}: {n} innspill").format(
        theme=source.theme, district=source.district, period=source.period, n=_count(source.count)
    )


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.splitlines() if part.strip()]


def _count(n: int | None) -> str:
    return _("færre enn fem") if n is None else str(n)


def status_words(status: ProposalStatus) -> str:
    """Say a proposal's status in words."""
    return {
        ProposalStatus.DRAFT: _("Utkast"),
        ProposalStatus.SENT: _("Sendt til komiteen"),
        ProposalStatus.ADOPTED: _("I programmet"),
        ProposalStatus.DECLINED: _("Ikke tatt inn"),
    }[status]

"""A poster for one round: day, place, and a code that opens the sign-up."""

import json
from pathlib import Path

import typst

from app.config import settings
from app.language import _, clock, current, day
from app.qr import qr_svg
from app.rounds.links import round_url
from app.rounds.models import Round

LAYOUT = Path(__file__).parent / "poster.typ"


def poster(round_: Round, district: str) -> bytes:
    """Print an A4 poster as PDF."""
    data = {
        "language": current.get(),
        "colour": settings().colour,
        "chapter": settings().chapter,
        "heading": _("Bli med på dørbank"),
        "district": district,
        "day": day(round_.starts_at),
        "clock": _("kl. {start}–{end}").format(start=clock(round_.starts_at), end=clock(round_.ends_at)),
        "place": _("Oppmøte: {place}").format(place=round_.meeting_place),
        "gathering": _("Etterpå: {place}").format(place=round_.gathering) if round_.gathering else "",
        "lead": _("Vi går to og to og hører hva folk er opptatt av. Du trenger ikke kunne noe fra før."),
        "scan": _("Skann koden og meld deg på"),
        "link": round_url(round_).removeprefix("https://").removeprefix("http://"),
        "qr": str(qr_svg(round_url(round_))),
    }
    return bytes(
        typst.compile(LAYOUT, format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    )

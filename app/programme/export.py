"""Input as a table for a spreadsheet, and as a package with its code book."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence

from app.language import _
from app.programme.reading import InputLine
from app.spreadsheet import BYTE_ORDER_MARK, neutral


def csv_of(lines: Iterable[InputLine]) -> str:
    """Write input as CSV that Excel opens right in Norwegian: semicolons and a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Tema"), _("Bydel"), _("Periode"), _("Innspill")])
    for line in lines:
        writer.writerow([neutral(cell) for cell in (line.theme, line.district, line.period, line.text)])
    return BYTE_ORDER_MARK + out.getvalue()


def code_book() -> dict[str, str]:
    """Say what each field means, and what the figures cannot say."""
    return {
        "theme": _("Temaet innspillet er ført under. «Flere temaer»: for få til å vises hver for seg."),
        "district": _("Bydelen runden ble holdt i. «Uten bydel»: for få gikk eller snakket der."),
        "period": _("Måneden runden ble holdt, eller et lengre tidsrom når de er færre enn fem."),
        "text": _("Det som ble sagt, skrevet om så det ikke peker på noen, og lest av et menneske."),
        "id": _("Et tilfeldig nummer. Rekkefølgen sier ingenting om når eller hvor det ble sagt."),
    }


def package_of(lines: Sequence[InputLine]) -> bytes:
    """Pack CSV, JSON and the code book into one ZIP."""
    rows = [
        {
            "id": str(line.id),
            "theme": line.theme,
            "district": line.district,
            "period": line.period,
            "text": line.text,
        }
        for line in lines
    ]
    everything = {"code_book": code_book(), "inputs": rows}
    book = "\n\n".join(f"{field}\n    {meaning}" for field, meaning in code_book().items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("innspill.csv", csv_of(lines))
        package.writestr("innspill.json", json.dumps(everything, ensure_ascii=False, indent=1))
        package.writestr("kodebok.txt", book)
    return out.getvalue()

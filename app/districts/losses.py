"""An import that would take away much of what is there stops first: the file was probably cut off.

A table that ends between two lines looks whole. What it lacks shows only beside what earlier imports gave.
"""

from collections.abc import Iterable

from app.errors import ConflictError
from app.language import N_
from geodata.report import Report, SourceKind

MOST_SHARE = 0.1
LEAST_COUNT = 50
"""Fewer than these may go without a question: a street that is torn down, a small town that is tidied."""


class LossError(ConflictError):
    """Much of what is there would go; nothing has been changed."""


class AddressLossError(LossError):
    sentence = N_(
        "{files} mangler {lost} av {before} adresser som er her fra før. Nedlastingen ble trolig avbrutt: "
        "hent fila på nytt. Er adressene virkelig borte, så importer med --accept-losses."
    )


class DoorLossError(LossError):
    sentence = N_(
        "{files} mangler {lost} av {before} boliger som er her fra før. Nedlastingen ble trolig avbrutt: "
        "hent fila på nytt. Er boligene virkelig borte, så importer med --accept-losses."
    )


class StreetLossError(LossError):
    sentence = N_(
        "{files} mangler {lost} av {before} gatestykker som er her fra før. Nedlastingen ble trolig avbrutt: "
        "hent fila på nytt. Er gatene virkelig borte, så importer med --accept-losses."
    )


def refuse_loss(kind: type[LossError], lost: int, before: int, files: str) -> None:
    """Raise `kind` where more would go than a register or a map loses between two downloads."""
    if lost >= LEAST_COUNT and lost > MOST_SHARE * before:
        raise kind(files=files, lost=lost, before=before)


def files_of(report: Report, kinds: Iterable[SourceKind]) -> str:
    """Name the files of some kinds, for a sentence."""
    wanted = set(kinds)
    return ", ".join(file.file for file in report.files if file.kind in wanted)

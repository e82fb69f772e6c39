"""What can be wrong with a map source, each with one Norwegian sentence: what, where, what to do.

    GeodataError
    ├── SourceMissingError        the path leads nowhere
    ├── UnknownFileError          none of the formats we read
    ├── BrokenFileError
    │   ├── EmptyFileError        nothing in it
    │   ├── CutOffFileError       ends in the middle (CutOffTableError: in which line;
    │   │                         MapWithoutStreetsError: where only the first part of a map is there)
    │   ├── WrongEncodingError    text that is not UTF-8
    │   ├── NotPbfError           called .pbf, but is not one
    │   ├── NotGeoJsonError       called .geojson, but is not one
    │   ├── NotGridError          not a grid of heights
    │   ├── LockedZipError        a zip that asks for a password, or is packed in a way we cannot open
    │   └── ZipWithoutCsvError    nothing to read inside
    ├── TableError
    │   ├── WrongColumnsError     columns we need are missing
    │   ├── RepeatedColumnError   the same column name twice
    │   ├── NoRowsError           a header, and nothing under it
    │   ├── WrongFieldCountError  a row with too many or too few fields
    │   ├── BadValueError         not a number where a number must be
    │   ├── BadHouseNumberError   a number that no house has
    │   └── DuplicateIdError      the same id twice
    └── PositionError, PolygonError   in `place_errors.py`: what lies where it cannot

A frame that breaks its contract is our own mistake, not the file's: that is a `FrameError` (frames.py).
"""

from typing import ClassVar


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a sentence for translation where it is written."""
    return text


class GeodataError(Exception):
    """A source that cannot be read; nothing of it has been taken in.

    Parameters
    ----------
    file
        Name of the file, as the user knows it.
    line
        Line in a table (the header is line 1), or number of a polygon in its file (the first is 1).
    **values
        What the sentence of the class asks for besides.
    """

    template: ClassVar[str] = N_("Kunne ikke lese {file}.")

    def __init__(self, file: str, line: int | None = None, **values: str | int) -> None:
        self.file = file
        self.line = line
        self.values: dict[str, str | int | None] = {"file": file, "line": line, **values}
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole sentence in Norwegian; translate `template` and fill in `values` for another language."""
        return self.template.format(**self.values)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way home from another process, where `args` alone would not rebuild the error."""
        return (_rebuild, (type(self), self.values))


def _rebuild(kind: type[GeodataError], values: dict[str, str | int | None]) -> GeodataError:
    error = kind.__new__(kind)
    error.values = values
    error.file = str(values["file"])
    line = values["line"]
    error.line = line if isinstance(line, int) else None
    error.args = (error.sentence,)
    return error


class SourceMissingError(GeodataError):
    """The path leads nowhere, or to a folder without map files."""

    template = N_("Fant ingen kartfil i {file}. Se etter at stien er skrevet riktig.")


class UnknownFileError(GeodataError):
    """The content is none of the formats we read."""

    template = N_(
        "{file} er ikke en kartfil vi kjenner. Bruk MatrikkelenAdresse eller "
        "MatrikkelenAdresseLeilighetsniva (CSV eller zip), OpenStreetMap (.osm.pbf) eller flater i GeoJSON."
    )


class BrokenFileError(GeodataError):
    """The file as a whole cannot be read."""


class EmptyFileError(BrokenFileError):
    """There is nothing in the file."""

    template = N_("{file} er tom. Hent fila på nytt.")


class CutOffFileError(BrokenFileError):
    """The file ends in the middle of something."""

    template = N_("{file} slutter midt i. Hent fila på nytt; nedlastingen ble trolig avbrutt.")


class CutOffTableError(CutOffFileError):
    """The last row of a table is not whole."""

    template = N_("{file} slutter midt i linje {line}. Hent fila på nytt; nedlastingen ble trolig avbrutt.")


class WrongEncodingError(BrokenFileError):
    """The text is not UTF-8."""

    template = N_(
        "{file}, linje {line}: teksten er ikke UTF-8 (den ser ut som {guess}). "
        "Bruk fila slik Kartverket leverer den, eller lagre den på nytt som UTF-8."
    )


class NotGridError(BrokenFileError):
    """Not a grid of heights, or not as many of them as it says."""

    template = N_(
        "{file} er ikke et høyderutenett (Esri ASCII, .asc). "
        "Gjør om fila med «gdal_translate -of AAIGrid», og prøv igjen."
    )


class NotPbfError(BrokenFileError):
    """The name says .pbf, the content does not."""

    template = N_(
        "{file} er ikke en OpenStreetMap-fil (.osm.pbf). "
        "Hent fila på nytt, og se etter at den ikke er en nettside."
    )


class NotGeoJsonError(BrokenFileError):
    """The text is not GeoJSON."""

    template = N_("{file}, linje {line}: dette er ikke GeoJSON. Eksporter flatene på nytt som GeoJSON.")


class ZipWithoutCsvError(BrokenFileError):
    """There is no table or polygon file inside."""

    template = N_("{file} inneholder ingen CSV- eller GeoJSON-fil. Velg CSV-formatet når du laster ned.")


class MapWithoutStreetsError(CutOffFileError):
    """Addresses, and neither streets nor buildings: what comes last in the file is not there."""

    template = N_(
        "{file} har adresser, men verken gater eller bygninger. "
        "Nedlastingen ble trolig avbrutt: hent fila på nytt."
    )


class LockedZipError(BrokenFileError):
    """A zip that asks for a password, or is packed in a way we cannot open."""

    template = N_("{file} er låst med passord eller pakket på en måte vi ikke kan åpne. Pakk den ut først.")


class TableError(GeodataError):
    """A table whose rows or columns are not as they must be."""


class WrongColumnsError(TableError):
    """Columns we need are missing."""

    template = N_(
        "{file}, linje 1: mangler kolonnene {columns}. Velg MatrikkelenAdresse i CSV-format, "
        "med semikolon mellom feltene."
    )


class RepeatedColumnError(TableError):
    """The same column name twice."""

    template = N_(
        "{file}, linje 1: kolonnen {column} står to ganger. Ta bort den ene, eller hent fila på nytt."
    )


class NoRowsError(TableError):
    """A header, and nothing under it."""

    template = N_("{file} har bare en overskrift og ingen rader. Hent fila på nytt.")


class WrongFieldCountError(TableError):
    """A row with too many or too few fields."""

    template = N_(
        "{file}, linje {line}: {found} felter, men overskriften har {expected}. "
        "Rett linja, eller hent fila på nytt."
    )


class BadValueError(TableError):
    """Not a number where a number must be."""

    template = N_(
        "{file}, linje {line}: «{value}» i kolonnen {column} er ikke et tall. "
        "Rett linja, eller hent fila på nytt."
    )


class BadHouseNumberError(TableError):
    """A number that no house has: negative, with decimals, or far too large."""

    template = N_(
        "{file}, linje {line}: «{value}» i kolonnen {column} er ikke et husnummer. "
        "Rett linja, eller hent fila på nytt."
    )


class DuplicateIdError(TableError):
    """The same id on two rows."""

    template = N_(
        "{file}, linje {line}: adressen {identity} finnes alt på linje {first_line}. "
        "Fjern den ene linja, eller hent fila på nytt."
    )

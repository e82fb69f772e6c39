"""Kartverket's tables: `;` between fields, UTF-8 with a byte order mark, columns found by name."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from geodata.errors import (
    BadValueError,
    CutOffTableError,
    NoRowsError,
    RepeatedColumnError,
    WrongColumnsError,
    WrongFieldCountError,
)
from geodata.source_file import SourceFile

SEPARATOR = ";"


def header_of(text: str) -> list[str]:
    """Return the column names of a table from its first line, without quotes and blanks."""
    first = text.split("\n", 1)[0]
    return [name.strip().strip('"') for name in first.rstrip("\r").split(SEPARATOR)]


def read_table(source: SourceFile, needed: Sequence[str], wanted: Sequence[str]) -> pd.DataFrame:
    """Read some columns of a table as text.

    Columns are matched by header name, in any order and either case; other columns are not read.

    Parameters
    ----------
    source
        The file.
    needed
        Columns that must be there.
    wanted
        Columns to return; those that are not in the file come back as "".

    Returns
    -------
    pandas.DataFrame
        One column of type `str` (never null) per name in `wanted`, in that order. The index, named `line`, is
        the line in the file (the header is line 1); rows keep the file's order, blank lines are dropped.

    Raises
    ------
    WrongColumnsError, RepeatedColumnError
        If a needed column is missing, or a name comes twice.
    NoRowsError
        If there is nothing under the header.
    CutOffTableError
        If the last row is not whole.
    WrongFieldCountError
        If another row has too many or too few fields.
    GeodataError
        As `SourceFile.read_text`.
    """
    text = source.read_text().rstrip("\r\n ") + "\n"
    header = header_of(text)
    known = {name.casefold(): name for name in header}
    _refuse_repeated(source, header)
    missing = [name for name in needed if name.casefold() not in known]
    if missing:
        raise WrongColumnsError(source.name, 1, columns=", ".join(missing))
    table = _parse(source, text, header)
    frame = pd.DataFrame(index=pd.RangeIndex(2, len(table) + 2, name="line"))
    for name in wanted:
        column = known.get(name.casefold())
        frame[name] = "" if column is None else table[column].fillna("").str.strip().to_numpy()
        frame[name] = frame[name].astype("str")
    filled: pd.DataFrame = frame[(frame != "").any(axis=1)]
    if filled.empty:
        raise NoRowsError(source.name)
    return filled


def _refuse_repeated(source: SourceFile, header: list[str]) -> None:
    """A nameless column may come often: a `;` too many at the end of every line gives one."""
    seen: set[str] = {""}
    for name in header:
        if name and name.casefold() in seen:
            raise RepeatedColumnError(source.name, 1, column=name)
        seen.add(name.casefold())


def _parse(source: SourceFile, text: str, header: list[str]) -> pd.DataFrame:
    """Split into fields with Arrow's reader: it refuses short rows, where pandas fills them in silently."""
    first_bad: list[tuple[int, int]] = []

    def refuse(row: pa_csv.InvalidRow) -> str:
        first_bad.append((row.number, row.actual_columns))
        return "error"

    try:
        table = pa_csv.read_csv(
            pa.BufferReader(text.encode()),
            read_options=pa_csv.ReadOptions(use_threads=False, column_names=header, skip_rows=1),
            parse_options=pa_csv.ParseOptions(
                delimiter=SEPARATOR, invalid_row_handler=refuse, ignore_empty_lines=False
            ),
            convert_options=pa_csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string())),
        )
    except pa.ArrowInvalid as error:
        line, found = first_bad[0] if first_bad else (text.count("\n"), 0)
        if line == text.count("\n"):
            raise CutOffTableError(source.name, line) from error
        raise WrongFieldCountError(source.name, line, found=found, expected=len(header)) from error
    frame: pd.DataFrame = table.to_pandas()
    return frame


def as_numbers(frame: pd.DataFrame, column: str, source: SourceFile) -> "pd.Series[float]":
    """Turn a text column into numbers; a decimal comma is understood, blank becomes null.

    Parameters
    ----------
    frame
        As `read_table` returns it; the index is the line in the file.
    column
        Name of the column.
    source
        The file, for the sentence.

    Returns
    -------
    pandas.Series
        float64 with the index of `frame`; NaN where the text was blank.

    Raises
    ------
    BadValueError
        If a value that is not blank is not a number; names its line.
    """
    text = frame[column].str.replace(",", ".", regex=False)
    numbers = pd.to_numeric(text, errors="coerce").astype("float64")
    bad = ~np.isfinite(numbers) & (text != "")
    if bad.any():
        line = int(frame.index[bad][0])
        raise BadValueError(source.name, line, value=str(frame.loc[line, column]), column=column)
    return numbers

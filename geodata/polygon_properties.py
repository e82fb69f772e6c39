"""Guess which property of a polygon is its number and which its name, so that one mostly need not say."""

from collections.abc import Sequence

import pandas as pd

NAME_HINTS = ("navn", "name", "namn")
NUMBER_HINTS = ("nummer", "nr", "kode", "number", "code")
KOMMUNE_KEYS = ("kommunenummer", "kommunenr", "kommune", "komm")
ROW_COUNTERS = ("objectid", "fid", "gid", "id")


def property_texts(properties: Sequence[object]) -> pd.DataFrame:
    """Lay out properties as a table of text.

    Parameters
    ----------
    properties
        One dict (or null) per polygon.

    Returns
    -------
    pandas.DataFrame
        One row per polygon and one `str` column per property that holds text or whole numbers, in the order
        they first appear; "" where a polygon lacks it.
    """
    rows = [each if isinstance(each, dict) else {} for each in properties]
    keys = list(dict.fromkeys(key for row in rows for key, value in row.items() if _is_plain(value)))
    made = {key: [_text(row.get(key)) for row in rows] for key in keys}
    return pd.DataFrame(made, index=range(len(rows)), columns=keys, dtype="str")


def _is_plain(value: object) -> bool:
    whole = isinstance(value, float) and value.is_integer()
    return isinstance(value, str | int) or whole


def _text(value: object) -> str:
    if not _is_plain(value) or isinstance(value, bool):
        return ""
    return str(int(value)) if isinstance(value, float) else str(value).strip()


def guess_name(texts: pd.DataFrame) -> str:
    """Return the property that most looks like a name, "" for none.

    A name has letters and a blank or a small letter or more than one word's length; it differs between
    polygons, and its key likely says "navn". Ids and dates are not names.
    """
    return _best({key: _name_score(key, texts[key]) for key in texts.columns})


def guess_number(texts: pd.DataFrame, besides: str) -> str:
    """Return the property that most looks like a number or code, "" for none; never the name's."""
    return _best({key: _number_score(key, texts[key]) for key in texts.columns if key != besides})


def kommune_of(texts: pd.DataFrame) -> "pd.Series[str]":
    """Return the municipality number of each polygon, "" where no property holds one."""
    for key in texts.columns:
        if key.casefold() in KOMMUNE_KEYS and bool(texts[key].str.fullmatch(r"\d{4}").all()):
            return texts[key]
    return pd.Series("", index=texts.index, dtype="str")


def _best(scores: dict[str, float]) -> str:
    """The first of the highest; 0 is "not at all"."""
    return max(scores, key=lambda key: scores[key]) if max(scores.values(), default=0.0) > 0 else ""


def _name_score(key: str, texts: "pd.Series[str]") -> float:
    lettered = float(texts.str.contains(r"[A-Za-zÆØÅæøå]{2}").mean())
    long_id = float(texts.str.fullmatch(r"[0-9a-fA-F-]{20,}|\{.*\}").mean())
    if lettered < 0.9 or long_id > 0.5:
        return 0.0
    return _difference(texts) + (1.0 if key.casefold().endswith(NAME_HINTS) else 0.0)


def _number_score(key: str, texts: "pd.Series[str]") -> float:
    if float(texts.str.fullmatch(r"[\d.\-]{1,12}").mean()) < 1.0 or texts.duplicated().any():
        return 0.0
    low = key.casefold()
    if low in ROW_COUNTERS:
        return 0.5
    return 2.0 if any(hint in low for hint in NUMBER_HINTS) else 1.0


def _difference(texts: "pd.Series[str]") -> float:
    """Share of polygons with a value of their own: 1 when all differ, 0 when all are alike."""
    return 1.0 if len(texts) == 1 else (texts.nunique() - 1) / (len(texts) - 1)

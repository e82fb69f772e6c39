"""What a file is: by its content, and only then by its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geodata.csv_table import header_of
from geodata.errors import (
    CutOffFileError,
    EmptyFileError,
    GeodataError,
    NotPbfError,
    SourceMissingError,
    UnknownFileError,
    WrongColumnsError,
    ZipWithoutCsvError,
)
from geodata.osm import looks_like_pbf
from geodata.report import SourceKind
from geodata.source_file import SourceFile, is_utf16, members_of

HEAD = 1 << 16
MAP_SUFFIXES = (".csv", ".zip", ".pbf", ".geojson", ".json")
"""In a folder, a file called so was meant for us; an empty note or a spreadsheet was not."""


@dataclass(frozen=True)
class Recognised:
    """A file and what it is."""

    source: SourceFile
    kind: SourceKind


def recognise(path: Path) -> list[Recognised]:
    """Tell what a file is; a zip may hold several.

    Parameters
    ----------
    path
        A file, not a folder.

    Returns
    -------
    list of Recognised
        One per readable content, in the order they were packed.

    Raises
    ------
    SourceMissingError, EmptyFileError
        If there is no file, or nothing in it.
    CutOffFileError, ZipWithoutCsvError
        If a zip is damaged, or holds no table and no polygons.
    NotPbfError
        If the name ends in .pbf and the content is something else.
    WrongColumnsError
        If a CSV is neither of the two tables; names what the register would need.
    UnknownFileError
        If it is none of our formats.
    """
    head = SourceFile(path).read_bytes(at_most=HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _inside(path)
    if path.suffix.lower() == ".zip":
        raise CutOffFileError(path.name)
    return [Recognised(SourceFile(path), _kind(SourceFile(path), head))]


def recognise_all(paths: Iterable[Path]) -> tuple[list[Recognised], list[str]]:
    """Tell what all files are, those in folders too.

    A file that was named must be one we know; another file that only lies in a named folder is left alone.

    Parameters
    ----------
    paths
        Files and folders; a folder is read with its subfolders, by name.

    Returns
    -------
    tuple
        What was recognised, and the names of files in folders that were left alone.

    Raises
    ------
    SourceMissingError
        If a path leads nowhere, or a folder holds no map file.
    GeodataError
        As `recognise`.
    """
    found: list[Recognised] = []
    unknown: list[str] = []
    for path in paths:
        if not path.is_dir():
            found += recognise(path)
            continue
        before = len(found)
        for inner in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
            try:
                found += recognise(inner)
            except (UnknownFileError, WrongColumnsError):
                unknown.append(inner.name)
            except (EmptyFileError, ZipWithoutCsvError):
                if inner.suffix.lower() in MAP_SUFFIXES:
                    raise
                unknown.append(inner.name)
        if len(found) == before:
            raise SourceMissingError(str(path))
    return found, unknown


def _inside(path: Path) -> list[Recognised]:
    """What a zip holds; a file of another kind beside the table is left alone, unless it is alone."""
    found: list[Recognised] = []
    refused: GeodataError = ZipWithoutCsvError(path.name)
    for member in members_of(path):
        try:
            found.append(Recognised(member, _kind(member, member.read_bytes(at_most=HEAD))))
        except (UnknownFileError, WrongColumnsError) as error:
            refused = error
    if not found:
        raise refused
    return found


def _kind(source: SourceFile, head: bytes) -> SourceKind:
    name = (source.member or source.path.name).lower()
    if looks_like_pbf(head):
        return SourceKind.OSM
    if name.endswith(".pbf"):
        raise NotPbfError(source.name)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _kind_of_json(source, head)
    if name.endswith((".csv", ".txt")):
        return _kind_of_table(source, head)
    raise UnknownFileError(source.name)


def _kind_of_json(source: SourceFile, head: bytes) -> SourceKind:
    """Any GeoJSON but a building layer, which comes from the map file instead."""
    if b'"type"' not in head or b'"building"' in head:
        raise UnknownFileError(source.name)
    return SourceKind.POLYGONS


def _kind_of_table(source: SourceFile, head: bytes) -> SourceKind:
    """Judge by the header alone; letters of another encoding are let through to the reader."""
    columns = {name.casefold() for name in header_of(_decoded(head))}
    if "bruksenhetsnummertekst" in columns:
        return SourceKind.DWELLINGS
    if {"adressekode", "adressenavn"} <= columns:
        return SourceKind.REGISTER
    raise WrongColumnsError(source.name, 1, columns="adressekode, adressenavn, nummer, EPSG-kode, Nord, Øst")


def _decoded(head: bytes) -> str:
    """Read a header well enough to know it again, in UTF-16 too: then the encoding is what is wrong."""
    if is_utf16(head):
        big_endian = head.startswith(b"\xfe\xff") or head[:1] == b"\0"
        return head.decode("utf-16-be" if big_endian else "utf-16-le", errors="replace").lstrip("\ufeff")
    return head.decode("utf-8-sig", errors="replace")

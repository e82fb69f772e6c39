"""One file to read: on disk, or one member of a zip as Geonorge packs it."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import (
    CutOffFileError,
    EmptyFileError,
    LockedZipError,
    SourceMissingError,
    WrongEncodingError,
)

READABLE_MEMBERS = (".csv", ".geojson", ".json")


@dataclass(frozen=True)
class SourceFile:
    """A file, or one member of a zip file.

    Attributes
    ----------
    path
        Where the file (or the zip around it) is.
    member
        Name inside the zip; None for a plain file.
    """

    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """The name that sentences use: short, and unlike others where a folder holds several zips."""
        if self.member is None:
            return self.path.name
        return f"{self.path.name}/{Path(self.member).name}"

    def read_bytes(self, at_most: int = -1) -> bytes:
        """Read the content.

        Parameters
        ----------
        at_most
            Number of bytes to read; -1 for all of them.

        Raises
        ------
        SourceMissingError
            If there is no such file.
        EmptyFileError
            If the file has no bytes.
        CutOffFileError
            If the zip around it is damaged or ends too early.
        LockedZipError
            If the zip asks for a password, or is packed in a way we cannot open.
        """
        try:
            if self.member is None:
                with self.path.open("rb") as file:
                    data = file.read(at_most)
            else:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as inner:
                    data = inner.read(at_most)
        except OSError as error:
            raise SourceMissingError(self.name) from error
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise CutOffFileError(self.name) from error
        except RuntimeError as error:  # all that zipfile says about a password, or a method it does not know
            raise LockedZipError(self.name) from error
        if not data:
            raise EmptyFileError(self.name)
        return data

    def read_text(self) -> str:
        """Read the content as UTF-8, with or without a byte order mark.

        Raises
        ------
        WrongEncodingError
            If a byte is not UTF-8; names the line and the likely encoding.
        CutOffFileError
            If the file ends inside a letter.
        GeodataError
            As `read_bytes`.
        """
        data = self.read_bytes()
        refuse_nul(self.name, data)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":
                raise CutOffFileError(self.name) from error
            line = data.count(b"\n", 0, error.start) + 1
            raise WrongEncodingError(self.name, line, guess="Latin-1") from error


def refuse_nul(name: str, data: bytes) -> None:
    """Refuse what cannot be UTF-8 text: UTF-16, and bytes of zero, which a database will not keep.

    Raises
    ------
    WrongEncodingError
        Names the line and the likely encoding.
    """
    if is_utf16(data):
        raise WrongEncodingError(name, 1, guess="UTF-16")
    zero = data.find(b"\0")
    if zero >= 0:
        line = data.count(b"\n", 0, zero) + 1
        raise WrongEncodingError(name, line, guess="noe som ikke er tekst")


def is_utf16(data: bytes) -> bool:
    """Tell UTF-16 by its mark, or by every other byte of plain letters being zero."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or data.count(b"\0") > len(data) // 4


def members_of(path: Path) -> list[SourceFile]:
    """List the tables and polygon files inside a zip, in the order they were packed.

    Raises
    ------
    CutOffFileError
        If the zip is damaged or ends too early.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise CutOffFileError(path.name) from error
    return [SourceFile(path, name) for name in names if name.lower().endswith(READABLE_MEMBERS)]

"""Fetched files on disk: the part on its way, the record beside the finished file, whom to thank."""

import errno
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from geodata.fetch_errors import FullDiskError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
MEGABYTE = 1_000_000
CREDITS = "KILDER.txt"


class Digest(Protocol):
    """What hashlib makes."""

    def update(self, data: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...


@dataclass(frozen=True)
class Edition:
    """Which edition of a file the host has: its ETag and date, either may be missing."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """Ask for the file only if there is another edition."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}

    @property
    def validator(self) -> str:
        """What If-Range takes: a strong ETag, else the date; weak ETags do not vouch for bytes."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


@dataclass(frozen=True)
class Fetched:
    """A file that is here: where from, on what terms, when, and its checksum.

    `is_checked` tells that the host's own checksum was compared; `sha256` is ours, for those who come later.
    """

    path: Path
    url: str
    source: str
    licence: str
    fetched_on: str
    sha256: str
    is_checked: bool
    edition: Edition


class Part:
    """The part of a file that has come so far, and which edition it is of."""

    def __init__(self, target: Path) -> None:
        self._path = target.with_name(f"{target.name}.part")
        self._notes = target.with_name(f"{target.name}.part.json")
        self._target = target

    @property
    def size(self) -> int:
        """Bytes that are here."""
        return self._path.stat().st_size if self._path.exists() else 0

    @property
    def edition(self) -> Edition:
        """The edition that the part is of."""
        if not self._notes.exists():
            return Edition()
        return Edition(**json.loads(self._notes.read_text(encoding="utf-8")))

    def headers(self) -> dict[str, str]:
        """Ask for the rest, if this is a part of a known edition; nothing otherwise."""
        validator = self.edition.validator
        if not self.size or not validator:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": validator}

    def goes_on_with(self, content_range: str) -> bool:
        """Tell if a range begins where the part ends."""
        return content_range.startswith(f"bytes {self.size}-")

    def is_whole_of(self, content_range: str) -> bool:
        """Tell if all bytes are here: a host that has no rest to send tells the size."""
        return content_range == f"bytes */{self.size}"

    @contextmanager
    def opened(self, edition: Edition, *, goes_on: bool, whole: int) -> Iterator[BinaryIO]:
        """Open the part for what comes, at its end or anew; `whole` is the size it is to have, 0 if unknown.

        Raises
        ------
        FullDiskError
            If there is not room for the whole file, before or while it is written.
        """
        if not goes_on:
            self.drop()
        missing = whole - self.size
        if missing > shutil.disk_usage(self._path.parent).free:
            raise self._full(missing)
        try:
            self._notes.write_text(json.dumps(asdict(edition)), encoding="utf-8")
            with self._path.open("ab") as file:
                yield file
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise self._full(max(missing, MEGABYTE)) from error

    def _full(self, missing: int) -> FullDiskError:
        megabytes = -(-missing // MEGABYTE)
        return FullDiskError(self._target.name, host="", folder=str(self._path.parent), megabytes=megabytes)

    def digest(self, digest: Digest) -> str:
        """Run the part through a checksum, in hexadecimal."""
        with self._path.open("rb") as file:
            while chunk := file.read(MEGABYTE):
                digest.update(chunk)
        return digest.hexdigest()

    def drop(self) -> None:
        """Forget what has come."""
        self._path.unlink(missing_ok=True)
        self._notes.unlink(missing_ok=True)

    def become(self, target: Path) -> None:
        """Give the complete file its name, in one step."""
        self._path.replace(target)
        self._notes.unlink(missing_ok=True)


def record_of(target: Path) -> Path:
    """Name the record beside a file; the dot keeps importers of whole folders away from it."""
    return target.with_name(f".{target.name}.json")


def read_fetched(target: Path) -> Fetched | None:
    """Read what is known of a file; None if it is not here, or has changed since it was fetched."""
    record = record_of(target)
    if not target.exists() or not record.exists():
        return None
    row = json.loads(record.read_text(encoding="utf-8"))
    fetched = Fetched(**{**row, "path": target, "edition": Edition(**row["edition"])})
    with target.open("rb") as file:
        is_same = hashlib.file_digest(file, "sha256").hexdigest() == fetched.sha256
    return fetched if is_same else None


def write_fetched(fetched: Fetched) -> None:
    """Write the record beside a file."""
    row = {**asdict(fetched), "path": fetched.path.name}
    record_of(fetched.path).write_text(json.dumps(row, ensure_ascii=False, indent=1), encoding="utf-8")


def write_credits(folder: Path, files: list[Fetched]) -> None:
    """Write for people where the files of a folder are from, and on what terms."""
    lines = [
        f"{one.path.name}\n  {one.source}, {one.licence}\n  hentet {one.fetched_on} fra {one.url}\n"
        f"  sha256 {one.sha256}{' (kontrollert mot kilden)' if one.is_checked else ''}\n"
        for one in files
    ]
    (folder / CREDITS).write_text("\n".join(lines), encoding="utf-8")

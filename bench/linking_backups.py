"""A thief with a copy of the database from after every single close and late release, a row of backups.

Between two copies it can be seen which input came, which held batches went and how many notes lay in each; a
batch first stands in the copy from after its round, and the sign-ups that stand tell who walked that. Reads
the files without our code, as a thief would.
"""

import sqlite3
from collections import Counter
from fractions import Fraction
from pathlib import Path

WHO_WALKED = """
    SELECT sign_up.round_id, person_id FROM sign_up JOIN round ON round.id = sign_up.round_id
    WHERE sign_up.status = 'coming' AND round.status = 'held'
"""


class Thief:
    """Looks at `database` after each release; `best_guess` is the surest guess at an author, 0 to 1."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.best_guess = 0.0
        self.inputs: set[str] = set()
        self.held: dict[str, int] = {}
        self.round_of: dict[str, str] = {}
        self.read_early: set[str] = set()

    def pry(self, text: str) -> None:
        """Look for words in the files before their debrief, where they would stand beside their round."""
        if any(text.encode() in file.read_bytes() for file in self.database.parent.glob("dorbank.sqlite*")):
            self.read_early.add(text)

    def look(self, round_id: str) -> None:
        """Compare with the copy before; `round_id` is what the audit log says was closed or released."""
        copy = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        inputs = {text for (text,) in copy.execute("SELECT text FROM input")}
        held = dict(copy.execute("SELECT batch_id, count(*) FROM held_input GROUP BY batch_id"))
        for batch in held.keys() - self.held.keys():
            self.round_of[batch] = round_id
        if came := len(inputs - self.inputs):
            gone = Counter[str]()
            for batch in self.held.keys() - held.keys():
                gone[self.round_of[batch]] += self.held[batch]
            gone[round_id] += came - gone.total()
            self.best_guess = max(self.best_guess, self._likeliest(copy, gone))
        copy.close()
        self.inputs, self.held = inputs, held

    def _likeliest(self, copy: sqlite3.Connection, notes: Counter[str]) -> float:
        """Give the chance that the likeliest person wrote a note, where so many came from each round."""
        attended = dict(copy.execute("SELECT round_id, attended FROM debrief"))
        chances: dict[str, Fraction] = {}
        for round_id, who in copy.execute(WHO_WALKED):
            more = Fraction(notes[round_id], notes.total() * attended[round_id])
            chances[who] = chances.get(who, Fraction(0)) + more
        return float(max(chances.values()))

"""Who may have written what waits: how sure a guess can be, and which rounds can be let go together.

A thief with a copy of the database from every day knows which small rounds were let go together, how many
notes each gave, and from the sign-ups who walked them. The best that can be done with it is to name whoever
is likeliest: a note comes from a round by its share of the notes, and from each who walked it alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from app.programme.anonymity import LEAST


@dataclass(frozen=True)
class Waiting:
    """A round's approved notes: how many, how many walked it, and those of them who were named."""

    batch_id: UUID
    notes: int
    volunteers: int
    named: frozenset[str]

    @property
    def weight(self) -> Fraction:
        """How many of its notes each of its volunteers wrote on the average."""
        return Fraction(self.notes, max(1, self.volunteers))

    def may_have(self, who: str) -> bool:
        """Tell whether somebody may have walked it; who came without a name may be anybody."""
        return who in self.named or len(self.named) < self.volunteers


def best_guess(rounds: Sequence[Waiting]) -> Fraction:
    """Give the chance of being right about a note's author when the likeliest is named, 0 without notes."""
    notes = sum(each.notes for each in rounds)
    return _written(rounds, _likeliest(rounds)) / notes if notes else Fraction(0)


def releasable(rounds: Iterable[Waiting]) -> list[Waiting]:
    """Choose rounds whose notes hide everybody among five: the best guess is at most one in five.

    While somebody stands out, the round waits on in which that person wrote most. Not always the largest
    choice, but a round that never can go does not hold the others back.
    """
    together = list(rounds)
    while best_guess(together) > Fraction(1, LEAST):
        who = _likeliest(together)
        together.remove(max((each for each in together if each.may_have(who)), key=lambda each: each.weight))
    return together


def _likeliest(rounds: Sequence[Waiting]) -> str:
    """Give who may have written most; the empty key stands for somebody who never gave a name."""
    people = sorted(frozenset[str]().union(*(each.named for each in rounds)))
    return max(["", *people], key=lambda who: _written(rounds, who))


def _written(rounds: Iterable[Waiting], who: str) -> Fraction:
    return sum((each.weight for each in rounds if each.may_have(who)), Fraction(0))

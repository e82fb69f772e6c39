"""Finds persons, numbers and addresses in a note; the rules are those of walk/screening.js."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.programme.screening_names import name_spans
from app.programme.screening_rules import CHECKS, any_of, pattern, rules, word_pattern

BLOCK, WARN = "block", "warn"
# Invisible characters would let a number or a name slip through; odd spaces and digits likewise.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\u20e3\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufffe\uffff]"
)
"""Also half a pair, and what is no character: a file for Word cannot hold them."""
SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
HYPHENS = re.compile("[\u2010\u2011\u2012\u2212]")
OTHER_DIGITS = {zero + n: str(n) for zero in (0x0660, 0x06F0, 0x0966) for n in range(10)}
MATHEMATICAL = {0x1D7CE + n: str(n % 10) for n in range(50)}
WIDE = {0xFEE0 + sign: chr(sign) for sign in range(0x21, 0x7F)}
PLAIN = OTHER_DIGITS | MATHEMATICAL | WIDE
BEFORE = 12
"""So many signs before a hit hold a preposition."""
SENTENCE_END = re.compile(r"[.!?\n]")


@dataclass(frozen=True)
class Hit:
    """Something that must go («block») or be thought about («warn»), with what to say instead."""

    kind: str
    level: str
    start: int
    end: int
    text: str
    general: str


@dataclass(frozen=True)
class Place:
    """What is known about where a note comes from: the district's streets, and words that are place names."""

    streets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A part of a note as shown: plain, or a hit to be marked."""

    text: str
    hit: Hit | None = None


def clean(text: str) -> str:
    """Bring a text to the one form that is screened and stored: NFC, plain spaces and digits, none unseen."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = HYPHENS.sub("-", SPACES.sub(" ", INVISIBLE.sub("", text)))
    return text.translate(PLAIN).strip()


def screen(text: str, place: Place = Place()) -> list[Hit]:
    """Find what should not be in a note; `text` must be `clean`. Hits do not overlap and come in order."""
    names = _names(text, place)
    found = [*_patterns(text), *_addresses(text, place.streets), *names, *_health(text, names)]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda h: (h.level != BLOCK, h.start - h.end, h.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def is_blocked(hits: Iterable[Hit]) -> bool:
    """Tell whether something in the note must go before it may be shown or kept."""
    return any(hit.level == BLOCK for hit in hits)


def pieces(text: str, hits: Sequence[Hit]) -> list[Piece]:
    """Cut a text at its hits, for showing them marked."""
    cut, at = [], 0
    for hit in hits:
        cut += [Piece(text[at : hit.start]), Piece(hit.text, hit)]
        at = hit.end
    return [piece for piece in [*cut, Piece(text[at:])] if piece.text]


def generalised(text: str, hits: Sequence[Hit], *, only: str | None = None) -> str:
    """Say it in general: every hit (or those of level `only`) replaced by words that point at nobody."""
    return "".join(
        p.hit.general if p.hit and only in (None, p.hit.level) else p.text for p in pieces(text, hits)
    )


def _hit(kind: str, level: str, text: str, span: tuple[int, int]) -> Hit:
    start, end = span
    return Hit(kind, level, start, end, text[start:end], _general(kind, text[max(0, start - BEFORE) : start]))


def _general(kind: str, before: str) -> str:
    """Say it in words that fit what stands before: «bor i dette området», not «bor i her i området»."""
    after = rules().general_after
    fits = kind in after and pattern(after["words"]).search(before)
    return after[kind] if fits else rules().general[kind]


def _patterns(text: str) -> list[Hit]:
    return [
        _hit(rule.kind, rule.level, text, match.span())
        for rule in rules().patterns
        for match in pattern(rule.pattern, case=rule.case).finditer(text)
        if rule.check is None or CHECKS[rule.check](match[0])
    ]


def _addresses(text: str, streets: tuple[str, ...]) -> list[Hit]:
    """Find the district's own streets followed by a number, whatever they end in."""
    if not streets:
        return []
    return [_hit("address", BLOCK, text, match.span()) for match in any_of(streets, "{H}").finditer(text)]


def _names(text: str, place: Place) -> list[Hit]:
    around = place.streets + place.words
    mentioned = [match.span() for match in any_of(around, "").finditer(text)] if around else []
    return [_hit("name", WARN, text, span) for span in name_spans(text, mentioned)]


def _health(text: str, names: Sequence[Hit]) -> list[Hit]:
    """Find health words in a sentence that also has a person in it."""
    hits: list[Hit] = []
    at = 0
    for part in SENTENCE_END.split(text):
        words = [(m, m[0].lower()) for m in word_pattern().finditer(text, at, at + len(part))]
        named = any(at <= name.start < at + len(part) for name in names)
        if named or any(lower in rules().person_words for _match, lower in words):
            hits += [_hit("health", WARN, text, m.span()) for m, lower in words if _is_health(lower)]
        at += len(part) + 1
    return hits


def _is_health(word: str) -> bool:
    return word in rules().health_words or word.startswith(tuple(rules().health_stems))

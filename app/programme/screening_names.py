"""Finds names of persons in a note, in any case; the same steps as in walk/screening.js."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.programme.screening_rules import rules, word_pattern, words

BEFORE_SENTENCE = re.compile("(?:^|[.!?:;…\n)/\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])[ \n\"'«»“”(•*–-]*$")
LOOK_BACK = 20
SHORTEST, LONGEST_UNKNOWN = 3, 12
NO_NAME_ENDINGS = ("en", "et", "er", "ne", "ar", "te", "de")
"""What nobody knows and ends like this is rather «skolelederen», «syklister» or «flyttet» than somebody."""
NOT_NORWEGIAN = re.compile("[^a-pr-vyæøåéèêóòôäöü'’-]|c(?![hk])")
NOT_ENGLISH = re.compile("[^a-z'’-]|aa|ii|uu|q(?!u)|[bdfghkpstvx]j|j$|[dsr]z|[xz]h|hv|vk|v$|tsy")
ENGLISH_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly")
ENGLISH_ENOUGH = 2


@dataclass(frozen=True)
class Word:
    """A word where it stands, with what the lists say of it; `abroad` in a note in English."""

    start: int
    end: int
    small: str
    capital: bool
    opens: bool
    abroad: bool = False

    @property
    def listed(self) -> bool:
        """Tell whether a part of it is a usual name."""
        return any(_in(part, words().names) for part in re.split("['’-]", self.small))

    @property
    def common(self) -> bool:
        """Tell whether it is also an ordinary word, or made of such."""
        if _in(self.small, words().common):
            return True
        parts = self.small.split("-")
        return len(parts) > 1 and all(part in words().common or part in words().known for part in parts)

    @property
    def known(self) -> bool:
        """Tell whether it is a place, a party, a shop or the like."""
        like_a_place = not self.listed and self.small.endswith(tuple(rules().place_endings))
        return like_a_place or _in(self.small, words().known)

    @property
    def foreign(self) -> bool:
        """Tell whether it is strange and written as words of the note's language are not: «krzysztof»."""
        unlike = NOT_ENGLISH if self.abroad else NOT_NORWEGIAN
        return self.strange and unlike.search(self.small) is not None

    @property
    def english(self) -> bool:
        """Tell whether it is a usual English word in a note in English, so that a capital tells little."""
        return self.abroad and _is_english(self.small)

    @property
    def like_no_name(self) -> bool:
        """Tell whether it ends like a noun or a verb, and not like a surname."""
        like_a_surname = self.small.endswith(tuple(rules().surname_endings))
        return not like_a_surname and (
            self.small.endswith(NO_NAME_ENDINGS) or len(self.small) > LONGEST_UNKNOWN
        )

    @property
    def strange(self) -> bool:
        """Tell whether it is none of what we know."""
        return not (self.common or self.known or self.small in rules().person_words)


@dataclass(frozen=True)
class Neighbours:
    """What stands around a word: the two before it, the one after, and whether it follows a name."""

    second: str
    before: str
    after: Word | None
    follows: bool
    goes_on: bool

    @property
    def says(self) -> bool:
        """Tell whether the next word is what persons do: «sier», «mener», «bor»."""
        return self.after is not None and self.after.small in rules().saying_words

    @property
    def introduced(self) -> bool:
        """Tell whether the words before lead up to a person: «naboen», «moren til», «snakket med»."""
        to_somebody = self.before in rules().relation_words and self.second in rules().person_words
        leads = {self.before, f"{self.second} {self.before}"} & rules().meeting_words
        named = self.before in rules().naming_words or self.before in rules().person_words
        return bool(named or leads or to_somebody)


def name_spans(text: str, mentioned: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give where names stand; those next to each other («Kari Nordmann») are one.

    `mentioned` are the district's streets and places, which are nobody.
    """
    found = _with_language([_word(text, match) for match in word_pattern().finditer(text)])
    span: tuple[int, int] | None = None
    for n, word in enumerate(found):
        if any(a <= word.start < b for a, b in mentioned):
            continue
        follows = span is not None and _beside(text, span[1], word.start)
        around = _neighbours(text, found, n, follows=follows)
        if not _is_name(word, around):
            continue
        if span is not None and not follows:
            yield span
        span = (span[0] if span and follows else _first_half(text, found, n), word.end)
    if span:
        yield span


def _with_language(found: list[Word]) -> list[Word]:
    """Mark the words of a note that has more English words than Norwegian ones."""
    english = [_is_english(word.small) for word in found]
    norwegian = sum(not own and not word.strange for word, own in zip(found, english, strict=True))
    if sum(english) < ENGLISH_ENOUGH or sum(english) <= norwegian:
        return found
    return [replace(word, abroad=True) for word in found]


def _is_english(word: str) -> bool:
    """Tell whether an English word stands in the list, also with a usual ending: «waited», «busier»."""
    if word in words().english:
        return True
    stems = [word[: -len(ending)] for ending in ENGLISH_ENDINGS if word.endswith(ending)]
    short = [stem for stem in stems if len(stem) >= SHORTEST]
    return any(form in words().english for stem in short for form in (stem, stem + "e", _with_y(stem)))


def _with_y(stem: str) -> str:
    return stem[:-1] + "y" if stem.endswith("i") else stem


def _word(text: str, match: re.Match[str]) -> Word:
    """Read a word; one all in capitals is shouted, and no more a name than the same in small letters."""
    start, end = match.span()
    small = match[0].lower()
    capital = match[0][0] != small[0] and not (match[0] == match[0].upper() and end - start > 1)
    opens = BEFORE_SENTENCE.search(text[max(0, start - LOOK_BACK) : start]) is not None
    return Word(start, end, small, capital, opens)


def _neighbours(text: str, found: Sequence[Word], n: int, *, follows: bool) -> Neighbours:
    word, after = found[n], found[n + 1] if n + 1 < len(found) else None
    near = after is not None and _beside(text, word.end, after.start)
    before = found[n - 1] if n > 0 and _beside(text, found[n - 1].end, word.start) else None
    second = found[n - 2] if before and n > 1 and _beside(text, found[n - 2].end, before.start) else None
    goes_on = near and after is not None and after.capital and (after.listed or after.strange)
    return Neighbours(
        second.small if second else "",
        before.small if before else "",
        after if near else None,
        follows,
        goes_on,
    )


def _is_name(word: Word, around: Neighbours) -> bool:
    if len(word.small) < SHORTEST and not (word.capital and (around.follows or around.goes_on)):
        return False
    if not word.capital:
        return _is_small_name(word, around)
    if word.opens:
        return _opens_with_name(word, around)
    if word.known:
        return around.follows or (word.listed and around.goes_on)
    if word.english and not (around.introduced or around.follows):
        return word.listed
    return word.listed or not word.common


def _is_small_name(word: Word, around: Neighbours) -> bool:
    """Judge a word in small letters: a usual name, what follows one, or what stands where a name would."""
    if around.follows:
        return word.listed or (word.strange and not word.like_no_name)
    usual = word.common or word.english
    if word.listed and not word.known and (not usual or around.introduced or around.says):
        return True
    if word.foreign:
        return True
    placed = around.introduced or (word.opens and around.says)
    return placed and word.strange and not word.english and not word.like_no_name


def _opens_with_name(word: Word, around: Neighbours) -> bool:
    """Judge a sentence's first word, where a capital tells nothing."""
    if word.small in rules().person_words:
        return False
    if word.listed and not word.known:
        return around.goes_on or around.says or not word.common
    return word.strange and (around.goes_on or (around.says and not word.like_no_name))


def _first_half(text: str, found: Sequence[Word], n: int) -> int:
    """Give where the name begins: an ordinary word before it may be a first name, as in «bjørn hansen»."""
    before = found[n - 1] if n else None
    if before is None or not _beside(text, before.end, found[n].start) or len(before.small) < SHORTEST:
        return found[n].start
    return before.start if before.listed and before.small not in rules().saying_words else found[n].start


def _beside(text: str, end: int, start: int) -> bool:
    return text[end:start] in {" ", "-"}


def _in(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word stands in a list, also in the genitive."""
    return word in known or (word.endswith("s") and len(word) > SHORTEST and word[:-1] in known)

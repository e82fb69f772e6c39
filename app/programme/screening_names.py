"""Finds names of persons in a note, in any case; the same steps as in walk/screening.js."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.programme.screening_rules import rules, word_pattern, words

BEFORE_SENTENCE = re.compile("(?:^|[.!?:;…\n)/\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])[ \n\"'«»“”(•*–-]*$")
LOOK_BACK = 20
SHORTEST, LONGEST_UNKNOWN = 3, 12
NO_NAME_ENDINGS = ("en", "et", "er", "ne", "ar")
"""A sentence's first word that ends like this is rather «skolelederen» or «syklister» than somebody."""


@dataclass(frozen=True)
class Word:
    """A word where it stands, with what the lists say of it."""

    start: int
    end: int
    small: str
    capital: bool
    opens: bool

    @property
    def listed(self) -> bool:
        """Tell whether a part of it is a usual name."""
        return any(_in(part, words().names) for part in re.split("['’-]", self.small))

    @property
    def common(self) -> bool:
        """Tell whether it, or a part of it, is also an ordinary word."""
        return _in(self.small, words().common) or any(
            part in words().common for part in re.split("['’-]", self.small)
        )

    @property
    def known(self) -> bool:
        """Tell whether it is a place, a party, a shop or the like."""
        return _in(self.small, words().known) or self.small.endswith(tuple(rules().place_endings))

    @property
    def strange(self) -> bool:
        """Tell whether it is none of what we know."""
        return not (self.common or self.known or self.small in rules().person_words)


def name_spans(text: str, mentioned: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give where names stand; those next to each other («Kari Nordmann») are one.

    `mentioned` are the district's streets and places, which are nobody.
    """
    found = [_word(text, match) for match in word_pattern().finditer(text)]
    span: tuple[int, int] | None = None
    for before, word, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if any(a <= word.start < b for a, b in mentioned):
            continue
        follows = span is not None and _beside(text, span[1], word.start)
        if not _is_name(text, before, word, after, follows=follows):
            continue
        start = word.start
        if span is not None and follows:
            start = span[0]
        elif span is not None:
            yield span
        if not follows and before and _beside(text, before.end, start) and _is_first_half(before):
            start = before.start
        span = (start, word.end)
    if span:
        yield span


def _word(text: str, match: re.Match[str]) -> Word:
    """Read a word; one all in capitals is shouted, and no more a name than the same in small letters."""
    start, end = match.span()
    small = match[0].lower()
    capital = match[0][0] != small[0] and not (match[0] == match[0].upper() and end - start > 1)
    opens = BEFORE_SENTENCE.search(text[max(0, start - LOOK_BACK) : start]) is not None
    return Word(start, end, small, capital, opens)


def _is_name(text: str, before: Word | None, word: Word, after: Word | None, *, follows: bool) -> bool:
    if len(word.small) < SHORTEST and not (word.capital and follows):
        return False
    if not word.capital:
        return _is_small_name(text, before, word, follows=follows)
    goes_on = after is not None and _goes_on(text, word, after)
    if word.opens:
        says = after is not None and after.small in rules().saying_words
        return _opens_with_name(word, goes_on=goes_on, says=says)
    if word.known:
        return follows or (word.listed and goes_on)
    return word.listed or not word.common


def _is_small_name(text: str, before: Word | None, word: Word, *, follows: bool) -> bool:
    """Judge a word in small letters: a usual name, what follows one, or what somebody is called."""
    if follows:
        return word.listed or (word.strange and word.small.endswith(tuple(rules().surname_endings)))
    if word.listed and not word.common and not word.known:
        return True
    if before is None or before.small not in rules().naming_words:
        return False
    return word.strange and _beside(text, before.end, word.start)


def _opens_with_name(word: Word, *, goes_on: bool, says: bool) -> bool:
    """Judge a sentence's first word, where a capital tells nothing."""
    if word.small in rules().person_words:
        return False
    if word.listed and not word.known:
        return goes_on or says or not word.common
    unlike = word.small.endswith(NO_NAME_ENDINGS) or len(word.small) > LONGEST_UNKNOWN
    return word.strange and (goes_on or (says and not unlike))


def _goes_on(text: str, word: Word, after: Word) -> bool:
    """Tell whether a capitalised word follows that may be a surname: «Dag Hansen», not «Dag etter dag»."""
    return after.capital and _beside(text, word.end, after.start) and (after.listed or after.strange)


def _is_first_half(before: Word) -> bool:
    """Tell whether an ordinary word is rather a first name, because a name follows: «bjørn hansen»."""
    return before.listed and len(before.small) >= SHORTEST and before.small not in rules().saying_words


def _beside(text: str, end: int, start: int) -> bool:
    return text[end:start] in {" ", "-"}


def _in(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word stands in a list, also in the genitive."""
    return word in known or (word.endswith("s") and len(word) > SHORTEST and word[:-1] in known)

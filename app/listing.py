"""What the lists have in common: words that are searched for, found in a name."""

from collections.abc import Callable, Iterable
from typing import Annotated, TypeVar

from fastapi import Query

Line = TypeVar("Line")
SearchQuery = Annotated[str, Query(max_length=80)]
"""The words somebody searches a list for."""


def named_like(lines: Iterable[Line], search: str, name: Callable[[Line], str]) -> list[Line]:
    """Keep the lines whose name has every word of `search`, in the order given; capitals do not matter."""
    words = search.casefold().split()
    return [line for line in lines if all(word in name(line).casefold() for word in words)]

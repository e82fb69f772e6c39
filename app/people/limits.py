"""How often one may try: tight for an account, wide for a network, since many share one wifi."""

import time
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import Request
from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.errors import TooManyError
from app.sealing import blind_index

IPV6_HOME = 64
"""Bits of an IPv6 address that stay: a home or a phone has all that follow, to change as it likes."""
limiter = MovingWindowRateLimiter(MemoryStorage())


def slow_down(deed: str, *tries: tuple[RateLimitItem, str]) -> None:
    """Count a try at `deed` against each limit, by whom or what it is for; keys are kept as hashes.

    Raises
    ------
    TooManyError
        One of the limits is reached; it says in how many seconds there is room again.
    """
    for limit, who in tries:
        key = blind_index(who)
        if not limiter.hit(limit, deed, key):
            room = limiter.get_window_stats(limit, deed, key).reset_time
            raise TooManyError(seconds=max(1, round(room - time.time())))


def has_room(deed: str, *tries: tuple[RateLimitItem, str]) -> bool:
    """Count a deed that is left out, and not refused, when it comes too often."""
    return all(limiter.hit(limit, deed, blind_index(who)) for limit, who in tries)


def is_full(deed: str, limit: RateLimitItem, who: str) -> bool:
    """Tell whether a deed has come as often as the limit says, without counting one more."""
    return not limiter.test(limit, deed, blind_index(who))


def network_of(request: Request) -> str:
    """Give the network a request comes from: the address, or the home's part of one in IPv6.

    Proxies that are trusted (`DORBANK_PROXIES`) are seen through before this; others' headers are not read.
    """
    host = request.client.host if request.client else "?"
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, IPV6_HOME), strict=False))
    return host

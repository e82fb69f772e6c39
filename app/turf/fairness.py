"""How even the routes of a cut are, in numbers and one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import fmean, pstdev

from app.districts.models import Address
from app.language import _, plural
from app.turf.models import Cut, WalkRoute

NAMED = 4
TEAM_SPREAD = 0.12
"""As far from the mean as the engine lets a route be where the teams are given (`routes.first_plan`).
Said here again because the site does not load the engine; a test holds the two together."""
MANY_DOORS_OUT = 0.05
"""Where a larger share of the doors is in no route, that is said beside how even the routes are."""


@dataclass(frozen=True)
class Fairness:
    """Minutes over the routes of a cut; `spread` is the standard deviation as a share of the mean.

    `wish` tells how the routes came out where the general wished for something else than minutes.
    """

    shortest: float
    mean: float
    longest: float
    spread: float
    sentence: str
    even: bool
    wish: str


def fairness(cut: Cut, routes: Sequence[WalkRoute], left_out: Sequence[Address] = ()) -> Fairness | None:
    """Judge a cut: by the minutes the general asked for, or by the mean when teams were asked for.

    A cut that leaves out many doors is not even, however alike its routes are.
    """
    if not routes:
        return None
    taken = [route.minutes for route in routes]
    mean = fmean(taken)
    least, most = window_of(cut, taken)
    long = [route for route in routes if round(route.minutes) > most]
    short = [route for route in routes if round(route.minutes) < least and not route.too_small]
    alone = [route for route in routes if round(route.minutes) < least and route.too_small]
    out = left_out_sentence(cut, routes, left_out) if _many_doors_out(routes, left_out) else ""
    return Fairness(
        shortest=min(taken),
        mean=mean,
        longest=max(taken),
        spread=pstdev(taken) / mean if mean else 0.0,
        sentence=" ".join(filter(None, [out, _sentence(routes, long, short, alone, (least, most))])),
        even=not out and not long and not short and max(map(round, taken)) <= cut.most_minutes,
        wish=wish_of(cut, routes),
    )


def left_out_sentence(cut: Cut, routes: Sequence[WalkRoute], left_out: Sequence[Address]) -> str:
    """Say how many doors are in no route, and why; blank where all are."""
    known = {address_id for address_id, _reason in cut.left_out}
    off = [address.doors for address in left_out if address.id in known]
    since = [address.doors for address in left_out if address.id not in known]
    whole = sum(off) + sum(since) + sum(route.doors for route in routes)
    far = plural(
        "{doors} av {all} dører, på {n} adresse, er ikke med i noen rute: kartet har ingen gate i nærheten.",
        "{doors} av {all} dører, på {n} adresser, er ikke med i noen rute: kartet har ingen gate i nærheten.",
        len(off),
    )
    late = plural(
        "{doors} av {all} dører, på {n} adresse som skal besøkes nå, kom ikke med da rutene ble laget. "
        "Ta den med i en rute, eller del opp resten på nytt.",
        "{doors} av {all} dører, på {n} adresser som skal besøkes nå, kom ikke med da rutene ble laget. "
        "Ta dem med i en rute, eller del opp resten på nytt.",
        len(since),
    )
    told = [(far, off), (late, since)]
    return " ".join(said.format(doors=sum(d), all=whole, n=len(d)) for said, d in told if d)


def _many_doors_out(routes: Sequence[WalkRoute], left_out: Sequence[Address]) -> bool:
    doors = sum(address.doors for address in left_out)
    return doors > MANY_DOORS_OUT * (doors + sum(route.doors for route in routes))


def window_of(cut: Cut, minutes: Sequence[float]) -> tuple[float, float]:
    """Give the least and most minutes of a cut's routes: as asked for, or near the mean when cut by teams.

    Near the mean of as many as were asked for: it stays where it was when two are made one or one is split.
    Whole minutes, as they are told: a route of 47 is not said to take less than 47.
    """
    if cut.teams is None or not minutes:
        return cut.least_minutes, cut.most_minutes
    mean = sum(minutes) / cut.teams
    return round(mean * (1 - TEAM_SPREAD)), round(mean * (1 + TEAM_SPREAD))


def even_sentence(minutes: Sequence[float]) -> str:
    """Say that all routes of a cut are alike, and the minutes that they take."""
    least, most = round(min(minutes)), round(max(minutes))
    if len(minutes) == 1:
        return _("Den ene ruten tar {least} minutter.").format(least=least)
    if least == most:
        return _("Rutene er jevne: alle tar {least} minutter.").format(least=least)
    said = _("Rutene er jevne: alle tar mellom {least} og {most} minutter.")
    return said.format(least=least, most=most)


def _rest(minutes: Sequence[float]) -> str:
    """Say that the routes are alike, but for some that have been spoken of."""
    least, most = round(min(minutes)), round(max(minutes))
    if least == most:
        return _("Resten tar {least} minutter.").format(least=least)
    return _("Resten er jevne: de tar mellom {least} og {most} minutter.").format(least=least, most=most)


def wish_of(cut: Cut, routes: Sequence[WalkRoute]) -> str:
    """Hold the routes up against the doors or the teams that were wished for; blank for minutes."""
    return " ".join(filter(None, [_doors_wished(cut, routes), _more_teams(cut, routes)]))


def _doors_wished(cut: Cut, routes: Sequence[WalkRoute]) -> str:
    if cut.doors is None or not routes:
        return ""
    doors = [route.doors for route in routes]
    said = _(
        "Du ønsket {wish} dører per lag. Rutene har {least}–{most} dører, {mean} i snitt: "
        "de er like i minutter, og der dørene ligger tett, rekker et lag flere."
    )
    return said.format(wish=cut.doors, least=min(doors), most=max(doors), mean=round(fmean(doors)))


def _more_teams(cut: Cut, routes: Sequence[WalkRoute]) -> str:
    """Say how many teams would keep within the usual minutes, where so few do not."""
    taken = [route.minutes for route in routes]
    if cut.teams is None or not taken or round(max(taken)) <= cut.most_minutes:
        return ""
    said = _(
        "Rutene tar opptil {longest} min, mer enn de {most} som er vanlig. For å komme under trengs {n} lag."
    )
    enough = max(len(routes) + 1, ceil(sum(taken) / cut.most_minutes))
    return said.format(longest=round(max(taken)), most=round(cut.most_minutes), n=enough)


def _sentence(
    routes: Sequence[WalkRoute],
    long: Sequence[WalkRoute],
    short: Sequence[WalkRoute],
    alone: Sequence[WalkRoute],
    window: tuple[float, float],
) -> str:
    """Say which routes are outside and what to do; `alone` are short because there is too little there."""
    least, most = (_("{n} min").format(n=round(value)) for value in window)
    said = []
    if long:
        said.append(
            plural(
                "Rute {routes} tar mer enn {most}. Del den, eller flytt en gate til naboen.",
                "Rute {routes} tar mer enn {most}. Del dem, eller flytt gater til naboene.",
                len(long),
            ).format(routes=_named(long), most=most)
        )
    if short:
        said.append(
            plural(
                "Rute {routes} tar mindre enn {least}. Slå den sammen med en nabo, eller la den være kort.",
                "Rute {routes} tar mindre enn {least}. Slå dem sammen med naboer, eller la dem være korte.",
                len(short),
            ).format(routes=_named(short), least=least)
        )
    if alone:
        said.append(_too_little(routes, alone, window))
    rest = [route.minutes for route in routes if route not in alone]
    if not long and not short and rest:
        said.append(_rest(rest) if alone else even_sentence(rest))
    return " ".join(said)


def _too_little(routes: Sequence[WalkRoute], alone: Sequence[WalkRoute], window: tuple[float, float]) -> str:
    """Tell of routes that are short as there is too little for whole ones."""
    said = plural("Rute {routes} er kort {reason}.", "Rute {routes} er korte {reason}.", len(alone))
    return said.format(routes=_named(alone), reason=why_too_small(routes, window))


def why_too_small(routes: Sequence[WalkRoute], window: tuple[float, float]) -> str:
    """Say what there is too little in: the district, or a part of it that no way leads on from.

    Where all of the district would not do for whole routes, it is the district, as the engine reckons too
    (`routes.result.is_too_small`); else it is a part of the network that is cut off.
    """
    least, most = window
    whole = sum(route.minutes for route in routes)
    enough = ceil(whole / most)
    if whole >= enough * least:
        return _("fordi ingen vei fører videre derfra, og det ikke er dører nok der til en hel rute")
    if enough <= 1:
        return _("fordi bydelen er for liten til en hel rute")
    return _("fordi bydelen slutter der: dørene rekker ikke til {n} hele ruter").format(n=enough)


def _named(routes: Sequence[WalkRoute]) -> str:
    """List numbers as people do: «3, 7 og 9», «3, 7, 9, 12 og 5 til»."""
    numbers = [str(route.number) for route in routes]
    if len(numbers) > NAMED + 1:
        return _("{some} og {more} til").format(some=", ".join(numbers[:NAMED]), more=len(numbers) - NAMED)
    return _(" og ").join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))

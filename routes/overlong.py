"""Routes over the most minutes that nobody near can relieve, cut in two.

In a part of the network too small for routes of the least minutes (`Plan.least` is 0 there) the search may
lay two short routes together while minutes outside the window are cheap, and never find its way back: the
first stop of an empty route costs more than one more stop in a route that is too long.
"""

import numpy as np

from routes.arrays import Floats
from routes.distances import Walk
from routes.plan import lay_route, refresh
from routes.polish import stops_in_order
from routes.split import Price
from routes.state import Plan


def cut_overlong(walk: Walk, plan: Plan, price: Price, *, also_short: bool = False) -> list[int]:
    """Cut each route over the most minutes whose halves may be as short; return the routes laid anew.

    The second half goes into a route that stands empty; without one the route stays as it is. `also_short`
    cuts whatever the halves come to: the most minutes are a promise, and short routes can fetch stops.
    """
    least = 0.0 if also_short else plan.least
    is_overlong = (plan.minutes > price.most) & (plan.minutes >= 2 * least) & (plan.count > 1)
    laid = []
    for route, spare in zip(np.flatnonzero(is_overlong), np.flatnonzero(plan.count == 0), strict=False):
        stops = stops_in_order(plan, int(route))
        so_far = np.cumsum(plan.service[stops] + plan.hop_m[stops] / price.pace)
        place = place_to_cut(so_far, plan.hop_m[stops], price.most)
        lay_route(walk, plan, stops[:place], int(route))
        lay_route(walk, plan, stops[place:], int(spare))
        plan.least[spare], plan.part_of[spare] = plan.least[route], plan.part_of[route]
        laid += [int(route), int(spare)]
    refresh(plan, price.pace)
    return laid


def place_to_cut(so_far: Floats, hop_m: Floats, most: float) -> int:
    """Choose the longest step that leaves both sides within the most minutes; else the middle.

    `so_far`, shape (k,), is the minutes up to the next stop and `hop_m` the metres to it. The result is the
    number of stops before the cut, from 1 to k - 1.
    """
    fits = (so_far[:-1] <= most) & (so_far[-1] - so_far[:-1] <= most)
    if fits.any():
        return 1 + int(np.argmax(np.where(fits, hop_m[:-1], -1.0)))
    return 1 + int(np.argmin(np.abs(so_far[:-1] - so_far[-1] / 2)))

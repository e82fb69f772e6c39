"""A binary heap of (metres, node) in plain arrays, for the searches on the network."""

import numpy as np

from routes.arrays import Floats, Ints
from routes.compiled import compiled, record


@record
class Heap:
    """The nearest node is on top; `size` has one element."""

    metres: Floats
    node: Ints
    size: Ints


def new_heap(capacity: int) -> Heap:
    """Make an empty heap for at most `capacity` entries."""
    return Heap(np.empty(capacity), np.empty(capacity, np.int64), np.zeros(1, np.int64))


@compiled
def push(heap: Heap, metres: float, node: int) -> None:
    """Add a node at `metres`."""
    hole = heap.size[0]
    heap.size[0] += 1
    while hole > 0:
        above = (hole - 1) >> 1
        if heap.metres[above] <= metres:
            break
        heap.metres[hole] = heap.metres[above]
        heap.node[hole] = heap.node[above]
        hole = above
    heap.metres[hole] = metres
    heap.node[hole] = node


@compiled
def pop(heap: Heap) -> tuple[float, int]:
    """Take the nearest node off; the heap must not be empty."""
    top_m, top = heap.metres[0], heap.node[0]
    heap.size[0] -= 1
    last = heap.size[0]
    metres, node = heap.metres[last], heap.node[last]
    hole, below = 0, 1
    while below < last:
        if below + 1 < last and heap.metres[below + 1] < heap.metres[below]:
            below += 1
        if heap.metres[below] >= metres:
            break
        heap.metres[hole] = heap.metres[below]
        heap.node[hole] = heap.node[below]
        hole = below
        below = 2 * hole + 1
    heap.metres[hole] = metres
    heap.node[hole] = node
    return top_m, top

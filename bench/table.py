"""The comparison as tables in Markdown."""

from bench.goals import Goal
from bench.judging import markdown, shown
from bench.runs import Line
from bench.sizes import Sized

HEADS = (
    "instance", "method", "given s", "took s", "MB", "seeds", "routes", "walk m", "± seeds", "outside",
    "mended routes", "mended walk m", "mended outside", "CV", "split", "parts", "overlap", "window", "any",
)  # fmt: skip


def run_table(lines: list[Line]) -> str:
    """Give medians over the seeds, a line for each method and time.

    "± seeds" is the width from the shortest to the longest walk; the shapes and the comparison with the best
    known are those of the mended routes where there are such, for they keep the window.
    """
    rows = [row_of(line) for line in sorted(lines, key=lambda line: line.instance)]
    return markdown(HEADS, rows)


def row_of(line: Line) -> list[str]:
    """Write one line of the table."""
    run = line.runs[0]
    start = [line.instance, line.method, f"{line.seconds:g}" if line.seconds else "–"]
    if run.raw is None:
        return [*start, *["–"] * (len(HEADS) - 4), run.note]
    took = sorted(one.took_seconds for one in line.runs)[len(line.runs) // 2]
    is_mended = run.mended is not None
    return [
        *start,
        f"{took:.1f}",
        f"{max(one.megabytes for one in line.runs):.0f}",
        f"{len(line.runs)}",
        shown(line.middle(lambda v: v.routes), "{:.0f}"),
        shown(line.middle(lambda v: v.walk_m), "{:,.0f}"),
        shown(line.spread(lambda v: v.walk_m), "{:.1%}"),
        shown(line.middle(lambda v: v.share_outside), "{:.1%}"),
        shown(line.middle(lambda v: v.routes, mended=True), "{:.0f}"),
        shown(line.middle(lambda v: v.walk_m, mended=True), "{:,.0f}"),
        shown(line.middle(lambda v: v.share_outside, mended=True), "{:.1%}"),
        shown(line.middle(lambda v: v.minutes_cv, mended=is_mended), "{:.3f}"),
        shown(line.middle(lambda v: v.split_face_share, mended=is_mended), "{:.1%}"),
        shown(line.middle(lambda v: v.parts_a_route, mended=is_mended), "{:.2f}"),
        shown(line.middle(lambda v: v.hull_overlap, mended=is_mended), "{:.3f}"),
        shown(line.middle(lambda v: v.over_best_window, mended=is_mended), "{:+.1%}"),
        shown(line.middle(lambda v: v.over_best_any, mended=is_mended), "{:+.1%}"),
    ]


def size_table(sizes: list[Sized]) -> str:
    """Give time and memory against size."""
    heads = ("addresses", "loading s", "first complete cut s", "MB", "load of the machine")
    rows = [
        [
            f"{one.addresses:,}",
            f"{one.start_seconds}",
            f"{one.first_seconds}",
            f"{one.megabytes:.0f}",
            f"{one.load}",
        ]
        for one in sizes
    ]
    return markdown(heads, rows)


def goal_table(goals: list[Goal]) -> str:
    """List the goals missed, and say how many were met."""
    missed = [goal for goal in goals if not goal.is_met]
    met = f"{len(goals) - len(missed)} of {len(goals)} goals met."
    if not missed:
        return met
    return (
        met
        + " Missed:\n\n"
        + markdown(("case", "goal", "measured"), [[g.case, g.wish, g.measured] for g in missed])
    )

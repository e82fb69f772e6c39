"""What every table for a spreadsheet needs."""

BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(cell: str) -> str:
    """Give a cell that a spreadsheet shows and never runs: an apostrophe makes a formula text."""
    return "'" + cell if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell

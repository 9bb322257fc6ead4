"""Rows as a Markdown table, and as lines for a terminal."""

from __future__ import annotations

from .marks import Row
from .samples import Spread

HEAD = [
    "workload", "measure", "Holdfast", "beside it", "ratio", "mark", "CPU of the server", "of the one beside it",
    "of the load generator", "of the provider",
]


def number(value: float) -> str:
    """Three digits or so."""
    size = abs(value)
    if size >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}" if size >= 0.1 or size == 0 else f"{value:.3f}"


def quantity(spread: Spread, unit: str) -> str:
    """A median with its spread, when it has one."""
    unit = unit if unit.startswith("/") else f" {unit}"
    text = f"{number(spread.median)}{unit}"
    return text if spread.count == 1 else f"{text} ({number(spread.low)}–{number(spread.high)})"


def share(row: Row, name: str) -> str:
    """A share of a core."""
    found = (row.cpu or {}).get(name)
    return "" if found is None else f"{found * 100:.0f} %"


def cells(row: Row) -> list[str]:
    """What stands in the columns of a row."""
    beside = f"{row.beside}: {quantity(row.other, row.unit)}" if row.other else ""
    mark = f"{'✅' if row.mark.passed else '❌'} {row.mark.text}" if row.mark else ""
    ratio = f"× {number(row.ratio)}" if row.ratio else ""
    return [
        row.title, row.measure, quantity(row.ours, row.unit), beside, ratio, mark, share(row, "server"),
        share(row, "other"), share(row, "client"), share(row, "upstream"),
    ]


def markdown(rows: list[Row]) -> str:
    """A table of rows; columns in which nothing stands are left out, and a title is said once."""
    body = [cells(row) for row in rows]
    for above, below in reversed(list(zip(body, body[1:]))):
        if above[0] == below[0]:
            below[0] = ""
            # The shares are those of the workload, not of a measure.
            if above[3].split(":")[0] == below[3].split(":")[0]:
                below[6:] = [""] * 4
    used = [column for column in range(len(HEAD)) if column < 3 or any(line[column] for line in body)]
    lines = [[HEAD[column] for column in used], ["---"] * len(used)]
    lines += [[line[column] for column in used] for line in body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def text(rows: list[Row]) -> str:
    """The same in lines, for a terminal."""
    lines = []
    for row in rows:
        title, measure, ours, beside, ratio, mark = cells(row)[:6]
        lines.append(f"    {title + ', ' + measure:58} {ours:32} {mark:26} {beside} {ratio}".rstrip())
    return "\n".join(lines)

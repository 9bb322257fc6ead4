"""Plots as SVG that can be read on light and on dark ground."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .samples import Spread

FONT = "system-ui, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif"
STYLE = f"""
  text {{ font-family: {FONT}; font-size: 12px; fill: #454c55; }}
  .title {{ font-size: 13px; font-weight: 600; fill: #1b2026; }}
  .value {{ fill: #1b2026; }}
  .axis {{ stroke: #8b939c; }} .grid {{ stroke: #e3e6ea; }}
  .line {{ stroke: #1f6fb2; stroke-width: 2; fill: none; }}
  .dot, .bar {{ fill: #1f6fb2; }} .missed {{ fill: #b3541e; }} .even {{ stroke: #1b2026; stroke-dasharray: 3 3; }}
  .spread {{ stroke: #1f6fb2; stroke-width: 1.5; }} .ground {{ fill: #ffffff; }}
  @media (prefers-color-scheme: dark) {{
    text {{ fill: #a9b2bc; }} .title, .value {{ fill: #eef1f4; }}
    .axis {{ stroke: #7b848e; }} .grid {{ stroke: #2c333b; }}
    .line, .spread {{ stroke: #6cb2eb; }} .dot, .bar {{ fill: #6cb2eb; }} .missed {{ fill: #eda36b; }}
    .even {{ stroke: #eef1f4; }} .ground {{ fill: #0f1419; }}
  }}"""
WIDTH, HEIGHT = 320, 260
LEFT, RIGHT, TOP, BOTTOM = 62, 18, 34, 46


@dataclass(frozen=True)
class Panel:
    """One curve: a measure over a size, the size on a logarithmic axis."""

    title: str
    x_label: str
    y_label: str
    points: list[tuple[float, Spread]]


def short(value: float) -> str:
    """A number for an axis."""
    if value >= 1e6:
        return f"{value / 1e6:g}M"
    return f"{value / 1e3:g}k" if value >= 1000 else f"{value:g}"


# MARK: Axes


@dataclass(frozen=True)
class Axis:
    """From values to places, and the values that are written beside it."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool
    ticks: list[float]

    def place(self, value: float) -> float:
        """Where a value is."""
        if self.logarithmic:
            value = max(value, self.low)
            part = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            part = (value - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)


def linear(high: float, start: float, end: float) -> Axis:
    """An axis from 0 with round steps."""
    rough = (high or 1) / 4
    size = 10 ** math.floor(math.log10(rough))
    step = next(factor * size for factor in (1, 2, 2.5, 5, 10) if factor * size >= rough)
    count = math.ceil((high or 1) / step)
    return Axis(0, step * count, start, end, False, [step * index for index in range(count + 1)])


def logarithmic(low: float, high: float, start: float, end: float) -> Axis:
    """An axis of powers of ten, from and to a place in between where the values end early."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    bottom = 10.0**first if low < 3 * 10.0**first else 3 * 10.0**first
    top = 10.0**last if high > 3 * 10.0 ** (last - 1) else 3 * 10.0 ** (last - 1)
    if top <= bottom:
        top = bottom * 10
    ticks = [factor * 10.0**power for power in range(first, last + 1) for factor in (1, 3)]
    inside = [tick for tick in ticks if bottom * 0.999 <= tick <= top * 1.001]
    if len(inside) > 6:
        inside = [tick for tick in inside if math.isclose(math.log10(tick) % 1, 0, abs_tol=1e-9)]
    return Axis(bottom, top, start, end, True, inside)


# MARK: Curves


def curves(panels: list[Panel]) -> str:
    """Curves side by side."""
    drawn = [draw(panel, index * WIDTH) for index, panel in enumerate(panels)]
    return picture(WIDTH * len(panels), HEIGHT, "; ".join(panel.title for panel in panels), "".join(drawn))


def draw(panel: Panel, offset: int) -> str:
    """One curve with its axes."""
    left, right, top, bottom = offset + LEFT, offset + WIDTH - RIGHT, TOP, HEIGHT - BOTTOM
    sizes = [size for size, _ in panel.points]
    lows = [max(spread.low, 1e-9) for _, spread in panel.points]
    highs = [spread.high for _, spread in panel.points]
    # Sizes are at the edges of theirs, with some room.
    x = Axis(min(sizes) * 0.75, max(sizes) * 1.33, left, right, True, sizes)
    y = (logarithmic(min(lows), max(highs), bottom, top) if max(highs) > 12 * min(lows)
         else linear(max(highs), bottom, top))
    parts = [text(left - LEFT + 10, 18, panel.title, "title", "start")]
    for tick in y.ticks:
        place = y.place(tick)
        parts.append(f'<line class="grid" x1="{left}" y1="{place:.1f}" x2="{right}" y2="{place:.1f}"/>')
        parts.append(text(left - 6, place + 4, short(tick), "", "end"))
    parts.append(f'<path class="axis" fill="none" d="M{left} {top}V{bottom}H{right}"/>')
    for size in x.ticks:
        place = x.place(size)
        parts.append(f'<line class="axis" x1="{place:.1f}" y1="{bottom}" x2="{place:.1f}" y2="{bottom + 4}"/>')
        parts.append(text(place, bottom + 17, short(size)))
    parts.append(text((left + right) / 2, HEIGHT - 10, panel.x_label))
    middle = (top + bottom) / 2
    parts.append(f'<text text-anchor="middle" transform="translate({offset + 16} {middle}) rotate(-90)">'
                 f"{escape(panel.y_label)}</text>")
    line = " ".join(f"{x.place(size):.1f},{y.place(spread.median):.1f}" for size, spread in panel.points)
    parts.append(f'<polyline class="line" points="{line}"/>')
    for size, spread in panel.points:
        at = x.place(size)
        parts.append(f'<line class="spread" x1="{at:.1f}" y1="{y.place(spread.low):.1f}" x2="{at:.1f}" '
                     f'y2="{y.place(spread.high):.1f}"/>')
        parts.append(f'<circle class="dot" cx="{at:.1f}" cy="{y.place(spread.median):.1f}" r="3.5"/>')
    return "\n".join(parts) + "\n"


# MARK: Bars


@dataclass(frozen=True)
class Bar:
    """How many times better one thing is than another, and whether that is what it was to be."""

    label: str
    value: float
    passed: bool | None = None


def bars(title: str, x_label: str, values: list[Bar]) -> str:
    """Bars from 1, on a logarithmic axis: to the right is better, to the left worse."""
    left, width, step = 430, 960, 24
    height = TOP + step * len(values) + BOTTOM + 4
    bottom = height - BOTTOM
    low, high = min(1, *(bar.value for bar in values)), max(1, *(bar.value for bar in values))
    x = logarithmic(low * 0.9, high * 1.1, left, width - 60)
    parts = [text(10, 18, title, "title", "start")]
    for tick in x.ticks:
        place = x.place(tick)
        parts.append(f'<line class="grid" x1="{place:.1f}" y1="{TOP}" x2="{place:.1f}" y2="{bottom}"/>')
        parts.append(text(place, bottom + 17, short(tick)))
    even = x.place(1)
    for index, bar in enumerate(values):
        top = TOP + 4 + index * step
        end = x.place(bar.value)
        style = "missed" if bar.passed is False else "bar"
        parts.append(text(left - 10, top + 13, bar.label, "", "end"))
        parts.append(f'<rect class="{style}" x="{min(even, end):.1f}" y="{top}" width="{max(1, abs(end - even)):.1f}" '
                     f'height="{step - 8}" rx="2"/>')
        parts.append(text(max(even, end) + 6, top + 13, f"{bar.value:.3g}", "value", "start"))
    parts.append(f'<line class="even" x1="{even:.1f}" y1="{TOP - 4}" x2="{even:.1f}" y2="{bottom}"/>')
    parts.append(text((left + width - 60) / 2, height - 10, x_label))
    if any(bar.passed is False for bar in values):
        parts.append(f'<rect class="missed" x="10" y="{height - 20}" width="16" height="10" rx="2"/>')
        parts.append(text(32, height - 11, "misses its mark", "", "start"))
    return picture(width, height, title, "\n".join(parts))


# MARK: SVG


def text(x: float, y: float, words: str, style: str = "", anchor: str = "middle") -> str:
    """Words at a place."""
    named = f' class="{style}"' if style else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def picture(width: int, height: int, title: str, content: str) -> str:
    """The whole file."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img">\n<title>{escape(title)}</title>\n<style>{STYLE}\n</style>\n'
        f'<rect class="ground" width="{width}" height="{height}"/>\n{content}\n</svg>\n')

"""The rows of `make bench-peers`, their marks and their plot."""

from __future__ import annotations

from .beside import FASTAPI, FASTAPI_REDIS
from .marks import Mark, Row, Table, at_least, at_most, rig_holds
from .plot import Bar, bars
from .samples import Samples, Spread


def rows(samples: Samples) -> list[Row]:
    """The rows of `make bench-peers`."""
    table = Table(samples)
    add = table.add
    add("first token", "p50", "ms", "start", "firstTokenMs.p50", "direct", mark=table.first_token)
    if added := added_time(samples):
        add("first token", "p50", "ms", "start", "firstTokenMs.p50", "LiteLLM", mark=lambda *_: added)
    for other in (FASTAPI, FASTAPI_REDIS):
        add("first token", "p50", "ms", "start", "firstTokenMs.p50", other)
    for which, mark in (("p50", table.token_p50), ("p99", table.token_p99)):
        add("20 streams, 50 tokens/s", f"delay {which}", "ms", "live", f"delayMs.{which}", "direct", mark=mark)
        for other in ("LiteLLM", FASTAPI, FASTAPI_REDIS):
            add("20 streams, 50 tokens/s", f"delay {which}", "ms", "live", f"delayMs.{which}", other)
    add("appends, 64 writers", "ours on disk", "/s", "appends", "log.appendsPerSecond", FASTAPI, target="machine",
        mark=lambda ours, other: times(2, ours, other))
    add("resume of 1 MB", "1 client, p50", "ms", "resume", "wholeMs.p50", FASTAPI,
        mark=lambda ours, _: at_most(5, "ms", ours))
    add("resume of 1 MB", "64 clients", "MB/s", "resume-64", "megabytesPerSecond",
        mark=lambda ours, _: at_least(400, "MB/s", ours))
    # By tokens: a frame of ours is longer, as it holds a cursor, and that is no merit.
    add("resume of 1 MB", "64 clients", "tokens/s", "resume-64", "tokensPerSecond", FASTAPI,
        mark=lambda ours, other: times(5, ours, other))
    title = "1,000 readers, 50 tokens/s"
    # What both are offered is the same. The time to the end of a reply counts, which is saved here and not there.
    add(title, "tokens delivered", "/s", "fan-out", "tokensPerSecond", "nchan", beside_name="Nchan",
        mark=lambda ours, other: times(0.98, ours, other))
    add(title, "delay p50", "ms", "fan-out", "delayMs.p50", "nchan", beside_name="Nchan")
    for measure, unit, path in (("delay p99", "ms", "delayMs.p99"), ("CPU per token", "µs", "serverUsPerToken")):
        add(title, measure, unit, "fan-out", path, "nchan", beside_name="Nchan",
            mark=lambda ours, other: part(1, ours, other))
    add("1,000 readers, flat out", "tokens delivered", "/s", "flat-out", "tokensPerSecond", "nchan",
        beside_name="Nchan, 2 workers", mark=lambda ours, other: times(5, ours, other))
    add("1,000 readers, flat out", "tokens delivered", "/s", "flat-out", "tokensPerSecond", "floor", mark=rig_holds)
    for target, title in (
        ("holdfast", "1,000 streams, 20 tokens/s"), ("unsynced", "1,000 streams, no syncs of the disk")
    ):
        add(title, "CPU per token", "µs", "many", "serverUsPerToken", "nchan", target=target, beside_name="Nchan",
            mark=lambda ours, other: part(1.5, ours, other))
        add(title, "delay p99", "ms", "many", "delayMs.p99", "nchan", target=target, beside_name="Nchan")
    return table.rows


# MARK: Marks beside a peer


def times(factor: float, ours: Spread, other: Spread | None) -> Mark | None:
    """A rate is to be so many times the peer's."""
    return Mark(f"≥ {factor:g} × it", ours.median >= factor * other.median) if other else None


def part(factor: float, ours: Spread, other: Spread | None) -> Mark | None:
    """A cost is to be at most so many times the peer's."""
    return Mark(f"≤ {factor:g} × it", ours.median <= factor * other.median) if other else None


def added_time(samples: Samples) -> Mark | None:
    """What is added to the provider's own time is to be at most a tenth of what LiteLLM adds."""
    direct, ours, theirs = (
        samples.median("start", name, "firstTokenMs.p50") for name in ("direct", "holdfast", "LiteLLM"))
    if direct is None or ours is None or theirs is None:
        return None
    return Mark("adds ≤ 0.1 × what it adds", ours - direct <= (theirs - direct) / 10)


# MARK: The plot


def ratio_plot(rows: list[Row]) -> str | None:
    """How many times better than each peer, as bars; None when none was measured."""
    found = []
    for row in rows:
        if row.beside in ("", "direct", "floor") or not row.ratio:
            continue
        # More is better of a rate, less of everything else.
        better = row.ratio if row.unit.endswith("/s") else 1 / row.ratio
        found.append(Bar(f"{row.title}, {row.measure} · {row.beside}", better, row.mark.passed if row.mark else None))
    return bars("Holdfast beside other servers", "times better than the peer (1: as good)", found) if found else None

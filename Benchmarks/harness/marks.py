"""The rows of the tables, and the marks that are set for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .samples import Measure, Samples, Spread

MB = 1e6


@dataclass(frozen=True)
class Mark:
    """What a row is to reach."""

    text: str
    passed: bool


@dataclass(frozen=True)
class Row:
    """One measure of one workload, and what stands beside it."""

    title: str
    measure: str
    unit: str
    ours: Spread
    beside: str = ""
    """What stands beside it, by its name."""
    other: Spread | None = None
    mark: Mark | None = None
    cpu: dict[str, float] | None = None
    """Shares of a core: of the server, of what stands beside it, of the load generator, of the provider."""

    @property
    def ratio(self) -> float | None:
        """How many times ours is of what stands beside it."""
        return self.ours.median / self.other.median if self.other and self.other.median else None


def at_most(bound: float, unit: str, ours: Spread) -> Mark:
    """A mark that the median is to stay below."""
    return Mark(f"≤ {bound:.3g} {unit}", ours.median <= bound)


def at_least(bound: float, unit: str, ours: Spread) -> Mark:
    """A mark that the median is to reach."""
    return Mark(f"≥ {bound:.3g} {unit}".rstrip(), ours.median >= bound)


@dataclass
class Table:
    """Makes rows of samples; a row for which nothing was measured is left out."""

    samples: Samples

    def __post_init__(self) -> None:
        self.rows: list[Row] = []

    def add(
        self, title: str, measure: str, unit: str, workload: str, path: Measure, beside: str = "", *,
        target: str = "holdfast", beside_name: str | None = None, scale: float = 1,
        mark: Callable[[Spread, Spread | None], Mark | None] | None = None,
    ) -> Row | None:
        """Adds a row for a measure of a workload; `beside` is the name under which the other server's results are."""
        ours = self.samples.spread(workload, target, path)
        if ours is None:
            return None
        other = self.samples.spread(workload, beside, path) if beside else None
        ours, other = ours.times(scale), other.times(scale) if other else None
        row = Row(
            title, measure, unit, ours, (beside_name or beside) if other else "", other,
            mark(ours, other) if mark else None, self.cpu(workload, target, beside))
        self.rows.append(row)
        return row

    def cpu(self, workload: str, target: str, beside: str) -> dict[str, float]:
        """The shares of a core that each process of a workload took."""
        found = {
            "server": self.samples.median(workload, target, "serverCores"),
            "other": self.samples.median(workload, beside, "serverCores") if beside else None,
            "client": self.samples.median(workload, target, "clientCores"),
            "upstream": self.samples.median(workload, target, "upstreamCores"),
        }
        return {name: share for name, share in found.items() if share is not None}

    # MARK: What the machine allows

    def sync(self, measure: str) -> float:
        """The machine's fdatasync, in milliseconds: what a durable token cannot do without."""
        return self.samples.median("machine", "machine", f"fdatasyncMs.{measure}") or 0

    def token_p50(self, ours: Spread, _: Spread | None) -> Mark:
        """The mark of a token's way from the provider to the reader."""
        return at_most(2 + self.sync("p50"), "ms", ours)

    def token_p99(self, ours: Spread, _: Spread | None) -> Mark:
        """The same for the slowest of a hundred."""
        return at_most(6 + self.sync("p99"), "ms", ours)

    def first_token(self, ours: Spread, direct: Spread | None) -> Mark | None:
        """The mark of a reply's first token: what the provider takes, and some more."""
        return at_most(direct.median + 2 + self.sync("p50"), "ms", ours) if direct else None


# MARK: The rows of make bench


def own_rows(samples: Samples) -> list[Row]:
    """The rows of `make bench`."""
    table = Table(samples)
    add = table.add
    for key, name in (("loopbackEchoMs", "round trip over loopback"), ("fdatasyncMs", "fdatasync")):
        for part in ("p50", "p99"):
            add("machine", f"{name}, {part}", "ms", "machine", f"{key}.{part}", target="machine")
    add("first token", "p50", "ms", "start", "firstTokenMs.p50", "direct", mark=table.first_token)
    add("first token", "p99", "ms", "start", "firstTokenMs.p99", "direct")
    add("first token", "p50", "ms", "start", "firstTokenMs.p50", "floor")
    for workload, title in (("live", "100 streams, 50 tokens/s"), ("many", "1,000 streams, 20 tokens/s")):
        bound = workload == "live"
        add(title, "delay p50", "ms", workload, "delayMs.p50", "direct", mark=table.token_p50 if bound else None)
        add(title, "delay p99", "ms", workload, "delayMs.p99", "direct", mark=table.token_p99 if bound else None)
        add(title, "CPU per token", "µs", workload, "serverUsPerToken", "direct", beside_name="provider alone")
    add("before a pause", "delay p50", "ms", "pause", "delayBeforePauseMs.p50", "direct", mark=table.token_p50)
    add("before a pause", "delay p99", "ms", "pause", "delayBeforePauseMs.p99", "direct", mark=table.token_p99)
    for workload, title in (
        ("fan-out", "1,000 readers, 50 tokens/s"), ("fan-out-disturbed", "the same, 50 stall and 50 vanish")
    ):
        add(title, "delay p50", "ms", workload, "delayMs.p50")
        add(title, "delay p99", "ms", workload, "delayMs.p99")
        add(title, "tokens delivered", "/s", workload, "tokensPerSecond")
        add(title, "CPU per token", "µs", workload, "serverUsPerToken")
    add("1,000 readers, flat out", "tokens delivered", "/s", "flat-out", "tokensPerSecond", "floor", mark=rig_holds)
    add("1,000 readers, flat out", "CPU per token", "µs", "flat-out", "serverUsPerToken", "floor")
    add_appends(table)
    add_resume(table)
    add("5,000 waiting readers", "memory per reader", "kB", "idle", "bytesPerReader", scale=1e-3,
        mark=lambda ours, _: at_most(20, "kB", ours))
    add_growth(table)
    add("100,000 stored sessions, 10,000 open streams", "start until ready", "s", "stored", "readySeconds",
        mark=lambda ours, _: at_most(2, "s", ours))
    return table.rows


def rig_holds(ours: Spread, floor: Spread | None) -> Mark | None:
    """The rig's own mark: what it can take must be well above what it is said to have measured."""
    if floor is None:
        return None
    return Mark("the rig: floor ≥ 2 × this", floor.median >= 2 * ours.median)


def add_appends(table: Table) -> None:
    """Durable appends, beside a bare loop over SQLite."""
    row = table.add(
        "durable appends", "64 writers", "/s", "appends", "log.appendsPerSecond", target="machine")
    bare = table.samples.spread("appends", "machine", "bare.appendsPerSecond")
    ratio = table.samples.spread("appends", "machine", "ratio")
    if row and bare and ratio:
        mark = Mark("≥ 0.7 of it", ratio.median >= 0.7)
        table.rows[-1] = replace(row, beside="bare SQLite", other=bare, mark=mark)


def add_resume(table: Table) -> None:
    """A finished reply that is read again."""
    size = table.samples.median("resume", "holdfast", lambda result: result["bytes"] / result["answers"])
    if not size:
        return
    title = f"resume of {size / MB:.2g} MB"
    table.add(title, "1 client, p50", "ms", "resume", "wholeMs.p50", mark=lambda ours, _: at_most(5, "ms", ours))
    table.add(title, "64 clients", "MB/s", "resume-64", "megabytesPerSecond",
              mark=lambda ours, _: at_least(400, "MB/s", ours))


def add_growth(table: Table) -> None:
    """What a token and a stream cost, by how many there are."""
    for count, name in table.samples.sizes("streams"):
        run = int(table.samples.median("streams", name, "streamsRun") or count)
        table.add(f"{run:,} streams", "CPU per token", "µs", "streams", "serverUsPerToken", target=name)
        table.add(f"{run:,} streams", "memory per stream", "kB", "streams", "bytesPerStream", target=name, scale=1e-3)
    for count, name in table.samples.sizes("length"):
        table.add(f"one reply of {count:,} tokens", "CPU per token", "µs", "length", "serverUsPerToken", target=name)

"""The workloads of `make bench`: what is asked of which server, in which order and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .loads import Bench
from .servers import beside, holdfast, rig


@dataclass(frozen=True)
class Workload:
    """A workload, by the name under which its results are kept."""

    name: str
    title: str
    run: Callable[[Bench], None]
    seconds: float
    """How long it usually takes on 2 cores."""
    quick_seconds: float


def machine(bench: Bench) -> None:
    """What no server can avoid: a round trip over loopback, and a sync of the disk."""
    for repeat in bench.rounds():
        bench.local("machine", "machine", repeat, count=bench.size(3000, 1000))


def start(bench: Bench) -> None:
    """Replies one after the other: how soon the first token comes, without and with a server in between."""
    options = {"count": bench.size(100, 20), "tokens": 5, "gap_ms": 0}
    with rig(bench.place, "floor") as floor, beside(bench.place) as (upstream, server):
        for repeat in bench.rounds():
            for target in (upstream, floor, server):
                bench.load("start", target, "start", repeat, **options)


def live(bench: Bench) -> None:
    """Replies at the speed at which models write them."""
    options = {"streams": bench.size(100, 30), "gap_ms": 20, "tokens": bench.size(400, 100)}
    with beside(bench.place) as (upstream, server):
        for repeat in bench.rounds():
            for target in (upstream, server):
                bench.load("live", target, "live", repeat, **options)


def pause(bench: Bench) -> None:
    """A provider that pauses: its last token before that must not wait for the next one."""
    options = {"streams": 20, "gap_ms": 20, "tokens": 25, "ramp_ms": 0, "pause_after": 20, "pause_ms": bench.size(3000, 1000)}
    with beside(bench.place) as (upstream, server):
        for repeat in bench.rounds():
            for target in (upstream, server):
                bench.load("pause", target, "live", repeat, **options)


def fan_out(bench: Bench) -> None:
    """Many readers of one reply, at 50 tokens a second; then among readers that stall and vanish."""
    paced = paced_fan_out(bench)
    with beside(bench.place) as (_, server):
        for repeat in bench.rounds():
            bench.load("fan-out", server, "fan-out", repeat, **paced)
    # On a server of its own: the connections that stall are still open afterwards.
    with beside(bench.place) as (_, server):
        some = bench.size(50, 10)
        bench.load("fan-out-disturbed", server, "fan-out", 1, stalling=some, vanishing=some, **paced)


def paced_fan_out(bench: Bench) -> dict[str, int]:
    """A fan-out of 50 tokens a second, with time at first in which all readers can come."""
    return {
        "readers": bench.size(1000, 200), "gap_ms": 20, "tokens": bench.size(300, 100),
        "lead_ms": bench.size(3000, 1000),
    }


def flat_out(bench: Bench) -> None:
    """The same as fast as it goes, also on the floor: what the load generator itself can take must be well above."""
    options = flat_fan_out(bench)
    with rig(bench.place, "floor") as floor, beside(bench.place) as (_, server):
        for repeat in bench.rounds():
            for target in (floor, server):
                bench.load("flat-out", target, "fan-out", repeat, **options)


def flat_fan_out(bench: Bench) -> dict[str, int]:
    """A fan-out without pauses."""
    return {
        "readers": bench.size(1000, 200), "gap_ms": 0, "tokens": bench.size(10_000, 2000),
        "lead_ms": bench.size(3000, 1000),
    }


def many(bench: Bench) -> None:
    """Many replies at once, each with its reader."""
    options = many_streams(bench)
    with beside(bench.place) as (upstream, server):
        for repeat in bench.rounds():
            for target in (upstream, server):
                bench.load("many", target, "live", repeat, **options)


def many_streams(bench: Bench) -> dict[str, int]:
    """Many replies of 20 tokens a second."""
    return {
        "streams": bench.size(1000, 200), "gap_ms": 50, "tokens": bench.size(260, 80), "ramp_ms": bench.size(8000, 2000)}


def appends(bench: Bench) -> None:
    """The embedded log alone, beside a bare loop over SQLite."""
    bench.local("appends", "appends", 1, rounds=bench.repeats, seconds=bench.size(3, 1))


# So many tokens of 64 bytes make a reply of 1 MB as it goes over the wire.
MEGABYTE = 5700


def resume(bench: Bench) -> None:
    """A finished reply of 1 MB, read again by one client and by 64 at once."""
    reply = {"tokens": bench.size(MEGABYTE, 1000), "gap_ms": 0}
    with beside(bench.place) as (_, server):
        for repeat in bench.rounds():
            bench.load("resume", server, "resume", repeat, count=bench.size(100, 20), **reply)
            bench.load("resume-64", server, "resume", repeat, count=bench.size(256, 64), clients=64, **reply)


def idle(bench: Bench) -> None:
    """Readers that wait. Each time on a new server, so that no memory of those before is used again."""
    for repeat in bench.rounds():
        with rig(bench.place, "upstream") as upstream, holdfast(bench.place, upstream) as server:
            bench.load("idle", server, "idle", repeat, readers=bench.size(5000, 500), lead_ms=60_000)


def machine_after(bench: Bench) -> None:
    """The machine once more: one whose disk has changed meanwhile has measured nothing."""
    for repeat in bench.rounds(3):
        bench.local("machine", "machine", bench.repeats + repeat, count=bench.size(3000, 1000))


ALL = [
    Workload("machine", "the machine: loopback and fdatasync", machine, 10, 1),
    Workload("start", "first token of a reply", start, 15, 2),
    Workload("live", "100 streams, a token every 20 ms", live, 95, 6),
    Workload("pause", "the token before a pause of 3 s", pause, 45, 5),
    Workload("fan-out", "1,000 readers of one stream, 50 tokens/s", fan_out, 65, 7),
    Workload("flat-out", "1,000 readers of one stream, as fast as it goes", flat_out, 120, 5),
    Workload("many", "1,000 streams, 20 tokens/s each", many, 120, 9),
    Workload("appends", "durable appends beside bare SQLite", appends, 32, 2),
    Workload("resume", "a reply of 1 MB, read again", resume, 30, 3),
    Workload("idle", "5,000 readers that wait", idle, 45, 2),
]
# Behind all others.
AFTER = Workload("machine-after", "the machine once more", machine_after, 6, 1)

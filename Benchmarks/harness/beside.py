"""The workloads of `make bench-peers`: other servers under the same load, in turn with Holdfast in one run.

The servers themselves are started by `Benchmarks/peers`; here they are only driven.
"""

from __future__ import annotations

import contextlib
import importlib
import pathlib
from collections.abc import Iterator
from types import ModuleType

from . import workloads
from .loads import Bench
from .processes import Fault
from .servers import Target, holdfast, rig
from .workloads import MEGABYTE, Workload


# FastAPI's library keeps streams in Redis only; in memory is a Redis that writes nothing to disk.
FASTAPI, FASTAPI_REDIS = "FastAPI, memory", "FastAPI, Redis"


def peers() -> ModuleType:
    """The module that starts other servers."""
    try:
        return importlib.import_module("peers.peers")
    except ImportError as error:
        raise Fault(f"Benchmarks/peers cannot be used: {error}") from error


@contextlib.contextmanager
def peer(name: str, kind: str, *arguments: object, label: str | None = None, **options: object) -> Iterator[Target]:
    """A server of `Benchmarks/peers` as one that can be driven; with its store's processes, which are part of it."""
    try:
        context = getattr(peers(), name)(*arguments, **options)
        server = context.__enter__()
    except Exception as error:
        raise Fault(f"{label or name} did not start: {error}") from error
    try:
        store = tuple(getattr(server, "store_pids", None) or ())
        yield Target(
            label or name, server.url.rstrip("/"), kind, (*server.pids, *store), token=getattr(server, "token", None))
    finally:
        context.__exit__(None, None, None)


# MARK: Nchan


def fan_out(bench: Bench) -> None:
    """1,000 readers of one stream at 50 tokens a second."""
    paced = workloads.paced_fan_out(bench)
    publish = {name: value for name, value in paced.items() if name != "lead_ms"}
    with rig(bench.place, "upstream") as upstream, holdfast(bench.place, upstream) as ours:
        with peer("nchan", "nchan", workers=1) as nchan:
            for repeat in bench.rounds():
                bench.load("fan-out", ours, "fan-out", repeat, **paced)
                bench.load("fan-out", nchan, "publish", repeat, channels=1, **publish)


def flat_out(bench: Bench) -> None:
    """The same as fast as it goes, Nchan with a worker for each core; and on the floor, for what the rig can take."""
    flat = workloads.flat_fan_out(bench)
    publish = {name: value for name, value in flat.items() if name != "lead_ms"}
    # At its pace Nchan would take minutes for as many tokens; a rate needs no more than seconds.
    publish["tokens"] = flat["tokens"] // 5
    with contextlib.ExitStack() as stack:
        floor = stack.enter_context(rig(bench.place, "floor"))
        upstream = stack.enter_context(rig(bench.place, "upstream"))
        ours = stack.enter_context(holdfast(bench.place, upstream))
        nchan = stack.enter_context(peer("nchan", "nchan", workers=2))
        for repeat in bench.rounds():
            bench.load("flat-out", floor, "fan-out", repeat, **flat)
            bench.load("flat-out", ours, "fan-out", repeat, **flat)
            bench.load("flat-out", nchan, "publish", repeat, channels=1, **publish)


def many(bench: Bench) -> None:
    """1,000 streams with a reader each; also of a Holdfast that does not sync its disk, as Nchan has no disk at all."""
    streams = workloads.many_streams(bench)
    publish = {"channels": streams["streams"], "readers": 1, "gap_ms": 50, "tokens": streams["tokens"]}
    process_only = {"HOLDFAST_DURABILITY": "process"}
    with contextlib.ExitStack() as stack:
        upstream = stack.enter_context(rig(bench.place, "upstream"))
        ours = stack.enter_context(holdfast(bench.place, upstream))
        unsynced = stack.enter_context(holdfast(bench.place, upstream, name="unsynced", settings=process_only))
        nchan = stack.enter_context(peer("nchan", "nchan", workers=1))
        for repeat in bench.rounds():
            bench.load("many", ours, "live", repeat, **streams)
            bench.load("many", unsynced, "live", repeat, **streams)
            bench.load("many", nchan, "publish", repeat, **publish)


# MARK: FastAPI and LiteLLM


def replies(bench: Bench) -> None:
    """First token, and tokens at the speed of models: FastAPI with both of its stores, and LiteLLM."""
    start = {"count": bench.size(50, 20), "tokens": 5, "gap_ms": 0}
    live = {"streams": 20, "gap_ms": 20, "tokens": bench.size(200, 60)}
    with contextlib.ExitStack() as stack:
        upstream = stack.enter_context(rig(bench.place, "upstream"))
        targets = [upstream, stack.enter_context(holdfast(bench.place, upstream))]
        for store, label in (("memory", FASTAPI), ("redis", FASTAPI_REDIS)):
            targets.append(stack.enter_context(
                peer("fastapi", "holdfast", upstream.url, backend=store, label=label)))
        targets.append(stack.enter_context(peer("litellm", "openai", upstream.url, label="LiteLLM")))
        for repeat in bench.rounds():
            for target in targets:
                bench.load("start", target, "start", repeat, **start)
            for target in targets:
                bench.load("live", target, "live", repeat, **live)


def appends(bench: Bench) -> None:
    """What is kept, without readers: our log alone, and the library of FastAPI's streams on a Redis in memory."""
    seconds = bench.size(3, 1)
    for repeat in bench.rounds():
        bench.local("appends", "appends", repeat, seconds=seconds, writers=64, bytes=64)
        try:
            found = peers().append(backend="memory", writers=64, seconds=seconds, size=64)
        except Exception as error:
            raise Fault(f"appends of FastAPI: {error}") from error
        # Under the same name as ours, which is what is compared.
        bench.note("appends", FASTAPI, repeat, {"log": {"appendsPerSecond": found["appends_per_second"]}})


def resume(bench: Bench) -> None:
    """A reply of 1 MB, read again."""
    reply = {"tokens": bench.size(MEGABYTE, 1000), "gap_ms": 0}
    with contextlib.ExitStack() as stack:
        upstream = stack.enter_context(rig(bench.place, "upstream"))
        ours = stack.enter_context(holdfast(bench.place, upstream))
        fastapi = stack.enter_context(
            peer("fastapi", "holdfast", upstream.url, backend="memory", label=FASTAPI))
        for repeat in bench.rounds():
            for target in (ours, fastapi):
                bench.load("resume", target, "resume", repeat, count=bench.size(30, 10), **reply)
                bench.load("resume-64", target, "resume", repeat, count=bench.size(128, 64), clients=64, **reply)


ALL = [
    Workload("machine", "the machine: loopback and fdatasync", workloads.machine, 10, 1),
    Workload("replies", "first token and delay, beside FastAPI and LiteLLM", replies, 170, 25),
    Workload("appends", "durable appends, beside FastAPI in memory", appends, 60, 4),
    Workload("resume", "a reply of 1 MB read again, beside FastAPI in memory", resume, 120, 10),
    Workload("fan-out", "1,000 readers of one stream, 50 tokens/s, beside Nchan", fan_out, 100, 10),
    Workload("flat-out", "1,000 readers of one stream, flat out, beside Nchan", flat_out, 180, 10),
    Workload("many", "1,000 streams with a reader each, beside Nchan", many, 180, 15),
]


def installer() -> pathlib.Path:
    """The script that installs the other servers."""
    return pathlib.Path(str(peers().__file__)).parent / "install"

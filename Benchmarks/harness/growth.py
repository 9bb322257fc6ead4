"""How cost grows: with the number of streams, with the length of a reply, with what is stored already."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess

from . import processes
from .loads import Bench, say
from .processes import Fault
from .servers import beside, holdfast, rig, seconds_to_ready
from .workloads import Workload

# How many streams, and a gap at which that many still are a fair load for 2 cores.
STREAMS = [(10, 50), (100, 50), (1000, 50), (10_000, 2000)]
# How many are started in a second.
STARTS_PER_SECOND = 120
LENGTHS = [1000, 10_000, 100_000]
SESSIONS, OPEN = 100_000, 10_000


def by_streams(bench: Bench) -> None:
    """What a token and a stream cost, by how many streams there are."""
    for repeat in bench.rounds(3):
        for streams, gap in STREAMS[:bench.size(4, 2)]:
            if streams >= 10_000 and repeat > 1:
                continue  # It takes longer than all others together.
            count = processes.most_streams(streams)
            if count < streams:
                say(f"    with {count:,} streams, as this user may not open more files")
            ramp_ms = 1000 * count // STARTS_PER_SECOND
            # The first one lasts until all are there, and some more.
            tokens = ramp_ms // gap + bench.size(20 if gap >= 1000 else 80, 30)
            # A new server each time, so that no memory of those before is used again.
            with rig(bench.place, "upstream") as upstream, holdfast(bench.place, upstream) as server:
                result = bench.load(
                    "streams", server, "live", repeat, str(streams), streams=count, gap_ms=gap, tokens=tokens,
                    ramp_ms=ramp_ms)
                result["streamsRun"] = count
                result["bytesPerStream"] = (result["residentPeak"] - result["residentBefore"]) / count


def by_length(bench: Bench) -> None:
    """What a token costs, by how long the reply is."""
    with beside(bench.place) as (_, server):
        for repeat in bench.rounds(3):
            for tokens in LENGTHS[:bench.size(3, 2)]:
                # Several after one another where one is too short for the clock of processor time, which has ticks of
                # 10 ms.
                count = max(1, bench.size(20_000, 5000) // tokens)
                bench.load("length", server, "start", repeat, str(tokens), count=count, gap_ms=0, tokens=tokens)


def stored(bench: Bench) -> None:
    """A start over what a busy server has stored, with streams that its predecessor left open."""
    if not has_seed(bench):
        say("    left out: this command has no `bench seed`")
        return
    sessions, open_ones = bench.size(SESSIONS, 2000), bench.size(OPEN, 200)
    with bench.place.data() as seeded:
        seed(bench, seeded, sessions, open_ones)
        for repeat in bench.rounds():
            # A start ends the streams that it finds open, so each has a copy of its own.
            with bench.place.data() as data:
                shutil.copytree(seeded, data, dirs_exist_ok=True)
                os.sync()
                seconds = seconds_to_ready(bench.place, data)
            bench.note("stored", "holdfast", repeat, {
                "readySeconds": seconds, "sessions": sessions, "open": open_ones})


def seed(bench: Bench, data: pathlib.Path, sessions: int, open_ones: int) -> None:
    """Fills a data folder."""
    process = processes.start(
        [bench.place.binary, "bench", "seed", f"--data-dir={data}", f"--sessions={sessions}", f"--open={open_ones}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, errors = process.communicate(timeout=300)
    except subprocess.TimeoutExpired:
        raise Fault("bench seed did not end within 300 s") from None
    finally:
        processes.stop(process, seconds=2)
    if process.returncode != 0:
        raise Fault(f"bench seed failed: {errors.decode(errors='replace').strip()[-500:]}")


def has_seed(bench: Bench) -> bool:
    """Whether the command can fill a data folder."""
    shown = subprocess.run([bench.place.binary, "bench", "--help"], capture_output=True, text=True, check=False)
    return any(line.split()[:1] == ["seed"] for line in shown.stdout.splitlines())


ALL = [
    Workload("streams", "growth with the number of streams, to 10,000", by_streams, 190, 8),
    Workload("length", "growth with the length of a reply, to 100,000 tokens", by_length, 40, 3),
    Workload("stored", "start over 100,000 stored sessions and 10,000 open streams", stored, 1, 1),
]

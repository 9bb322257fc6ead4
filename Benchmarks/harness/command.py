"""The command: what is asked for, in which order, and what is written at the end."""

from __future__ import annotations

import argparse
import datetime
import fcntl
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from typing import BinaryIO

from . import beside, growth, marks, page, peer_table, plot, processes, table, workloads
from .loads import Bench, say, warn
from .processes import Fault
from .samples import Samples
from .servers import Place
from .workloads import Workload

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache" / "bench"
PAGE = ROOT / "docs" / "performance.md"
BINARY = ROOT / ".build" / "release" / "holdfast"
_held: list[BinaryIO] = []


def arguments(description: str) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD", help="only these; --list shows them")
    parser.add_argument("--quick", action="store_true", help="once and short")
    parser.add_argument("--peers", action="store_true", help="beside other servers")
    parser.add_argument("--list", action="store_true", help="list the workloads, and end")
    parser.add_argument("--repeats", type=int, metavar="N", help="how often each is measured (5; with --quick 1)")
    parser.add_argument("--again", type=pathlib.Path, metavar="JSON", help="measure nothing, and show what was kept")
    parser.add_argument("--page", type=pathlib.Path, metavar="FILE", help="write the results into this page")
    options = parser.parse_args()
    everything = [*(beside.ALL if options.peers else [*workloads.ALL, *growth.ALL]), workloads.AFTER]
    known = {workload.name: workload for workload in everything}
    if options.list:
        for workload in everything:
            print(f"{workload.name:18} {workload.title}")
        parser.exit()
    if unknown := set(options.workloads) - set(known):
        parser.error(f"unknown: {' '.join(sorted(unknown))}; --list shows the workloads")
    options.is_whole = not options.workloads and not options.quick
    options.chosen = [known[name] for name in options.workloads] or everything
    if options.repeats is not None and options.repeats < 1:
        parser.error("--repeats must be 1 or more")
    options.repeats = options.repeats or (1 if options.quick else 5)
    return options


def alone(folder: pathlib.Path) -> None:
    """Makes sure that no other measurement runs here, and clears away what one left that was killed."""
    lock = open(folder / "lock", "wb")  # noqa: SIM115: held until this process ends
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Fault("another measurement runs in this folder; both would only measure each other") from None
    _held.append(lock)
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    # Other servers make folders of their own, which are to be on the same disk as ours.
    tempfile.tempdir = str(data)


def command_to_measure(peers: bool) -> str:
    """The command that the environment names; else the one that is built now."""
    # Other servers are installed in any case: only Holdfast itself may be there already.
    commands = [([str(beside.installer())], "")] if peers else []
    if named := os.environ.get("HOLDFAST_BINARY"):
        found = shutil.which(named)
        if not found:
            raise Fault(f"HOLDFAST_BINARY={named} is no command")
        call(commands)
        return found
    first = "" if BINARY.exists() else ". The first build usually takes about 10 to 12 minutes on 2 cores"
    call([
        *commands, ([str(ROOT / "scripts/install"), "build"], ""),
        (["swift", "build", "-c", "release", "--product", "holdfast"], first),
    ])
    return str(BINARY)


def call(commands: list[tuple[list[str], str]]) -> None:
    """Runs what has to be done first."""
    for words, note in commands:
        say(f"==> {' '.join(words)}{note}")
        if (status := subprocess.call(words, cwd=ROOT, stdin=subprocess.DEVNULL)) != 0:
            raise Fault(f"{' '.join(words)} ended with status {status}")


# MARK: Measuring


def minutes(seconds: float) -> str:
    """A time in words."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def expected(workload: Workload, bench: Bench) -> float:
    """How long a workload usually takes."""
    return workload.quick_seconds if bench.quick else workload.seconds * bench.repeats / 5


def run(bench: Bench, chosen: list[Workload]) -> None:
    """Runs workloads one after the other. One at fault is noted, and the others still run."""
    total = sum(expected(workload, bench) for workload in chosen)
    say(f"==> {len(chosen)} workloads, {bench.repeats} × each; usually takes about {minutes(total)} on 2 cores")
    for number, workload in enumerate(chosen, 1):
        say(f"==> [{number}/{len(chosen)}] {workload.name}: {workload.title}, "
            f"about {minutes(expected(workload, bench))}")
        try:
            workload.run(bench)
        except Fault as fault:
            bench.faults.append(str(fault))
            warn(f"\n    FAULT: {fault}\n")


# MARK: What is written


def keep(bench: Bench, options: argparse.Namespace, facts: dict[str, str]) -> pathlib.Path:
    """Keeps everything that was measured."""
    name = ("peers" if options.peers else "bench") + ("-quick" if options.quick else "")
    path = FOLDER / f"{name}-{datetime.datetime.now():%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(
        {"machine": facts, "quick": bench.quick, "peers": options.peers, "repeats": bench.repeats,
         "faults": bench.faults, "results": bench.samples.results},
        indent=1, ensure_ascii=False), encoding="utf-8")
    return path


def growth_plot(bench: Bench) -> str | None:
    """The curves of growth; None when they were not measured."""
    panels = []
    for workload, measure, factor, words in (
        ("streams", "serverUsPerToken", 1.0, ("CPU per token", "streams at once", "µs")),
        ("streams", "bytesPerStream", 1e-3, ("Memory per stream", "streams at once", "kB")),
        ("length", "serverUsPerToken", 1.0, ("CPU per token of one reply", "tokens of the reply", "µs")),
    ):
        points = [
            (float(bench.samples.median(workload, name, "streamsRun") or size), spread.times(factor))
            for size, name in bench.samples.sizes(workload)
            if (spread := bench.samples.spread(workload, name, measure))
        ]
        if len(points) > 1:
            panels.append(plot.Panel(*words, points))
    return plot.curves(panels) if panels else None


def place(options: argparse.Namespace) -> tuple[pathlib.Path, str]:
    """The page to write into, and the name of the place in it."""
    return options.page or PAGE, "make bench-peers" if options.peers else "make bench"


def write(bench: Bench, options: argparse.Namespace, facts: dict[str, str], rows: list[marks.Row]) -> None:
    """Writes the table and the plot into the page."""
    target, name = place(options)
    sync = bench.samples.spread("machine", "machine", "fdatasyncMs.p50")
    slowest = bench.samples.median("machine", "machine", "fdatasyncMs.p99")
    disk = f"fdatasync p50 {sync.median:.2g} ms and p99 {slowest:.2g} ms" if sync and slowest else "fdatasync unknown"
    command = name + (" QUICK=1" if options.quick else "")
    content = page.heading(facts, disk, command, bench.repeats)
    if bench.quick:
        content += " A quick run: all sizes were smaller than the names of the rows say."
    content += "\n\n" + table.markdown(rows)
    if svg := peer_table.ratio_plot(rows) if options.peers else growth_plot(bench):
        image = target.parent / "images" / f"{name.removeprefix('make ')}.svg"
        image.parent.mkdir(parents=True, exist_ok=True)
        image.write_text(svg, encoding="utf-8")
        shown = "How many times better than the peer" if options.peers else "CPU and memory as load grows"
        content += f"\n\n![{shown}](images/{image.name})"
    page.write(target, name, content)
    say(f"    written into {target}")


def conclude(bench: Bench, options: argparse.Namespace, facts: dict[str, str]) -> None:
    """Shows the results, and writes them into the page when they are all that belongs there."""
    rows = peer_table.rows(bench.samples) if options.peers else marks.own_rows(bench.samples)
    say("==> Results" + ("; the sizes were smaller than these names say" if bench.quick else ""))
    say(table.text(rows))
    marked = [row.mark for row in rows if row.mark]
    say(f"    {sum(mark.passed for mark in marked)} of {len(marked)} marks reached")
    if not bench.faults and (options.is_whole or options.page):
        write(bench, options, facts, rows)


def again(options: argparse.Namespace) -> int:
    """Shows what an earlier run has kept, and writes it into the page when one is named."""
    kept = json.loads(options.again.read_text(encoding="utf-8"))
    bench = Bench(Place("", FOLDER), kept["quick"], kept["repeats"], Samples(kept["results"]), kept["faults"])
    options.peers, options.is_whole = kept["peers"], False
    conclude(bench, options, kept["machine"])
    return complain(bench)


def complain(bench: Bench) -> int:
    """Says last what was wrong, and returns the exit code."""
    for fault in bench.faults:
        warn(f"FAULT: {fault}")
    if bench.faults:
        warn("A server did not serve right, or not at all: these figures count for nothing")
    return 1 if bench.faults else 0


def main(description: str) -> int:
    """Measures, writes, and returns the exit code."""
    options = arguments(description)
    if options.again:
        return again(options)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    began = time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    facts = page.machine(FOLDER)
    if os.environ.get("HOLDFAST_BINARY"):
        facts["version"] = ""  # Nobody knows what the command was built of.
    if facts["disk"] in ("tmpfs", "ramfs"):
        warn(f"warning: {FOLDER} is in memory: a sync of it costs nothing, so no figure of durability means anything")
    try:
        alone(FOLDER)
        if options.is_whole or options.page:
            page.around(*place(options))  # Better said now than after all is measured.
        processes.prepare()
        bench = Bench(Place(command_to_measure(options.peers), FOLDER), options.quick, options.repeats)
        run(bench, options.chosen)
        say(f"\n==> Measured in {minutes(time.monotonic() - began)}; kept in {keep(bench, options, facts)}")
        conclude(bench, options, facts)
    except Fault as fault:
        warn(f"error: {fault}")
        return 1
    except KeyboardInterrupt:
        warn("\ninterrupted")
        return 130
    finally:
        processes.stop_all()
    return complain(bench)

"""Runs one load of `holdfast bench`, and reads what it says."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field

from . import processes
from .processes import Fault, PeakMemory
from .samples import Result, Samples
from .servers import Place, Target

# What a load may take beside what its script says; beyond that something hangs.
PATIENCE = 120


@dataclass
class Bench:
    """One run of the whole: how much of it, and what it has found."""

    place: Place
    quick: bool = False
    repeats: int = 5
    samples: Samples = field(default_factory=Samples)
    faults: list[str] = field(default_factory=list)

    def size(self, full: int, quick: int) -> int:
        """How much of something: less for a quick run."""
        return quick if self.quick else full

    def rounds(self, most: int | None = None) -> range:
        """The repeats of a workload."""
        return range(1, min(self.repeats, most or self.repeats) + 1)

    def load(
        self, workload: str, target: Target, command: str, repeat: int = 1, label: str | None = None,
        **options: object,
    ) -> Result:
        """Drives a server, and notes the result under the workload and the server's name.

        Raises `Fault` when a reader was not served right: whatever such a server's figures are, they count for nothing.
        """
        name = label or target.name
        arguments = [f"--url={target.url}", f"--kind={target.kind}"]
        arguments += [f"--pid={pid}" for pid in target.pids]
        if target.token:
            arguments.append(f"--token={target.token}")
        before = processes.cpu_seconds(target.upstream)
        with PeakMemory(target.pids) as memory:
            results = self.call(f"{workload} on {name}", command, arguments, options)
        result = results[0]
        add_shares(result, processes.cpu_seconds(target.upstream) - before, memory)
        self.note(workload, name, repeat, result)
        # What a server does after a reply is its own, not the next load's.
        time.sleep(0.2)
        return result

    def local(self, workload: str, command: str, repeat: int = 1, **options: object) -> list[Result]:
        """Runs a measurement without a server, in a folder on the disk; returns one result for each of its lines."""
        with self.place.data() as folder:
            results = self.call(workload, command, [f"--directory={folder}"], options)
        for number, result in enumerate(results):
            self.note(workload, "machine", repeat + number, result)
        return results

    def note(self, workload: str, name: str, repeat: int, result: Result) -> None:
        """Keeps a result, and shows it."""
        self.samples.add(workload, name, result)
        say(f"    {repeat}  {name:16} {brief(result)}")

    def call(self, what: str, command: str, arguments: list[str], options: dict[str, object]) -> list[Result]:
        """Runs `holdfast bench COMMAND`, and returns the JSON of each line."""
        flags = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        seconds = PATIENCE + 3 * scripted_seconds(options)
        process = processes.start(
            [self.place.binary, "bench", command, "--json", *arguments, *flags],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Fault(f"{what}: the load did not end within {seconds:.0f} s") from None
        finally:
            processes.stop(process, seconds=2)
        said = errors.decode(errors="replace").strip()
        results: list[Result] = []
        for line in output.decode(errors="replace").splitlines():
            if line.startswith("{"):
                results.append(json.loads(line))
        for result in results:
            if result.get("correct") is False:
                faults = result.get("faults") or ["it does not say why"]
                raise Fault(f"{what}: NOT CORRECT: {'; '.join(map(str, faults))}")
        if process.returncode != 0 or not results:
            raise Fault(f"{what}: the load ended with status {process.returncode}: {said[-500:] or 'it said nothing'}")
        return results


def scripted_seconds(options: dict[str, object]) -> float:
    """How long the provider takes for what it is asked to say."""
    tokens, gap, lead, pause = (
        float(str(options.get(name, 0))) for name in ("tokens", "gap_ms", "lead_ms", "pause_ms"))
    return (tokens * gap + lead + pause) / 1000


def add_shares(result: Result, upstream_seconds: float, memory: PeakMemory) -> None:
    """Adds to a result what each process took of the machine, so that the server's share stands apart."""
    seconds, tokens = float(result.get("seconds") or 0), float(result.get("tokens") or 0)
    result["upstreamCpuSeconds"] = upstream_seconds
    for name in ("server", "client", "upstream"):
        if seconds > 0 and isinstance(used := result.get(f"{name}CpuSeconds"), (int, float)):
            result[f"{name}Cores"] = used / seconds
    if tokens > 0 and isinstance(used := result.get("serverCpuSeconds"), (int, float)):
        result["serverUsPerToken"] = used * 1e6 / tokens
    if memory.pids:
        result["residentBefore"], result["residentPeak"] = memory.before, memory.peak


# MARK: What is shown meanwhile


def say(text: str) -> None:
    """Shows a line at once."""
    print(text, flush=True)


def warn(text: str) -> None:
    """Shows a line that is not to be missed."""
    print(text, file=sys.stderr, flush=True)


def brief(result: Result) -> str:
    """A result in a few words, for whoever watches."""
    words = []
    for key, name in (
        ("firstTokenMs", "first token"), ("delayMs", "delay"), ("delayBeforePauseMs", "before the pause"),
        ("wholeMs", "whole"), ("loopbackEchoMs", "loopback"), ("fdatasyncMs", "fdatasync"),
    ):
        histogram = result.get(key)
        if isinstance(histogram, dict) and key in SHOWN.get(str(result.get("workload")), SHOWN["machine"]):
            words.append(f"{name} p50 {histogram['p50']:.3g} p99 {histogram['p99']:.3g} ms")
    for key, form in (
        ("tokensPerSecond", "{:,.0f} tokens/s"), ("megabytesPerSecond", "{:,.0f} MB/s"),
        ("serverCores", "server {:.0%} of a core"), ("bytesPerReader", "{:,.0f} bytes a reader"),
        ("ratio", "{:.2f} of bare SQLite"), ("readySeconds", "ready after {:.2f} s"),
    ):
        if isinstance(number := result.get(key), (int, float)) and number > 0:
            words.append(form.format(number))
    if isinstance(log := result.get("log"), dict):
        words.insert(0, f"{log['appendsPerSecond']:,.0f} appends/s")
    return ", ".join(words)


SHOWN = {
    "start": {"firstTokenMs"}, "live": {"delayMs", "delayBeforePauseMs"}, "fan-out": {"delayMs"},
    "publish": {"delayMs"}, "resume": {"wholeMs"}, "idle": set(), "machine": {"loopbackEchoMs", "fdatasyncMs"},
}

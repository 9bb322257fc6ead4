"""The processes of a measurement: started here, looked at, and always stopped."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pathlib
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGESIZE")

# Looked up once: between fork and exec there is no time for it.
_prctl = ctypes.CDLL(None).prctl if sys.platform.startswith("linux") else None
_running: list[subprocess.Popen[bytes]] = []


class Fault(Exception):
    """What makes a measurement worthless: a server that did not start, or one that did not serve right."""


# MARK: The machine's limits


def prepare() -> None:
    """Takes all the open files that this user may have, and makes this process the parent of what children leave."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if _prctl is not None:
        _prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def most_streams(wanted: int) -> int:
    """How many streams a server can have at once: each takes two of its open files, and some are for other things."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return wanted if soft == resource.RLIM_INFINITY else min(wanted, (soft - 500) // 2)


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


# MARK: Starting and stopping


def start(command: list[str], environment: dict[str, str] | None = None, **streams) -> subprocess.Popen[bytes]:
    """Starts a process that ends when this one does, however that comes about."""
    parent = os.getpid()

    def bind() -> None:
        if _prctl is not None:
            _prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
            # The parent may have ended before the line above counted.
            if os.getppid() != parent:
                os._exit(1)

    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, preexec_fn=bind, start_new_session=True, **streams)
    _running.append(process)
    return process


def stop(process: subprocess.Popen[bytes], seconds: float = 10) -> None:
    """Ends a process, by force when it takes too long."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            # The whole group: it was made its leader.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process in _running:
        _running.remove(process)


def stop_all() -> None:
    """Ends what still runs."""
    for process in list(_running):
        stop(process, seconds=3)


@contextlib.contextmanager
def logged(
    command: list[str], log: pathlib.Path, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process whose output goes to a file; ended with the block."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "wb") as output:
        process = start(command, environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        stop(process)


def wait_for(what: str, process: subprocess.Popen[bytes], log: pathlib.Path, seconds: float, ready: Callable) -> object:
    """Waits until `ready` returns something true, and returns it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := ready():
            return found
        if process.poll() is not None:
            raise Fault(f"{what} ended with status {process.returncode}: {tail(log)}")
        time.sleep(0.005)
    raise Fault(f"{what} was not ready within {seconds:g} s: {tail(log)}")


def tail(log: pathlib.Path, count: int = 3) -> str:
    """The last lines of a log, in one."""
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return " / ".join(lines[-count:]) or "it said nothing"


def answers(url: str) -> bool:
    """Whether a GET is answered with 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


# MARK: What they use


def cpu_seconds(pids: Iterable[int]) -> float:
    """The processor time of some processes, in user and kernel mode; one that is gone adds nothing."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError, ValueError, IndexError):
            # pid (name) state parent …: the name may hold anything, so counting begins after its bracket.
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def resident_bytes(pids: Iterable[int]) -> int:
    """The memory of some processes that is resident."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError, ValueError, IndexError):
            total += int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    return total


class PeakMemory:
    """Looks at the memory of some processes now and then, and keeps the most."""

    def __init__(self, pids: Iterable[int], every: float = 0.1) -> None:
        self.pids = tuple(pids)
        self.before = self.peak = resident_bytes(self.pids)
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._over.wait(self._every):
            self.peak = max(self.peak, resident_bytes(self.pids))

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

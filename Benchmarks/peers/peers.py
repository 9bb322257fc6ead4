#!/usr/bin/env python3
"""Starts and stops the systems that Holdfast is measured beside. `Benchmarks/peers/install` installs them.

    with peers.nchan(workers=2) as peer:
        publish_to(f"{peer.url}/pub/a")

    Benchmarks/peers/peers.py nchan --workers 2         starts one by hand, until Ctrl-C
    Benchmarks/peers/peers.py append --backend memory   prints the appends a second of resumable streams

Each peer has a free port and a temporary folder. It has answered when its context begins, and when the context ends,
also by Ctrl-C or SIGTERM, neither processes nor files of it are left. When this process is killed, or the thread that
started a peer ends, the peer ends as well, and its folder stays.
"""

from __future__ import annotations

import argparse
import ctypes
import getpass
import http.client
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import socket
import string
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent
VENV = HERE.parent.parent / ".cache" / "peers-venv"
INSTALL = "Benchmarks/peers/install"
NCHAN_MODULES = (
    "/usr/lib/nginx/modules/ngx_nchan_module.so",
    "/usr/share/nginx/modules/ngx_nchan_module.so",
    "/usr/lib64/nginx/modules/ngx_nchan_module.so",
)

# What Redis does with what it is given. `memory` loses all when it ends, `redis` at most about a second of it, and
# `redis-always`, which syncs before it answers, nothing.
REDIS_BACKENDS = {
    "memory": ["--save", "", "--appendonly", "no"],
    "redis": ["--save", "", "--appendonly", "yes", "--appendfsync", "everysec"],
    "redis-always": ["--save", "", "--appendonly", "yes", "--appendfsync", "always"],
}

# From these the system takes no ports for connections, of which a run makes thousands.
PORTS = range(12000, 32000)
START_SECONDS = 30.0
# LiteLLM imports for half a minute on a slow machine, and longer when its files are not cached.
LITELLM_START_SECONDS = 120.0
STOP_SECONDS = 5.0
PR_SET_PDEATHSIG = 1
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class PeerError(Exception):
    """A peer is not installed, does not start, or ended by itself."""


# MARK: Processes


def _process_table() -> list[tuple[int, int]]:
    """Every process that runs, with the session it belongs to."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            # pid (name) state parent group session …; the name may hold anything.
            state, _, _, session = path.read_text(errors="replace").rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if state != "Z":
            found.append((int(path.parent.name), int(session)))
    return found


# Loaded here, as it must not be between fork and exec.
_libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


def _before_exec() -> None:
    """Runs in the child: it ends with us, even when we are killed, and can be asked to end."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING_SIGNALS)
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


class _Process:
    """A server and its workers, all of which are in a session of their own: Ctrl-C comes to us alone."""

    def __init__(self, name: str, command: list[str], folder: pathlib.Path, environment: dict[str, str]) -> None:
        self.name = name
        self.log = folder / f"{name}.log"
        with self.log.open("wb") as log:
            self._child = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_before_exec,
            )

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self._child.pid

    @property
    def pids(self) -> list[int]:
        """That process, and its workers, as they are now."""
        return sorted(pid for pid, session in _process_table() if session == self.pid)

    def check(self) -> None:
        """Fails when it has ended, with the last lines that it wrote."""
        if (code := self._child.poll()) is not None:
            raise PeerError(f"{self.name} ended with {code}:\n{self.tail()}")

    def tail(self) -> str:
        """The last lines that it wrote."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(f"    {line}" for line in lines[-20:]) or "    (it wrote nothing)"

    def wait(self, seconds: float) -> int:
        """Waits until it has ended by itself, and returns its code."""
        try:
            return self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            raise PeerError(f"{self.name} did not end within {seconds:.0f} s:\n{self.tail()}") from None

    def stop(self) -> None:
        """Asks it to end, waits, and then ends it and all that is left of it."""
        try:
            if self._child.poll() is None:
                # Only the first: it stops its workers itself, and would replace those that end without it.
                self._child.terminate()
            deadline = time.monotonic() + STOP_SECONDS
            while time.monotonic() < deadline:
                if self._child.poll() is not None and not self.pids:
                    return
                time.sleep(0.02)
        finally:
            # Twice: what was being forked the first time is there the second time.
            for _ in range(2):
                for pid in self.pids:
                    try:
                        os.kill(pid, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
            self._child.wait()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Lets Ctrl-C and the like wait, so that what has begun to stop is stopped."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _ending_by_exceptions() -> Iterator[None]:
    """Makes an exception of a signal that would end us at once, as Python does with Ctrl-C, so that contexts end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, _: object) -> None:
        sys.exit(128 + number)

    # Who has a handler knows what to do.
    ours = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


class _Stack(ExitStack):
    """An ExitStack whose end is not interrupted."""

    def __exit__(self, *details: Any) -> bool | None:
        with _uninterrupted():
            return super().__exit__(*details)

    def start(
        self, name: str, command: list[str], folder: pathlib.Path, environment: dict[str, str] | None = None
    ) -> _Process:
        """Starts a server, which is stopped when the stack ends."""
        process = _Process(name, command, folder, _environment(folder, environment or {}))
        self.callback(process.stop)
        return process

    def folder(self, name: str) -> pathlib.Path:
        """A temporary folder, which is removed when the stack ends."""
        path = tempfile.mkdtemp(prefix=f"holdfast-peer-{name}-")
        self.callback(shutil.rmtree, path, ignore_errors=True)
        return pathlib.Path(path)


def _environment(folder: pathlib.Path, more: dict[str, str]) -> dict[str, str]:
    """What a server is told: little of ours, as proxies, keys and databases named there would change what it does."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TZ") if name in os.environ}
    return {**kept, "HOME": str(folder), "TMPDIR": str(folder), "NO_PROXY": "*", "PYTHONUNBUFFERED": "1", **more}


# MARK: Waiting


def _free_port() -> int:
    """A port on which nothing listens."""
    for port in random.sample(PORTS, 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise PeerError(f"no port from {PORTS.start} to {PORTS.stop - 1} is free")


def _wait(process: _Process, ready: Callable[[], bool], seconds: float) -> None:
    """Waits until a server that was started answers as it should."""
    deadline = time.monotonic() + seconds
    while True:
        process.check()
        try:
            if ready():
                return
        except (OSError, http.client.HTTPException):
            pass
        if time.monotonic() > deadline:
            raise PeerError(f"{process.name} did not answer within {seconds:.0f} s:\n{process.tail()}")
        time.sleep(0.05)


def _get(port: int, path: str) -> int:
    """The status with which a path is answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def _program(*names: str) -> str:
    """The path of a program that has one of these names."""
    # Debian keeps servers where a user's PATH does not look.
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    for name in names:
        if found := shutil.which(name, path=path):
            return found
    raise PeerError(f"{names[0]} is not installed; {INSTALL} installs it")


def _venv_program(name: str) -> str:
    """The path of a program of the virtual environment."""
    path = VENV / "bin" / name
    if not os.access(path, os.X_OK):
        raise PeerError(f"{path} is not there; {INSTALL} makes it")
    return str(path)


def _raise_open_files() -> int:
    """Lets us and what we start have as many connections as the system allows, and returns how many that is."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return 1_000_000 if hard == resource.RLIM_INFINITY else hard


# MARK: The peers


@dataclass
class Peer:
    """A peer that runs."""

    name: str
    url: str
    port: int
    folder: pathlib.Path
    _servers: list[_Process] = field(default_factory=list, repr=False)
    _stores: list[_Process] = field(default_factory=list, repr=False)

    @property
    def pids(self) -> list[int]:
        """The processes of the server, with its workers, as they are now."""
        return sorted(pid for process in self._servers for pid in process.pids)

    @property
    def store_pids(self) -> list[int]:
        """The processes of the store behind it; none when it has no store."""
        return sorted(pid for process in self._stores for pid in process.pids)

    def check(self) -> None:
        """Fails when one of its processes has ended."""
        for process in self._servers + self._stores:
            process.check()


@contextmanager
def nchan(workers: int = 1, shared_megabytes: int = 1024) -> Iterator[Peer]:
    """Nchan in nginx, whose messages are in memory that its workers share.

    `POST /pub/<channel>` publishes; `GET /sub/<channel>` with `Accept: text/event-stream` subscribes to what comes from
    now on, and `GET /replay/<channel>` to what the channel still has as well.
    """
    program = _program("nginx")
    module = next((path for path in NCHAN_MODULES if os.path.exists(path)), None)
    if module is None:
        raise PeerError(f"nginx has no module Nchan; {INSTALL} installs it")
    with _ending_by_exceptions(), _Stack() as stack:
        folder = stack.folder("nchan")
        port = _free_port()
        template = string.Template((HERE / "nginx.conf").read_text())
        # The template is a configuration with variables of its own, which stay as they are.
        configuration = template.safe_substitute(
            # As root, nginx would give its workers to a user who cannot write into the folder.
            user=f"user {getpass.getuser()};" if os.geteuid() == 0 else "",
            module=module,
            workers=workers,
            open_files=_raise_open_files(),
            shared_megabytes=shared_megabytes,
            port=port,
            # Otherwise the worker that is faster to wake up takes most connections.
            listen_options=" reuseport" if workers > 1 else "",
        )
        (folder / "nginx.conf").write_text(configuration)
        process = stack.start(
            "nginx", [program, "-p", f"{folder}/", "-c", "nginx.conf", "-e", "nginx.log"], folder
        )
        _wait(process, lambda: _get(port, "/health") == 200, START_SECONDS)
        # All workers are to be there when they are counted.
        _wait(process, lambda: len(process.pids) == workers + 1, START_SECONDS)
        yield Peer("nchan", f"http://127.0.0.1:{port}", port, folder, [process])


def _redis(stack: _Stack, folder: pathlib.Path, backend: str) -> tuple[_Process, str]:
    """Starts Redis, and returns it with its URL."""
    if backend not in REDIS_BACKENDS:
        raise PeerError(f"there is no backend '{backend}'; choose from {', '.join(REDIS_BACKENDS)}")
    program = _program("redis-server")
    _raise_open_files()
    port = _free_port()
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), "--daemonize", "no"]
    command += ["--loglevel", "warning", "--maxclients", "15000", *REDIS_BACKENDS[backend]]
    process = stack.start("redis", command, folder)

    def pongs() -> bool:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")

    _wait(process, pongs, START_SECONDS)
    return process, f"redis://127.0.0.1:{port}"


@contextmanager
def fastapi(upstream_url: str, backend: str = "redis", workers: int = 1) -> Iterator[Peer]:
    """FastAPI under uvicorn with `fastapi-resumable-stream`, and a Redis of its own.

    The library keeps streams in Redis only, so `memory` is a Redis that writes nothing to disk; see REDIS_BACKENDS.
    `POST /api/chat` starts a reply and streams it; `GET /api/chat/{id}/stream` streams it from its start.
    """
    python = _venv_program("python")
    with _ending_by_exceptions(), _Stack() as stack:
        folder = stack.folder("fastapi")
        store, redis_url = _redis(stack, folder, backend)
        port = _free_port()
        command = [python, "-m", "uvicorn", "fastapi_app:app", "--app-dir", str(HERE), "--host", "127.0.0.1"]
        command += ["--port", str(port), "--workers", str(workers), "--loop", "uvloop", "--http", "httptools"]
        command += ["--backlog", "8192", "--log-level", "warning", "--no-access-log"]
        environment = {"UPSTREAM": upstream_url, "REDIS_URL": redis_url, "PYTHONDONTWRITEBYTECODE": "1"}
        process = stack.start("uvicorn", command, folder, environment)
        _wait(process, lambda: _get(port, "/health") == 200, START_SECONDS)
        yield Peer("fastapi", f"http://127.0.0.1:{port}", port, folder, [process], [store])


def append(backend: str = "memory", writers: int = 64, seconds: float = 5, size: int = 64) -> dict[str, Any]:
    """Measures how many chunks a second `fastapi-resumable-stream` takes from so many writers in one process."""
    python = _venv_program("python")
    with _ending_by_exceptions(), _Stack() as stack:
        folder = stack.folder("append")
        _, redis_url = _redis(stack, folder, backend)
        command = [python, str(HERE / "fastapi_append.py"), "--writers", str(writers), "--seconds", str(seconds)]
        process = stack.start("append", [*command, "--bytes", str(size)], folder, {"REDIS_URL": redis_url})
        if process.wait(seconds + START_SECONDS) != 0:
            raise PeerError(f"the measurement of appends failed:\n{process.tail()}")
        return {"backend": backend, **json.loads(process.log.read_text().splitlines()[-1])}


@contextmanager
def litellm(upstream_url: str, workers: int = 1) -> Iterator[Peer]:
    """LiteLLM's proxy without a database: `POST /v1/chat/completions` with the model `bench`. It keeps no streams."""
    program = _venv_program("litellm")
    with _ending_by_exceptions(), _Stack() as stack:
        folder = stack.folder("litellm")
        port = _free_port()
        _raise_open_files()
        command = [program, "--config", str(HERE / "litellm.yaml"), "--host", "127.0.0.1", "--port", str(port)]
        command += ["--num_workers", str(workers), "--telemetry", "False"]
        environment = {
            "UPSTREAM_API_BASE": f"{upstream_url.rstrip('/')}/v1",
            # It would fetch the prices of models, and retry for seconds where there is no network.
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "LITELLM_MODE": "PRODUCTION",
            "LITELLM_LOG": "ERROR",
            "NO_DOCS": "True",
            "NO_REDOC": "True",
        }
        process = stack.start("litellm", command, folder, environment)
        _wait(process, lambda: _get(port, "/health/liveliness") == 200, LITELLM_START_SECONDS)
        yield Peer("litellm", f"http://127.0.0.1:{port}", port, folder, [process])


# MARK: By hand


def main() -> int:
    """Starts one peer and says where it is, until it is interrupted; or measures appends."""
    parser = argparse.ArgumentParser(description="Starts a system that Holdfast is measured beside, until Ctrl-C.")
    commands = parser.add_subparsers(dest="peer", required=True)
    command = commands.add_parser("nchan")
    command.add_argument("--workers", type=int, default=1)
    command = commands.add_parser("fastapi")
    command.add_argument("--upstream", required=True, metavar="URL")
    command.add_argument("--backend", choices=list(REDIS_BACKENDS), default="redis")
    command.add_argument("--workers", type=int, default=1)
    command = commands.add_parser("litellm")
    command.add_argument("--upstream", required=True, metavar="URL")
    command.add_argument("--workers", type=int, default=1)
    command = commands.add_parser("append")
    command.add_argument("--backend", choices=list(REDIS_BACKENDS), default="memory")
    command.add_argument("--writers", type=int, default=64)
    command.add_argument("--seconds", type=float, default=5)
    arguments = parser.parse_args()
    try:
        if arguments.peer == "append":
            print(json.dumps(append(arguments.backend, arguments.writers, arguments.seconds)))
            return 0
        if arguments.peer == "nchan":
            context = nchan(arguments.workers)
        elif arguments.peer == "fastapi":
            context = fastapi(arguments.upstream, arguments.backend, arguments.workers)
        else:
            context = litellm(arguments.upstream, arguments.workers)
        with context as peer:
            description = {"url": peer.url, "pids": peer.pids, "store_pids": peer.store_pids}
            print(json.dumps(description), flush=True)
            while True:
                time.sleep(1)
                peer.check()
    except PeerError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

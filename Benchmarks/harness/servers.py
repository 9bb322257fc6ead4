"""The servers that are measured, each a context that ends with its block."""

from __future__ import annotations

import contextlib
import os
import pathlib
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass

from . import processes

LISTENING = re.compile(r"^listening on (http://\S+)", re.MULTILINE)
# The workloads have more streams at once than the defaults let one node have, and their provider is quick: none of
# these limits is what is measured.
LIMITS = {
    "HOLDFAST_LIMITS_MAXIMUM_RUNS": "50000",
    "HOLDFAST_PROVIDER_MAXIMUM_CONNECTIONS": "50000",
    "HOLDFAST_ATTEMPTS_MINIMUM_CONCURRENCY": "50000",
    "HOLDFAST_ATTEMPTS_MAXIMUM_CONCURRENCY": "50000",
    # A server that is done with is stopped in the middle of replies that nobody reads.
    "HOLDFAST_ENGINE_DRAIN_BUDGET_MS": "0",
}


@dataclass(frozen=True)
class Target:
    """A server under load."""

    name: str
    url: str
    kind: str = "holdfast"
    pids: tuple[int, ...] = ()
    """Its processes, and those of its store."""
    upstream: tuple[int, ...] = ()
    """The processes of the provider behind it."""
    token: str | None = None
    """A bearer token that it wants."""


@dataclass(frozen=True)
class Place:
    """Where the command is, and where the servers may write."""

    binary: str
    folder: pathlib.Path

    def log(self, name: str) -> pathlib.Path:
        """The file of a server's output."""
        return self.folder / "logs" / f"{name}.log"

    @contextlib.contextmanager
    def data(self) -> Iterator[pathlib.Path]:
        """A new folder on the disk, which is gone afterwards."""
        parent = self.folder / "data"
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent, ignore_cleanup_errors=True) as path:
            yield pathlib.Path(path)


@contextlib.contextmanager
def rig(place: Place, role: str) -> Iterator[Target]:
    """A server of the rig: `upstream`, the provider, which is asked directly as well; or `floor`."""
    log = place.log(role)
    with processes.logged([place.binary, "bench", role, "--port", "0"], log) as process:
        found = processes.wait_for(
            f"bench {role}", process, log, 20, lambda: LISTENING.search(log.read_text(errors="replace")))
        direct = role == "upstream"
        yield Target(
            "direct" if direct else role, found[1], "openai" if direct else "holdfast", (process.pid,))


@contextlib.contextmanager
def holdfast(
    place: Place, upstream: Target | None, data: pathlib.Path | None = None, name: str = "holdfast",
    settings: dict[str, str] | None = None,
) -> Iterator[Target]:
    """A server of Holdfast with a provider behind it, on a folder of its own unless one is given."""
    with contextlib.ExitStack() as stack:
        folder = data or stack.enter_context(place.data())
        port, admin = processes.free_port(), processes.free_port()
        # Without the settings of whoever runs this; the loader may need its own.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("HOLDFAST_")}
        environment |= LIMITS | {
            "HOLDFAST_PROVIDER": "openai", "HOLDFAST_PROVIDER_MODEL": "bench",
            "HOLDFAST_PROVIDER_URL": (upstream.url if upstream else "http://127.0.0.1:9") + "/v1",
            "HOLDFAST_DATA_DIR": str(folder), "HOLDFAST_HTTP_PORT": str(port), "HOLDFAST_ADMIN_PORT": str(admin),
            "HOLDFAST_LOG_LEVEL": "warning",
        } | (settings or {})
        log = place.log(name)
        process = stack.enter_context(processes.logged([place.binary, "serve"], log, environment))
        processes.wait_for(
            "holdfast serve", process, log, 120, lambda: processes.answers(f"http://127.0.0.1:{admin}/health/ready"))
        yield Target(
            name, f"http://127.0.0.1:{port}", pids=(process.pid,), upstream=upstream.pids if upstream else ())


def seconds_to_ready(place: Place, data: pathlib.Path) -> float:
    """How long a server on a folder takes from its start until it says that it is ready."""
    began = time.monotonic()
    with holdfast(place, None, data, name="holdfast-seeded"):
        return time.monotonic() - began


@contextlib.contextmanager
def beside(place: Place) -> Iterator[tuple[Target, Target]]:
    """A provider, and a server of Holdfast before it: what most workloads need."""
    with rig(place, "upstream") as upstream, holdfast(place, upstream) as server:
        yield upstream, server

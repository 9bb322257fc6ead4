"""The server under test: the built binary, with its own data folder and, unless a test names others, a scripted model."""

import itertools
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("HOLDFAST_BINARY", ROOT / ".build/release/holdfast")).resolve()
# Below the range from which the system takes ports for connections, so that none of those takes one of a server that is
# down for a moment.
PORTS = range(12_000, 32_000)
# They begin at another one in each process.
_candidates = itertools.islice(itertools.cycle(PORTS), os.getpid() * 53 % len(PORTS), None)
READY_WITHIN = 60.0
GONE_WITHIN = 15.0


def free_port():
    """A port that nobody listens on; it is not handed out again in this process."""
    for port in itertools.islice(_candidates, len(PORTS)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise AssertionError(f"There is no free port in {PORTS}.")


def wait_until(condition, within, what):
    """Polls until the condition holds; fails when it does not in time."""
    deadline = time.monotonic() + within
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"Not within {within:.0f} s: {what}")
        time.sleep(0.02)


class Holdfast:
    """
    One server, with these settings besides what it needs. It can be killed and started again on the same data.

    It answers with these replies, or as a configuration file says that has this text.
    """

    def __init__(self, folder, replies=None, settings=None, configuration=None):
        if not BINARY.is_file():
            raise AssertionError(f"There is no server at {BINARY}: build it, or name it in HOLDFAST_BINARY.")
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.admin_port = free_port(), free_port()
        self.settings = {**self._model(replies, configuration), **(settings or {})}
        self.log = self.folder / "server.log"
        self.process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def _model(self, replies, configuration):
        if configuration is not None:
            file = self.folder / "holdfast.yaml"
            file.write_text(configuration)
            return {"HOLDFAST_CONFIG": str(file)}
        scenario = self.folder / "scenario.json"
        scenario.write_text(json.dumps({"replies": replies}))
        return {"HOLDFAST_PROVIDER": "scripted", "HOLDFAST_SCENARIO": str(scenario)}

    def start(self, ready=True):
        # The settings of whoever runs the tests are not the server's.
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HOLDFAST_")},
            "HOLDFAST_HTTP_HOST": "127.0.0.1",
            "HOLDFAST_HTTP_PORT": str(self.port),
            "HOLDFAST_ADMIN_PORT": str(self.admin_port),
            "HOLDFAST_DATA_DIR": str(self.folder / "data"),
            **self.settings,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(BINARY), "serve"], env=environment, cwd=self.folder, stdout=log, stderr=log
            )
        if ready:
            self.wait_until_ready()
        return self

    def wait_until_ready(self):
        wait_until(self._is_ready, READY_WITHIN, f"the server is ready.\n{self.log_tail()}")

    def _is_ready(self):
        if self.process.poll() is not None:
            raise AssertionError(f"The server ended with {self.process.returncode}.\n{self.log_tail()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}/health/ready", timeout=1) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def kill(self):
        """As a crash does: no chance to finish anything."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(GONE_WITHIN)

    def stop(self):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(GONE_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(GONE_WITHIN)

    def log_tail(self, lines=40):
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

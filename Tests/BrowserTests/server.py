"""The server under test: the built binary, with its own data folder and a scripted model."""

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
BINARY = Path(os.environ.get("HOLDFAST_BINARY", ROOT / ".build/release/holdfast"))
READY_WITHIN = 30.0
GONE_WITHIN = 15.0


def free_ports(count):
    """Ports that were free a moment ago; all are held at once, so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


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
    """One server. It can be killed and started again on the same ports and the same data."""

    def __init__(self, folder, replies):
        if not BINARY.is_file():
            raise AssertionError(f"There is no server at {BINARY}: build it, or name it in HOLDFAST_BINARY.")
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.admin_port = free_ports(2)
        self.scenario = self.folder / "scenario.json"
        self.scenario.write_text(json.dumps({"replies": replies}))
        self.log = self.folder / "server.log"
        self.process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, ready=True):
        environment = {
            **os.environ,
            "HOLDFAST_HTTP_HOST": "127.0.0.1",
            "HOLDFAST_HTTP_PORT": str(self.port),
            "HOLDFAST_ADMIN_PORT": str(self.admin_port),
            "HOLDFAST_DATA_DIR": str(self.folder / "data"),
            "HOLDFAST_PROVIDER": "scripted",
            "HOLDFAST_SCENARIO": str(self.scenario),
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([str(BINARY), "serve"], env=environment, stdout=log, stderr=log)
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

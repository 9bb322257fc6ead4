"""The real model of `scripts/local-model`, as a process of its own."""

import subprocess

from server import ROOT, wait_until

SCRIPT = ROOT / "scripts/local-model"
READY_WITHIN = 120.0


class LocalModel:
    """A small model on this machine, behind OpenAI's API at `url`."""

    name = "SmolLM2-135M-Instruct"

    def __init__(self, folder, longest=120):
        self._log = folder / "local-model.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen([str(SCRIPT), "--max-tokens", str(longest)], stdout=log, stderr=log)
        try:
            self.url = wait_until(self._ready_url, READY_WITHIN, "the local model answers")
        except BaseException:
            self.stop()
            raise

    def stop(self):
        self._process.terminate()
        self._process.wait()

    def _ready_url(self):
        text = self._log.read_text(errors="replace")
        if self._process.poll() is not None:
            raise AssertionError(f"The local model ended with {self._process.returncode}.\n{text}")
        return next((line.split()[1] for line in text.splitlines() if line.startswith("ready ")), None)

"""Writes results into a page, between markers, with what is to be known of the machine."""

from __future__ import annotations

import datetime
import os
import pathlib
import platform
import re
import subprocess

from .processes import Fault


def machine(folder: pathlib.Path) -> dict[str, str]:
    """What the figures depend on."""
    return {
        "date": datetime.date.today().isoformat(), "processor": processor(), "cores": str(os.cpu_count() or "?"),
        "memory": memory(), "kernel": f"{platform.system()} {platform.release()}", "disk": file_system(folder),
        "version": version(),
    }


def processor() -> str:
    """The model of the processor."""
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1].strip() if found else platform.machine()


def memory() -> str:
    """How much memory there is."""
    try:
        found = re.search(r"^MemTotal:\s*(\d+) kB", pathlib.Path("/proc/meminfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return f"{int(found[1]) / 2**20:.0f} GiB" if found else "?"


def file_system(folder: pathlib.Path) -> str:
    """The kind of the file system that a folder is in."""
    best, kind = "", "?"
    try:
        lines = pathlib.Path("/proc/self/mounts").read_text().splitlines()
    except OSError:
        return kind
    path = folder.resolve()
    for line in lines:
        _, mount, found = line.split()[:3]
        if path.is_relative_to(mount) and len(mount) >= len(best):
            best, kind = mount, found
    return kind


def version() -> str:
    """The commit that was measured, when it can be had."""
    root = pathlib.Path(__file__).resolve().parents[2]
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return found.stdout.strip()


def heading(facts: dict[str, str], sync: str, command: str, repeats: int) -> str:
    """Says where and how it was measured."""
    repeated = "One run of each" if repeats == 1 else (
        f"Medians of {repeats} repeats, with the least and the most of them in brackets")
    commit = f", commit {facts['version']}" if facts["version"] else ""
    return (
        f"`{command}`, {facts['date']}{commit}, on {facts['processor']}, {facts['cores']} cores, {facts['memory']}, "
        f"{facts['kernel']}, {facts['disk']}, {sync}. {repeated}. "
        "The load generator, the provider and the server shared these cores; shares are of one core.")


def around(page: pathlib.Path, name: str) -> tuple[str, str]:
    """What is before and behind the place of a name, its markers included; a page that is not there is a new one."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    text = page.read_text(encoding="utf-8") if page.exists() else f"{begin}\n{end}\n"
    before, found, rest = text.partition(begin)
    _, found_end, after = rest.partition(end)
    if not found or not found_end:
        raise Fault(f"{page} has no place for the results: {begin} … {end}")
    return before + begin, end + after


def write(page: pathlib.Path, name: str, content: str) -> None:
    """Puts content into the place of a name; what is around it stays."""
    before, after = around(page, name)
    new = f"{before}\n\n{content.strip()}\n\n{after}"
    part = page.with_suffix(".part")
    part.write_text(new, encoding="utf-8")
    part.replace(page)

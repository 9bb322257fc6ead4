"""What was measured, kept by workload and server, and its median and spread."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

Result = dict[str, object]
Measure = str | Callable[[Result], float | None]


@dataclass(frozen=True)
class Spread:
    """The median of some repeats, and the least and the most of them."""

    median: float
    low: float
    high: float
    count: int

    def times(self, factor: float) -> Spread:
        """The same in another unit."""
        return Spread(self.median * factor, self.low * factor, self.high * factor, self.count)


def value(result: Result, measure: Measure) -> float | None:
    """One number of a result: by its path, such as `delayMs.p50`, or worked out of it. None when it has none."""
    if callable(measure):
        return measure(result)
    found: object = result
    for name in measure.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return float(found) if isinstance(found, (int, float)) else None


@dataclass
class Samples:
    """The results of all repeats."""

    results: dict[str, dict[str, list[Result]]] = field(default_factory=dict)

    def add(self, workload: str, target: str, result: Result) -> None:
        """Notes the result of one repeat."""
        self.results.setdefault(workload, {}).setdefault(target, []).append(result)

    def of(self, workload: str, target: str) -> list[Result]:
        """The results of a workload on a server, in their order."""
        return self.results.get(workload, {}).get(target, [])

    def sizes(self, workload: str) -> list[tuple[int, str]]:
        """The sizes of a workload of growth, each with the name under which its results are."""
        return sorted((int(name), name) for name in self.results.get(workload, {}))

    def spread(self, workload: str, target: str, measure: Measure) -> Spread | None:
        """The median and spread of a measure; None where nothing was measured."""
        values = [found for result in self.of(workload, target) if (found := value(result, measure)) is not None]
        if not values:
            return None
        return Spread(statistics.median(values), min(values), max(values), len(values))

    def median(self, workload: str, target: str, measure: Measure) -> float | None:
        """Only the median."""
        found = self.spread(workload, target, measure)
        return found.median if found else None

"""Reads Prometheus' text format with prometheus-client, a parser that shares no code with ours.

Reads the text on stdin; prints a JSON array of {"name", "type", "help", "samples"} on stdout, one object for each
metric, its samples as {"name", "labels", "value"}. Ends with 1 and says why
when the text is not valid, a metric has no type, or a histogram's buckets do not grow or do not end at its count.

Needs the PyPI package prometheus-client.
"""

import json
import sys

from prometheus_client.parser import text_fd_to_metric_families


def fault_of_histogram(metric) -> str | None:
    """What is wrong with the buckets of a histogram, series by series."""
    last: dict[tuple, tuple[float, float]] = {}
    counts: dict[tuple, float] = {}
    for sample in metric.samples:
        series = tuple(sorted((key, value) for key, value in sample.labels.items() if key != "le"))
        if sample.name.endswith("_bucket"):
            bound, before = float(sample.labels["le"]), last.get(series, (float("-inf"), 0.0))
            if bound <= before[0] or sample.value < before[1]:
                return f"the buckets of {metric.name} do not grow at {bound}"
            last[series] = (bound, sample.value)
        elif sample.name.endswith("_count"):
            counts[series] = sample.value
    for series, (bound, value) in last.items():
        if bound != float("inf") or counts.get(series) != value:
            return f"the buckets of {metric.name} do not end at its count"
    return None if set(last) == set(counts) else f"{metric.name} lacks buckets or counts"


def main() -> int:
    try:
        metrics = list(text_fd_to_metric_families(sys.stdin))
    except ValueError as error:
        print(f"not valid: {error}", file=sys.stderr)
        return 1
    for metric in metrics:
        if metric.type == "unknown":
            print(f"{metric.name} has no type", file=sys.stderr)
            return 1
        if metric.type == "histogram" and (fault := fault_of_histogram(metric)):
            print(fault, file=sys.stderr)
            return 1
    json.dump([
        {
            "name": metric.name, "type": metric.type, "help": metric.documentation,
            "samples": [
                {"name": sample.name, "labels": sample.labels, "value": sample.value} for sample in metric.samples],
        } for metric in metrics
    ], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())

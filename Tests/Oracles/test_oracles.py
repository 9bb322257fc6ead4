"""The oracles themselves: they accept what is right, and they can say no."""

import json
import pathlib
import subprocess
import sys

import pytest

FOLDER = pathlib.Path(__file__).parent


def run(script: str, data: bytes) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, FOLDER / script], input=data, capture_output=True, timeout=60, check=False)


def chunks(*values: dict) -> bytes:
    return "".join(json.dumps(value) + "\n" for value in values).encode()


def faults(answer: subprocess.CompletedProcess) -> None:
    """Requires that the oracle reported a fault, and did not just break."""
    assert answer.returncode == 1, answer.stderr
    assert json.loads(answer.stdout)["faults"]


def test_a_whole_reply_is_accepted():
    reply = chunks(
        {"type": "start", "messageId": "m1"}, {"type": "start-step"}, {"type": "text-start", "id": "t1"},
        {"type": "text-delta", "id": "t1", "delta": "Hi"}, {"type": "text-end", "id": "t1"}, {"type": "finish-step"},
        {"type": "finish"})
    answer = run("chunk_oracle.py", reply)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("chunk", [
    {"type": "text-delta", "id": "t1"},
    {"type": "text-delta", "id": "t1", "delta": "Hi", "extra": 1},
    {"type": "no-such-type"},
    {"type": "finish", "finishReason": "stop"},
    {"type": "abort", "reason": "stopped"},
    {"type": "start", "messageId": 7},
])
def test_a_chunk_that_old_clients_refuse_is_a_fault(chunk):
    faults(run("chunk_oracle.py", chunks(chunk)))


def test_text_that_is_no_json_is_a_fault():
    faults(run("chunk_oracle.py", b"not json\n"))


def test_events_are_read_as_they_were_written():
    answer = run("sse_oracle.py", b"id: 1\ndata: {\"a\":1}\n\n: keep\nid: 2\ndata: x\n\n")
    assert answer.returncode == 0, answer.stderr
    events = json.loads(answer.stdout)
    assert [(event["id"], event["data"]) for event in events] == [("1", '{"a":1}'), ("2", "x")]


HISTOGRAM = (
    "# HELP t_seconds A time.\n# TYPE t_seconds histogram\n"
    't_seconds_bucket{le="1"} 1\nt_seconds_bucket{le="+Inf"} 2\nt_seconds_sum 3.5\nt_seconds_count 2\n')


def test_metrics_are_read_as_they_were_written():
    answer = run("metrics_oracle.py", (HISTOGRAM + '# TYPE c_total counter\nc_total{a="\\"\\n\\\\"} 7\n').encode())
    assert answer.returncode == 0, answer.stderr
    histogram, counter = json.loads(answer.stdout)
    assert histogram["type"] == "histogram" and histogram["help"] == "A time."
    assert counter["samples"] == [{"name": "c_total", "labels": {"a": '"\n\\'}, "value": 7.0}]


@pytest.mark.parametrize("text", [
    "# TYPE m gauge\nm{label=\"a} 1\n", "# TYPE m gauge\nm one\n", "untyped 1\n", HISTOGRAM.replace("Inf\"} 2", "Inf\"} 0"),
    HISTOGRAM.replace("count 2", "count 3"), HISTOGRAM.replace("+Inf", "2"),
])
def test_metrics_that_are_not_valid_are_a_fault(text):
    answer = run("metrics_oracle.py", text.encode())
    assert answer.returncode == 1, answer.stdout
    assert answer.stderr

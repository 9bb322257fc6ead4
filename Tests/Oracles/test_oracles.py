"""The oracles themselves: they accept what is right, and they can say no."""

import json
import pathlib
import subprocess
import sys

import pytest
import request_oracle

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


def request(api: str, body: dict, quirk: str | None = None) -> dict:
    return {"api": api, "quirk": quirk, "body": body}


def chat(*messages: dict, **members: object) -> dict:
    return {"model": "m", "messages": list(messages), "stream": True, **members}


def message(*messages: dict, **members: object) -> dict:
    return {"model": "m", "max_tokens": 1, "messages": list(messages), "stream": True, **members}


def turn(role: str, *content: dict) -> dict:
    return {"role": role, "content": list(content)}


TEXT = {"type": "text", "text": "Hi"}
CALL = {"type": "tool_use", "id": "a", "name": "f", "input": {}}
RESULT = {"type": "tool_result", "tool_use_id": "a", "content": "1"}
TOOLS = [{"name": "f", "input_schema": {"type": "object"}}]
USER = {"role": "user", "content": "Hi"}
HALF = {"role": "assistant", "content": "Ha"}
CHAT_TOOLS = [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]


def calling(*ids: str) -> dict:
    calls = [{"id": one, "type": "function", "function": {"name": "f", "arguments": "{}"}} for one in ids]
    return {"role": "assistant", "content": None, "tool_calls": calls}


def answer_to(call: str) -> dict:
    return {"role": "tool", "tool_call_id": call, "content": "1"}


@pytest.mark.parametrize("data", [
    request("openai", chat(USER, stream_options={"include_usage": True}, max_tokens=7)),
    request("openai", chat(USER, HALF)),
    request("openai", chat(USER, HALF, continue_final_message=True, add_generation_prompt=False), "continue-final-message"),
    request("openai", chat(USER, HALF | {"prefix": True}), "prefix"),
    request("openai", chat(USER, tools=CHAT_TOOLS)),
    request("openai", chat(USER, calling("a", "b"), answer_to("b"), answer_to("a"), HALF, calling("c"), answer_to("c"))),
    request("anthropic", message(turn("user", TEXT), system="s")),
    request("anthropic", message(turn("user", TEXT), tools=TOOLS)),
    request("anthropic", message(turn("user", TEXT), turn("assistant", CALL), turn("user", RESULT, TEXT), tools=TOOLS)),
])
def test_a_request_that_the_packages_take_is_accepted(data):
    assert request_oracle.faults_of(data) == []


@pytest.mark.parametrize("data", [
    request("openai", chat(USER, invented=1)),
    request("openai", chat(USER | {"invented": 1})),
    request("openai", chat({"role": "user", "content": [TEXT | {"invented": 1}]})),
    request("openai", chat({"role": "user", "content": [{"type": "hologram"}]})),
    request("openai", chat({"role": "nobody", "content": "Hi"})),
    request("openai", chat(USER, stream=False)),
    request("openai", chat(USER, max_tokens="7")),
    request("openai", {"messages": [USER], "stream": True}),
    request("openai", chat(USER, HALF, continue_final_message=True, add_generation_prompt=False)),
    request("openai", chat(USER, HALF | {"prefix": True})),
    request("openai", chat(USER, HALF), "prefix"),
    request("openai", chat(USER, HALF, continue_final_message=True), "continue-final-message"),
    request("openai", chat(USER), "no-such-quirk"),
    request("openai", chat(USER, tools=CHAT_TOOLS * 2)),
    request("openai", chat(USER, tools=[{"type": "function", "function": {"name": "a b"}}])),
    request("openai", chat(USER, tools=TOOLS)),
    request("openai", chat(USER, calling("a"))),
    request("openai", chat(USER, calling("a"), USER)),
    request("openai", chat(USER, calling("a", "b"), answer_to("a"), USER)),
    request("openai", chat(USER, calling("a"), HALF, answer_to("a"))),
    request("openai", chat(USER, answer_to("a"))),
    request("openai", chat(USER, calling("a"), answer_to("a"), calling("a"), answer_to("a"))),
    request("anthropic", message(turn("user", TEXT), invented=1)),
    request("anthropic", message(turn("user", TEXT | {"invented": 1}))),
    request("anthropic", {"model": "m", "messages": [turn("user", TEXT)], "stream": True}),
    request("anthropic", message(turn("assistant", TEXT))),
    request("anthropic", message(turn("user", TEXT), turn("user", TEXT))),
    request("anthropic", message(turn("user", {"type": "text", "text": " "}))),
    request("anthropic", message(turn("user"))),
    request("anthropic", message(turn("user", TEXT), turn("assistant", CALL), tools=TOOLS)),
    request("anthropic", message(turn("user", TEXT), turn("assistant", CALL), turn("user", TEXT), tools=TOOLS)),
    request("anthropic", message(turn("user", TEXT), turn("assistant", CALL), turn("user", TEXT, RESULT), tools=TOOLS)),
    request("anthropic", message(turn("user", TEXT), turn("assistant", CALL), turn("user", RESULT))),
    request("anthropic", message(turn("user", RESULT))),
    request("anthropic", message(turn("user", TEXT), tools=TOOLS * 2)),
    request("anthropic", message(turn("user", TEXT), tools=CHAT_TOOLS)),
    request("anthropic", message(turn("user", TEXT), turn("assistant", {"type": "text", "text": "Ha "}))),
])
def test_a_request_that_the_packages_do_not_take_is_a_fault(data):
    assert request_oracle.faults_of(data)


def test_requests_are_told_by_their_lines():
    good, bad = request("openai", chat(USER)), request("openai", chat(USER, invented=1))
    answer = run("request_oracle.py", chunks(good, bad, good))
    faults(answer)
    said = json.loads(answer.stdout)
    assert said["requests"] == 3
    assert [fault["line"] for fault in said["faults"]] == [2]


def test_good_requests_are_told_as_such():
    answer = run("request_oracle.py", chunks(request("openai", chat(USER))))
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert json.loads(answer.stdout) == {"requests": 1, "faults": []}

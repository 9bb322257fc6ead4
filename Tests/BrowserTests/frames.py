"""The frames of a reply, written by hand."""

import json

HEADERS = {"content-type": "text/event-stream", "x-stream-id": "s1", "x-message-id": "r1", "x-session-id": "any"}
DONE = "data: [DONE]\n\n"
START = [{"type": "start", "messageId": "r1"}, {"type": "start-step"}, {"type": "text-start", "id": "t"}]
END = [{"type": "text-end", "id": "t"}, {"type": "finish-step"}, {"type": "finish"}]


def delta(text):
    """More of the text."""
    return {"type": "text-delta", "id": "t", "delta": text}


def frame(position, chunk):
    """One frame; without a position it is not in the log."""
    prefix = "" if position is None else f"id: s1.{position}.seal{position}\n"
    return f"{prefix}data: {json.dumps(chunk)}\n\n"


def frames(chunks, first=0):
    """Frames in a row, from this position on."""
    return "".join(frame(first + index, chunk) for index, chunk in enumerate(chunks))


def seam(before, after, reason="cut"):
    """Another model goes on with the reply."""
    return {"type": "data-seam", "transient": True, "data": {"from": before, "to": after, "position": 4, "reason": reason}}


def notice(message, **members):
    """Something to know."""
    data = {"key": "k", "code": "C", "level": "info", "phase": "stream", "message": message, "at": 1, "action": "none", **members}
    return {"type": "data-notice", "transient": True, "data": data}


def piece(name, data=None, stream="s1"):
    """A transient part of a document that is being written."""
    return {"type": f"data-{name}", "id": stream, "transient": True, "data": data}


def document(title, kind="code", id="d1"):
    """How a document begins."""
    return [piece("kind", kind), piece("id", id), piece("title", title), piece("clear")]


def call(name, input, id="c1", **members):
    """A call of a tool that is complete."""
    return {"type": "tool-input-available", "toolCallId": id, "toolName": name, "input": input, "providerExecuted": True, **members}


def output(value, id="c1"):
    """What a tool answered."""
    return {"type": "tool-output-available", "toolCallId": id, "output": value, "providerExecuted": True}


def approval(id="c1", **members):
    """A tool asks whether it may run."""
    return {"type": "data-approval", "id": f"a-{id}", "data": {"approvalId": f"a-{id}", "toolCallId": id, **members}}

"""Decodes an event stream with httpx-sse, a parser that shares no code with ours.

Reads the raw bytes of a stream on stdin; prints a JSON array of {"id", "data"} on stdout, one object
for each event, with an empty string where no id is in force.

Needs the PyPI packages httpx and httpx-sse (0.4.2 or later: earlier ones broke lines at U+2028).
"""

import json
import sys

import httpx
from httpx_sse import EventSource


def main() -> None:
    response = httpx.Response(
        200,
        headers={"content-type": "text/event-stream; charset=utf-8"},
        content=sys.stdin.buffer.read(),
    )
    events = [
        {"id": event.id, "data": event.data}
        for event in EventSource(response).iter_sse()
        # Unlike the standard, httpx-sse also reports a block that has no data at all, such as a
        # comment or a `retry` field with its blank line.
        if event.data
    ]
    json.dump(events, sys.stdout)


if __name__ == "__main__":
    main()

"""A chat as a team with Python builds it: FastAPI, with replies in Redis through `fastapi-resumable-stream`.

    POST /api/chat                  starts a reply, and streams it
    GET  /api/chat/{id}/stream      streams the session's last reply from its start, or from ?after=<frames seen>
    GET  /health                    answers when it can

The environment says where the others are: UPSTREAM (an API like OpenAI's, without its /v1) and REDIS_URL.
It follows the library's README, but for the two limits named below, which would measure themselves alone.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI, Request, Response
from fastapi_resumable_stream import (
    ActiveStreamRegistry,
    ResumableStream,
    StopController,
    resume_conversation_stream,
    start_conversation_stream,
    streaming_response,
)
from redis.asyncio import Redis

UPSTREAM = os.environ["UPSTREAM"].rstrip("/")

# Every reader holds a connection, and redis-py refuses more than 100 by default.
redis = Redis.from_url(os.environ["REDIS_URL"], max_connections=100_000)
stream = ResumableStream(redis)
registry = ActiveStreamRegistry(redis)
stop = StopController(redis)
# Every reply holds a connection as well, and httpx lets all beyond 100 wait.
upstream = httpx.AsyncClient(
    limits=httpx.Limits(max_connections=None, max_keepalive_connections=None), timeout=httpx.Timeout(60)
)


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Closes at the end what is open to others."""
    yield
    await stream.close()
    await upstream.aclose()
    await redis.aclose()


app = FastAPI(lifespan=lifespan)


def frame(value: dict[str, str]) -> str:
    """One frame of the stream."""
    return f"data: {json.dumps(value, separators=(',', ':'))}\n\n"


async def reply(text: str) -> AsyncIterator[str]:
    """Asks the model, and yields its reply as the AI SDK's frames."""
    body = {"model": "bench", "stream": True, "messages": [{"role": "user", "content": text}]}
    yield frame({"type": "start"})
    yield frame({"type": "text-start", "id": "t"})
    async with upstream.stream("POST", f"{UPSTREAM}/v1/chat/completions", json=body) as response:
        if response.status_code != 200:
            yield frame({"type": "error", "errorText": f"the model answered {response.status_code}"})
            yield "data: [DONE]\n\n"
            return
        async for line in response.aiter_lines():
            if not line.startswith("data:"):
                continue
            data = line[5:].strip()
            if data == "[DONE]":
                break
            for choice in json.loads(data)["choices"]:
                if delta := choice["delta"].get("content"):
                    yield frame({"type": "text-delta", "id": "t", "delta": delta})
    yield frame({"type": "text-end", "id": "t"})
    yield frame({"type": "finish"})
    yield "data: [DONE]\n\n"


@app.post("/api/chat")
async def start(request: Request) -> Response:
    """Starts a reply, which goes on without its reader, and streams it."""
    body = await request.json()
    session = body["id"]
    text = "".join(part["text"] for part in body["message"]["parts"] if part["type"] == "text")
    # The README hashes the prompt. The same prompt again would then be answered with the old reply.
    stream_id = f"{session}:{uuid.uuid4()}"
    return await start_conversation_stream(stream, registry, stop, session, stream_id, producer=lambda: reply(text))


@app.get("/api/chat/{session}/stream")
async def resume(session: str, after: int = 0) -> Response:
    """Streams the session's last reply again, and on while it is written."""
    resumed = await resume_conversation_stream(stream, registry, session, after=after)
    if resumed is None:
        return Response(status_code=204)
    return streaming_response(resumed)


@app.get("/health")
async def health() -> dict[str, bool]:
    """Answers when Redis does."""
    return {"ok": bool(await redis.ping())}

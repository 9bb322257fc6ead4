"""Measures how many chunks a second `fastapi-resumable-stream` takes: many producers, no readers, one process.

    REDIS_URL=redis://… python fastapi_append.py [--writers 64] [--seconds 5] [--bytes 64]

It prints one line of JSON. Each writer is one stream, whose producer yields the next chunk as soon as the library has
taken the one before it, as a model that is never waited for.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
import uuid
from collections.abc import AsyncIterator

import uvloop
from fastapi_resumable_stream import ResumableStream
from redis.asyncio import Redis

WARM_UP_SECONDS = 0.5


async def measure(writers: int, seconds: float, size: int) -> dict[str, float | int]:
    """Lets the writers write for so long, and returns what they wrote."""
    redis = Redis.from_url(os.environ["REDIS_URL"], max_connections=100_000)
    stream = ResumableStream(redis)
    chunk = "x" * size
    run = uuid.uuid4()
    begin = time.perf_counter() + WARM_UP_SECONDS
    end = begin + seconds
    taken = 0
    ended: list[asyncio.Future[None]] = [asyncio.get_running_loop().create_future() for _ in range(writers)]

    async def producer(writer: int) -> AsyncIterator[str]:
        nonlocal taken
        try:
            while time.perf_counter() < end:
                yield chunk
                # Asked for the next one: the library has appended and announced the last.
                if begin <= time.perf_counter() < end:
                    taken += 1
        finally:
            ended[writer].set_result(None)

    # Nobody reads what start() returns: readers have a measurement of their own.
    await asyncio.gather(*(stream.start(f"{run}:{i}", lambda i=i: producer(i)) for i in range(writers)))
    await asyncio.gather(*ended)
    await stream.close()
    await redis.aclose()
    return {
        "writers": writers,
        "seconds": seconds,
        "bytes": size,
        "appends": taken,
        "appends_per_second": round(taken / seconds, 1),
    }


def main() -> None:
    """Reads the arguments and prints the result."""
    parser = argparse.ArgumentParser(description="Measures appends of fastapi-resumable-stream.")
    parser.add_argument("--writers", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--bytes", type=int, default=64)
    arguments = parser.parse_args()
    print(json.dumps(uvloop.run(measure(arguments.writers, arguments.seconds, arguments.bytes))))


if __name__ == "__main__":
    main()

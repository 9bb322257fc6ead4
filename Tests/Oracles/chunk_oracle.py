"""Judges UI message chunks with the chunk types of pydantic-ai, which share no code with ours.

    python chunk_oracle.py [v5|v6] < chunks

Reads one chunk as JSON per line. Each must be accepted by the chunk classes of `pydantic_ai.ui.vercel_ai` in strict mode
and come back from them with exactly the fields and values that it had; and it must have the fields of its type in the
table below, which is that of the design: of the oldest supported client (v5), or of newer ones (v6).

Prints {"chunks": number, "types": {type: number}, "faults": [{"line", "type", "fault"}]}; exits 1 when there is a fault,
or no chunk at all.

Needs the PyPI package pydantic-ai-slim.
"""

import json
import sys
from collections import Counter
from typing import Union

from pydantic import TypeAdapter, ValidationError
from pydantic_ai.ui.vercel_ai import response_types

CLASSES = [
    value
    for value in vars(response_types).values()
    if isinstance(value, type)
    and issubclass(value, response_types.BaseChunk)
    # `[DONE]` is no chunk.
    and value not in (response_types.BaseChunk, response_types.DoneChunk)
]
CHUNK = TypeAdapter(Union[tuple(CLASSES)])



def fields(required: str = "", optional: str = "") -> tuple[set[str], set[str]]:
    return set(required.split()), set(optional.split())


# Required and optional fields of each type, beside `type`.
V5 = {
    "start": fields("messageId"),
    "start-step": fields(),
    "finish-step": fields(),
    "text-start": fields("id", "providerMetadata"),
    "text-delta": fields("id delta", "providerMetadata"),
    "text-end": fields("id", "providerMetadata"),
    "reasoning-start": fields("id", "providerMetadata"),
    "reasoning-delta": fields("id delta", "providerMetadata"),
    "reasoning-end": fields("id", "providerMetadata"),
    "tool-input-start": fields("toolCallId toolName", "dynamic providerExecuted"),
    "tool-input-delta": fields("toolCallId inputTextDelta"),
    "tool-input-available": fields("toolCallId toolName input", "dynamic providerExecuted providerMetadata"),
    "tool-input-error": fields("toolCallId toolName input errorText", "dynamic providerExecuted providerMetadata"),
    "tool-output-available": fields("toolCallId output", "dynamic providerExecuted preliminary"),
    "tool-output-error": fields("toolCallId errorText", "dynamic providerExecuted"),
    "source-url": fields("sourceId url", "title"),
    "source-document": fields("sourceId mediaType title", "filename"),
    "file": fields("url mediaType"),
    "message-metadata": fields("messageMetadata"),
    "finish": fields("", "messageMetadata"),
    "abort": fields(),
    "error": fields("errorText"),
    "data-": fields("data", "id transient"),
}

V6 = V5 | {
    "tool-input-start": fields("toolCallId toolName", "dynamic providerExecuted title"),
    "tool-input-available": fields("toolCallId toolName input", "dynamic providerExecuted providerMetadata title"),
    "tool-approval-request": fields("approvalId toolCallId"),
    "tool-output-denied": fields("toolCallId"),
    "finish": fields("", "messageMetadata finishReason"),
    "abort": fields("", "reason"),
}

# Fields of AI SDK 6 that the classes do not have.
UNKNOWN_TO_CLASSES = {"tool-input-start": "title", "tool-input-available": "title"}


def faults_of(chunk: object, table: dict[str, tuple[set[str], set[str]]]) -> list[str]:
    """What is wrong with a chunk."""
    if not isinstance(chunk, dict) or not isinstance(chunk.get("type"), str):
        return ["not an object with a type"]
    kind = chunk["type"]
    key = "data-" if kind.startswith("data-") and kind != "data-" else kind
    if key not in table or kind == "data-":
        return [f"unknown type {kind}"]
    required, optional = table[key]
    names = set(chunk) - {"type"}
    faults = [f"no field {name}" for name in sorted(required - names)]
    faults += [f"unknown field {name}" for name in sorted(names - required - optional)]
    if table is V6:
        chunk = {name: value for name, value in chunk.items() if name != UNKNOWN_TO_CLASSES.get(kind)}
    try:
        dumped = CHUNK.validate_python(chunk, strict=True).model_dump(mode="json", by_alias=True, exclude_unset=True)
    except ValidationError as error:
        return faults + [f"refused: {error.error_count()} errors, the first: {error.errors()[0]['msg']}"]
    # `type` is written by whoever gives it.
    dumped["type"] = dumped.get("type", kind)
    if dumped != chunk:
        faults.append(f"came back with other fields or values: {sorted(dumped)}")
    return faults


def main() -> int:
    table = {"v5": V5, "v6": V6}[sys.argv[1] if len(sys.argv) > 1 else "v5"]
    types: Counter[str] = Counter()
    faults = []
    count = 0
    for number, line in enumerate(sys.stdin.buffer, start=1):
        count += 1
        try:
            chunk = json.loads(line)
        except ValueError as error:
            faults.append({"line": number, "type": "", "fault": f"no JSON: {error}"})
            continue
        kind = str(chunk.get("type")) if isinstance(chunk, dict) else ""
        types[kind] += 1
        faults += [{"line": number, "type": kind, "fault": fault} for fault in faults_of(chunk, table)]
    json.dump({"chunks": count, "types": types, "faults": faults}, sys.stdout)
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main())

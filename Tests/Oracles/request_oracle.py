"""Judges requests to models with the request types that the providers' own packages ship.

    python request_oracle.py < requests

Reads one request as JSON per line: {"api": "openai" or "anthropic", "quirk": name or null, "body": {...}}. The body must be
what the package of that provider takes, strictly and without a member that it does not know, but for the members of a
quirk in the table below; those must be there when the quirk is named. Beyond the types, the rules that the documentation
gives in words are held: in both APIs every call has its answer, directly behind the message of the call, and ids and names of
tools are each used once; in the Messages API roles take turns, the user begins, no text is empty.

Prints {"requests": number, "faults": [{"line", "fault"}]}; exits 1 when there is a fault, or no request at all.

Needs the PyPI packages openai and anthropic.
"""

import json
import re
import sys

from anthropic.types.message_create_params import MessageCreateParamsStreaming
from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming
from pydantic import TypeAdapter
from pydantic_core import SchemaValidator, ValidationError


def strict(schema: object) -> object:
    """The schema with sequences that are looked at, and objects that have no members but their own."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: value if key == "metadata" else strict(value) for key, value in schema.items()}
    if schema.get("type") == "generator":
        schema["type"] = "list"
    if schema.get("type") == "model":
        # Objects of answers, which may be sent back as such, and which take any member.
        return {key: schema[key] for key in ("cls", "ref") if key in schema} | {"type": "is-instance"}
    if schema.get("type") == "typed-dict":
        schema["extra_behavior"] = "forbid"
    return schema


def validator(kind: type) -> SchemaValidator:
    return SchemaValidator(strict(TypeAdapter(kind).core_schema))


VALIDATORS = {
    "openai": validator(CompletionCreateParamsStreaming),
    "anthropic": validator(MessageCreateParamsStreaming),
}

# Members that other servers with OpenAI's API want: of the body, and of its last message.
QUIRKS = {
    None: ({}, {}),
    # vLLM, SGLang, llama.cpp
    "continue-final-message": ({"continue_final_message": True, "add_generation_prompt": False}, {}),
    # Mistral, DeepSeek
    "prefix": ({}, {"prefix": True}),
}


def without(members: dict, place: dict, faults: list[str]) -> dict:
    """The object without these members, which it must have."""
    faults += [f"no {name}" for name, value in members.items() if place.get(name) is not value]
    return {name: value for name, value in place.items() if name not in members}


def faults_of(request: dict) -> list[str]:
    faults: list[str] = []
    if request["api"] not in VALIDATORS or request["quirk"] not in QUIRKS:
        return ["unknown api or quirk"]
    in_body, in_message = QUIRKS[request["quirk"]]
    body = without(in_body, request["body"], faults)
    if in_message:
        body["messages"] = [*body["messages"][:-1], without(in_message, body["messages"][-1], faults)]
    try:
        VALIDATORS[request["api"]].validate_python(body, strict=True)
    except ValidationError as error:
        places = sorted({".".join(map(str, one["loc"])) + ": " + one["msg"] for one in error.errors()})
        return faults + places[:10]
    if request["api"] == "anthropic":
        return faults + faults_in_messages(body)
    return faults + faults_in_chat(body)


def faults_in_tools(names: list[str]) -> list[str]:
    """What both documentations say of the names of tools."""
    faults = [f"the name {name!r} of a tool" for name in names if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name)]
    return faults + (["two tools of one name"] if len(set(names)) < len(names) else [])


def faults_in_chat(body: dict) -> list[str]:
    """What the documentation of Chat Completions says and its types do not."""
    faults = faults_in_tools([tool["function"]["name"] for tool in body.get("tools", [])])
    open_calls: list[str] = []
    used: set[str] = set()
    for message in body["messages"]:
        if message["role"] == "tool":
            if message["tool_call_id"] not in open_calls:
                faults.append("an answer without a call before it")
            open_calls = [one for one in open_calls if one != message["tool_call_id"]]
            continue
        if open_calls:
            faults.append(f"calls {open_calls} without answers")
        open_calls = [call["id"] for call in message.get("tool_calls", [])]
        if used & set(open_calls):
            faults.append("an id of two calls")
        used |= set(open_calls)
    if open_calls:
        faults.append("calls without answers at the end")
    return faults


def faults_in_messages(body: dict) -> list[str]:
    """What the documentation of the Messages API says and its types do not."""
    faults = faults_in_tools([tool["name"] for tool in body.get("tools", [])])
    roles = [message["role"] for message in body["messages"]]
    if roles[:1] != ["user"]:
        faults.append("the first message is not the user's")
    if any(one == other for one, other in zip(roles, roles[1:])):
        faults.append("two messages of one role in a row")
    open_calls: list[str] = []
    used: set[str] = set()
    for message in body["messages"]:
        blocks = message["content"]
        if not blocks:
            faults.append("a message without content")
        faults += ["an empty text" for block in blocks if block["type"] == "text" and not block["text"].strip()]
        results = [block["tool_use_id"] for block in blocks if block["type"] == "tool_result"]
        if results != open_calls:
            faults.append(f"results {results} for calls {open_calls}")
        if any(block["type"] != "tool_result" for block in blocks[:len(results)]):
            faults.append("something before a result")
        open_calls = [block["id"] for block in blocks if block["type"] == "tool_use"]
        if used & set(open_calls):
            faults.append("an id of two calls")
        used |= set(open_calls)
    if open_calls:
        faults.append("calls without results at the end")
    if used and not body.get("tools"):
        faults.append("calls without definitions of tools")
    last = (body["messages"][-1]["content"] or [{}])[-1] if body["messages"] else {}
    if roles[-1:] == ["assistant"] and last.get("type") == "text" and last["text"] != last["text"].rstrip():
        faults.append("white space at the end of a prefilled reply")
    return faults


def main() -> int:
    faults = []
    count = 0
    for number, line in enumerate(sys.stdin.buffer, start=1):
        count += 1
        faults += [{"line": number, "fault": fault} for fault in faults_of(json.loads(line))]
    json.dump({"requests": count, "faults": faults}, sys.stdout)
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main())

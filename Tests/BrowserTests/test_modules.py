"""The modules of the page that need no page: run inside the browser, one by one."""

import pytest

from server import Holdfast


@pytest.fixture(scope="module")
def modules(browser, tmp_path_factory):
    """Runs a function body with a module imported: `modules("cursor", "return m.parseCursor('a.1.b')")`."""
    server = Holdfast(tmp_path_factory.mktemp("modules"), [{"steps": [{"text": "Hello."}, {"finish": "stop"}]}]).start()
    page = browser.new_page()

    def run(name, body, argument=None):
        # A fresh page each time, as a body may change what is global.
        page.goto(server.url + "/favicon.svg")
        return page.evaluate(f"async (argument) => {{ const m = await import('/{name}.js'); {body} }}", argument)

    yield run
    page.close()
    server.stop()


STREAM = (
    ": keep\n\nretry: 700\n\nid: s1.0.ab\ndata: {\"a\":\"é\"}\n\n"
    "data: one\r\ndata:two\r\n\r\nid: s1.1.cd\revent: x\rdata\rid:\r\r"
    "unknown: field\ndata: [DONE]\n\ndata: cut off"
)
EVENTS = [
    {"retry": 700},
    {"id": "s1.0.ab", "data": '{"a":"é"}'},
    {"data": "one\ntwo"},
    {"id": "", "type": "x", "data": ""},
    {"data": "[DONE]"},
]


def test_an_event_stream_is_read_the_same_wherever_it_is_cut(modules):
    results = modules(
        "event-stream",
        """const results = [];
        for (let cut = 0; cut <= argument.length; cut += 1) {
          const parser = new m.EventStreamParser();
          results.push([...parser.push(argument.slice(0, cut)), ...parser.push(argument.slice(cut))]);
        }
        const parser = new m.EventStreamParser();
        results.push([...argument].flatMap((character) => parser.push(character)));
        const marked = new m.EventStreamParser();
        results.push(marked.push("\\ufeff" + argument));
        return results;""",
        STREAM,
    )
    assert len(results) == len(STREAM) + 3
    for result in results:
        assert result == EVENTS


def test_bytes_of_one_character_may_come_apart(modules):
    events = modules(
        "event-stream",
        """const bytes = new TextEncoder().encode("data: 🌊é\\n\\n");
        const body = new ReadableStream({ start(c) { for (const byte of bytes) c.enqueue(new Uint8Array([byte])); c.close(); } });
        const all = [];
        for await (const events of m.readEvents(new Response(body))) all.push(...events);
        return all;""",
    )
    assert events == [{"data": "🌊é"}]


def test_a_silent_connection_counts_as_dead(modules):
    assert modules(
        "event-stream",
        """let silent = false;
        const body = new ReadableStream({ start() {} });
        for await (const events of m.readEvents(new Response(body), { limit: 30, onSilence: () => { silent = true; } })) void events;
        return silent;""",
    )


def test_cursors_are_read_or_refused(modules):
    results = modules("cursor", "return argument.map((text) => m.parseCursor(text));", ["s-1_a.12.Zz9", "s.1", "s.x.y", "", None, "a.b.c.d"])
    assert results == [{"stream": "s-1_a", "position": 12}, None, None, None, None, None]


def test_ids_sort_by_the_time_they_were_made(modules):
    ids = modules("ids", "return [1, 31, 32, 1700000000000, 1700000000001].map((now) => m.makeMessageID(now));")
    assert ids == sorted(ids) and len(set(ids)) == 5
    assert all(len(each) == len("msg_") + 26 for each in ids)
    sessions = modules("ids", "return [m.makeSessionID(), m.makeSessionID()];")
    assert len(set(sessions)) == 2


def assemble(modules, chunks):
    return modules(
        "message-assembler",
        """const assembler = new m.MessageAssembler();
        for (const chunk of argument) assembler.take(chunk);
        return assembler.message;""",
        chunks,
    )


def test_chunks_become_the_parts_of_a_message(modules):
    message = assemble(modules, [
        {"type": "start", "messageId": "m1", "messageMetadata": {"a": 1}},
        {"type": "start-step"},
        {"type": "reasoning-start", "id": "r"}, {"type": "reasoning-delta", "id": "r", "delta": "Hm."}, {"type": "reasoning-end", "id": "r"},
        {"type": "text-start", "id": "t"}, {"type": "text-delta", "id": "t", "delta": "He"}, {"type": "text-delta", "id": "t", "delta": "llo"},
        {"type": "text-delta", "id": "other", "delta": "lost"},
        {"type": "data-chart", "id": "c", "data": 1}, {"type": "data-chart", "id": "c", "data": 2},
        {"type": "data-notice", "transient": True, "data": {}},
        {"type": "a-type-of-the-future", "x": 1},
        {"type": "finish-step"},
        {"type": "start-step"},
        {"type": "text-start", "id": "t"}, {"type": "text-delta", "id": "t", "delta": "Again"},
        {"type": "source-url", "sourceId": "s", "url": "https://example.org", "title": "Example"},
        {"type": "finish", "messageMetadata": {"b": 2}},
    ])
    assert message == {
        "id": "m1", "role": "assistant", "metadata": {"a": 1, "b": 2},
        "parts": [
            {"type": "step-start"},
            {"type": "reasoning", "text": "Hm.", "state": "done"},
            {"type": "text", "text": "Hello", "state": "done"},
            {"type": "data-chart", "id": "c", "data": 2},
            {"type": "step-start"},
            {"type": "text", "text": "Again", "state": "done"},
            {"type": "source-url", "sourceId": "s", "url": "https://example.org", "title": "Example"},
        ],
    }


def test_a_seam_is_noted_where_the_text_is_and_is_no_part_of_the_message(modules):
    text = [{"type": "text-start", "id": "t"}, {"type": "text-delta", "id": "t", "delta": "Hello, wo"}]
    seam = {"type": "data-seam", "transient": True, "data": {"from": "a", "to": "b", "position": 3, "reason": "cut"}}
    part = {"type": "text", "text": "Hello, world", "state": "streaming"}
    rest = [{"type": "text-delta", "id": "t", "delta": "rld"}]
    assert assemble(modules, [*text, seam, *rest])["parts"] == [{**part, "seams": [{"from": "a", "to": "b", "reason": "cut", "at": 9}]}]
    for nothing in ({}, None, {"from": "a", "to": None}, "a"):
        assert assemble(modules, [*text, {**seam, "data": nothing}, *rest])["parts"] == [part]
    assert assemble(modules, [seam])["parts"] == []


def test_a_seam_says_who_went_on_and_why(modules):
    seams = [
        {"from": "a", "to": "b", "reason": "cut"}, {"from": "a", "to": "a", "reason": "stall"}, {"from": None, "to": "b", "reason": "server"},
        {"from": None, "to": "b", "reason": "owner-died"}, {"from": "a", "to": "a", "reason": "owner-died"}, {"from": "a", "to": "unknown"},
    ]
    assert modules("seams", "return argument.map((data) => m.seamText(m.seamOf(data)));", seams) == [
        "Continued by b after a stopped",
        "Continued by a, which had stopped and was asked again",
        "Continued by b after the first model stopped",
        "Continued by b after the server was restarted",
        "Continued by a after the server was restarted",
        "Continued by another model after a stopped",
    ]


def test_the_models_of_a_message_come_from_the_store_or_from_its_seams(modules):
    seams = [{"from": "a", "to": "b"}, {"from": "b", "to": "b"}, {"from": "b", "to": "a"}]
    messages = [
        {"parts": [{"type": "step-start"}, {"type": "text", "seams": seams}]},
        {"parts": [], "models": ["a", "b"]},
        {"parts": [{"type": "text", "seams": seams}], "models": ["c", "unknown"]},
        {"parts": [{"type": "text", "seams": seams[1:2]}]},
        {"parts": [{"type": "text"}], "model": "a"},
    ]
    assert modules("seams", "return argument.map((message) => m.modelsText(m.modelsOf(message)));", messages) == [
        "Written by a, then b, then a", "Written by a, then b", "Written by c, then another model", "", "",
    ]


def test_a_tool_call_grows_with_its_input(modules):
    start = {"type": "tool-input-start", "toolCallId": "c", "toolName": "weather", "providerExecuted": True}
    growing = [start, {"type": "tool-input-delta", "toolCallId": "c", "inputTextDelta": '{"city":"Os'}]
    part = assemble(modules, growing)["parts"][0]
    assert part["state"] == "input-streaming" and part["input"] == {"city": "Os"}

    ready = [*growing, {"type": "tool-input-available", "toolCallId": "c", "toolName": "weather", "input": {"city": "Oslo"}}]
    assert assemble(modules, ready)["parts"][0]["input"] == {"city": "Oslo"}
    done = assemble(modules, [*ready, {"type": "tool-output-available", "toolCallId": "c", "output": None}])["parts"]
    assert done == [{
        "type": "tool-weather", "toolCallId": "c", "state": "output-available", "input": {"city": "Oslo"}, "output": None,
        "providerExecuted": True,
    }]
    failed = assemble(modules, [*ready, {"type": "tool-output-error", "toolCallId": "c", "errorText": "No."}])["parts"][0]
    assert failed["state"] == "output-error" and failed["errorText"] == "No."
    dynamic = assemble(modules, [{"type": "tool-input-available", "toolCallId": "d", "toolName": "x", "input": 1, "dynamic": True}])["parts"][0]
    assert dynamic["type"] == "dynamic-tool" and dynamic["toolName"] == "x"


def test_json_that_is_being_written_can_be_read(modules):
    text = '{"a":[1,{"b":"x\\n\\"y"}],"c":true,"d":null,"e":-1.5}'
    results = modules(
        "partial-json",
        "return Array.from({ length: argument.length + 1 }, (_, end) => m.parsePartialJSON(argument.slice(0, end)) ?? null);",
        text,
    )
    assert results[-1] == {"a": [1, {"b": 'x\n"y'}], "c": True, "d": None, "e": -1.5}
    assert all(result is not None for result in results[1:])
    assert results[text.index(",{")] == {"a": [1]}


def test_waits_grow_up_to_a_limit_and_start_over_after_a_success(modules):
    waits = modules(
        "backoff",
        """Math.random = () => 1;
        const backoff = new m.Backoff();
        const waits = Array.from({ length: 7 }, () => backoff.next());
        backoff.reset();
        waits.push(backoff.next(2000));
        return waits;""",
    )
    assert waits == [300, 600, 1200, 2400, 4800, 5000, 5000, 2300]


def test_errors_have_one_shape(modules):
    results = modules(
        "api",
        """const body = { message: "We couldn't save this reply yet.", errorCode: "PERSISTENCE_FAILED", retryable: true,
          statusCode: 503, metadata: { download: "/api/streams/s1/raw", resend: { trigger: "regenerate-message" } } };
        const own = m.ApiError.fromChunk(JSON.stringify(body));
        const plain = m.ApiError.fromChunk("Something odd");
        return [own.message, own.code, own.download, own.isOwn, own.canResend, plain.message, plain.isOwn, plain.download];""",
    )
    assert results == [
        "We couldn't save this reply yet.", "PERSISTENCE_FAILED", "/api/streams/s1/raw", True, True, "Something odd", False, None,
    ]


def test_addresses_in_an_error_stay_on_this_server(modules):
    results = modules(
        "api", "return argument.map((address) => m.ownPath(address));",
        ["/api/streams/s/raw", "//evil.example/api/", "https://evil.example/api/x", "javascript:alert(1)", "/api/\\evil", 7, None],
    )
    assert results == ["/api/streams/s/raw", None, None, None, None, None, None]


def test_retry_after_is_seconds_or_a_date(modules):
    results = modules(
        "api",
        """const wait = (value) => m.retryAfterOf(new Headers(value === null ? {} : { "retry-after": value }), Date.parse("2024-01-01T00:00:00Z"));
        return [wait("2"), wait("Mon, 01 Jan 2024 00:00:05 GMT"), wait("soon"), wait(null), wait("-3"), wait("86400")];""",
    )
    assert results == [2000, 5000, 0, 0, 0, 60000]

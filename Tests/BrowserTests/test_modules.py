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


def test_a_question_of_a_tool_is_a_state_of_its_call(modules):
    asks = [{"type": "tool-input-available", "toolCallId": "c", "toolName": "book", "input": {"seats": 2}}]
    old = {"type": "data-approval", "id": "a", "data": {"approvalId": "a", "toolCallId": "c"}}
    new = {"type": "tool-approval-request", "approvalId": "a", "toolCallId": "c"}
    asking = {"type": "tool-book", "toolCallId": "c", "state": "approval-requested", "input": {"seats": 2}, "approval": {"id": "a"}}
    for question in (old, new):
        assert assemble(modules, [*asks, question])["parts"] == [asking]
        failed = {"type": "tool-output-error", "toolCallId": "c", "errorText": "Denied."}
        assert assemble(modules, [*asks, question, failed])["parts"] == [{**asking, "state": "output-denied"}]
        assert assemble(modules, [*asks, question, asks[0], failed])["parts"] == [{**asking, "state": "output-error", "errorText": "Denied."}]
    alone = {**old, "data": {**old["data"], "toolName": "book", "input": {"seats": 2}}}
    assert assemble(modules, [alone])["parts"] == [asking]
    for nothing in (None, {}, {"approvalId": 1, "toolCallId": "c"}):
        assert assemble(modules, [*asks, {**old, "data": nothing}])["parts"][0]["state"] == "input-available"


def test_a_reply_goes_on_with_what_it_says_already(modules):
    results = modules(
        "message-assembler",
        """const assembler = new m.MessageAssembler();
        const states = [];
        for (const repeat of [1, 2]) {
          assembler.reset(argument.earlier);
          for (const chunk of argument.chunks) assembler.take(chunk);
          states.push(structuredClone(assembler.message));
        }
        return [...states, argument.earlier];""",
        {
            "earlier": {"id": "m1", "parts": [
                {"type": "text", "text": "One", "state": "done"},
                {"type": "tool-book", "toolCallId": "c", "state": "approval-responded", "input": 1, "approval": {"id": "a", "approved": True}},
            ]},
            "chunks": [
                {"type": "start", "messageId": "m1"}, {"type": "tool-output-available", "toolCallId": "c", "output": 2},
                {"type": "text-start", "id": "t"}, {"type": "text-delta", "id": "t", "delta": "Two"},
            ],
        },
    )
    assert [part.get("text", part.get("output")) for part in results[0]["parts"]] == ["One", 2, "Two"]
    assert results[0] == results[1]
    assert results[2]["parts"][1]["state"] == "approval-responded", "The earlier message was changed."


def test_answers_are_given_to_questions_and_to_nothing_else(modules):
    def part(call, state, **members):
        return {"type": "tool-book", "toolCallId": call, "state": state, "input": 1, "output": None, **members}

    message = {"id": "m", "streamId": "s", "parts": [
        {"type": "text", "text": "x"}, part("c1", "approval-requested", approval={"id": "a1"}),
        part("c2", "output-available"), part("c3", "approval-requested", approval={"id": "a3"}), part("c4", "approval-requested"),
    ]}
    results = modules(
        "approvals",
        """const first = m.answered(argument, "a1", true);
        const both = m.answered(first, "a3", false);
        return [[argument, first, both].map(m.hasOpenQuestion), JSON.parse(JSON.stringify(m.answerOf(both))), m.reopened(both), m.answered(both, "a1", false).parts[1].approval];""",
        message,
    )
    assert results[0] == [True, True, False]
    sent = [{"type": "tool-book", "toolCallId": call, "state": "approval-responded", "input": 1, "approval": approval} for call, approval in [
        ("c1", {"id": "a1", "approved": True}), ("c3", {"id": "a3", "approved": False}),
    ]]
    assert results[1] == {"id": "m", "role": "assistant", "parts": sent}
    assert results[2] == message
    assert results[3] == {"id": "a1", "approved": True}, "An answer that was given stands."


def follow_documents(modules, chunks):
    return modules(
        "artifact-stream",
        """const stream = new m.ArtifactStream();
        const taken = argument.map((chunk) => (typeof chunk === "string" ? stream[chunk]() : stream.take(chunk, "s")));
        return { taken, all: ["d1", "d2"].map((id) => stream.find(id)), current: stream.current?.id ?? null };""",
        chunks,
    )


def part_of_document(name, data=None, stream="s"):
    return {"type": f"data-{name}", "id": stream, "data": data, "transient": True}


def test_a_document_is_put_together_from_its_parts(modules):
    p = part_of_document
    begun = [p("kind", "code"), p("id", "d1"), p("title", "a.py"), p("clear")]
    done = follow_documents(modules, [*begun, p("codeDelta", "a"), p("codeDelta", "b"), p("finish"), p("codeDelta", "late")])
    assert done["all"][0] == {"id": "d1", "kind": "code", "title": "a.py", "text": "ab", "state": "done"}
    assert done["taken"] == [True] * 7 + [False]

    odd = [
        p("codeDelta", "early"), p("kind", "video"), p("id", "d2"), *begun, p("codeDelta", "x", "t"), p("codeDelta", "x", None),
        p("textDelta", "x"), p("codeDelta", 7), p("title", None), {"type": "data-chart", "id": "s", "data": 1}, {"type": "data-notice", "data": {}},
    ]
    state = follow_documents(modules, odd)
    assert state["all"] == [{"id": "d1", "kind": "code", "title": "a.py", "text": "", "state": "writing"}, None]
    assert state["taken"] == [False] * 3 + [True] * 4 + [False] * 7


def test_a_document_without_its_end_is_incomplete(modules):
    p = part_of_document
    begun = [p("kind", "code"), p("id", "d1"), p("title", "a.py"), p("clear"), p("codeDelta", "a")]

    def first(*more):
        artifact = follow_documents(modules, [*begun, *more])["all"][0]
        return artifact and (artifact["state"], artifact["text"])

    assert first() == ("writing", "a")
    assert first("end") == ("incomplete", "a")
    assert first("timeOut") == ("incomplete", "a")
    assert first("timeOut", p("codeDelta", "b")) == ("writing", "ab")
    assert first("timeOut", p("finish")) == ("done", "a")
    assert first(p("abort"), p("codeDelta", "b"), p("finish")) == ("incomplete", "a")
    assert first(p("finish"), "timeOut", "end", p("abort")) == ("done", "a")
    assert first(p("clear"), p("codeDelta", "b")) == ("writing", "b")
    assert first("clear", p("codeDelta", "b")) is None
    both = follow_documents(modules, [*begun, p("kind", "text"), p("id", "d2"), p("textDelta", "b"), p("finish")])
    assert [each["state"] for each in both["all"]] == ["incomplete", "done"] and both["current"] == "d2"


def test_colours_are_taken_from_spans_and_nothing_else(modules):
    results = modules(
        "highlighter",
        """const shape = (node) => (node.nodeType === 3 ? node.data : [node.getAttribute("class"), ...Array.from(node.childNodes, shape)]);
        return argument.map((html) => { const nodes = m.nodesOf(html); return nodes && Array.from(nodes.childNodes, shape); });""",
        [
            'a <span class="hljs-string">"b &lt;<span class="hljs-subst">&amp;lt;</span></span>&gt;', "",
            '<img src="x">', '<span class="a" onclick="b">c</span>', '<span class="a">b', "</span>", "a < b", '<span style="a">b</span>',
        ],
    )
    assert results == [["a ", ["hljs-string", '"b <', ["hljs-subst", "&lt;"]], ">"], [], None, None, None, None, None, None]


def test_limits_are_said_in_words(modules):
    plans = [
        {"plan": "a", "limits": [
            {"unit": "tokens", "period": "month", "limit": 1000, "remaining": 150}, {"unit": "messages", "period": "day", "limit": 10, "remaining": 9},
            {"unit": "messages", "period": "week", "limit": 0, "remaining": 0}, {"unit": "messages"},
        ], "concurrency": None},
        {"plan": "b", "concurrency": {"limit": 3, "running": 1}},
    ]
    results = modules(
        "quota",
        "const all = m.limitsOf(argument); return [all.map(m.leftText), all.map(m.standingOf), all.map(m.resetText), m.runningTexts(argument)];",
        plans,
    )
    assert results == [
        ["No messages left", "150 of 1,000 tokens left this month", "9 of 10 messages left today"],
        ["none", "little", "enough"], ["", "", ""], ["1 of 3 replies at once"],
    ]


def test_a_moment_to_come_is_said_as_it_is_near(modules):
    results = modules(
        "words",
        """const at = (...parts) => new Date(2024, ...parts).getTime();
        const now = at(1, 28, 23, 30);
        return [at(1, 28, 23, 45), at(1, 29, 0, 0), at(2, 1, 8, 5)].map((time) => m.momentText(time, now));""",
    )
    assert [result.split()[0] for result in results] == ["at", "tomorrow", "on"]


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

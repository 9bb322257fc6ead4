"""Tools say what they do and what came of it, and ask before they do what needs a person's leave."""

import pytest
from playwright.sync_api import expect

from chat import SOON
from frames import DONE, END, HEADERS, START, approval, call, delta, frame, frames, notice, output
from server import wait_until

BOOKING = {"boat": "Mouette", "seats": 2, "note": "<b>bow</b>"}
ASKS = [*START, delta("I can book it."), call("book", BOOKING), approval(toolName="book", input=BOOKING), *END]
GOES_ON = [{"type": "start", "messageId": "r1"}, {"type": "start-step"}]
BOOKED = [*GOES_ON, call("book", BOOKING), output({"booking": "HF-204"}), {"type": "text-start", "id": "u"}]
BOOKED += [{"type": "text-delta", "id": "u", "delta": "It is booked."}, {"type": "text-end", "id": "u"}, {"type": "finish"}]


@pytest.fixture
def card(chat):
    return chat.reply.locator(".tool-card")


@pytest.fixture
def posts(chat, script):
    """Answers requests for replies one after the other: `posts(body, …)`; returns what was sent."""
    sent = []

    def play(*answers):
        left = list(answers)

        def post(route):
            sent.append(route.request.post_data_json)
            answer = left.pop(0)
            if callable(answer):
                answer(route)
            else:
                route.fulfill(status=200, headers=HEADERS, body=answer)

        script(post)
        return sent

    return play


def second(chunks):
    """The frames of a stream that goes on with the reply of another one."""
    return frames(chunks).replace("id: s1.", "id: s2.") + DONE


def allow(chat):
    return chat.reply.get_by_role("button", name="Allow", exact=True)


def deny(chat):
    return chat.reply.get_by_role("button", name="Don’t allow")


def test_a_call_says_how_it_stands(chat, script, card):
    failed = {"type": "tool-output-error", "toolCallId": "c2", "errorText": "No <i>wind</i> today."}
    chunks = [
        *START, call("tides", {"place": "Brest"}), call("wind", {"place": "Brest"}, "c2"), output({"high": "06:12"}), failed,
        call("mail", {"to": "<b>you</b>"}, "c3", title="Send a mail"), *END,
    ]
    holds = []
    script(frames(chunks[:5]), lambda route: holds.append(route))
    expect(card.locator(".tool-state")).to_have_text(["Running", "Running"])
    wait_until(lambda: chat.page.wait_for_timeout(50) or holds, SOON / 1000, "the page asked for the rest")
    holds[0].fulfill(status=200, headers=HEADERS, body=frames(chunks[5:], first=5) + DONE)
    chat.expect_standing("complete")
    expect(card.locator(".tool-state")).to_have_text(["Done", "Failed", "No result"])
    expect(card.locator(".tool-name")).to_have_text(["tides", "wind", "Send a mail"])
    expect(card.locator(".tool-body").first).to_be_hidden()
    for each in card.all():
        each.locator("summary").click()
    expect(card.nth(0)).to_contain_text('"high": "06:12"')
    expect(card.nth(1)).to_contain_text("No <i>wind</i> today.")
    expect(card.nth(2)).to_contain_text("<b>you</b>")
    expect(card.locator("i, b")).to_have_count(0)
    expect(allow(chat)).to_have_count(0)
    chat.shoot("tool-states")


def test_a_tool_that_asks_is_allowed_and_the_reply_goes_on(chat, posts, card):
    holds = []
    sent = posts(frames(ASKS) + DONE, lambda route: holds.append(route))
    chat.expect_standing("complete")
    expect(card.locator(".tool-state")).to_have_text("Waits for approval")
    expect(card).to_contain_text("<b>bow</b>")
    expect(card).to_contain_text("Allow “book” to run with this input?")
    expect(chat.reply.locator(".data-part")).to_have_count(0)
    chat.shoot("approval-light")

    allow(chat).click()
    expect(card.locator(".tool-state")).to_have_text("Running")
    expect(allow(chat)).to_have_count(0)
    expect(chat.stop_button).to_be_visible()
    expect(chat.message).to_be_focused()
    holds[0].fulfill(status=200, headers={**HEADERS, "x-stream-id": "s2"}, body=second(BOOKED))
    chat.expect_standing("complete")
    expect(card.locator(".tool-state")).to_have_text("Done")
    expect(chat.reply.locator(".text-part")).to_have_text(["I can book it.", "It is booked."])
    expect(card).to_have_count(1)
    expect(chat.replies).to_have_count(1)
    expect(chat.questions).to_have_count(1)

    assert len(sent) == 2 and sent[1]["id"] == sent[0]["id"]
    assert sent[1]["message"] == {
        "id": "r1", "role": "assistant",
        "parts": [{
            "type": "tool-book", "toolCallId": "c1", "state": "approval-responded", "input": BOOKING,
            "approval": {"id": "a-c1", "approved": True},
        }],
    }


def test_a_tool_that_is_not_allowed_does_not_run(chat, posts, card):
    denied = {"type": "tool-output-error", "toolCallId": "c1", "errorText": "The call was denied."}
    text = [{"type": "text-start", "id": "u"}, {"type": "text-delta", "id": "u", "delta": "Then not."}, {"type": "text-end", "id": "u"}]
    sent = posts(frames(ASKS) + DONE, second([*GOES_ON, denied, *text, {"type": "finish"}]))
    chat.expect_standing("complete")
    deny(chat).click()
    expect(chat.reply).to_contain_text("Then not.")
    expect(card.locator(".tool-state")).to_have_text("Denied")
    assert sent[1]["message"]["parts"][0]["approval"] == {"id": "a-c1", "approved": False}
    card.locator("summary").click()
    expect(card.locator(".tool-body")).to_be_visible()
    expect(card).not_to_contain_text("Error")


def test_a_question_in_the_newer_form_is_the_same(chat, posts, card):
    asks = [*ASKS[:5], {"type": "tool-approval-request", "approvalId": "a-c1", "toolCallId": "c1"}, *END]
    sent = posts(frames(asks) + DONE, second(BOOKED))
    chat.expect_standing("complete")
    allow(chat).click()
    expect(card.locator(".tool-state")).to_have_text("Done")
    assert sent[1]["message"]["parts"][0]["approval"] == {"id": "a-c1", "approved": True}


def test_all_questions_of_a_reply_are_answered_together(chat, posts, card):
    asks = [*ASKS[:6], call("book", {"boat": "Goéland"}, "c2"), approval("c2"), *END]
    done = [*GOES_ON, output({}), {"type": "tool-output-error", "toolCallId": "c2", "errorText": "Denied."}, {"type": "finish"}]
    sent = posts(frames(asks) + DONE, second(done))
    chat.expect_standing("complete")
    expect(allow(chat)).to_have_count(2)
    allow(chat).first.click()
    expect(card.locator(".tool-state")).to_have_text(["Allowed", "Waits for approval"])
    expect(deny(chat)).to_be_focused()
    assert len(sent) == 1, "The other question was not answered yet."
    chat.page.keyboard.press("Enter")
    expect(card.locator(".tool-state")).to_have_text(["Done", "Denied"])
    assert [part["approval"]["approved"] for part in sent[1]["message"]["parts"]] == [True, False]


def test_an_answer_that_is_refused_can_be_given_again(chat, posts, card):
    refusal = {"errorCode": "NOT_FOUND", "message": "This conversation was deleted.", "statusCode": 410, "retryable": False, "metadata": {}}
    sent = posts(frames(ASKS) + DONE, lambda route: route.fulfill(status=400, json=refusal), second(BOOKED))
    chat.expect_standing("complete")
    allow(chat).click()
    expect(chat.error).to_contain_text("This conversation was deleted.")
    expect(card.locator(".tool-state")).to_have_text("Waits for approval")
    expect(chat.stop_button).to_be_hidden()
    expect(chat.message).to_have_value("")
    chat.expect_standing("complete")
    allow(chat).click()
    expect(card.locator(".tool-state")).to_have_text("Done")
    assert sent[2]["message"] == sent[1]["message"]


def test_an_answer_that_was_lost_on_its_way_is_sent_again(chat, posts, card):
    cut = "".join(frame(None, chunk) for chunk in BOOKED[:4])
    sent = posts(
        frames(ASKS) + DONE, lambda route: route.abort("connectionrefused"), cut, second(BOOKED),
    )
    chat.expect_standing("complete")
    allow(chat).click()
    expect(chat.reply).to_contain_text("It is booked.", timeout=SOON)
    chat.expect_standing("complete")
    expect(card.locator(".tool-state")).to_have_text("Done")
    expect(chat.reply.locator(".text-part")).to_have_count(2)
    assert len(sent) == 4 and sent[3] == sent[2] == sent[1]


def test_an_answer_can_be_taken_back_while_the_server_is_away(chat, posts, card):
    stops = []

    def stop(route):
        stops.append(route.request.post_data_json)
        route.fulfill(json={"streamId": None, "state": None})

    chat.page.route("**/api/chat/*/stop", stop)
    posts(frames(ASKS) + DONE, lambda route: None)
    chat.expect_standing("complete")
    allow(chat).click()
    expect(chat.activity).to_contain_text("Sending")
    chat.stop_button.click()
    expect(card.locator(".tool-state")).to_have_text("Waits for approval")
    expect(allow(chat)).to_be_visible()
    expect(chat.activity).to_be_hidden()
    wait_until(lambda: chat.page.wait_for_timeout(50) or stops, SOON / 1000, "the server was told")
    assert stops == [{"messageId": "r1"}]


def test_only_the_last_reply_can_still_be_answered(chat, posts, card):
    text = [{**each, "messageId": "r2"} if each["type"] == "start" else each for each in [*START, delta("Never mind."), *END]]
    posts(frames(ASKS) + DONE, second(text))
    chat.expect_standing("complete")
    chat.send("Forget it")
    expect(chat.reply).to_contain_text("Never mind.")
    first = chat.replies.first
    expect(first.locator(".tool-state")).to_have_text("Not run")
    first.locator(".tool-card summary").click()
    expect(first).to_contain_text("“book” was not run: nobody answered.")
    expect(chat.page.get_by_role("button", name="Allow", exact=True)).to_have_count(0)


ASKING = {"type": "tool-book", "toolCallId": "c1", "state": "approval-requested", "input": BOOKING, "approval": {"id": "a-c1"}}
STORED = {
    "messages": [
        {"id": "q1", "role": "user", "parts": [{"type": "text", "text": "Book it"}], "status": "complete", "createdAt": 1},
        {"id": "r1", "role": "assistant", "parts": [{"type": "text", "text": "I can book it."}, ASKING], "status": "complete", "createdAt": 2},
    ],
    "next": None,
}


@pytest.mark.parametrize("is_open", [False, True], ids=["a tab that comes later", "a tab that is open"])
def test_another_tab_sees_the_reply_go_on_in_its_place(chat, is_open):
    again = [{"type": "text-start", "id": "e"}, {"type": "text-delta", "id": "e", "delta": "I can book it."}, {"type": "text-end", "id": "e"}]
    again += [call("book", BOOKING), approval()]
    first = frame(0, BOOKED[0]) + "".join(frame(None, chunk) for chunk in again) + frames(BOOKED[1:3], first=1)
    holds, asked = [], []

    def resume(route):
        asked.append(route)
        if is_open and len(asked) == 1:
            route.fulfill(status=204)
        elif "last-event-id" in route.request.headers:
            holds.append(route)
        else:
            route.fulfill(status=200, headers=HEADERS, body=first)

    chat.page.route("**/api/sessions/*/messages*", lambda route: route.fulfill(json=STORED))
    chat.page.route("**/api/chat/*/stream", resume)
    chat.open("/#/c/another")
    if is_open:
        expect(allow(chat)).to_be_visible()
        chat.page.evaluate(
            """() => new BroadcastChannel("holdfast").postMessage(
              { kind: "reply-started", session: "another", streamId: "s1", message: null })"""
        )
    expect(chat.reply.locator(".tool-state")).to_have_text("Running")
    expect(chat.replies).to_have_count(1)
    expect(chat.reply.locator(".text-part")).to_have_text(["I can book it."])
    wait_until(lambda: chat.page.wait_for_timeout(50) or holds, SOON / 1000, "the page asked for the rest")
    holds[0].fulfill(status=200, headers=HEADERS, body=frames(BOOKED[3:], first=3) + DONE)
    expect(chat.reply).to_contain_text("It is booked.")
    chat.expect_standing("complete")
    expect(chat.replies).to_have_count(1)
    expect(chat.reply.locator(".text-part")).to_have_text(["I can book it.", "It is booked."])
    expect(chat.reply.locator(".tool-state")).to_have_text("Done")


def test_what_was_undone_says_so(chat, script, card):
    undone = notice("What these tools had done was undone: book.", key="effects-compensated", code="EFFECTS_UNDONE", phase="tool")
    undone["data"]["calls"] = ["c1"]
    script(frames([*START, call("book", BOOKING), output({}), call("tides", {}, "c2"), output({}, "c2"), undone, *END]) + DONE)
    chat.expect_standing("complete")
    expect(card.locator(".tool-state")).to_have_text(["Undone", "Done"])
    expect(chat.banners).to_contain_text("What these tools had done was undone: book.")
    chat.shoot("undone")

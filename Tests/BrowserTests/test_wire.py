"""What the page makes of frames: the server's answers are written here, frame by frame."""

import json
import time

from playwright.sync_api import expect

from chat import SOON
from frames import DONE, END, HEADERS, START, delta, frame, frames, notice
from server import wait_until


def test_a_repeated_frame_is_shown_once(chat, script):
    body = frames([*START, delta("one ")]) + frame(3, delta("one ")) + frames([delta("two"), *END], first=4) + DONE
    script(body)
    chat.expect_standing("complete")
    assert chat.words() == ["one", "two"]


def test_a_gap_is_not_shown_but_asked_for_again(chat, script):
    broken = frames([*START, delta("one ")]) + frame(5, delta("three "))
    asked = script(broken, frames([delta("two "), delta("three"), *END], first=4) + DONE)
    chat.expect_standing("complete")
    assert chat.words() == ["one", "two", "three"]
    assert asked == ["s1.3.seal3"]


def test_a_stream_that_closes_without_its_end_is_taken_up_again(chat, script):
    whole = [*START, delta("one "), delta("two "), delta("three"), *END]
    asked = script(
        frames(whole[:4]),
        frames(whole[4:5], first=4) + "id: s1.5.seal5\ndata: {\"type\":\"text-del",
        lambda route: route.abort("connectionrefused"),
        lambda route: route.fulfill(status=503, headers={"retry-after": "0"}, json={"errorCode": "RESUME_UNAVAILABLE", "message": "Not now."}),
        lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"),
        frames(whole[5:], first=5) + DONE,
    )
    chat.expect_standing("complete", within=2 * SOON)
    assert chat.words() == ["one", "two", "three"]
    assert asked == ["s1.3.seal3", "s1.4.seal4", "s1.4.seal4", "s1.4.seal4", "s1.4.seal4"]
    expect(chat.error).to_have_count(0)


def test_a_reply_without_a_log_is_shown_too(chat, script):
    script("".join(frame(None, chunk) for chunk in [*START, delta("not logged"), *END]) + DONE)
    chat.expect_standing("complete")
    assert chat.words() == ["not", "logged"]


def test_the_same_message_is_sent_again_until_a_frame_arrived(chat, script):
    ids = []

    def post(route):
        ids.append(route.request.post_data_json["message"]["id"])
        if len(ids) == 1:
            route.abort("connectionrefused")
        elif len(ids) == 2:
            route.fulfill(status=503, headers={"retry-after": "0"}, json={"errorCode": "STORE_AWAY", "message": "Not now."})
        elif len(ids) == 3:
            route.fulfill(status=200, headers=HEADERS, body=": keep\n\n")
        else:
            route.fulfill(status=200, headers=HEADERS, body=frames([*START, delta("once"), *END]) + DONE)

    script(post)
    chat.expect_standing("complete", within=2 * SOON)
    assert len(ids) == 4 and len(set(ids)) == 1
    expect(chat.questions).to_have_count(1)
    assert chat.words() == ["once"]


def test_a_notice_is_replaced_by_the_next_of_its_key_and_forgotten_when_it_is_over(chat, script):
    now = int(time.time() * 1000)
    script(
        frames([
            *START, notice("The log is slow."), delta("text"), notice("The log is fine again."),
            notice("This was long ago.", key="old", until=now - 1000), notice("Only for a moment.", key="short", until=now + 2500),
            notice("Please look at this.", key="other", level="warning", action="download"), *END,
        ]) + DONE
    )
    chat.expect_standing("complete")
    expect(chat.banners.filter(has_text="The log is fine again.")).to_have_count(1)
    expect(chat.banners.filter(has_text="The log is slow.")).to_have_count(0)
    expect(chat.banners.filter(has_text="This was long ago.")).to_have_count(0)
    warning = chat.page.locator(".banner.warning")
    expect(warning).to_contain_text("Please look at this.")
    expect(warning.get_by_role("link", name="Download what was streamed")).to_have_attribute("href", "/api/streams/s1/raw?as=text")
    chat.shoot("notices")
    expect(chat.banners.filter(has_text="Only for a moment.")).to_have_count(0, timeout=SOON)


def test_a_reply_that_is_still_being_saved_says_so_until_it_is(chat, script):
    saved = {"value": False}
    chat.page.route("**/api/streams/s1", lambda route: route.fulfill(json={"streamId": "s1", "state": "finished", "saved": saved["value"]}))
    saving = notice("Your reply is safe and is still being saved.", key="saving", phase="persistence", action="wait")
    script(frames([*START, delta("text"), *END[:2], saving, END[2]]) + DONE)
    chat.expect_standing("saving")
    expect(chat.banners).to_contain_text("still being saved")
    chat.shoot("saving")
    saved["value"] = True
    chat.expect_standing("complete")
    expect(chat.banners).to_have_count(0)


def test_a_cut_says_why_in_the_servers_words(chat, script):
    error = {
        "type": "SERVER_ERROR", "errorCode": "INTERRUPTED", "message": "The server was restarted in the middle of this reply.", "statusCode": 503,
        "retryable": True, "metadata": {"phase": "stream", "resend": {"trigger": "regenerate-message"}, "download": "https://evil.example/x"},
    }
    closing = [notice("It was cut.", key="end"), {"type": "abort"}, {"type": "error", "errorText": json.dumps(error)}]
    script(frames([*START, delta("half a"), *closing]) + DONE)
    chat.expect_standing("interrupted")
    expect(chat.error).to_contain_text("The server was restarted in the middle of this reply.")
    expect(chat.banners).to_have_count(1)
    # An address elsewhere is not offered.
    expect(chat.error.get_by_role("link")).to_have_count(0)
    assert chat.words() == ["half", "a"]


def test_a_reply_that_cannot_be_saved_can_be_downloaded_and_sent_again(chat, script):
    error = {
        "type": "SERVER_ERROR", "errorCode": "PERSISTENCE_FAILED", "message": "We couldn't save this reply.", "statusCode": 503, "retryable": False,
        "metadata": {"phase": "persistence", "resend": {"trigger": "regenerate-message"}, "download": "/api/streams/s1/raw"},
    }
    script(frames([*START, delta("a reply"), *END[:2], {"type": "error", "errorText": json.dumps(error)}]) + DONE)
    chat.expect_standing("unsaved")
    expect(chat.reply).to_contain_text("This reply could not be saved")
    expect(chat.error).to_contain_text("We couldn't save this reply.")
    expect(chat.error.get_by_role("link", name="Download what was streamed")).to_have_attribute("href", "/api/streams/s1/raw")
    expect(chat.error.get_by_role("button", name="Send again")).to_be_visible()
    chat.shoot("unsaved")


def test_an_error_that_sending_again_does_not_mend_offers_no_such_thing(chat, script):
    error = {
        "type": "INVALID_REQUEST", "errorCode": "PROVIDER_REFUSED", "message": "The model did not accept this conversation.",
        "statusCode": 422, "retryable": False, "metadata": {"phase": "stream"},
    }
    script(frames([*START[:1], {"type": "error", "errorText": json.dumps(error)}]) + DONE)
    expect(chat.error).to_contain_text("The model did not accept this conversation.")
    expect(chat.error.get_by_role("button", name="Dismiss")).to_be_visible()
    expect(chat.page.get_by_role("button", name="Send again")).to_have_count(0)


def test_a_request_that_nobody_answers_is_made_again(chat, script):
    ids = []

    def post(route):
        ids.append(route.request.post_data_json["message"]["id"])
        if len(ids) > 1:
            route.fulfill(status=200, headers=HEADERS, body=frames([*START, delta("at last"), *END]) + DONE)

    chat.page.clock.install()
    script(post)
    expect(chat.activity).to_contain_text("Sending")
    chat.page.clock.fast_forward(25_000)
    assert len(ids) == 1, "The server was not given its time."
    chat.page.clock.fast_forward(6_000)
    chat.expect_standing("complete")
    assert len(ids) == 2 and len(set(ids)) == 1
    assert chat.words() == ["at", "last"]


def test_a_stop_before_the_server_answered_reaches_it_when_it_is_back(chat, script):
    stops = []

    def stop(route):
        stops.append(route.request.post_data_json)
        if len(stops) == 1:
            route.abort("connectionrefused")
        elif len(stops) == 2:
            route.fulfill(status=503, headers={"retry-after": "0"}, json={"errorCode": "STORE_AWAY", "message": "Not now."})
        else:
            route.fulfill(status=404, json={"errorCode": "NOT_FOUND", "message": "There is no such message."})

    chat.page.route("**/api/chat/*/stop", stop)
    with chat.page.expect_request("**/api/chat") as request:
        script(lambda route: None)
    chat.stop_button.click()
    expect(chat.message).to_have_value("Hello")
    expect(chat.questions).to_have_count(0)
    wait_until(lambda: chat.page.wait_for_timeout(50) or len(stops) >= 3, SOON / 1000, "the third stop was asked for")
    assert stops == [{"messageId": request.value.post_data_json["message"]["id"]}] * 3
    expect(chat.error).to_have_count(0)


def test_a_conversation_that_may_not_be_read_says_so_and_is_empty(chat):
    refusal = {"errorCode": "FORBIDDEN", "message": "This conversation is not yours.", "statusCode": 403, "retryable": False, "metadata": {}}
    chat.page.route("**/api/sessions/*/messages*", lambda route: route.fulfill(status=403, json=refusal))
    chat.open("/#/c/somebody-elses")
    expect(chat.error).to_contain_text("This conversation is not yours.")
    expect(chat.chat).to_have_attribute("data-state", "empty")


def test_a_stream_that_is_gone_leaves_what_was_stored(chat, script):
    gone = {"errorCode": "STREAM_GONE", "message": "This reply is no longer kept as a stream.", "statusCode": 410}
    stored = {
        "messages": [
            {"id": "q1", "role": "user", "parts": [{"type": "text", "text": "Hello"}], "status": "complete", "createdAt": 1},
            {"id": "r1", "role": "assistant", "parts": [{"type": "text", "text": "one two three"}], "status": "complete", "createdAt": 2, "streamId": "s1"},
        ],
        "next": None,
    }
    chat.page.route("**/api/sessions/*/messages*", lambda route: route.fulfill(json=stored))
    script(frames([*START, delta("one ")]), lambda route: route.fulfill(status=410, json=gone))
    chat.expect_standing("complete")
    assert chat.words() == ["one", "two", "three"]
    expect(chat.questions).to_have_count(1)
    expect(chat.replies).to_have_count(1)


def test_a_wait_for_a_busy_model_is_over_as_soon_as_the_reply_goes_on(chat, script):
    busy = notice(
        "The model is busy. We ask it again in 600 seconds.", key="provider", code="PROVIDER_BUSY", action="wait",
        until=int(time.time() * 1000) + 600_000,
    )
    whole = [*START[:1], busy, *START[1:], delta("at last"), *END]
    held = []
    script(frames(whole[:2]), held.append)
    expect(chat.banners).to_contain_text("The model is busy.")
    expect(chat.error).to_have_count(0)
    chat.shoot("busy")
    wait_until(lambda: chat.page.wait_for_timeout(50) or held, SOON / 1000, "the page asked for the rest")
    held[0].fulfill(status=200, headers=HEADERS, body=frames(whole[2:], first=2) + DONE)
    chat.expect_standing("complete")
    expect(chat.banners).to_have_count(0)

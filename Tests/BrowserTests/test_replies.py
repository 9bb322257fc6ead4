"""A reply comes in as it is written, and goes on whatever happens to the page or the server."""

import json

from playwright.sync_api import expect

from chat import RECOVERY, SOON, assert_in_order, assert_whole

FINISH = {"finish": "stop"}


def words(count, every=0.02):
    return {"text": "w{n} ", "repeat": count, "every": every}


def test_a_message_is_sent_and_its_reply_streams_in(holdfast, tab):
    chat = tab(holdfast([{"steps": [words(500), FINISH]}]))
    expect(chat.page.get_by_role("heading", name="What’s on your mind?")).to_be_visible()
    chat.shoot("empty-light")

    chat.send("Count for me")
    early = chat.expect_words(10)
    assert_in_order(early)
    assert len(early) < 500, "The reply came in one piece: it was not streamed."
    expect(chat.stop_button).to_be_visible()
    chat.shoot("streaming-light")

    chat.expect_standing("complete", within=60_000)
    assert_whole(chat.words(), 500)
    expect(chat.reply).to_contain_text("Saved")
    expect(chat.stop_button).to_be_hidden()
    expect(chat.rows).to_have_count(1)
    chat.shoot("finished-light")


def test_a_reload_in_the_middle_loses_and_repeats_nothing(holdfast, tab):
    chat = tab(holdfast([{"steps": [words(1000), FINISH]}]))
    chat.send("Count for me")
    before = chat.expect_words(60)

    chat.reload()
    after = chat.expect_words(len(before))
    assert_in_order(after)
    assert len(after) < 1000, "The reply had ended before the reload: nothing was resumed."
    chat.shoot("after-reload")

    chat.expect_standing("complete", within=60_000)
    assert_whole(chat.words(), 1000)
    expect(chat.questions).to_have_count(1)
    expect(chat.replies).to_have_count(1)


def test_a_connection_that_breaks_is_taken_up_where_it_was(holdfast, tab, wire):
    line = wire(holdfast([{"steps": [words(800), FINISH]}]))
    chat = tab(line)
    chat.send("Count for me")
    chat.expect_words(40)

    line.cut()
    expect(chat.activity).to_contain_text("Reconnecting", timeout=SOON)
    frozen = chat.words()
    assert_in_order(frozen)
    expect(chat.page.locator("#status-banner")).to_contain_text("does not answer", timeout=SOON)
    chat.shoot("reconnecting")
    assert chat.words() == frozen

    line.mend()
    chat.expect_standing("complete", within=60_000)
    assert_whole(chat.words(), 800)
    expect(chat.page.locator("#status-banner")).to_be_empty(timeout=SOON)
    expect(chat.error).to_have_count(0)


def test_a_line_that_breaks_again_and_again_still_shows_every_word_once(holdfast, tab, wire):
    line = wire(holdfast([{"steps": [words(150), FINISH]}], {"HOLDFAST_HTTP_RETRY_MS": "50"}))
    chat = tab(line)
    # Some ten frames fit through before the line breaks, in the middle of one; each time the page waits up to 50 ms.
    line.cut_each_after(2222)
    before = line.connections
    chat.send("Count for me")
    chat.expect_standing("complete", within=RECOVERY)
    assert_whole(chat.words(), 150)
    assert line.connections - before > 8, "The line did not break often enough to prove anything."


def test_stop_ends_the_reply_and_keeps_what_was_written(holdfast, tab):
    chat = tab(holdfast([{"steps": [words(2000), FINISH]}]))
    chat.send("Count for me")
    chat.expect_words(30)

    chat.stop_button.click()
    chat.expect_standing("stopped")
    kept = chat.words()
    assert_in_order(kept)
    assert 30 <= len(kept) < 2000
    expect(chat.stop_button).to_be_hidden()
    expect(chat.error).to_have_count(0)
    chat.shoot("stopped")

    chat.reload()
    chat.expect_standing("stopped")
    assert chat.words() == kept


def test_a_second_tab_follows_the_same_reply(holdfast, tab, person):
    server = holdfast([{"match": "long", "steps": [words(500), FINISH]}, {"steps": [{"text": "Hello."}, FINISH]}])
    context = person()
    first = tab(server, context)
    first.send("Hello")
    first.expect_standing("complete")
    second = tab(server, context, path=f"/#/c/{first.session}")
    expect(second.replies).to_have_count(1)

    first.send("A long count")
    second.expect_words(20)
    expect(second.questions).to_have_count(2)

    # A tab that comes later sees the reply from its first word.
    third = tab(server, context, path=f"/#/c/{first.session}")
    third.expect_words(40)
    second.shoot("second-tab")
    for each in (first, second, third):
        each.expect_standing("complete", within=60_000)
        assert_whole(each.words(), 500)
        expect(each.replies).to_have_count(2)


def test_a_second_tab_that_nobody_looks_at_shows_a_reply_that_came_in_one_piece(holdfast, tab, person):
    server = holdfast([{"match": "again", "steps": [{"text": "Hello again."}, FINISH]}, {"steps": [{"text": "Hello."}, FINISH]}])
    context = person()
    first = tab(server, context)
    first.send("Hello")
    first.expect_standing("complete")
    second = tab(server, context, path=f"/#/c/{first.session}")
    expect(second.replies).to_have_count(1)
    # It asks for the running reply when there is none any more.
    second.page.route("**/api/chat/*/stream", lambda route: route.fulfill(status=204))

    first.send("Hello again")
    first.expect_standing("complete")
    second.expect_standing("complete")
    expect(second.reply).to_contain_text("Hello again.")
    expect(second.questions).to_have_count(2)
    expect(second.replies).to_have_count(2)


def test_stop_in_one_tab_ends_the_reply_calmly_in_the_other(holdfast, tab, person):
    server = holdfast([{"steps": [words(3000), FINISH]}])
    context = person()
    first = tab(server, context)
    first.send("Count for me")
    first.expect_words(10)
    second = tab(server, context, path=f"/#/c/{first.session}")
    second.expect_words(10)

    second.stop_button.click()
    first.expect_standing("stopped")
    second.expect_standing("stopped")
    assert first.words() == second.words()
    expect(first.error).to_have_count(0)


def test_a_killed_server_comes_back_and_the_page_recovers_by_itself(holdfast, tab):
    server = holdfast([{"steps": [words(3000), FINISH]}])
    chat = tab(server)
    chat.send("Count for me")
    chat.expect_words(60)

    server.kill()
    expect(chat.activity).to_contain_text("Reconnecting", timeout=SOON)
    seen = chat.words()
    assert_in_order(seen)
    chat.shoot("server-away")

    server.start()
    # The page is not touched: it finds the server and the rest of the reply by itself.
    expect(chat.reply).to_have_attribute("aria-busy", "false", timeout=RECOVERY)
    after = chat.words()
    assert_in_order(after)
    assert after[: len(seen)] == seen, "Words that were on the screen are gone."
    chat.expect_standing("interrupted")
    expect(chat.reply).to_contain_text("This reply was cut short")
    expect(chat.error).to_be_visible()
    chat.shoot("interrupted")

    chat.reload()
    chat.expect_standing("interrupted")
    assert chat.words()[: len(seen)] == seen, "Words that were on the screen are not in the stored reply."


def test_a_message_that_was_sent_while_the_server_was_away_arrives_once(holdfast, tab):
    server = holdfast([{"match": "again", "steps": [words(20), FINISH]}, {"steps": [{"text": "Hello."}, FINISH]}])
    chat = tab(server)
    chat.send("Hello")
    chat.expect_standing("complete")

    server.kill()
    chat.send("Count again")
    expect(chat.activity).to_contain_text("is kept", timeout=SOON)
    chat.shoot("message-kept")

    server.start()
    chat.expect_standing("complete", within=RECOVERY)
    assert_whole(chat.words(), 20)
    chat.reload()
    expect(chat.questions).to_have_count(2)
    expect(chat.replies).to_have_count(2)


def test_a_message_that_was_on_its_way_survives_a_reload(holdfast, tab):
    server = holdfast([{"match": "again", "steps": [words(20), FINISH]}, {"steps": [{"text": "Hello."}, FINISH]}])
    chat = tab(server)
    chat.send("Hello")
    chat.expect_standing("complete")
    session = chat.session

    # The request is lost on its way, and so is the page that made it.
    chat.page.route("**/api/chat", lambda route: route.abort())
    chat.send("Count again")
    expect(chat.activity).to_contain_text("is kept", timeout=SOON)
    chat.page.unroute("**/api/chat")
    sent = []
    chat.page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    chat.reload()

    chat.expect_standing("complete")
    assert_whole(chat.words(), 20)
    expect(chat.questions).to_have_count(2)
    assert chat.session == session
    assert len({json.loads(body)["message"]["id"] for body in sent}) <= 1


def test_a_newer_message_replaces_the_running_reply(holdfast, tab):
    server = holdfast([{"match": "long", "steps": [words(3000), FINISH]}, {"steps": [{"text": "A short one."}, FINISH]}])
    chat = tab(server)
    chat.send("A long count")
    chat.expect_words(20)

    chat.send("Something short instead")
    chat.expect_standing("complete")
    expect(chat.reply).to_contain_text("A short one.")
    expect(chat.replies).to_have_count(2)
    expect(chat.replies.first).to_have_attribute("data-standing", "superseded")
    expect(chat.error).to_have_count(0)

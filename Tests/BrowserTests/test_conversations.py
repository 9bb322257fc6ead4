"""Conversations are listed, opened, deleted; what is not sent yet is kept."""

import re

from playwright.sync_api import expect

from chat import SOON

HELLO = [{"match": "tide", "steps": [{"text": "The moon pulls at the sea."}, {"finish": "stop"}]}, {"steps": [{"text": "Hello."}, {"finish": "stop"}]}]


def draft_on_server(chat):
    """The draft that the server has, asked from within the page, as the cookie is there."""
    return chat.page.evaluate(
        """async (session) => {
          const answer = await fetch(`/api/sessions/${session}/draft`);
          return answer.status === 204 ? null : (await answer.json()).text;
        }""",
        chat.session,
    )


def test_a_draft_survives_a_reload_in_a_conversation_that_was_not_begun(holdfast, tab):
    chat = tab(holdfast(HELLO))
    session = chat.session
    with chat.page.expect_response(lambda answer: answer.url.endswith("/draft") and answer.request.method == "PUT"):
        chat.message.type("A thought that is not finished", delay=5)
    expect(chat.page.locator("#draft-state")).to_have_text("Draft saved")
    assert draft_on_server(chat) == "A thought that is not finished"

    chat.reload()
    expect(chat.message).to_have_value("A thought that is not finished")
    assert chat.session == session
    chat.shoot("draft-restored")

    # Also without the address: the start page goes back to what was begun.
    chat.open("/")
    expect(chat.message).to_have_value("A thought that is not finished")
    assert chat.session == session
    expect(chat.rows).to_have_count(0)


def test_a_draft_is_kept_per_conversation_and_deleted_when_it_is_sent(holdfast, tab):
    chat = tab(holdfast(HELLO))
    chat.send("Hello")
    chat.expect_standing("complete")
    first = chat.session
    with chat.page.expect_response(lambda answer: answer.url.endswith("/draft") and answer.request.method == "PUT"):
        chat.message.fill("For the first one")

    chat.page.get_by_role("button", name="New chat").first.click()
    expect(chat.chat).to_have_attribute("data-state", "empty")
    expect(chat.message).to_have_value("")
    assert chat.session != first

    chat.rows.first.get_by_role("link").click()
    expect(chat.message).to_have_value("For the first one")
    with chat.page.expect_response(lambda answer: answer.url.endswith("/draft") and answer.request.method == "DELETE"):
        chat.send_button.click()
    chat.expect_standing("complete")
    assert draft_on_server(chat) is None
    chat.reload()
    expect(chat.message).to_have_value("")


def test_a_draft_written_just_before_leaving_is_kept(holdfast, tab):
    chat = tab(holdfast(HELLO))
    chat.message.fill("Typed and gone at once")
    chat.reload()
    expect(chat.message).to_have_value("Typed and gone at once")


def test_two_tabs_that_begin_at_once_begin_two_conversations(holdfast, tab, person):
    server = holdfast(HELLO)
    context = person()
    first, second = tab(server, context), tab(server, context)
    assert first.session == second.session, "Both show the conversation that is not begun yet."
    second.message.fill("Why is there a tide?")

    first.send("Hello there")
    first.expect_standing("complete")
    expect(second.chat).to_have_attribute("data-state", "empty")
    expect(second.message).to_have_value("Why is there a tide?")
    assert second.session != first.session
    assert draft_on_server(first) is None
    expect(second.page.locator("#draft-state")).to_have_text("Draft saved")
    assert draft_on_server(second) == "Why is there a tide?"

    second.send_button.click()
    second.expect_standing("complete")
    expect(second.questions).to_have_count(1)
    expect(second.rows).to_have_count(2)
    first.reload()
    expect(first.questions).to_have_count(1)
    expect(first.message).to_have_value("")


def test_conversations_are_listed_opened_by_address_and_deleted(holdfast, tab):
    server = holdfast(HELLO)
    chat = tab(server)
    chat.send("Hello there")
    chat.expect_standing("complete")
    first = chat.session
    chat.page.get_by_role("button", name="New chat").first.click()
    chat.send("Why is there a tide?")
    chat.expect_standing("complete")
    second = chat.session
    assert first != second
    expect(chat.rows).to_have_count(2)
    expect(chat.rows.first).to_have_attribute("data-session", second)
    expect(chat.rows.first.get_by_role("link")).to_have_attribute("aria-current", "page")

    chat.open(f"/#/c/{first}")
    expect(chat.reply).to_contain_text("Hello.")
    chat.page.go_back()
    expect(chat.reply).to_contain_text("The moon pulls at the sea.")

    row = chat.page.locator(f'.conversation-row[data-session="{second}"]')
    row.hover()
    row.get_by_role("button", name=re.compile("Delete")).click()
    dialog = chat.page.get_by_role("dialog")
    expect(dialog).to_contain_text("cannot be undone")
    chat.shoot("delete-question")
    dialog.get_by_role("button", name="Cancel").click()
    expect(chat.rows).to_have_count(2)

    row.hover()
    row.get_by_role("button", name=re.compile("Delete")).click()
    dialog.get_by_role("button", name="Delete").click()
    expect(chat.rows).to_have_count(1)
    expect(chat.chat).to_have_attribute("data-state", "empty")
    chat.open(f"/#/c/{second}")
    expect(chat.chat).to_have_attribute("data-state", "empty")


def test_someone_else_sees_nothing_of_it(holdfast, tab):
    server = holdfast(HELLO)
    mine = tab(server)
    mine.send("Hello there")
    mine.expect_standing("complete")

    theirs = tab(server, path=f"/#/c/{mine.session}")
    expect(theirs.chat).to_have_attribute("data-state", "empty", timeout=SOON)
    expect(theirs.rows).to_have_count(0)
    theirs.message.fill("Let me in")
    theirs.send_button.click()
    expect(theirs.error).to_be_visible()
    expect(theirs.message).to_have_value("Let me in")
    expect(theirs.questions).to_have_count(0)


def test_a_reply_can_be_downloaded_and_a_conversation_exported(holdfast, tab):
    chat = tab(holdfast(HELLO))
    chat.send("Why is there a tide?")
    chat.expect_standing("complete")
    chat.reply.get_by_role("button", name="More about this reply").click()
    chat.shoot("reply-menu")
    with chat.page.expect_download() as download:
        chat.page.get_by_role("menuitem", name="Download as text").click()
    assert "The moon pulls at the sea." in download.value.path().read_text()

    chat.page.get_by_role("button", name="More about this conversation").click()
    with chat.page.expect_download() as download:
        chat.page.get_by_role("menuitem", name="Export").click()
    lines = download.value.path().read_text().strip().splitlines()
    assert any("Why is there a tide?" in line for line in lines)
    assert any("The moon pulls at the sea." in line for line in lines)

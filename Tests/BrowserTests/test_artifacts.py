"""Documents stand beside the conversation: as they are written, and as they are kept, in each of their versions."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from chat import SOON, Chat
from conftest import PHONE
from frames import DONE, END, HEADERS, START, call, delta, document, frames, output, piece
from server import wait_until

CODE = 'def ebb(hour):\n    """Low water, <b>about</b>."""\n    return hour + 6.2\n'
HALVES = [piece("codeDelta", CODE[:30]), piece("codeDelta", CODE[30:])]
DOCUMENT_CALL = {"title": "ebb.py", "kind": "code", "content": CODE}
MADE = output({"id": "d1", "title": "ebb.py", "kind": "code"})
SAID = [*START, delta("Here it is.")]


class Pane:
    """What stands beside the conversation."""

    def __init__(self, chat: Chat):
        self.root = chat.page.get_by_role("complementary", name="Documents")
        self.title = self.root.get_by_role("heading", level=2)
        self.code = self.root.locator(".artifact-code")
        self.state = self.root.locator(".artifact-state")
        self.mark = self.root.locator(".artifact-mark")
        self.versions = self.root.get_by_label("Version")
        self.card = chat.reply.locator(".document-card")
        self.opener = chat.page.get_by_role("button", name="Documents", exact=True)


@pytest.fixture
def pane(chat):
    return Pane(chat)


@pytest.fixture
def keep(chat):
    """Lets the server keep documents: `keep({"id": …, "kind": …, "title": …, "versions": […]})`."""

    def serve(*kept):
        listed = [
            {"id": each["id"], "kind": each["kind"], "title": each["title"], "version": len(each["versions"]), "createdAt": 2}
            for each in kept
        ]
        by_id = {each["id"]: each for each in kept}

        def answer(route):
            artifact = by_id.get(unquote(route.request.url.split("/api/artifacts/")[1]))
            if artifact:
                route.fulfill(json=artifact)
            else:
                route.fulfill(status=404, json={"errorCode": "NOT_FOUND", "message": "There is no such document."})

        chat.page.route("**/api/sessions/*/artifacts", lambda route: route.fulfill(json={"artifacts": listed}))
        chat.page.route("**/api/artifacts/*", answer)

    return serve


def version(number, content, title="ebb.py"):
    return {"version": number, "title": title, "content": content, "messageId": "r1", "createdAt": number}


def held(chat, holds):
    """Waits until the page asked for the rest of a reply, and returns the request."""
    wait_until(lambda: chat.page.wait_for_timeout(50) or holds, SOON / 1000, "the page asked for the rest")
    return holds.pop()


def release(route, chunks, first):
    route.fulfill(status=200, headers=HEADERS, body=frames(chunks, first=first) + DONE)


def test_a_document_is_shown_as_it_is_written_and_when_it_is_done(chat, script, pane, keep):
    keep()
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    whole = [*SAID, *document("ebb.py"), *HALVES, call("createDocument", DOCUMENT_CALL), piece("finish"), MADE, *END]
    holds = []
    script(frames(whole[:9]), holds.append)
    expect(pane.title).to_have_text("ebb.py")
    expect(pane.state).to_have_text("Writing")
    expect(pane.code).to_have_text(CODE[:30], use_inner_text=False)
    expect(chat.message).to_be_focused()
    chat.shoot("document-writing")

    release(held(chat, holds), whole[9:], 9)
    chat.expect_standing("complete")
    expect(pane.code).to_have_text(CODE, use_inner_text=False)
    expect(pane.state).to_be_hidden()
    expect(pane.mark).to_be_hidden()
    expect(pane.card).to_contain_text("ebb.py")
    expect(pane.code.locator(".hljs-keyword").first).to_have_text("def")
    expect(pane.code.locator("b")).to_have_count(0)
    pane.root.get_by_role("button", name="Copy the document").click()
    expect(chat.page.locator("#announcer")).to_have_text("Copied.")
    assert chat.page.evaluate("() => navigator.clipboard.readText()") == CODE

    pane.root.get_by_role("button", name="Close the documents").click()
    expect(pane.root).to_be_hidden()
    pane.card.click()
    expect(pane.code).to_have_text(CODE, use_inner_text=False)


def test_a_document_cannot_do_anything(chat, script, pane):
    hostile = '<img src=x onerror="window.broken = 1">\n<script>window.broken = 2</script>\n[a](javascript:window.broken=3)\n'
    chunks = [*SAID]
    for number, kind in enumerate(["code", "diagram", "text"]):
        chunks += [*document(f"<b>{kind}</b>.html", kind, f"d{number}"), piece(f"{kind}Delta", hostile), piece("finish")]
    script(frames([*chunks, *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.title).to_have_text("<b>text</b>.html")
    expect(pane.root.locator(".artifact-text")).to_contain_text("onerror=")
    assert pane.root.locator("a").count() == 0
    assert chat.page.evaluate("() => window.broken") is None


def test_code_in_colours_says_what_the_code_says_however_it_comes(chat):
    text = '<!-- a\n& b -->\n<a href="x">\n`${1 < 2}`\n\n"""\n' + CODE + "\r\n\ttail &amp; </span>"
    results = chat.page.evaluate(
        """async (text) => {
          const { GrowingCode } = await import("/growing-code.js");
          await (await import("/highlighter.js")).loadHighlighter();
          const results = [];
          for (const title of ["a.html", "a.py", "a.js", "a.sh", "plain"]) {
            const node = document.createElement("code");
            const code = new GrowingCode(node, title);
            for (let end = 0; end <= text.length; end += 3) {
              code.show(text.slice(0, end), false);
              if (node.textContent !== text.slice(0, end)) results.push([title, end]);
            }
            code.show(text, true);
            const [colored, names] = [node.querySelectorAll("span").length, [...node.querySelectorAll("*")].map((one) => one.localName)];
            results.push([title, node.textContent === text, colored > 0, names.every((name) => name === "span")]);
            code.show("other", true);
            results.push(node.textContent);
          }
          return results;
        }""",
        text,
    )
    assert results == [each for title in ("a.html", "a.py", "a.js", "a.sh", "plain") for each in ([title, True, True, True], "other")]


def test_without_the_highlighter_code_is_plain(chat, script, pane):
    chat.page.route("**/vendor/**", lambda route: route.abort())
    script(frames([*SAID, *document("ebb.py"), *HALVES, piece("finish"), *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.code).to_have_text(CODE, use_inner_text=False)
    expect(pane.code.locator("span")).to_have_count(0)


def test_the_highlighter_is_loaded_when_code_is_shown_and_not_before(chat, script, pane):
    loaded = []
    chat.page.on("request", lambda request: loaded.append(request.url) if "highlight" in request.url and "vendor" in request.url else None)
    script(frames([*SAID, *document("Tides", "diagram"), piece("diagramDelta", "flowchart LR\n"), piece("finish"), *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.code).to_have_text("flowchart LR\n", use_inner_text=False)
    assert loaded == []
    chat.page.unroute("**/api/chat")
    chunks = frames([*SAID, *document("ebb.py", id="d2"), *HALVES, piece("finish"), *END]) + DONE
    chat.page.route("**/api/chat", lambda route: route.fulfill(status=200, headers=HEADERS, body=chunks))
    chat.send("Now code")
    expect(pane.code.locator(".hljs-keyword").first).to_be_visible()
    assert len(loaded) == 1


def test_a_text_is_shown_as_messages_are(chat, script, pane):
    text = "# Brest\n\nThe tide **decides**.\n\n| Low | High |\n|---|---:|\n| 06:12 | 12:20 |\n"
    pieces = [piece("textDelta", text[start : start + 7]) for start in range(0, len(text), 7)]
    script(frames([*SAID, *document("A week in Brest", "text"), *pieces, piece("finish"), *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.root.get_by_role("heading", name="Brest", exact=True)).to_be_visible()
    expect(pane.root.locator("strong")).to_have_text("decides")
    expect(pane.root.get_by_role("cell", name="12:20")).to_have_attribute("align", "right")
    chat.shoot("document-text")


def test_parts_of_another_stream_are_dropped(chat, script, pane):
    late = [piece("codeDelta", "late", "s0"), piece("finish", None, "s0"), *document("late.py", id="d0")]
    late = [{**each, "id": "s0"} for each in late]
    script(frames([*SAID, *document("ebb.py"), HALVES[0], *late, HALVES[1], piece("finish"), *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.title).to_have_text("ebb.py")
    expect(pane.code).to_have_text(CODE, use_inner_text=False)


def test_a_document_that_the_server_gives_up_is_marked_and_takes_no_more(chat, script, pane, keep):
    keep()
    script(frames([*SAID, *document("ebb.py"), HALVES[0], piece("abort"), HALVES[1], *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.state).to_have_text("Incomplete")
    expect(pane.mark).to_contain_text("This document is incomplete")
    expect(pane.code).to_have_text(CODE[:30], use_inner_text=False)
    chat.shoot("document-incomplete")


def test_a_document_whose_reply_ends_before_it_does_is_incomplete(chat, script, pane, keep):
    keep()
    script(frames([*SAID, *document("ebb.py"), HALVES[0], *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.mark).to_be_visible()


def test_a_document_that_stands_still_is_incomplete_until_it_goes_on(chat, script, pane, keep):
    keep()
    whole = [*SAID, *document("ebb.py"), *HALVES, piece("finish"), *END]
    holds = []
    chat.page.clock.install()
    script(frames(whole[:9]), holds.append)
    expect(pane.state).to_have_text("Writing")
    request = held(chat, holds)
    chat.page.clock.fast_forward(9_000)
    expect(pane.state).to_have_text("Writing")
    chat.page.clock.fast_forward(1_500)
    expect(pane.state).to_have_text("Incomplete")
    expect(pane.mark).to_be_visible()
    release(request, whole[9:], 9)
    chat.expect_standing("complete")
    expect(pane.code).to_have_text(CODE, use_inner_text=False)
    expect(pane.mark).to_be_hidden()


def test_a_document_that_comes_again_from_its_beginning_is_not_doubled(chat, script, pane):
    whole = [*SAID, *document("ebb.py"), *HALVES, piece("finish"), *END]
    answers = ["".join(frames([chunk]).split("\n", 1)[1] for chunk in whole[:9]), frames(whole) + DONE]
    script(lambda route: route.fulfill(status=200, headers=HEADERS, body=answers.pop(0)))
    chat.expect_standing("complete")
    assert answers == []
    expect(pane.code).to_have_text(CODE, use_inner_text=False)
    expect(pane.mark).to_be_hidden()


def test_a_document_that_does_not_come_again_is_gone(chat, script, pane, keep):
    keep()
    first = [*SAID, *document("ebb.py"), HALVES[0]]
    answers = ["".join(frames([chunk]).split("\n", 1)[1] for chunk in first), frames([*SAID, *END]) + DONE]
    script(lambda route: route.fulfill(status=200, headers=HEADERS, body=answers.pop(0)))
    chat.expect_standing("complete")
    assert answers == []
    expect(pane.root).to_contain_text("This document was not kept.")
    expect(pane.code).to_have_count(0)


def test_a_new_message_ends_what_was_being_written(chat, script, pane, keep):
    keep()
    script(frames([*SAID, *document("ebb.py"), HALVES[0], *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.mark).to_be_visible()
    chat.page.unroute("**/api/chat")
    holds = []
    chat.page.route("**/api/chat", lambda route: holds.append(route))
    chat.send("And now?")
    expect(pane.root).to_contain_text("This document was not kept.")
    # A late part of the first document belongs to nothing any more, even under the same stream.
    held(chat, holds).fulfill(status=200, headers=HEADERS, body=frames([*SAID, HALVES[1], piece("finish"), *END]) + DONE)
    expect(chat.replies).to_have_count(2)
    chat.expect_standing("complete")
    expect(pane.code).to_have_count(0)
    expect(pane.root).to_contain_text("This document was not kept.")


def test_kept_documents_are_listed_and_each_version_can_be_read(chat, script, pane, keep):
    first, second = version(1, "one = 1\n", "first.py"), version(2, "two = 2\n", "second.py")
    keep(
        {"id": "d1", "kind": "code", "title": "second.py", "versions": [second, first]},
        {"id": "d/2", "kind": "text", "title": "Notes", "versions": [version(1, "Some *notes*.", "Notes")]},
    )
    expect(pane.opener).to_be_hidden()
    script(frames([*SAID, *END]) + DONE)
    chat.expect_standing("complete")
    pane.opener.click()
    expect(pane.title).to_have_text("Documents")
    rows = pane.root.locator(".artifact-row")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Version 2")
    chat.shoot("document-list")

    rows.first.click()
    expect(pane.title).to_have_text("second.py")
    expect(pane.code).to_have_text("two = 2\n", use_inner_text=False)
    expect(pane.versions.locator("option")).to_have_count(2)
    pane.versions.select_option("1")
    expect(pane.title).to_have_text("first.py")
    expect(pane.code).to_have_text("one = 1\n", use_inner_text=False)
    expect(pane.mark).to_be_hidden()
    chat.shoot("document-version")
    pane.root.get_by_role("button", name="All documents").click()
    expect(rows).to_have_count(2)


def test_a_new_version_is_chosen_when_it_is_there_and_the_older_one_still_can_be(chat, script, pane, keep):
    keep({"id": "d1", "kind": "code", "title": "ebb.py", "versions": [version(1, "old\n"), version(2, CODE)]})
    script(frames([*SAID, *document("ebb.py"), *HALVES, piece("finish"), *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.versions).to_have_value("2")
    expect(pane.versions.locator("option")).to_have_count(2)
    pane.versions.select_option("1")
    expect(pane.code).to_have_text("old\n", use_inner_text=False)
    pane.versions.select_option("2")
    expect(pane.code).to_have_text(CODE, use_inner_text=False)


def test_what_was_written_and_not_finished_stands_beside_what_is_kept(chat, script, pane, keep):
    keep({"id": "d1", "kind": "code", "title": "ebb.py", "versions": [version(1, "old\n")]})
    script(frames([*SAID, *document("ebb.py"), HALVES[0], piece("abort"), *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.versions.locator("option")).to_contain_text(["Unfinished", "Version 1"])
    expect(pane.mark).to_be_visible()
    pane.versions.select_option("1")
    expect(pane.code).to_have_text("old\n", use_inner_text=False)
    expect(pane.mark).to_be_hidden()
    pane.versions.select_option("new")
    expect(pane.code).to_have_text(CODE[:30], use_inner_text=False)
    expect(pane.mark).to_be_visible()


def test_a_document_that_the_server_does_not_have_is_read_from_its_message(chat, script, pane, keep):
    keep()
    script(frames([*SAID, call("createDocument", DOCUMENT_CALL), MADE, *END]) + DONE)
    chat.expect_standing("complete")
    pane.card.click()
    expect(pane.code).to_have_text(CODE, use_inner_text=False)


def test_a_call_for_a_document_that_fails_says_so(chat, script, pane):
    failed = {"type": "tool-output-error", "toolCallId": "c1", "errorText": "kind must be code, diagram or text"}
    script(frames([*SAID, call("createDocument", {"title": "x"}), failed, *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.card).to_be_hidden()
    expect(chat.reply.locator(".tool-card")).to_contain_text("Failed")


def test_another_conversation_has_its_own_documents(chat, script, pane):
    script(frames([*SAID, *document("ebb.py"), *HALVES, piece("finish"), *END]) + DONE)
    chat.expect_standing("complete")
    expect(pane.root).to_be_visible()
    chat.page.get_by_role("button", name="New chat").first.click()
    expect(pane.root).to_be_hidden()
    expect(pane.opener).to_be_hidden()


def test_on_a_phone_a_document_lies_over_the_conversation_when_it_is_asked_for(holdfast, tab):
    chat = tab(holdfast([{"steps": [{"text": "Hello."}, {"finish": "stop"}]}]), viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    pane = Pane(chat)
    body = frames([*SAID, *document("ebb.py"), *HALVES, call("createDocument", DOCUMENT_CALL), piece("finish"), MADE, *END]) + DONE
    chat.page.route("**/api/chat", lambda route: route.fulfill(status=200, headers=HEADERS, body=body))
    chat.message.fill("Hello")
    chat.send_button.click()
    chat.expect_standing("complete")
    expect(pane.root).to_be_hidden()

    pane.card.tap()
    expect(pane.code).to_have_text(CODE, use_inner_text=False)
    expect(pane.title).to_be_focused()
    assert chat.chat.evaluate("node => node.inert")
    overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert chat.page.evaluate(overflow) == 0
    chat.shoot("phone-document")
    chat.page.keyboard.press("Escape")
    expect(pane.root).to_be_hidden()
    assert not chat.chat.evaluate("node => node.inert")
    expect(pane.card).to_be_focused()

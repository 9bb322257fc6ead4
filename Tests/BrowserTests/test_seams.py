"""Another model goes on with a reply: the text flows on, and the page says quietly who wrote it."""

import pytest
from playwright.sync_api import expect

from chat import SOON
from conftest import PHONE
from frames import DONE, END, HEADERS, START, delta, frames, seam
from server import wait_until

MARK = "Continued by model-b after model-a stopped"
WRITTEN = "Written by model-a, then model-b"
TEXT = "The sea is a vast body of **salt** water, and it never rests."
ANSWER = [delta("The sea is a vast bo"), seam("model-a", "model-b"), delta("dy of **salt** water, and it never rests.")]

# What comes before a seam, what comes after it, and what is read before its mark.
PLACES = [
    ("The sea is", " deep.", "The sea is"),
    ("The sea is ", "deep.", "The sea is"),
    ("The sea is de", "ep.", "The sea is "),
    ("It is **ve", "ry** deep.", "It is "),
    ("It is **", "very** deep.", "It is"),
    ("It is **very**", " deep.", "It is very"),
    ("A [map](https://exam", "ple.org/a) of *it*.", "A map"),
    ("An `unfinished", " piece` of code.", "An unfinished"),
    ("A & B &am", "p; C.", "A & B &"),
    ("One.\n\nTwo", ".\n\nThree.", "One.Two"),
    ("One.\n\n", "Two.\n\nThree.", "One."),
    ("- one\n- tw", "o\n- three", "one"),
    ("- one\n", "- two\n\nEnd.", "one"),
    ("# A hea", "ding\n\nText.", "A "),
    ("| a | b |\n|--", "-|---|\n| c | d |", "ab"),
    ("```python\nheight =", " 3\n```\nEnd.", "height ="),
    ("Text.\n\n", "```python\none = 1\n```", "Text."),
    ("Copy text\n\n```python\none = 1\n```\n\nCopy", " that.", "Copy textone = 1\nCopy"),
    ("私のカメ", "ラです。", "私の"),
    ("A wave 🌊", " breaks.", "A wave 🌊"),
    ("", "All of it.", ""),
]

READ_BEFORE_MARK = """(node) => {
  const range = document.createRange();
  const copy = node.cloneNode(true);
  for (const each of copy.querySelectorAll("button, .code-head")) each.remove();
  const end = copy.querySelector(".seam");
  if (!end) return "";
  range.setStart(copy, 0);
  range.setEndBefore(end);
  return range.toString();
}"""


def play(script, chunks):
    script(frames([*START, *chunks, *END]) + DONE)


def test_a_seam_is_a_quiet_mark_and_the_text_flows_on(chat, script):
    play(script, ANSWER)
    chat.expect_standing("complete")
    expect(chat.reply.locator(".text-part")).to_have_text(TEXT.replace("*", ""))
    mark = chat.reply.get_by_role("img", name=MARK, exact=True)
    expect(mark).to_have_count(1)
    expect(mark).to_have_attribute("title", MARK)
    expect(chat.reply.locator(".models")).to_have_text(WRITTEN)
    expect(chat.banners).to_have_count(0)
    expect(chat.reply.locator(".data-part")).to_have_count(0)
    chat.shoot("seam-light")

    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.reply.get_by_role("button", name="Copy the reply").click()
    expect(chat.page.locator("#announcer")).to_have_text("Copied.")
    assert chat.page.evaluate("() => navigator.clipboard.readText()") == TEXT


@pytest.mark.parametrize(("before", "after", "read"), PLACES)
def test_the_mark_stands_where_the_other_model_goes_on_whatever_is_written_there(chat, script, before, after, read):
    play(script, [delta(before), seam("model-a", "model-b"), delta(after)])
    chat.expect_standing("complete")
    prose = chat.reply.locator(".text-part")
    assert prose.evaluate(READ_BEFORE_MARK).strip() == read.strip()

    # Without its mark it is what it had been had one model written it.
    marked = prose.evaluate("node => { node.querySelector('.seam').remove(); return node.innerHTML; }")
    whole = chat.page.evaluate(
        """async (text) => {
          const { shown } = await import("/markdown.js");
          const node = document.createElement("div");
          node.append(shown(text));
          return node.innerHTML;
        }""",
        before + after,
    )
    assert marked == whole


def test_the_mark_keeps_its_place_while_the_text_grows(chat, script):
    text = chat.reply.locator(".text-part")
    whole = [*START, *ANSWER, delta(" It"), delta(" *is*"), delta(" deep.\n\nA second"), delta(" paragraph."), *END]
    steps = [(6, "never rests."), (7, "rests. It"), (8, "It is"), (9, "A second"), (len(whole), "A second paragraph.")]
    held = []
    script(frames(whole[: steps[0][0]]), *[held.append] * len(steps))
    for (first, read), (last, _) in zip(steps, [*steps[1:], steps[-1]]):
        expect(text).to_contain_text(read)
        expect(chat.reply.get_by_role("img", name=MARK)).to_have_count(1)
        assert text.evaluate(READ_BEFORE_MARK) == "The sea is a vast "
        if first == last:
            break
        wait_until(lambda: chat.page.wait_for_timeout(50) or held, SOON / 1000, "the page asked for the rest")
        body = frames(whole[first:last], first=first) + (DONE if last == len(whole) else "")
        held.pop().fulfill(status=200, headers=HEADERS, body=body)
    chat.expect_standing("complete")


def test_each_seam_of_a_reply_has_its_mark(chat, script):
    play(script, [
        delta("One "), seam("model-a", "model-b"), delta("two "), seam("model-b", "model-b", "stall"), delta("three "),
        seam("model-b", "model-c"), delta("four."),
    ])
    chat.expect_standing("complete")
    marks = chat.reply.get_by_role("img")
    expect(marks).to_have_count(3)
    assert marks.evaluate_all("nodes => nodes.map((node) => node.nextSibling.data)") == ["two ", "three ", "four."]
    expect(marks.nth(1)).to_have_attribute("aria-label", "Continued by model-b, which had stopped and was asked again")
    expect(chat.reply.locator(".models")).to_have_text("Written by model-a, then model-b, then model-c")


def test_a_mark_moves_nothing(chat, script):
    play(script, [delta("word " * 40), delta("so"), seam("model-a", "model-b"), delta("mething " + "word " * 40)])
    chat.expect_standing("complete")
    moved = chat.reply.locator(".text-part").evaluate(
        """(node) => {
          const places = () => {
            const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
            const all = [];
            while (walker.nextNode()) {
              const { data } = walker.currentNode;
              for (let offset = 0; offset < data.length; offset += 1) {
                const range = document.createRange();
                range.setStart(walker.currentNode, offset);
                range.setEnd(walker.currentNode, offset + 1);
                const { left, top } = range.getBoundingClientRect();
                all.push([left, top]);
              }
            }
            return all;
          };
          const before = places();
          node.querySelector(".seam").remove();
          node.normalize();
          const after = places();
          if (before.length !== after.length) return Infinity;
          return Math.max(
            ...before.map(([left, top], index) => Math.abs(left - after[index][0]) + Math.abs(top - after[index][1])),
          );
        }"""
    )
    assert moved < 0.5


def test_the_models_are_named_after_a_reload_too(chat, script):
    play(script, ANSWER)
    chat.expect_standing("complete")
    text = chat.reply.locator(".text-part").inner_text()
    stored = [
        {"id": "q1", "role": "user", "parts": [{"type": "text", "text": "Hello"}], "status": "complete", "createdAt": 1},
        {
            "id": "r1", "role": "assistant", "status": "complete", "createdAt": 2, "streamId": "s1", "model": "model-b",
            "models": ["model-a", "model-b"],
            "parts": [{"type": "text", "text": TEXT}],
        },
    ]
    chat.page.route("**/api/sessions/*/messages*", lambda route: route.fulfill(json={"messages": stored, "next": None}))
    chat.open(f"/#/c/{chat.session}")
    chat.reload()
    chat.expect_standing("complete")
    assert chat.reply.locator(".text-part").inner_text() == text
    expect(chat.reply.locator(".models")).to_have_text(WRITTEN)
    expect(chat.reply.locator(".models")).to_be_visible()
    expect(chat.reply.locator(".seam")).to_have_count(0)
    chat.reply.get_by_role("button", name="More about this reply").click()
    expect(chat.page.get_by_role("menu")).to_contain_text("model-a, model-b")
    chat.shoot("seam-after-reload")


def test_one_model_alone_is_not_named(chat, script):
    play(script, [delta("One "), seam("model-a", "model-a", "stall"), delta("two.")])
    chat.expect_standing("complete")
    expect(chat.reply.get_by_role("img", name="Continued by model-a, which had stopped and was asked again")).to_have_count(1)
    expect(chat.reply.locator(".models")).to_be_hidden()


def test_a_seam_is_seen_in_the_dark_and_on_a_phone(holdfast, tab):
    chat = tab(holdfast([{"steps": [{"text": "Hello."}, {"finish": "stop"}]}]), viewport=PHONE, color_scheme="dark")
    chunks = [
        delta("The sea is a vast body of water that"),
        seam("a-model-with-a-rather-long-name-2026-11-27", "SmolLM2-135M-Instruct"),
        delta(" covers most of the earth."),
    ]
    body = frames([*START, *chunks, *END]) + DONE
    chat.page.route("**/api/chat", lambda route: route.fulfill(status=200, headers=HEADERS, body=body))
    chat.message.fill("What is the sea?")
    chat.send_button.click()
    chat.expect_standing("complete")
    expect(chat.reply.get_by_role("img")).to_have_count(1)
    expect(chat.reply.locator(".models")).to_be_visible()
    overflow = chat.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    chat.shoot("seam-phone-dark")

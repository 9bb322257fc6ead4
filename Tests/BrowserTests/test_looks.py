"""What is shown is safe, readable and reachable: Markdown, themes, phones, keyboards, screen readers, errors."""

import re

from playwright.sync_api import expect

from chat import SOON, assert_whole
from conftest import PHONE

FINISH = {"finish": "stop"}

HOSTILE = """Before.

<img src=x onerror="window.broken = 1">

<script>window.broken = 2</script>

[a link](javascript:window.broken=3) and ![a picture](javascript:window.broken=4)

<a href="javascript:window.broken=5" onclick="window.broken=6">click</a> and [inside](/api/sessions)

| a | b |
|---|:-:|
| <svg onload="window.broken=7"></svg> | <style>body{display:none}</style> |

`<iframe srcdoc="<script>parent.broken=8</script>">`

After."""

MARKDOWN = """Tides are the sea answering the **moon**. Two bulges of water stay where they are, and the earth turns underneath them.

## Why there are two a day

1. The side that faces the moon is pulled *more* than the centre.
2. The far side is pulled *less*, so it stays behind.
3. The earth turns through both in about 24 h 50 min.

| Place | Range | When |
|:------|------:|:----:|
| Bay of Fundy | 16.3 m | spring |
| Brest | 7.2 m | spring |
| Gdańsk | 0.1 m | always |

A rough model, in a few lines:

```python
def height(hour, range_m=7.2, period=12.42):
    \"\"\"The height of the water over the mean, in metres.\"\"\"
    return range_m / 2 * math.cos(2 * math.pi * hour / period)
```

> The sea does not wait, but it does come back. See [tide tables](https://example.org/tides), or `tides.csv`.
"""

RICH = [
    {"reasoning": "The question is about tides. ", "repeat": 3, "every": 0.02},
    {"tool": {"id": "call_1", "name": "tide_table", "input": {"place": "Brest", "date": "2024-03-11", "unit": "m"}}},
    {"text": MARKDOWN},
    {"data": {"name": "chart", "id": "c1", "value": {"kind": "line", "points": [3.6, 1.8, -3.6, -1.8]}}},
    FINISH,
]


def test_markdown_from_a_model_cannot_do_anything(holdfast, tab):
    chat = tab(holdfast([{"steps": [{"text": HOSTILE}, FINISH]}]))
    chat.send("Try something")
    chat.expect_standing("complete")
    expect(chat.reply).to_contain_text("After.")

    assert chat.page.evaluate("() => window.broken") is None
    prose = chat.reply.locator(".prose")
    for name in ("img", "script", "iframe", "svg[onload]", "style", "[onerror]", "[onclick]", "[style]"):
        expect(prose.locator(name)).to_have_count(0)
    addresses = prose.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert addresses == [], f"Only absolute addresses of the web become links: {addresses}"
    expect(chat.reply).to_contain_text("onerror=")
    chat.shoot("markdown-hostile")


def test_markdown_is_shown_as_such(holdfast, tab):
    chat = tab(holdfast([{"steps": RICH}]))
    chat.send("Explain how tides work, step by step.\nI have never seen the sea.")
    chat.expect_standing("complete")
    expect(chat.reply.get_by_role("heading", name="Why there are two a day")).to_be_visible()
    expect(chat.reply.locator("strong")).to_have_text("moon")
    expect(chat.reply.locator("li")).to_have_count(3)
    expect(chat.reply.get_by_role("cell", name="16.3 m")).to_have_attribute("align", "right")
    link = chat.reply.get_by_role("link", name="tide tables")
    expect(link).to_have_attribute("href", "https://example.org/tides")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    chat.page.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    chat.shoot("markdown-light")

    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat.reply.get_by_role("button", name="Copy this code").click()
    expect(chat.page.locator("#announcer")).to_have_text("Copied.")
    copied = chat.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("def height(") and copied.endswith("period)")


def test_text_that_grows_ends_up_as_if_it_had_come_at_once(holdfast, tab):
    pieces = [{"text": MARKDOWN[start : start + 3]} for start in range(0, len(MARKDOWN), 3)]
    server = holdfast([{"match": "slowly", "steps": [*pieces, FINISH]}, {"steps": [{"text": MARKDOWN}, FINISH]}])
    chat = tab(server)
    chat.send("At once")
    chat.expect_standing("complete")
    at_once = chat.reply.locator(".prose").inner_html()
    chat.send("Now slowly")
    expect(chat.replies).to_have_count(2)
    chat.expect_standing("complete", within=60_000)
    assert chat.reply.locator(".prose").inner_html() == at_once


def test_without_the_markdown_parser_a_reply_is_plain_text(holdfast, tab, person):
    server = holdfast([{"steps": [{"text": "One **two**\n\n<b>three</b>\n"}, FINISH]}])
    context = person()
    context.route("**/vendor/**", lambda route: route.abort())
    chat = tab(server, context)
    chat.send("Hello")
    chat.expect_standing("complete")
    expect(chat.reply.locator(".text-part")).to_have_text("One **two**\n\n<b>three</b>\n", use_inner_text=False)
    expect(chat.reply.locator("strong, b")).to_have_count(0)


def test_thoughts_tools_and_data_are_folded_away(holdfast, tab):
    chat = tab(holdfast([{"steps": RICH}]))
    chat.send("Explain how tides work")
    chat.expect_standing("complete")
    thoughts = chat.reply.locator(".reasoning")
    expect(thoughts.locator(".reasoning-text")).to_be_hidden()
    thoughts.locator("summary").click()
    expect(thoughts.locator(".reasoning-text")).to_contain_text("The question is about tides.")

    tool = chat.reply.locator(".tool-card")
    expect(tool).to_contain_text("tide_table")
    expect(tool).to_contain_text("place: Brest")
    tool.locator("summary").click()
    expect(tool.locator("pre").first).to_contain_text('"date": "2024-03-11"')
    expect(chat.reply.locator(".data-part")).to_contain_text("chart")
    chat.page.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    chat.shoot("tools-light")


def test_the_dark_theme_follows_the_system_and_can_be_chosen(holdfast, tab):
    chat = tab(holdfast([{"steps": RICH}]), color_scheme="dark")
    background = "() => getComputedStyle(document.body).backgroundColor"
    dark = chat.page.evaluate(background)
    chat.shoot("empty-dark")
    chat.page.get_by_role("button", name="Switch to the light theme").click()
    light = chat.page.evaluate(background)
    assert light != dark
    chat.reload()
    assert chat.page.evaluate(background) == light
    chat.page.get_by_role("button", name="Switch to the dark theme").click()
    assert chat.page.evaluate(background) == dark

    chat.send("Explain how tides work, step by step.")
    chat.expect_standing("complete")
    chat.page.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    chat.shoot("markdown-dark")


def test_a_phone_has_the_list_in_a_drawer_and_nothing_is_cut_off(holdfast, tab):
    server = holdfast([{"steps": RICH}])
    chat = tab(server, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    chat.shoot("phone-empty")
    chat.send("Explain how tides work, step by step.")
    chat.expect_standing("complete")
    overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert chat.page.evaluate(overflow) == 0
    chat.shoot("phone-reply")

    sidebar = chat.page.get_by_role("complementary", name="Conversations")
    expect(sidebar).to_be_hidden()
    chat.page.get_by_role("button", name="Show the list of conversations").tap()
    expect(sidebar).to_be_visible()
    expect(chat.rows.first).to_be_in_viewport(ratio=1)
    chat.shoot("phone-drawer")
    chat.page.keyboard.press("Escape")
    expect(sidebar).to_be_hidden()

    # On a touch keyboard Enter is a new line.
    chat.message.tap()
    chat.page.keyboard.type("one")
    chat.page.keyboard.press("Enter")
    chat.page.keyboard.type("two")
    expect(chat.message).to_have_value("one\ntwo")


def test_everything_can_be_done_with_the_keyboard(holdfast, tab):
    server = holdfast([
        {"match": "long", "steps": [{"text": "w{n} ", "repeat": 3000, "every": 0.02}, FINISH]},
        {"steps": [{"text": "Hello."}, FINISH]},
    ])
    chat = tab(server)
    keyboard = chat.page.keyboard
    # Backwards from the message box the first stop of the page is the link that leads past the list.
    expect(chat.message).to_be_focused()
    for _ in range(20):
        keyboard.press("Shift+Tab")
        if chat.page.evaluate("() => document.activeElement.id") == "skip-link":
            break
    expect(chat.page.get_by_role("link", name="Skip to the message box")).to_be_focused()
    chat.shoot("keyboard-skip-link")
    keyboard.press("Enter")
    expect(chat.message).to_be_focused()

    keyboard.type("one")
    keyboard.press("Shift+Enter")
    keyboard.type("two")
    expect(chat.message).to_have_value("one\ntwo")
    keyboard.press("Enter")
    chat.expect_standing("complete")
    expect(chat.questions.last).to_have_text("one\ntwo", use_inner_text=True)
    expect(chat.message).to_have_value("")

    keyboard.type("Something long")
    keyboard.press("Enter")
    chat.expect_words(10)
    keyboard.press("Escape")
    chat.expect_standing("stopped")
    expect(chat.message).to_be_focused()

    first = chat.session
    keyboard.press("Control+Shift+O")
    expect(chat.chat).to_have_attribute("data-state", "empty")
    assert chat.session != first
    expect(chat.message).to_be_focused()

    # Back to the first conversation through the list.
    chat.rows.first.get_by_role("link").focus()
    keyboard.press("Enter")
    expect(chat.replies).to_have_count(2)
    chat.reply.get_by_role("button", name="More about this reply").focus()
    keyboard.press("Enter")
    expect(chat.page.get_by_role("menuitem").first).to_be_focused()
    keyboard.press("ArrowDown")
    expect(chat.page.get_by_role("menuitem").nth(1)).to_be_focused()
    keyboard.press("Escape")
    expect(chat.page.get_by_role("menu")).to_be_hidden()
    expect(chat.reply.get_by_role("button", name="More about this reply")).to_be_focused()


def test_a_screen_reader_hears_the_beginning_and_the_end_only(holdfast, tab):
    chat = tab(holdfast([{"steps": [{"text": "w{n} ", "repeat": 60, "every": 0.02}, FINISH]}]))
    chat.page.evaluate(
        """() => {
          const region = document.getElementById("announcer");
          globalThis.heard = [];
          new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
        }"""
    )
    chat.send("Count for me")
    expect(chat.page.get_by_role("log")).to_have_attribute("aria-live", "off")
    chat.expect_standing("complete")
    assert chat.page.evaluate("() => heard") == ["The reply begins.", "The reply is complete."]
    unnamed = chat.page.evaluate(
        """() => [...document.querySelectorAll("button, a, textarea")]
          .filter((node) => !node.closest("[hidden]"))
          .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length))
          .map((node) => node.outerHTML)"""
    )
    assert unnamed == []


def test_a_reply_that_fails_says_so_and_can_be_sent_again(holdfast, tab):
    server = holdfast([
        {"match": "fail", "steps": [{"fail": {"kind": "overload", "message": "The model is busy."}}]},
        {"steps": [{"text": "Hello."}, FINISH]},
    ])
    chat = tab(server)
    chat.send("Please fail")
    expect(chat.error).to_be_visible(timeout=60_000)
    expect(chat.error.locator(".banner-text")).not_to_be_empty()
    expect(chat.replies).to_have_count(0)
    expect(chat.stop_button).to_be_hidden()
    chat.shoot("error-failed")

    ids = []
    chat.page.on("request", lambda request: ids.append(request.post_data_json["message"]["id"]) if request.url.endswith("/api/chat") else None)
    chat.error.get_by_role("button", name="Send again").click()
    expect(chat.questions).to_have_count(2)
    expect(chat.error).to_be_visible(timeout=60_000)
    first = chat.questions.first.get_attribute("data-message")
    assert set(ids) and first not in ids, "A retry after a failed reply is a new message."

    chat.error.get_by_role("button", name="Dismiss").click()
    expect(chat.error).to_have_count(0)
    chat.reload()
    expect(chat.questions.last).to_contain_text("There is no reply to this message")
    chat.shoot("unanswered")


def test_a_reply_that_is_cut_keeps_its_text_and_offers_the_download(holdfast, tab):
    server = holdfast([{"steps": [{"text": "w{n} ", "repeat": 25}, {"fail": {"kind": "cut", "message": "The model broke off."}}]}])
    chat = tab(server)
    chat.send("Count for me")
    chat.expect_standing("interrupted", within=60_000)
    assert_whole(chat.words(), 25)
    expect(chat.error).to_be_visible()
    expect(chat.error.get_by_role("button", name="Send again")).to_be_visible()
    chat.shoot("error-cut")
    with chat.page.expect_download() as download:
        chat.error.get_by_role("link", name="Download what was streamed").click()
    assert "w24" in download.value.path().read_text()


def test_a_refused_message_goes_back_to_the_composer_with_the_servers_words(holdfast, tab):
    chat = tab(holdfast([{"steps": [{"text": "Hello."}, FINISH]}]))
    refusal = {
        "type": "RATE_LIMIT", "error": "too many requests", "message": "You have sent a lot of messages. Please wait a minute.",
        "statusCode": 429, "errorCode": "RATE_LIMITED", "category": "rate-limit", "severity": "transient", "source": "guard",
        "retryable": True, "metadata": {"timestamp": 1},
    }
    chat.page.route("**/api/chat", lambda route: route.fulfill(status=429, json=refusal, headers={"retry-after": "60"}))
    chat.message.fill("One more")
    chat.send_button.click()
    expect(chat.error).to_contain_text("You have sent a lot of messages.")
    expect(chat.message).to_have_value("One more")
    expect(chat.questions).to_have_count(0)
    chat.shoot("error-refused")

    chat.page.unroute("**/api/chat")
    chat.send_button.click()
    chat.expect_standing("complete")
    expect(chat.error).to_have_count(0)


def test_what_is_degraded_is_on_the_page(holdfast, tab, person):
    server = holdfast([{"steps": [{"text": "Hello."}, FINISH]}])
    context = person()
    status = {
        "status": "degraded", "version": "1.0.0", "durability": "process", "provider": {"name": "scripted", "model": "scripted"},
        "degraded": [{"component": "store", "since": 1, "message": "Replies are being saved with a delay."}],
    }
    context.route("**/api/status", lambda route: route.fulfill(json=status))
    chat = tab(server, context)
    expect(chat.page.locator("#status-banner")).to_contain_text("Replies are being saved with a delay.")
    chat.shoot("degraded")


def settled_top(scroller):
    """How far down the scroller is, once it stands still."""
    return scroller.evaluate(
        """async (node) => {
          let [top, still] = [node.scrollTop, 0];
          for (let frames = 0; still < 10 && frames < 300; frames += 1) {
            await new Promise(requestAnimationFrame);
            still = node.scrollTop === top ? still + 1 : 0;
            top = node.scrollTop;
          }
          return top;
        }"""
    )


def test_scrolling_up_lets_go_and_the_button_goes_back(holdfast, tab):
    chat = tab(holdfast([{"steps": [{"text": "w{n} is a line of its own.\n\n", "repeat": 800, "every": 0.02}, FINISH]}]))
    chat.send("Count for me")
    chat.expect_words(1)
    expect(chat.reply.locator("p")).not_to_have_count(0)
    expect(chat.reply).to_contain_text("w40 ", timeout=SOON)
    scroller = chat.page.locator("#scroller")
    scroller.hover()
    chat.page.mouse.wheel(0, -600)
    jump = chat.page.get_by_role("button", name="Jump to latest")
    expect(jump).to_be_visible()
    top = settled_top(scroller)
    expect(chat.reply).to_contain_text("w200 ", timeout=SOON)
    assert abs(settled_top(scroller) - top) < 2, "The page moved under the reader."
    chat.shoot("scrolled-up")
    jump.click()
    expect(jump).to_be_hidden()
    expect(chat.stop_button).to_be_visible()
    chat.expect_standing("complete", within=60_000)
    settled_top(scroller)
    distance = scroller.evaluate("node => node.scrollHeight - node.clientHeight - node.scrollTop")
    assert distance < 60

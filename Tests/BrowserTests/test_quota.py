"""What is left of a user's limits stands under the message box, and a limit that is reached says when there is more."""

import time

from playwright.sync_api import expect

from frames import DONE, END, START, delta, frames, notice

HOUR = 3_600_000


def limit(unit, period, size, used, resets_at):
    return {
        "unit": unit, "period": period, "limit": size, "used": used, "reserved": 0, "remaining": size - used, "resetsAt": resets_at,
    }


def test_what_is_left_is_shown_and_kept_up_to_date(holdfast, tab, person):
    context = person(timezone_id="Pacific/Auckland")
    noon = 1_710_115_200_000  # 13:00 in Auckland
    used = {"messages": 3}

    def plans(route):
        limits = [
            limit("tokens", "month", 500_000, 1_000, noon + 20 * 24 * HOUR),
            limit("messages", "day", 10, used["messages"], noon + 11 * HOUR),
        ]
        route.fulfill(json={"plans": [{"plan": "free", "limits": limits, "concurrency": {"limit": 2, "running": 0}}]})

    context.route("**/api/quota", plans)
    context.clock.set_fixed_time(noon / 1000)
    server = holdfast([{"steps": [{"text": "Hello."}, {"finish": "stop"}]}])
    chat = tab(server, context)
    line = chat.page.locator(".quota")
    expect(line.locator("summary")).to_have_text("7 of 10 messages left today")
    chat.shoot("quota")
    line.locator("summary").click()
    expect(line.locator("li")).to_have_text([
        "7 of 10 messages left today, resets tomorrow at 00:00",
        "499,000 of 500,000 tokens left this month, resets on 31 March at 13:00",
        "0 of 2 replies at once",
    ])
    chat.page.keyboard.press("Escape")
    expect(line.locator("li").first).to_be_hidden()
    expect(line.locator("summary")).to_be_focused()

    used["messages"] = 10
    chat.send("Hello")
    chat.expect_standing("complete")
    expect(line.locator("summary")).to_have_text("No messages left today, resets tomorrow at 00:00")
    expect(line).to_have_attribute("data-standing", "none")


def test_without_plans_there_is_no_line(holdfast, tab, person):
    context = person()
    asked = []

    def plans(route):
        asked.append(route)
        route.fulfill(json={"plans": []})

    context.route("**/api/quota", plans)
    chat = tab(holdfast([{"steps": [{"text": "Hello."}, {"finish": "stop"}]}]), context)
    before = len(asked)
    assert before > 0
    chat.send("Hello")
    chat.expect_standing("complete")
    expect(chat.page.locator(".quota")).to_be_hidden()
    chat.page.wait_for_timeout(100)
    assert len(asked) > before


def test_a_limit_that_is_reached_says_when_there_is_more(chat, script):
    resets_at = int(time.time() * 1000) + 3 * 24 * HOUR
    refusal = {
        "type": "USAGE_LIMIT_EXCEEDED", "error": "10 of 10 messages are used", "message": "You have used all of your messages for this month.",
        "statusCode": 403, "errorCode": "USAGE_LIMIT_EXCEEDED", "category": "quota", "severity": "recoverable", "source": "guard",
        "retryable": False, "metadata": {"timestamp": 1, "phase": "quota", "resetsAt": resets_at},
    }
    script(lambda route: route.fulfill(status=403, json=refusal))
    when = chat.page.evaluate(
        """(at) => `on ${new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long" })} at `
          + new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })""",
        resets_at,
    )
    expect(chat.error).to_have_text(f"You have used all of your messages for this month. The limit resets {when}.")
    expect(chat.error.get_by_role("button", name="Send again")).to_have_count(0)
    expect(chat.message).to_have_value("Hello")
    chat.shoot("limit")


def test_notices_of_limits_and_tools_are_shown(chat, script):
    script(frames([
        *START, delta("text"),
        notice("Your limit may look lower than it is for a moment.", key="quota", phase="quota", level="warning", action="wait"),
        notice("A person has to look at what these tools have done: book.", key="effects-manualReview", phase="tool", level="warning"),
        *END,
    ]) + DONE)
    chat.expect_standing("complete")
    expect(chat.banners).to_have_text([
        "Your limit may look lower than it is for a moment.", "A person has to look at what these tools have done: book.",
    ])

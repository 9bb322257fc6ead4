"""The page as a user sees it: what can be done, and what can be read."""

import re
from pathlib import Path

from playwright.sync_api import expect

SCREENSHOTS = Path(__file__).parent / "screenshots"
SOON = 20_000
RECOVERY = 90_000


class Chat:
    """A tab with the chat in it."""

    def __init__(self, page, url):
        self.page = page
        self.url = url
        self.message = page.get_by_label("Message", exact=True)
        self.replies = page.locator("article.assistant")
        self.reply = self.replies.last
        self.questions = page.locator("article.user")
        self.stop_button = page.get_by_role("button", name="Stop the reply")
        self.send_button = page.get_by_role("button", name="Send the message")
        self.activity = self.reply.locator(".activity")
        self.banners = page.locator("#banners .banner")
        self.error = page.locator("#banners .banner.error")
        self.chat = page.locator("#chat")
        self.rows = page.locator(".conversation-row")

    def open(self, path="/"):
        self.page.goto(self.url + path)
        self.wait_until_open()
        return self

    def reload(self):
        self.page.reload()
        self.wait_until_open()

    def wait_until_open(self):
        expect(self.chat).to_have_attribute("data-state", re.compile("empty|talking"), timeout=SOON)

    @property
    def session(self):
        match = re.search(r"#/c/(.+)$", self.page.url)
        assert match, f"The address names no conversation: {self.page.url}"
        return match.group(1)

    def send(self, text):
        self.message.fill(text)
        self.send_button.click()
        expect(self.questions.last).to_contain_text(text.split("\n")[0])

    def words(self):
        """The words of the last reply that are on the screen."""
        if self.replies.count() == 0:
            return []
        return self.reply.locator(".text-part").all_inner_texts()[0].split() if self.reply.locator(".text-part").count() else []

    def expect_words(self, count, within=SOON):
        """Waits until at least this many words are there, and returns them."""
        word = re.compile(rf"\bw{count - 1}\b")
        expect(self.reply.locator(".text-part").first).to_contain_text(word, timeout=within)
        return self.words()

    def expect_standing(self, standing, within=SOON):
        expect(self.reply).to_have_attribute("data-standing", standing, timeout=within)

    def shoot(self, name):
        """Takes a picture for people to look at."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.evaluate("() => document.fonts.ready.then(() => undefined)")
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")


def numbered(count):
    """The words that `{"text": "w{n} ", "repeat": count}` writes."""
    return [f"w{index}" for index in range(count)]


def assert_in_order(words):
    """No gap, no repeat, no reorder: the words are the first ones of the numbered text."""
    assert words == numbered(len(words)), f"A gap, a repeat or a reorder: {words}"


def assert_whole(words, count):
    assert words == numbered(count), f"Expected {count} words in order, got {len(words)}: {words}"

"""Fixtures: a browser, a server, tabs. What is missing fails the tests; nothing is skipped."""

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from chat import SOON, Chat
from frames import HEADERS
from server import Holdfast
from wire import Wire

CHROMIUM = Path("/usr/bin/chromium")
DESKTOP = {"width": 1280, "height": 820}
PHONE = {"width": 390, "height": 844}

# Only a failure waits for so long; a machine that is slow or busy needs it.
expect.set_options(timeout=SOON)


@pytest.fixture(scope="session")
def browser():
    assert CHROMIUM.exists(), f"There is no browser at {CHROMIUM}: install the package chromium."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def holdfast(tmp_path):
    """Starts servers: `holdfast(replies, settings, configuration)` is one that is ready. All are stopped at the end."""
    servers = []

    def start(*arguments, **options):
        server = Holdfast(tmp_path / f"server-{len(servers)}", *arguments, **options)
        servers.append(server)
        return server.start()

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def wire():
    """Puts a wire that can be cut before a server: `wire(server)` has the `url` to open."""
    wires = []

    def lay(server):
        wires.append(Wire(server.port))
        return wires[-1]

    yield lay
    for each in wires:
        each.close()


@pytest.fixture
def person(browser):
    """Makes people: `person(...)` is a browser profile of its own, with its own cookie and storage."""
    contexts = []

    def make(viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, locale="en-GB", **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def tab(person):
    """
    Opens tabs: `tab(server)` shows the chat in a new profile, `tab(server, context)` in this one. An error in a
    script of the page, or anything that the content policy had to block, fails the test.
    """
    problems = []

    def open_tab(server, context=None, path="/", **options):
        page = (context or person(**options)).new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda entry: _note_policy(entry, problems))
        return Chat(page, server.url).open(path)

    yield open_tab
    assert problems == [], f"The page had errors: {problems}"


@pytest.fixture
def chat(holdfast, tab):
    """The chat of somebody new, on a server of its own."""
    return tab(holdfast([{"steps": [{"text": "Hello."}, {"finish": "stop"}]}]))


@pytest.fixture
def script(chat):
    """Answers the page's requests: `script(post, *resumes)`, each a body or a function of the route."""
    asked = []

    def play(post, *resumes):
        answers = list(resumes)

        def fulfill(route, answer):
            if callable(answer):
                answer(route)
            else:
                route.fulfill(status=200, headers=HEADERS, body=answer)

        def resume(route):
            asked.append(route.request.headers.get("last-event-id"))
            fulfill(route, answers.pop(0) if answers else lambda each: each.fulfill(status=204))

        chat.page.route("**/api/chat", lambda route: fulfill(route, post))
        chat.page.route("**/api/chat/*/stream", resume)
        chat.message.fill("Hello")
        chat.send_button.click()
        return asked

    return play


def _note_policy(entry, problems):
    if entry.type == "error" and "Content Security Policy" in entry.text:
        problems.append(entry.text)

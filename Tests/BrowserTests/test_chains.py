"""A model dies in the middle of a sentence, and a real one goes on with it: over real HTTP, up to what is on the screen."""

import re

import pytest
from playwright.sync_api import expect

from local_model import LocalModel
from upstream import DyingUpstream

BEGINNING = "The sea is a vast body of salt water that"
# A small model on a busy machine.
IN_TIME = 240_000


@pytest.fixture(scope="module")
def local_model(tmp_path_factory):
    model = LocalModel(tmp_path_factory.mktemp("model"))
    yield model
    model.stop()


@pytest.fixture
def dying():
    upstream = DyingUpstream(BEGINNING, model="first-model")
    yield upstream
    upstream.close()


def chain(first, second):
    """An agent that asks the first model, and then the second, which can go on with what the first one wrote."""
    return f"""
providers:
  first:
    kind: openai
    url: {first.url}
  local:
    kind: openai
    url: {second.url}
    continuation: prefill
agents:
  default:
    chain: [first/{first.model}, local/{second.name}]
"""


def test_a_real_model_goes_on_with_the_sentence_in_which_the_first_one_died(holdfast, tab, dying, local_model):
    chat = tab(holdfast(configuration=chain(dying, local_model)))
    chat.send("What is the sea? Answer in one sentence.")
    text = chat.reply.locator(".text-part")
    expect(text).to_have_text(BEGINNING)
    expect(chat.stop_button).to_be_visible()

    dying.die()
    chat.expect_standing("complete", within=IN_TIME)
    whole = text.inner_text()
    assert whole.startswith(BEGINNING), "What was on the screen is not there any more."
    rest = whole[len(BEGINNING) :]
    assert len(rest.split()) >= 3, f"The sentence was not continued: {whole!r}"
    assert BEGINNING not in rest, f"It began again: {whole!r}"
    assert len(dying.requests) == 1

    mark = chat.reply.get_by_role("img", name=f"Continued by {local_model.name} after first-model stopped")
    expect(mark).to_have_count(1)
    assert mark.evaluate("node => node.previousSibling.data").strip() == BEGINNING
    written = f"Written by first-model, then {local_model.name}"
    expect(chat.reply.locator(".models")).to_have_text(written)
    expect(chat.error).to_have_count(0)
    chat.shoot("continued-by-a-real-model")

    chat.reload()
    chat.expect_standing("complete")
    assert text.inner_text() == whole
    expect(chat.reply.locator(".models")).to_have_text(written)
    expect(chat.replies).to_have_count(1)
    expect(chat.error).to_have_count(0)
    chat.shoot("continued-after-reload")
    assert stored_reply(chat)["models"] == ["first-model", local_model.name]


def test_a_real_model_goes_on_with_a_reply_whose_server_was_killed(holdfast, tab, local_model):
    server = holdfast(configuration=f"""
providers:
  local:
    kind: openai
    url: {local_model.url}
    continuation: prefill
agents:
  default:
    chain: [local/{local_model.name}]
""")
    chat = tab(server)
    chat.send("Tell me a long story about a lighthouse, in many paragraphs.")
    text = chat.reply.locator(".text-part")
    expect(text).to_contain_text(re.compile(r"(\S+\s+){8}"))
    server.kill()
    expect(chat.activity).to_contain_text("Reconnecting")
    seen = text.inner_text()

    server.start()
    chat.expect_standing("complete", within=IN_TIME)
    assert text.inner_text().startswith(seen), "What was on the screen is not there any more."
    expect(chat.reply.get_by_role("img", name=f"Continued by {local_model.name} after the server was restarted")).to_have_count(1)
    expect(chat.error).to_have_count(0)
    chat.shoot("continued-after-a-kill")


def stored_reply(chat):
    """The last message as the server has it, asked from within the page, as the cookie is there."""
    return chat.page.evaluate(
        "async (session) => (await (await fetch(`/api/sessions/${session}/messages`)).json()).messages.at(-1)", chat.session,
    )

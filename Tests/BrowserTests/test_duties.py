"""What a reply owes, up to the screen: documents, tools that ask, limits, from the server itself."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

SAYS = {"finish": "stop"}
CALLS = {"finish": "tool-calls"}
CODE = "def ebb(hour):\n    return hour + 6.2\n"


@pytest.fixture
def boats():
    """A tool over HTTP that books boats, and remembers which."""
    calls = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            calls.append(json.loads(self.rfile.read(int(self.headers["content-length"])))["input"])
            body = b'{"booking": "HF-204"}'
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.calls = calls
    server.url = f"http://127.0.0.1:{server.server_address[1]}/book"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def serve(holdfast, tmp_path):
    """A server whose agent plays these replies, with what else the file says of it."""

    def start(replies, agent, more=""):
        scenario = tmp_path / "played.json"
        scenario.write_text(json.dumps({"replies": replies}))
        return holdfast(configuration=f"""
providers:
  play: {{kind: scripted, scenario: {scenario}}}
agents:
  default:
    chain: [play/one]
    {agent}
{more}
""")

    return start


def document(content, id=None):
    return {"title": "ebb.py", "kind": "code", "content": content, **({"id": id} if id else {})}


def test_a_document_is_written_before_the_readers_eyes_and_kept(serve, tab):
    writes = {"tool": {"id": "write", "name": "createDocument", "input": document(CODE), "pieceLength": 3, "every": 0.1}}
    chat = tab(serve(
        [
            {"match": "Write", "afterSteps": 0, "steps": [{"text": "I write it down."}, writes, CALLS]},
            {"match": "Write", "afterSteps": 1, "steps": [{"text": "There it is."}, SAYS]},
        ],
        "tools: [createDocument]",
    ))
    pane = chat.page.get_by_role("complementary", name="Documents")
    chat.send("Write it")
    expect(pane.locator(".artifact-state")).to_have_text("Writing")
    chat.reload()
    expect(pane.locator(".artifact-state")).to_have_text("Writing")
    chat.expect_standing("complete")
    expect(pane.locator(".artifact-code")).to_have_text(CODE, use_inner_text=False)
    expect(pane.locator(".artifact-mark")).to_be_hidden()
    expect(chat.reply).to_contain_text("There it is.")

    chat.reload()
    expect(pane).to_be_hidden()
    chat.reply.locator(".document-card").click()
    expect(pane.locator(".artifact-code")).to_have_text(CODE, use_inner_text=False)
    pane.get_by_role("button", name="All documents").click()
    expect(pane.locator(".artifact-row")).to_have_count(1)


@pytest.mark.parametrize("answer", ["Allow", "Don’t allow"])
def test_a_tool_does_what_a_person_allowed_and_nothing_else(serve, tab, boats, answer):
    asks = {"tool": {"id": "c1", "name": "book", "input": {"boat": "Mouette"}}}
    chat = tab(serve(
        [
            {"match": "Book", "afterSteps": 0, "steps": [{"text": "May I?"}, asks, CALLS]},
            {"match": "Book", "steps": [{"text": "That is that."}, SAYS]},
        ],
        "tools: [book]",
        f"""tools:
  book:
    summary: Books a boat.
    url: {boats.url}
    effect: irreversible
    approval: true
    allowPrivate: true
    schema: {{type: object, properties: {{boat: {{type: string}}}}, required: [boat]}}
""",
    ))
    chat.send("Book it")
    state = chat.reply.locator(".tool-state")
    expect(state).to_have_text("Waits for approval")
    chat.expect_standing("complete")
    chat.reload()
    assert boats.calls == [], "Nobody has allowed it."

    chat.reply.get_by_role("button", name=answer, exact=True).click()
    expect(chat.reply).to_contain_text("That is that.")
    chat.expect_standing("complete")
    is_allowed = answer == "Allow"
    expect(state).to_have_text("Done" if is_allowed else "Denied")
    assert boats.calls == ([{"boat": "Mouette"}] if is_allowed else [])

    chat.reload()
    expect(chat.replies).to_have_count(1)
    expect(chat.reply).to_contain_text("That is that.")
    expect(state).to_have_text("Done" if is_allowed else "Denied")
    expect(chat.page.get_by_role("button", name="Allow", exact=True)).to_have_count(0)


def test_a_limit_counts_down_and_says_when_there_is_more(serve, tab):
    chat = tab(serve([{"steps": [{"text": "Hello."}, SAYS]}], "quotaClass: free", "plans:\n  free: {messagesPerDay: 1}\n"))
    line = chat.page.locator(".quota > summary")
    expect(line).to_contain_text("1 of 1 messages left today")
    chat.send("Hello")
    chat.expect_standing("complete")
    expect(line).to_contain_text("No messages left today, resets")
    chat.message.fill("Once more")
    chat.send_button.click()
    expect(chat.error).to_contain_text("You have used all of your messages for today. The limit resets")
    expect(chat.message).to_have_value("Once more")

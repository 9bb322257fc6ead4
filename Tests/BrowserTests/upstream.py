"""A provider with OpenAI's API, over real HTTP, that dies in the middle of a sentence."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class DyingUpstream:
    """Says the beginning of a sentence, word by word; at `die` it closes the connection, without an end of any kind."""

    def __init__(self, beginning, model):
        self.model = model
        self.requests = []
        self._beginning = beginning
        self._death = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def die(self):
        self._death.set()

    def close(self):
        self.die()
        self._server.shutdown()
        self._server.server_close()

    def _handler(upstream):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers["content-length"])
                upstream.requests.append(json.loads(self.rfile.read(length)))
                self.send_response(200)
                self.send_header("content-type", "text/event-stream")
                self.send_header("transfer-encoding", "chunked")
                self.end_headers()
                self._say({"role": "assistant", "content": ""})
                for index, word in enumerate(upstream._beginning.split(" ")):
                    self._say({"content": word if index == 0 else f" {word}"})
                upstream._death.wait()
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True

            def _say(self, delta):
                choice = {"index": 0, "delta": delta, "finish_reason": None}
                chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": upstream.model, "choices": [choice]}
                data = f"data: {json.dumps(chunk)}\n\n".encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
                self.wfile.flush()

            def log_message(self, *arguments):
                pass

        return Handler

"""A wire between browser and server that can be cut: a TCP forwarder."""

import socket
import threading


class Wire:
    """Forwards connections to a port. `cut` breaks all of them; until `mend`, new ones are refused at once."""

    def __init__(self, port):
        self._target = port
        self._lock = threading.Lock()
        self._pairs = set()
        self._is_cut = False
        self._cut_after = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def cut(self):
        with self._lock:
            self._is_cut = True
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            self._break(pair)

    def mend(self):
        with self._lock:
            self._is_cut = False

    def cut_each_after(self, size):
        """From now on every connection breaks after this many bytes from the server, the open ones at once."""
        with self._lock:
            self._cut_after = size
        self.cut()
        self.mend()

    def close(self):
        self._listener.close()
        self.cut()

    def _accept(self):
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                refused, limit = self._is_cut, self._cut_after
                self.connections += 1
            if refused:
                browser.close()
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                browser.close()
                continue
            pair = (browser, server)
            with self._lock:
                self._pairs.add(pair)
            threading.Thread(target=self._pump, args=(browser, server, pair, None), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, browser, pair, limit), daemon=True).start()

    def _pump(self, source, sink, pair, limit):
        passed = 0
        try:
            while data := source.recv(65536):
                if limit is not None and passed + len(data) >= limit:
                    sink.sendall(data[: limit - passed])
                    break
                sink.sendall(data)
                passed += len(data)
        except OSError:
            pass
        self._break(pair)

    def _break(self, pair):
        with self._lock:
            self._pairs.discard(pair)
        for each in pair:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            each.close()

"""Real servers on this machine for channels to talk to."""

from __future__ import annotations

import asyncio
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, cast

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import SMTP

from alerts.channels import Answer, Unreachable

Reply = tuple[int, dict[str, str], bytes]


def _set() -> Event:
    event = Event()
    event.set()
    return event


@dataclass
class Mailbox:
    """What an SMTP server was given, and the answers it is to give."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    raw: list[bytes] = field(default_factory=list)
    taken_at: list[float] = field(default_factory=list)
    # How many mails it takes on one connection; who came, by connection, as often as mails were announced.
    most_each: int = 1_000_000
    peers: list[Any] = field(default_factory=list)
    # Whether a mail was announced, and whether it is answered yet.
    offered: Event = field(default_factory=Event)
    let_go: Event = field(default_factory=_set)

    def messages(self) -> list[EmailMessage]:
        """What was taken. No property: aiosmtpd looks at every attribute of a handler at each connection."""
        return [cast(EmailMessage, message_from_bytes(raw, policy=policy.default)) for raw in self.raw]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.peers.count(session.peer) >= self.most_each:
            return "421 4.7.0 that is enough for one connection"
        self.peers.append(session.peer)
        envelope.mail_from = address
        self.offered.set()
        while not self.let_go.is_set():
            await asyncio.sleep(0.01)
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get(f"RCPT {address}", self.answers.get("RCPT", "250 OK"))

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answers.get("DATA") == "drop":
            server.transport.abort()
            return "421 gone"
        answer = self.answers.get("DATA", "250 OK")
        if answer.startswith("2"):
            self.raw.append(envelope.content)
            self.taken_at.append(time.perf_counter())
        return answer


@contextmanager
def smtp_server(port: int = 0, **options: Any) -> Iterator[Mailbox]:
    """An SMTP server on a free port, or this one."""
    mailbox, loop = Mailbox(), asyncio.new_event_loop()

    class Controller(UnthreadedController):
        def factory(self) -> SMTP:
            return SMTP(self.handler, ident="test", **self.SMTP_kwargs)

    controller = Controller(mailbox, hostname="127.0.0.1", port=port, loop=loop, **options)
    controller.begin()
    assert controller.server is not None
    mailbox.port = controller.server.sockets[0].getsockname()[1]
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield mailbox
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        controller.end()
        loop.close()


@dataclass
class Listener:
    """An HTTP server that keeps what it was posted and answers as told."""

    url: str = ""
    answer: Callable[[], Reply] = lambda: (200, {}, b"ok")
    requests: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)


@contextmanager
def http_listener(tls: ssl.SSLContext | None = None) -> Iterator[Listener]:
    """An HTTP server on a free port."""
    listener = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            listener.requests.append((self.path, dict(self.headers), body))
            status, headers, text = listener.answer()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(text))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    listener.url = f"127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def post(url: str, headers: Mapping[str, str], body: bytes, timeout_seconds: float) -> Answer | Unreachable:
    """A poster without the guard, for servers on this machine."""
    request = urllib.request.Request(url, body, dict(headers), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=timeout_seconds) as response:
            return Answer(response.status, dict(response.headers), response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, dict(error.headers), error.read())
    except OSError as error:
        return Unreachable(type(error).__name__)

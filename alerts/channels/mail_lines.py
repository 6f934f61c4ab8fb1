"""Connections to mail servers, each kept for all that one sender has for its server.

To connect, greet, encrypt and log in takes longer than to hand a message over. A server that closed a kept connection
meanwhile, or says that it had enough on this one, gets a new one at once, as long as nothing of the message was given.
Whom the next message is from can be said ahead, so that the server thinks about that while we do something else.
"""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from functools import cache
from types import TracebackType

from alerts.channels.address import MailAddress

_HAD_ENOUGH = 421
_Server = tuple[str, int, str, str | None, str | None]


class MailLines:
    """Kept connections by server and login. For one thread; close it, or use it as a context manager."""

    def __init__(self) -> None:
        self._open: dict[_Server, smtplib.SMTP] = {}
        # Senders that were said ahead; what the server says to that is yet to be read.
        self._ahead: dict[_Server, str] = {}

    def say_ahead(self, address: MailAddress) -> None:
        """Say whom the next message to a server is from, where its connection is kept; nothing of it is given yet."""
        server = address.server
        line = self._open.get(server)
        if line is None or server in self._ahead:
            return
        try:
            line.putcmd("MAIL", f"FROM:<{address.sender}>")
        except (smtplib.SMTPException, OSError):
            self._drop(server)
        else:
            self._ahead[server] = address.sender

    def hand_over(
        self, address: MailAddress, body: bytes, timeout_seconds: float, tls: ssl.SSLContext | None = None
    ) -> None:
        """Give a message to its server. Raises what `smtplib` raises; after a refusal the connection is kept."""
        server = address.server
        line = self._kept(address)
        try:
            if line is None:
                line = _connect(address, timeout_seconds, tls)
                self._open[server] = line
                _announce(line, address)
            code, said = line.data(body)
            if code != 250:
                raise smtplib.SMTPDataError(code, said)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError):
            self._reset(server)
            raise
        except BaseException:
            self._drop(server)
            raise

    def close(self) -> None:
        """End every connection; what a server says to that changes nothing."""
        for server in list(self._open):
            self._drop(server)

    def __enter__(self) -> MailLines:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def _kept(self, address: MailAddress) -> smtplib.SMTP | None:
        """The kept connection with the message announced on it, or None where there is none that still works."""
        server = address.server
        line = self._open.get(server)
        if line is None:
            return None
        ahead = self._ahead.pop(server, None)
        try:
            if ahead not in (None, address.sender):
                line.getreply()
                line.rset()
                ahead = None
            _announce(line, address, said_ahead=ahead is not None)
        except smtplib.SMTPSenderRefused as refused:
            if refused.smtp_code != _HAD_ENOUGH:
                self._reset(server)
                raise
        except smtplib.SMTPRecipientsRefused:
            self._reset(server)
            raise
        except (smtplib.SMTPException, OSError):
            pass
        else:
            return line
        self._drop(server)
        return None

    def _reset(self, server: _Server) -> None:
        """Make the connection ready for another message, or let go of it."""
        try:
            self._open[server].rset()
        except (smtplib.SMTPException, OSError):
            self._drop(server)

    def _drop(self, server: _Server) -> None:
        line = self._open.pop(server, None)
        ahead = self._ahead.pop(server, None)
        if line is None:
            return
        with contextlib.suppress(smtplib.SMTPException, OSError):
            if line.sock is not None:
                line.sock.settimeout(2)
                if ahead is not None:
                    line.getreply()
                line.quit()
        line.close()


def _announce(line: smtplib.SMTP, address: MailAddress, said_ahead: bool = False) -> None:
    """Say whom the message is from and for. `smtplib` would take each mailbox apart once more, for every message."""
    line.ehlo_or_helo_if_needed()
    code, said = line.getreply() if said_ahead else line.docmd("MAIL", f"FROM:<{address.sender}>")
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, said, address.sender)
    code, said = line.docmd("RCPT", f"TO:<{address.recipient}>")
    if code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({address.recipient: (code, said)})


def _connect(address: MailAddress, timeout_seconds: float, tls: ssl.SSLContext | None) -> smtplib.SMTP:
    """A connection, encrypted as the address asks. EHLO names the sender's domain: asking DNS for ours may hang."""
    name = address.sender.rpartition("@")[2]
    line: smtplib.SMTP
    if address.security == "tls":
        line = smtplib.SMTP_SSL(
            address.host, address.port, local_hostname=name, timeout=timeout_seconds, context=tls or _system_trust()
        )
    else:
        line = smtplib.SMTP(address.host, address.port, local_hostname=name, timeout=timeout_seconds)
    try:
        if address.security == "starttls":
            line.starttls(context=tls or _system_trust())
        if address.user and address.password:
            line.login(address.user, address.password)
    except BaseException:
        line.close()
        raise
    return line


@cache
def _system_trust() -> ssl.SSLContext:
    """The system's certificates, which take some tens of milliseconds to read."""
    return ssl.create_default_context()

"""E-mail by SMTP: text and HTML, a Message-ID of our own, replies in their thread.

What the server says decides: 5xx to the message or its recipient is final, save 5.7.x, by which a policy bars us; 4xx
and every fault of connection, encryption and login is not, for those can be mended before the message is given up.
"""

from __future__ import annotations

import binascii
import hashlib
import re
import smtplib
import ssl
from email.header import Header
from email.utils import format_datetime, formataddr
from functools import lru_cache

from alerts.channels.address import MailAddress
from alerts.channels.mail_lines import MailLines
from alerts.channels.wire import Envelope, Wire
from alerts.model import Barred, Outcome, Refused, Retry, Sent
from alerts.safe_text import link, plain

# RFC 4954, 6: the server wants a login, or another one; that is no fault of the message.
_LOGIN_CODES = frozenset([530, 534, 535, 538])
_LOGIN_PAUSE = 900.0
# RFC 5321, 4.2.2: the service is not available and closes.
_CLOSING = 421
# RFC 3463, 3.8: security or policy.
_POLICY = re.compile(r"5\.7\.\d")
_MAILTO = re.compile(r"mailto:[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+\?subject=[A-Za-z0-9%]+")
_SAID = 200


def deliver_mail(address: MailAddress, envelope: Envelope, wire: Wire) -> Outcome:
    """Hand one message to the server; SMTP's answer becomes the outcome."""
    body = compose(address, envelope, wire)
    try:
        if wire.lines is not None:
            wire.lines.hand_over(address, body, wire.timeout_seconds, wire.tls)
        else:
            with MailLines() as lines:
                lines.hand_over(address, body, wire.timeout_seconds, wire.tls)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        # UnicodeError is how the resolver answers a host name that can't be one.
        return _outcome(error, address.host)
    return Sent(f"{address.host} took it")


def compose(address: MailAddress, envelope: Envelope, wire: Wire) -> bytes:
    """The message as it goes over the wire. Headers hold one line each, whatever their values held.

    By hand: the email package takes longer than all the rest of sending.
    """
    rendered, domain = envelope.rendered, address.sender.rpartition("@")[2]
    headers = {
        "From": _sender(address.sender_name, address.sender),
        "To": address.recipient,
        "Subject": _subject(rendered.subject),
        "Date": format_datetime(wire.now),
        "Message-ID": message_id(envelope.message_id, domain),
    }
    if envelope.in_reply_to:
        headers["In-Reply-To"] = headers["References"] = message_id(envelope.in_reply_to, domain)
    # RFC 3834: so that absence notes do not answer us.
    headers["Auto-Submitted"] = "auto-generated"
    headers["List-Id"] = f"Watchkeeper <alerts.watchkeeper.{domain}>"
    headers |= _unsubscribing(envelope.unsubscribe)
    headers["MIME-Version"] = "1.0"
    boundary = _boundary(envelope.message_id)
    headers["Content-Type"] = f'multipart/alternative; boundary="{boundary}"'
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("ascii")
    border = f"\r\n--{boundary}".encode("ascii")
    parts = (_part(rendered.text, "plain"), _part(rendered.html, "html"))
    return head + b"".join(border + b"\r\n" + part for part in parts) + border + b"--\r\n"


def _unsubscribing(address: str | None) -> dict[str, str]:
    """RFC 2369, and RFC 8058 where a page of ours takes the click; a mail to whoever runs this is the other way."""
    if page := link(address):
        return {"List-Unsubscribe": f"<{page}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    if address and _MAILTO.fullmatch(address):
        return {"List-Unsubscribe": f"<{address}>"}
    return {}


def message_id(name: str, domain: str) -> str:
    """`<name@domain>`: the same notice has the same Message-ID however often it is sent."""
    safe = re.sub(r"[^A-Za-z0-9.@_-]", "-", name)
    return f"<{safe}>" if "@" in safe else f"<{safe}@{domain}>"


def _outcome(error: Exception, host: str) -> Outcome:
    """Final only where the server refuses this sender, this recipient or this message with a 5xx."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            code, text = next(iter(refused.values()))
            return _by_code(code, text, host)
        case (
            smtplib.SMTPSenderRefused(smtp_code=code, smtp_error=text)
            | smtplib.SMTPDataError(smtp_code=code, smtp_error=text)
        ):
            return _by_code(code, text, host)
        case smtplib.SMTPAuthenticationError():
            return _down(f"{host} did not accept user and password", _LOGIN_PAUSE)
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=text):
            return _down(_said(code, text, host))
        case smtplib.SMTPNotSupportedError():
            return _down(f"{host} offers no STARTTLS or no login; use port 465, or mailto:// for a relay of your own")
        case ssl.SSLCertVerificationError():
            return _down(f"{host} shows a certificate that is not trusted: {error.verify_message}")
        case TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            return _down(f"{host} did not answer in time")
        case smtplib.SMTPServerDisconnected():
            return _down(f"{host} closed the connection")
        case _:
            return _down(f"{host} could not be reached: {type(error).__name__}")


def _down(said: str, after: float | None = None) -> Retry:
    """A fault of the server, not of this message."""
    return Retry(said, after, endpoint=True)


def _by_code(code: int, text: bytes | str, host: str) -> Outcome:
    said = _said(code, text, host)
    if code in _LOGIN_CODES:
        return _down(said, _LOGIN_PAUSE)
    if code < 500:
        return Retry(said, endpoint=code == _CLOSING)
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return Barred(said) if _POLICY.match(shown) else Refused(said)


def _said(code: int, text: bytes | str, host: str) -> str:
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{host} said {code} {plain(shown, _SAID)}"


@lru_cache(maxsize=64)
def _part(text: str, subtype: str) -> bytes:
    """One form of the text, which many messages share. Quoted-printable by the C library, in a tenth of the time."""
    encoded = binascii.b2a_qp(text.encode(), istext=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return head.encode("ascii") + encoded


@lru_cache(maxsize=64)
def _subject(text: str) -> str:
    return Header(plain(text, 200), header_name="Subject").encode(linesep="\r\n")


@lru_cache(maxsize=64)
def _sender(name: str, mailbox: str) -> str:
    return formataddr((name, mailbox))


def _boundary(name: str) -> str:
    # An equals sign and underscore can't meet in quoted-printable text, so no line of it can pass for the boundary.
    return f"=_{hashlib.sha256(name.encode()).hexdigest()[:32]}"

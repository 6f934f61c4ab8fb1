"""E-mail by SMTP: text and HTML, a Message-ID of our own, replies in their thread.

What the server says decides: 5xx to the message or its recipient is final, 4xx and every fault of connection,
encryption and login is not, for those can be mended before the message is given up.
"""

from __future__ import annotations

import binascii
import hashlib
import re
import smtplib
import ssl
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import format_datetime, formataddr
from functools import cache

from alerts.channels.address import MailAddress
from alerts.channels.wire import Envelope, Wire
from alerts.model import Outcome, Refused, Retry, Sent
from alerts.safe_text import link, plain

# RFC 4954, 6: the server wants a login, or another one; that is no fault of the message.
_LOGIN_CODES = frozenset([530, 534, 535, 538])
_LOGIN_PAUSE = 900.0
_WIRE_FORM = compat32.clone(linesep="\r\n")
_SAID = 200


def deliver_mail(address: MailAddress, envelope: Envelope, wire: Wire) -> Outcome:
    """Hand one message to the server; SMTP's answer becomes the outcome."""
    try:
        with _connect(address, wire) as server:
            if address.user and address.password:
                server.login(address.user, address.password)
            server.sendmail(address.sender, [address.recipient], compose(address, envelope, wire).as_bytes())
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        # UnicodeError is how the resolver answers a host name that can't be one.
        return _outcome(error, address.host)
    return Sent(f"{address.host} took it")


def compose(address: MailAddress, envelope: Envelope, wire: Wire) -> Message:
    """The message as it goes over the wire. Headers hold one line each, whatever their values held.

    The email package's older message class: the newer one reads every header back as it is set, which takes longer
    than all the rest of sending.
    """
    rendered, domain = envelope.rendered, address.sender.rpartition("@")[2]
    message = Message(_WIRE_FORM)
    message["From"] = formataddr((address.sender_name, address.sender))
    message["To"] = address.recipient
    message["Subject"] = Header(plain(rendered.subject, 200), header_name="Subject").encode()
    message["Date"] = format_datetime(wire.now)
    message["Message-ID"] = message_id(envelope.message_id, domain)
    if envelope.in_reply_to:
        original = message_id(envelope.in_reply_to, domain)
        message["In-Reply-To"] = original
        message["References"] = original
    # RFC 3834: so that absence notes do not answer us.
    message["Auto-Submitted"] = "auto-generated"
    if unsubscribe := link(envelope.unsubscribe):
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = f'multipart/alternative; boundary="{_boundary(envelope.message_id)}"'
    message.set_payload([_part(rendered.text, "plain"), _part(rendered.html, "html")])
    return message


def message_id(name: str, domain: str) -> str:
    """`<name@domain>`: the same notice has the same Message-ID however often it is sent."""
    safe = re.sub(r"[^A-Za-z0-9.@_-]", "-", name)
    return f"<{safe}>" if "@" in safe else f"<{safe}@{domain}>"


def _connect(address: MailAddress, wire: Wire) -> smtplib.SMTP:
    """A connection, encrypted as the address asks. EHLO names the sender's domain: asking DNS for ours may hang."""
    name = address.sender.rpartition("@")[2]
    if address.security == "tls":
        return smtplib.SMTP_SSL(
            address.host,
            address.port,
            local_hostname=name,
            timeout=wire.timeout_seconds,
            context=wire.tls or _system_trust(),
        )
    server = smtplib.SMTP(address.host, address.port, local_hostname=name, timeout=wire.timeout_seconds)
    if address.security == "starttls":
        try:
            server.starttls(context=wire.tls or _system_trust())
        except BaseException:
            server.close()
            raise
    return server


@cache
def _system_trust() -> ssl.SSLContext:
    """The system's certificates, which take some tens of milliseconds to read."""
    return ssl.create_default_context()


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
            return Retry(f"{host} did not accept user and password", _LOGIN_PAUSE)
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=text):
            return Retry(_said(code, text, host))
        case smtplib.SMTPNotSupportedError():
            return Retry(f"{host} offers no STARTTLS or no login; use port 465, or mailto:// for a relay of your own")
        case ssl.SSLCertVerificationError():
            return Retry(f"{host} shows a certificate that is not trusted: {error.verify_message}")
        case TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            return Retry(f"{host} did not answer in time")
        case smtplib.SMTPServerDisconnected():
            return Retry(f"{host} closed the connection")
        case _:
            return Retry(f"{host} could not be reached: {type(error).__name__}")


def _by_code(code: int, text: bytes | str, host: str) -> Outcome:
    said = _said(code, text, host)
    if code in _LOGIN_CODES:
        return Retry(said, _LOGIN_PAUSE)
    return Refused(said) if code >= 500 else Retry(said)


def _said(code: int, text: bytes | str, host: str) -> str:
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{host} said {code} {plain(shown, _SAID)}"


def _part(text: str, subtype: str) -> Message:
    """One form of the text. Quoted-printable by the C library: the email package's own takes ten times as long."""
    part = Message(_WIRE_FORM)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(binascii.b2a_qp(text.encode(), istext=True).decode("ascii"))
    return part


def _boundary(name: str) -> str:
    # An equals sign and underscore can't meet in quoted-printable text, so no line of it can pass for the boundary.
    return f"=_{hashlib.sha256(name.encode()).hexdigest()[:32]}"

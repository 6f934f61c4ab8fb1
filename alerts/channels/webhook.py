"""A webhook of the subscriber's own: the JSON document of a message, signed.

The receiver checks `X-Watchkeeper-Signature`: `sha256=` and the hexadecimal HMAC-SHA256 of the body's bytes under the
shared secret. `Idempotency-Key` is the message's id and the same at every try.
"""

from __future__ import annotations

import hashlib
import hmac
import json

from alerts.channels.address import HookAddress
from alerts.channels.http_answer import outcome
from alerts.channels.wire import Envelope, Wire
from alerts.model import Outcome


def deliver_webhook(address: HookAddress, envelope: Envelope, wire: Wire) -> Outcome:
    """Post one message, signed."""
    body = json.dumps(envelope.rendered.payload, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": envelope.message_id,
        "X-Watchkeeper-Signature": signature(body, address.secret),
    }
    return outcome(wire.post(address.url, headers, body, wire.timeout_seconds), "the webhook", wire.now)


def signature(body: bytes, secret: str) -> str:
    """What the receiver works out for itself and compares."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

"""Slack by incoming webhook: blocks, with a text that stands in for them.

An incoming webhook can't reply in a thread, so a correction says in its first line what it corrects.
"""

from __future__ import annotations

import json

from alerts.channels.address import SlackAddress
from alerts.channels.http_answer import outcome
from alerts.channels.wire import Envelope, Wire
from alerts.model import Outcome


def deliver_slack(address: SlackAddress, envelope: Envelope, wire: Wire) -> Outcome:
    """Post one message to the webhook."""
    document = {
        "text": envelope.rendered.slack_text,
        "blocks": envelope.rendered.slack_blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    body = json.dumps(document, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    return outcome(wire.post(address.url, headers, body, wire.timeout_seconds), "Slack", wire.now)

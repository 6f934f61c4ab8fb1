"""Slack by a bot of one's own (`chat.postMessage`): replies stand in the thread of what they are about.

Slack answers 200 to almost everything and says in the body what it thinks of it.
"""

from __future__ import annotations

import json
from typing import Any

from alerts.channels.address import SlackBotAddress
from alerts.channels.http_answer import outcome, retry_after
from alerts.channels.wire import Answer, Envelope, Wire
from alerts.model import Barred, Outcome, Refused, Retry, Sent
from alerts.safe_text import plain

# https://docs.slack.dev/reference/methods/chat.postMessage: what passes, and what somebody has to see to.
_NOT_NOW = frozenset(["ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable",
                      "request_timeout", "team_added_to_org"])  # fmt: skip
_BARRED = frozenset(["not_in_channel", "channel_not_found", "is_archived", "invalid_auth", "not_authed",
                     "account_inactive", "token_revoked", "token_expired", "missing_scope", "restricted_action",
                     "no_permission", "org_login_required", "ekm_access_denied", "access_denied"])  # fmt: skip


def deliver_slack_bot(address: SlackBotAddress, envelope: Envelope, wire: Wire) -> Outcome:
    """Post one message; the receipt is its `ts`, by which a reply finds the thread."""
    document: dict[str, Any] = {
        "channel": address.channel,
        "text": envelope.rendered.slack_text,
        "blocks": envelope.rendered.slack_blocks,
        "unfurl_links": False,
        "unfurl_media": False,
        # A repeat can be told by its id.
        "metadata": {"event_type": "watchkeeper_message", "event_payload": {"id": envelope.message_id}},
    }
    if envelope.thread:
        # In the thread, and in the channel too: a correction must be seen by whoever saw the original.
        document |= {"thread_ts": envelope.thread, "reply_broadcast": True}
    headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {address.token}"}
    body = json.dumps(document, ensure_ascii=False).encode()
    answer = wire.post(address.url, headers, body, wire.timeout_seconds)
    if not isinstance(answer, Answer) or answer.status != 200:
        return outcome(answer, "Slack", wire.now)
    return _said(answer, wire)


def _said(answer: Answer, wire: Wire) -> Outcome:
    try:
        document = json.loads(answer.body)
    except ValueError:
        return Retry("Slack answered with something else than JSON", endpoint=True)
    if document.get("ok") is True:
        return Sent("Slack took it", plain(str(document.get("ts") or ""), 100) or None)
    error = plain(str(document.get("error")), 60)
    if error in _NOT_NOW:
        return Retry(f"Slack said {error}", retry_after(answer.header("Retry-After"), wire.now), endpoint=True)
    return Barred(f"Slack said {error}") if error in _BARRED else Refused(f"Slack said {error}")

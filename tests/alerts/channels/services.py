"""Services as their documentation describes them: each looks at what it is posted and answers as the real one would."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.alerts.channels.servers import Listener, Reply

Rule = Callable[[str, Mapping[str, str], bytes], Reply]
HOOK_SECRET = "sixteen-or-more-letters"


def played_by(listener: Listener, rule: Rule) -> Listener:
    """The listener as that service."""
    listener.answer = lambda: rule(*listener.requests[-1])
    return listener


def slack(path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Incoming webhooks: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks."""
    if not re.fullmatch(r"/services/T\w+/B\w+/\w+", path):
        return 404, {}, b"no_service"
    document = _json(headers, body)
    if document is None or set(document) - {"text", "blocks", "attachments", "unfurl_links", "unfurl_media", "mrkdwn"}:
        return 400, {}, b"invalid_payload"
    if not isinstance(document.get("text"), str) or not document["text"]:
        return 400, {}, b"no_text"
    blocks = document.get("blocks", [])
    if len(blocks) > 50 or not all(map(_is_slack_block, blocks)):
        return 400, {}, b"invalid_blocks"
    return 200, {}, b"ok"


def _is_slack_block(block: dict[str, Any]) -> bool:
    match block:
        case {"type": "section", "text": text}:
            return _is_slack_text(text)
        case {"type": "context", "elements": [_, *_] as elements}:
            return len(elements) <= 10 and all(map(_is_slack_text, elements))
        case {"type": "divider"}:
            return True
    return False


def _is_slack_text(text: Any) -> bool:
    return (
        isinstance(text, dict)
        and set(text) <= {"type", "text", "verbatim"}
        and text["type"] in ("mrkdwn", "plain_text")
        and 1 <= len(text["text"]) <= 3000
    )


def slack_api(path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """https://docs.slack.dev/reference/methods/chat.postMessage: 200, and in the body whether it was taken."""
    document = _json(headers, body)
    if path != "/api/chat.postMessage" or document is None:
        return 200, {}, b'{"ok":false,"error":"unknown_method"}'
    if headers.get("Authorization") != "Bearer xoxb-right-token":
        return 200, {}, b'{"ok":false,"error":"invalid_auth"}'
    if not document.get("text") or not all(map(_is_slack_block, document["blocks"])):
        return 200, {}, b'{"ok":false,"error":"invalid_blocks"}'
    if "thread_ts" in document and not re.fullmatch(r"\d{10}\.\d{6}", document["thread_ts"]):
        return 200, {}, b'{"ok":false,"error":"invalid_thread_ts"}'
    return 200, {}, b'{"ok":true,"channel":"C0123","ts":"1503435956.000247"}'


def teams(path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """A workflow "when a Teams webhook request is received": a message with adaptive cards, 28 KB at most."""
    document = _json(headers, body)
    if not path.startswith("/workflows/") or document is None or len(body) > 28_000:
        return 400, {}, b'{"error":{"code":"InvalidRequestContent"}}'
    cards = document.get("attachments")
    if document.get("type") != "message" or not cards or not all(map(_is_card, cards)):
        return 400, {}, b'{"error":{"code":"TriggerInputSchemaMismatch"}}'
    return 202, {}, b""


def _is_card(attachment: dict[str, Any]) -> bool:
    content = attachment.get("content", {})
    return (
        attachment.get("contentType") == "application/vnd.microsoft.card.adaptive"
        and content.get("type") == "AdaptiveCard"
        and content.get("version") in ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5")
        and all(block["type"] in ("TextBlock", "Image") for block in content["body"])
        and all(isinstance(block["text"], str) for block in content["body"] if block["type"] == "TextBlock")
    )


def ntfy(path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Publishing as JSON: https://docs.ntfy.sh/publish/#publish-as-json; longer messages would become attachments."""
    document = _json(headers, body)
    if path != "/" or document is None or not re.fullmatch(r"[-_A-Za-z0-9]{1,64}", str(document.get("topic"))):
        return 400, {}, b'{"code":40024,"http":400,"error":"invalid request: topic invalid"}'
    if not document.get("message") or len(document["message"].encode()) > 4096 or "\n" in document.get("title", ""):
        return 400, {}, b'{"code":40009,"http":400,"error":"invalid request"}'
    return 200, {}, b'{"id":"hwQ2YpKdmg","event":"message"}'


def discord(path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Executing a webhook: https://discord.com/developers/docs/resources/webhook#execute-webhook."""
    document = _json(headers, body)
    if not re.match(r"/api/webhooks/\w+/\w+", path):
        return 404, {}, b'{"message": "Unknown Webhook", "code": 10015}'
    if document is None or not (document.get("content") or document.get("embeds")):
        return 400, {}, b'{"message": "Cannot send an empty message", "code": 50006}'
    embeds = document.get("embeds", [])
    fits = len(document.get("content") or "") <= 2000 and len(embeds) <= 10
    fits &= all(len(e.get("title", "")) <= 256 and len(e.get("description", "")) <= 4096 for e in embeds)
    if not fits or "@everyone" in document.get("content", ""):
        return 400, {}, b'{"message": "Invalid Form Body", "code": 50035}'
    return 204, {}, b""


def json_hook(path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """A receiver of our own documents that checks what our documentation promises."""
    expected = "sha256=" + hmac.new(HOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(headers.get("X-Watchkeeper-Signature", ""), expected):
        return 401, {}, b"wrong signature"
    document = _json(headers, body)
    wanted = {"schema", "id", "at", "test", "replies_to", "headline", "standing", "reasons", "changes"}
    if path != "/in" or document is None or not wanted <= set(document):
        return 400, {}, b"fields are missing"
    if document["schema"] != "watchkeeper.message/1" or headers.get("Idempotency-Key") != document["id"]:
        return 400, {}, b"another version, or a key that is not its id"
    return 200, {}, b""


def _json(headers: Mapping[str, str], body: bytes) -> dict[str, Any] | None:
    if not headers.get("Content-Type", "").startswith("application/json"):
        return None
    try:
        document = json.loads(body)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None

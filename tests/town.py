"""A small town: a newsstand, a mail server, a webhook and a Watchkeeper between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from flows import settings, steps
from flows.passes import direct_pass
from flows.report import PassReport
from flows.settings import Settings
from flows.shop import Shop
from tests.alerts.channels.servers import Listener, Mailbox, http_listener, smtp_server
from tests.newsstand.stand import Newsstand

SUBSCRIPTIONS = """
[recipient.newsdesk]
channels = ["mailto://127.0.0.1:{mail}?from=watch@example.org&to=desk@example.org", "hook://{hook}/in?secret=sixteen-or-more-letters"]

[[subscription]]
name = "North West"
to = "newsdesk"
regions = ["North West"]
when = "immediate"
digest = "off"
"""


class Town:
    """A newsstand, a mail server, a webhook and a Watchkeeper between them, with a clock that the test sets."""

    def __init__(self, stand: Newsstand, mailbox: Mailbox, hook: Listener, known: Settings) -> None:
        self.stand, self.mailbox, self.hook, self.settings = stand, mailbox, hook, known
        self.outlets: dict[str, str] = {}
        self.official = ""

    def open_outlet(self, slug: str, name: str) -> None:
        self.stand.open_outlet(slug, name)
        self.watch(slug, name)

    def watch(self, slug: str, name: str) -> None:
        self.outlets[slug] = name
        self.settings.sources.write_text(
            self.official
            + "\n".join(
                f'[[source]]\nid = "{key}"\nname = "{outlet}"\nurl = "{self.stand.feed_url(key)}"\nkind = "rss"\n'
                f'group = "local press"\nserves = ["St Helens"]\nevery = 30\noutlet = "{outlet}"\n'
                for key, outlet in self.outlets.items()
            )
        )

    def watch_ofsted(self) -> None:
        """Look at the inspectorate's site too, which the newsstand plays."""
        self.official = (
            '[[source]]\nid = "ofsted"\nname = "Ofsted"\nkind = "ofsted_search"\n'
            f'url = "{self.stand.base}/search?rows=100"\n'
            'group = "official"\nserves = ["national"]\nevery = 15\n\n'
        )

    def run(self, now: datetime) -> PassReport:
        with steps.open_shop(self.settings) as shop:
            return direct_pass(shop, lambda: now)

    def shop(self) -> Shop:
        return steps.open_shop(self.settings)

    @property
    def mails(self) -> list[str]:
        return [str(message["Subject"]) for message in self.mailbox.messages()]

    @property
    def posts(self) -> list[str]:
        return [json.loads(body)["headline"] for _, _, body in self.hook.requests]


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    with Newsstand() as stand, smtp_server() as mailbox, http_listener() as hook:
        known = settings.load(
            home=tmp_path,
            database_url=database_url,
            sources_file=tmp_path / "sources.toml",
            subscriptions_file=tmp_path / "subscriptions.toml",
            trusted_hosts="127.0.0.1",
            host_spacing=0,
            operator_contact="desk@example.org",
        )
        known.sources.write_text("")
        known.subscriptions_file.write_text(SUBSCRIPTIONS.format(mail=mailbox.port, hook=hook.url))
        yield Town(stand, mailbox, hook, known)

"""Many readers of one mail server, and news for all of them: what tests and benchmarks of sending start from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from alerts.channels import channel_id
from alerts.subscriptions import Loaded, Subscription
from flows.settings import Settings
from flows.shop import Shop, lend_shop
from flows.steps import reading
from parsers.model import Article
from storage import articles
from storage.database import Database

SEEDS = Path(__file__).parents[1] / "seeds"
COUNCILS = (
    "Knowsley", "Halton", "Sefton", "Wigan", "Bolton", "Bury", "Rochdale", "Oldham", "Tameside", "Trafford",
    "Salford", "Stockport", "Warrington", "Cumberland", "Lancashire", "Blackpool", "Leeds", "Bradford", "Kirklees",
    "Wakefield",
)  # fmt: skip


def readers(count: int, port: int) -> tuple[Subscription, ...]:
    """So many people who follow all of England by mail."""
    return tuple(
        Subscription(
            id=f"reader {number}",
            name=f"Reader {number}",
            recipient=f"r{number}@example.org",
            authorities=(),
            regions=("England",),
            channels=(f"mailto://127.0.0.1:{port}?from=watch@example.org&to=r{number}@example.org",),
        )
        for number in range(count)
    )


def shop_of(database: Database, subscriptions: tuple[Subscription, ...]) -> Shop:
    """A shop for these readers."""
    return lend_shop(Settings(seeds=SEEDS, trusted_hosts=frozenset({"127.0.0.1"})), database, Loaded(subscriptions, ()))


def channels_of(subscriptions: tuple[Subscription, ...]) -> list[str]:
    """Their channels' ids."""
    return [channel_id(channel) for rule in subscriptions for channel in rule.channels]


def story(council: str, number: int) -> Article:
    """A report that a council was judged inadequate, each in its own words."""
    return Article(
        id=f"story-{number}",
        title=f"{council} children's services rated inadequate by Ofsted",
        text=(
            f"Ofsted has judged children's services at {council} Council to be inadequate.\n\n"
            "Inspectors visited the council between 28 September and 9 October 2026, and their report was published "
            "this week.\n\nThe council said that it accepted the findings in full."
        ),
    )


def publish(shop: Shop, council: str, now: datetime) -> int:
    """Store such a report, unread; gives its version."""
    told = story(council, 0)
    with shop.database.write() as session:
        text = articles.Text(
            text=f"{told.title}\n\n{told.text}", outlet="Example Star", published=now, ref=f"{council} {now}"
        )
        version = articles.put(session, text, now, silent=False)
        assert version is not None
        return version.id


def tell(shop: Shop, council: str, now: datetime) -> None:
    """Let such a report come in, so that every reader is owed it."""
    reading.read(shop, [publish(shop, council, now)], now)

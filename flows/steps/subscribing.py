"""Subscriptions of both homes as people and programs see them; those of the database added, changed and ended."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from alerts.channels import holds_secret, masked
from alerts.placeholders import names_in
from alerts.stored_form import form_of
from alerts.subscription import Subscription
from alerts.subscription_keys import MAIL_ADDRESS
from alerts.subscription_rule import KEYS, key_of
from alerts.subscriptions import load_subscriptions
from flows.shop import Shop, Unreadable
from storage import subscribing

_LISTS = (
    "channels", "authorities", "regions", "lists", "authority_types", "neighbours_of", "exclude", "types", "kinds",
    "grades", "directions", "services", "posts", "days",
)  # fmt: skip


def listed(shop: Shop) -> list[dict[str, Any]]:
    """Every subscription that is in force, without the secrets of its channels."""
    return [as_dict(rule) for rule in shop.subscriptions]


def as_dict(rule: Subscription) -> dict[str, Any]:
    """What a subscription comes to."""
    form = form_of(rule)
    form["channels"] = [masked(channel) for channel in rule.channels]
    form["quiet"] = sorted(masked(channel) for channel in rule.quiet)
    form["digest"] = str(rule.timetable.digest) if rule.timetable.digest else None
    form["daily"] = str(rule.timetable.daily)
    return {"origin": rule.origin} | form


def values_of(settings: Iterable[str]) -> dict[str, Any]:
    """`types=judgement,intervention` and so on, as values. Raises Unreadable for a key that there is not."""
    values: dict[str, Any] = {}
    for setting in settings:
        key, sign, text = setting.partition("=")
        key = key.strip()
        if not sign or key not in KEYS:
            raise Unreadable(f"{setting!r}: write KEY=VALUE with one of the keys {', '.join(KEYS)}")
        values[key] = _value(key, text.strip())
    return values


def put(shop: Shop, values: Mapping[str, Any], now: datetime, change: bool, dry_run: bool) -> Subscription:
    """Add a subscription to the database, or change keys of one; a value of "" takes a key out.

    Raises Unreadable, saying what is wrong, for a rule that is not sound, a name of the file's, or one taken.
    """
    name = str(values.get("name", "")).strip()
    if not name:
        raise Unreadable("a subscription needs a name")
    key = key_of(name, 0)
    with shop.database.read() as session:
        row = subscribing.get(session, key)
        others = [
            one.definition for one in subscribing.every(session) if one.origin == subscribing.DATABASE and one.id != key
        ]
    _require_home(shop, name, row.origin if row else None, change)
    rule = (dict(row.definition) if row else {}) | dict(values)
    rule = {key: value for key, value in rule.items() if value not in ("", [])}
    _require_no_secret(rule)
    file = shop.settings.subscriptions_file
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    loaded = load_subscriptions(text, str(file), shop.gazetteer, shop.secrets, [*others, rule])
    own = [problem for problem in loaded.problems if problem.file.startswith(f"the subscription {name!r}")]
    if key not in loaded.sound:
        said = "; ".join(f"{problem.what}: {problem.remedy}" for problem in own)
        raise Unreadable(f"{name!r} was not kept: {said or 'the file has one of that name'}")
    found = next(one for one in loaded.subscriptions if one.id == key)
    if not dry_run:
        with shop.database.write() as session:
            subscribing.put(session, key, name, subscribing.DATABASE, rule, form_of(found), now)
    return found


def end(shop: Shop, name: str, now: datetime, dry_run: bool) -> Subscription:
    """End a subscription of the database, its address forgotten. Raises Unreadable for one that is not there."""
    found = next((rule for rule in shop.subscriptions if name.lower() in (rule.id, rule.name.lower())), None)
    if found is None:
        names = ", ".join(rule.name for rule in shop.subscriptions) or "none"
        raise Unreadable(f"no subscription is called {name!r}; there are {names}")
    if found.origin != subscribing.DATABASE:
        raise Unreadable(f"{found.name!r} is at home in {shop.settings.subscriptions_file}: take it out there")
    if not dry_run:
        with shop.database.write() as session:
            subscribing.retire(session, [found.id], now, forget=True)
    return found


def _require_home(shop: Shop, name: str, origin: str | None, change: bool) -> None:
    file = shop.settings.subscriptions_file
    if origin == subscribing.FILE or (origin is None and any(rule.name == name for rule in shop.subscriptions)):
        raise Unreadable(f"{name!r} is at home in {file}: change it there, or choose another name")
    if change and origin is None:
        raise Unreadable(f"no subscription of the database is called {name!r}: watchkeeper subscriptions list")
    if not change and origin is not None:
        raise Unreadable(f"{name!r} is there already: watchkeeper subscriptions change {name!r} --set KEY=VALUE")


def _require_no_secret(rule: Mapping[str, Any]) -> None:
    """The database holds no secrets; they stay in the environment or the secrets file, and are named here."""
    given: Sequence[Any] = rule.get("channels", [])
    for channel in [given] if isinstance(given, str) else given:
        plain = isinstance(channel, str) and not MAIL_ADDRESS.fullmatch(channel.strip())
        if plain and not names_in(channel) and holds_secret(channel):
            raise Unreadable(
                f"the channel {masked(channel)} holds a secret, and the database keeps none: put it into secrets.toml "
                "or the environment, and write ${NAME} here"
            )


def _value(key: str, text: str) -> Any:
    if key in _LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    if text in ("true", "false"):
        return tomllib.loads(f"x = {text}")["x"]
    return text

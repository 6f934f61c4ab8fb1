"""Screens about sources that were looked at once: what was seen of one, what was found at an address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from alerts.safe_text import plain
from flows.discovering import Discovery
from flows.exchange import Failure, Response
from flows.inputs import remedy_for
from flows.probing import Probe, Sample
from flows.screens.listings import cell, moment, show, table
from flows.screens.output import hang, say
from parsers.answers import instead_of_a_feed
from parsers.charset import encoding_of
from parsers.poll_status import in_words
from parsers.sources import SourceSpec

_SHOWN, _PROBLEMS_SHOWN = 8, 6
_LABEL = 12
_NOTED = ("cache-control", "expires", "content-encoding", "retry-after", "server")


def show_probe(probe: Probe) -> None:
    """All of it on one screen: the way there, what the server says, what the feed holds, what would be read."""
    say(f"{probe.url}  ({probe.kind})", "bold")
    answer = probe.answer
    if isinstance(answer, Failure):
        remedy = remedy_for(answer)
        _line("answer", f"{answer.detail} ({answer.reason}){f': {remedy}' if remedy else ''}", "red")
        return
    for status, target in answer.hops:
        _line("redirect", f"{status} to {target}", "yellow" if status in (301, 308) else "")
    if answer.moved_to:
        _line("", "moved for good: polled there from the first poll on", "yellow")
    _line("answer", f"{answer.status}, {len(answer.body):,} bytes in {answer.elapsed:.1f} s")
    _line("validators", _validators(answer.etag, answer.last_modified))
    _line("headers", "; ".join(f"{name}: {answer.headers[name]}" for name in _NOTED if name in answer.headers) or "–")
    _line("encoding", f"{encoding_of(answer.body, answer.content_type)} (said: {answer.content_type or 'nothing'})")
    _line("interval", _interval(probe))
    if probe.feed is None:
        _line("kind", "read by the register's own reader: watchkeeper stage register")
        return
    feed = probe.feed
    dated = sum(entry.published is not None for entry in feed.entries)
    title = f", “{plain(feed.title, 80)}”" if feed.title else ""
    _line("kind", f"{feed.format or _instead(answer)}{title}", "" if feed.format else "red")
    _line("items", f"{len(feed.entries)}, {dated} with a date")
    _sample(probe.sample)
    made = table("published", "title", "address", whole=("published",))
    for entry in feed.entries[:_SHOWN]:
        made.add_row(cell(moment(entry.published)), cell(entry.title), cell(entry.url, "dim"))
    if feed.entries:
        show(made, "")
    _problems(feed.problems)


def _instead(answer: Response) -> str:
    """What stands there in the place of a feed."""
    status = instead_of_a_feed(answer.body, answer.headers, answer.final_url, answer.content_type)
    return "not a feed" if status == "not_a_feed" else f"not a feed: {in_words(status)}"


def show_found(discovery: Discovery, spec: SourceSpec, file: str) -> None:
    """What was found, the one that was taken first, and where it was written."""
    made = table("", "address", "kind", "items", "found", whole=("items",))
    for place, find in enumerate(discovery.finds):
        made.add_row(
            cell("→" if place == 0 else "", "green"), cell(find.url), cell(find.kind),
            cell(len(find.feed.entries) or None), cell(find.candidate.how, "dim"),
        )  # fmt: skip
    show(made, "")
    served = ", ".join(spec.serves)
    say(f"Added {spec.id}: “{plain(spec.name, 80)}”, credited as {plain(spec.outlet or spec.name, 80)}.", "green")
    say(f"It serves {served}, and is looked at every {_span(timedelta(minutes=spec.every))}. Written to {file}.")


def probe_as_dict(probe: Probe) -> dict[str, Any]:
    """What `sources test` saw, for a program."""
    answer = probe.answer
    seen: dict[str, Any] = {"url": probe.url, "kind": probe.kind, "good": probe.good}
    if isinstance(answer, Failure):
        return seen | {"failure": answer.reason, "detail": answer.detail, "status": answer.status}
    sample = probe.sample
    return seen | {
        "redirects": [{"status": status, "to": target} for status, target in answer.hops],
        "moved_to": answer.moved_to,
        "final_url": answer.final_url,
        "status": answer.status,
        "bytes": len(answer.body),
        "seconds": round(answer.elapsed, 3),
        "etag": answer.etag,
        "last_modified": answer.last_modified,
        "content_type": answer.content_type,
        "encoding": encoding_of(answer.body, answer.content_type),
        "interval_minutes": int(probe.interval.total_seconds() // 60),
        "publisher_asks_minutes": _minutes(probe.asked),
        "fresh_minutes": _minutes(probe.fresh),
        "format": probe.feed.format if probe.feed else None,
        "title": probe.feed.title if probe.feed else None,
        "items": [
            {
                "title": entry.title,
                "url": entry.url,
                "published": entry.published.isoformat() if entry.published else None,
            }
            for entry in (probe.feed.entries if probe.feed else ())
        ],
        "problems": list(probe.feed.problems) if probe.feed else [],
        "sample": {
            "url": sample.url,
            "title": sample.title,
            "words": sample.words,
            "published": sample.published.isoformat() if sample.published else None,
            "relevant": sample.relevant,
            "why": sample.why,
            "problem": sample.problem,
        }
        if sample
        else None,
    }


def found_as_dict(discovery: Discovery, spec: SourceSpec, file: str) -> dict[str, Any]:
    """What `sources add` found and wrote, for a program."""
    return {
        "added": {"id": spec.id, "name": spec.name, "url": spec.url, "kind": spec.kind, "serves": list(spec.serves)},
        "file": file,
        "found": [
            {"url": find.url, "kind": find.kind, "items": len(find.feed.entries), "how": find.candidate.how}
            for find in discovery.finds
        ],
    }


def _sample(sample: Sample | None) -> None:
    if sample is None:
        return
    _line("would read", sample.url)
    if sample.problem:
        forbidden = sample.problem.startswith("robots")
        _line("", f"{sample.problem}; the feed's own summary would stand in", "yellow" if forbidden else "red")
        return
    told = f"“{plain(sample.title, 80)}”, {sample.words} words" if sample.title else f"{sample.words} words"
    _line("", f"{told}, {moment(sample.published)}; robots.txt allows it")
    _line("", f"{'relevant' if sample.relevant else 'not relevant'}: {sample.why}")


def _problems(problems: Sequence[str]) -> None:
    for problem in problems[:_PROBLEMS_SHOWN]:
        say(hang(f"! {problem}", 2), "yellow")
    if len(problems) > _PROBLEMS_SHOWN:
        say(f"! … and {len(problems) - _PROBLEMS_SHOWN} more", "yellow")


def _interval(probe: Probe) -> str:
    parts = [f"every {_span(probe.interval)}"]
    if probe.asked:
        parts.append(f"the publisher asks for {_span(probe.asked)}")
    if probe.fresh:
        parts.append(f"its server calls it fresh for {_span(probe.fresh)}")
    return "; ".join(parts)


def _validators(etag: str | None, last_modified: str | None) -> str:
    said = [f"ETag {etag}" if etag else "", f"Last-Modified {last_modified}" if last_modified else ""]
    return ", ".join(filter(None, said)) or "none: every poll fetches all of it"


def _line(label: str, text: str, style: str = "") -> None:
    say(hang(f"  {label:<{_LABEL}}{plain(text, 400)}", _LABEL + 2), style or None)


def _span(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes / 60:g} h"


def _minutes(span: timedelta | None) -> int | None:
    return int(span.total_seconds() // 60) if span else None

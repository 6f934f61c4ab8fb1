"""Where a message has its facts from: official documents by name, press by outlet and at most 25 quoted words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from alerts import wording
from alerts.model import ChangeView, Citation
from alerts.safe_text import excerpt, link, plain
from parsers.model import Family

_OFFICIAL_WORDS = 60
_DOCUMENT: Mapping[Family, str] = {
    "inspection": "report",
    "intervention": "notice",
    "leadership": "announcement",
    "activity": "document",
    "funding": "document",
}
_CONFIRMED_BY: Mapping[Family, str] = {
    "intervention": "the Department for Education",
    "leadership": "the council",
    "activity": "the council",
    "funding": "the council",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One source as shown. `url` is None when its address is not one to link to."""

    label: str
    when: str
    quote: str
    url: str | None
    official: bool


def sources(changes: Sequence[ChangeView], seen_at: datetime) -> tuple[Source, ...]:
    """Every source of the changes once, official ones first, else in the order given."""
    shown: dict[tuple[str | None, str], Source] = {}
    for change in changes:
        for citation in change.citations:
            source = _source(citation, change, seen_at)
            shown.setdefault((source.url, source.label), source)
    return tuple(sorted(shown.values(), key=lambda source: not source.official))


def standing(changes: Sequence[ChangeView], shown: Sequence[Source], seen_at: datetime) -> str:
    """How sure it is, in a sentence or two: confirmed by what, reported by whom, not yet confirmed by whom."""
    official = "; ".join(source.label for source in shown if source.official)
    press = "; ".join(_with_time(source) for source in shown if not source.official)
    if not shown and all(change.kind == "retracted" for change in changes):
        return ""
    if any(change.status == "disputed" for change in changes):
        return f"Sources differ: {'; '.join(filter(None, (official, press)))}."
    if official:
        return f"Confirmed: {official}. Press: {press or 'none seen yet'}."
    if all(change.status == "confirmed" for change in changes):
        return "Confirmed by the official record." + (f" Press: {press}." if press else "")
    names = sum(not source.official for source in shown)
    said = f"{'Source' if names == 1 else 'Sources'}: {press}. " if press else ""
    return f"{said}{_unconfirmed(changes[0], seen_at)}"


def _unconfirmed(change: ChangeView, now: datetime) -> str:
    """What the press alone says, and what a look at the inspectorate's own site gave."""
    if change.kind != "published" or change.looked_at is None:
        return f"Not yet confirmed by {confirmer(change)}."
    at = wording.clock(change.looked_at, now)
    if change.look == "absent":
        return f"Press only: not on Ofsted’s site at {at}."
    return f"Press only: Ofsted’s site could not be reached until {at}."


def confirmer(change: ChangeView) -> str:
    """Whose word would settle it."""
    return _CONFIRMED_BY.get(change.family) or wording.inspectorate(change.facts)


def quotation(citation: Citation, change: ChangeView) -> str:
    """The quoted words that may be shown. A press sentence on a person stays with its article.

    Such sentences often carry reasons for a departure, which are claims that an alert does not repeat.
    """
    if citation.official:
        return excerpt(citation.quote, _OFFICIAL_WORDS)
    return "" if change.family == "leadership" else excerpt(citation.quote)


def _source(citation: Citation, change: ChangeView, seen_at: datetime) -> Source:
    url = link(citation.url)
    label = _document(citation, change, url) if citation.official else plain(citation.outlet, 60) or _host(url)
    if citation.fate is not None:
        label = f"{label} (since {citation.fate})"
    when = wording.clock(citation.published, seen_at) if citation.published else ""
    return Source(label, when, quotation(citation, change), url, citation.official)


def _document(citation: Citation, change: ChangeView, url: str | None) -> str:
    """`Ofsted report [PDF]`: publisher and title, the publisher said once."""
    outlet, title = plain(citation.outlet, 60), plain(citation.title, 90) or _DOCUMENT[change.family]
    if not citation.title and change.family == "inspection" and change.facts.kind in wording.UNGRADED:
        title = "letter"
    name = title if title.lower().startswith(outlet.lower()) else f"{outlet} {title}"
    return f"{name} [PDF]" if _is_pdf(url) else name


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else "Press"


def _is_pdf(url: str | None) -> bool:
    return bool(url) and ((url or "").lower().endswith(".pdf") or "//files.ofsted.gov.uk/" in (url or ""))


def _with_time(source: Source) -> str:
    return f"{source.label}, {source.when}" if source.when else source.label

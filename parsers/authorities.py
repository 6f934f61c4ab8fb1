"""The English upper-tier authorities: who they are, and which of them a reader or a text means."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from parsers.model import Authority
from parsers.places import Place, PlaceIndex
from parsers.spelling import did_you_mean
from parsers.table import Row, rows

__all__ = ["Gazetteer", "Place", "load_authorities"]

_COLUMNS = (
    "name", "gss", "former_gss", "urn", "region_ofsted", "region_ons", "type", "since", "until", "successors",
    "aliases", "delivery_body", "delivery_aliases", "delivery_since", "delivery_until", "ambiguity", "domain",
)  # fmt: skip
_GSS = re.compile(r"E\d{8}")
_LEADING = re.compile(
    r"(?:the |council of the |council of |corporation of |lb of |lb "
    r"|(?:london|royal|metropolitan)? ?borough of |city of |county of )+"
)
_TRAILING = re.compile(
    r"(?: (?:metropolitan|royal|city|county|borough|district|unitary)){0,5}"
    r" (?:councils?|corporation|authority|local authority|mbc|mdc|bc|cc|la)(?: childrens services)?$"
    r"| childrens services$"
)


def load_authorities(csv_text: str, table: str = "authorities.csv") -> tuple[Authority, ...]:
    """The authorities in the table, abolished ones among them, in its order.

    Raises ValueError, naming the line, for a fault in a cell, a name that occurs twice and an unknown successor.
    """
    read = [(row, _authority(row)) for row in rows(csv_text, _COLUMNS, table)]
    names: set[str] = set()
    for row, authority in read:
        if authority.name in names:
            raise row.fault(f"{authority.name!r} is in the table twice; names must be unique")
        names.add(authority.name)
    for row, authority in read:
        for successor in authority.successors:
            if successor not in names:
                raise row.fault(f"successor {successor!r} is not in the table{did_you_mean(successor, names)}")
    return tuple(authority for _, authority in read)


def _authority(row: Row) -> Authority:
    gss, former = row.needed("gss"), row.items("former_gss")
    for code in (gss, *former):
        if not _GSS.fullmatch(code):
            raise row.fault(f"{code!r} is not a GSS code (E and eight digits)")
    since, until = row.day("since"), row.day("until")
    if since and until and since > until:
        raise row.fault(f"since {since} is later than until {until}")
    return Authority(
        name=row.needed("name"),
        gss=gss,
        former_gss=former,
        urn=row.number("urn"),
        region_ofsted=row.needed("region_ofsted"),
        region_ons=row.needed("region_ons"),
        type=row.needed("type"),
        aliases=row.items("aliases"),
        delivery_body=row.text("delivery_body"),
        delivery_aliases=row.items("delivery_aliases"),
        ambiguity=row.text("ambiguity"),
        domain=row.text("domain"),
        since=since,
        until=until,
        successors=row.items("successors"),
        delivery_since=row.partial("delivery_since"),
        delivery_until=row.partial("delivery_until"),
    )


class Gazetteer:
    """Finds authorities by what people type and in what the press writes.

    Building one takes some milliseconds: build it once and keep it.
    """

    def __init__(self, authorities: Iterable[Authority], outlets: Iterable[str] = ()) -> None:
        self.authorities = tuple(authorities)
        self._by_name: Mapping[str, Authority] = {authority.name: authority for authority in self.authorities}
        self._by_domain = {item.domain: item for item in reversed(self.authorities) if item.domain}
        self._keys = _typed_keys(self.authorities)
        self._places = PlaceIndex(self.authorities, outlets)

    def get(self, name: str) -> Authority | None:
        """The authority of exactly this short name."""
        return self._by_name.get(name)

    def owner_of(self, domain: str) -> Authority | None:
        """The authority whose domain it is, or part of whose domain."""
        while domain:
            if (owner := self._by_domain.get(domain)) is not None:
                return owner
            domain = domain.partition(".")[2]
        return None

    def resolve(self, typed: str) -> Authority | None:
        """The authority that a person means by what they typed: short name, alias, press form, trust, GSS code or URN.

        Case, apostrophes, "&" or "and", and words such as "London Borough of" or "County Council" do not matter.
        None when nothing fits, or when several authorities fit equally ("Achieving for Children").
        """
        owners = self._owners(typed)
        return self._by_name[owners[0]] if len(owners) == 1 else None

    def suggest(self, typed: str) -> tuple[str, ...]:
        """Up to three short names that the person may have meant, best first."""
        owners = self._owners(typed)
        if owners:
            return owners[:3]
        close = difflib.get_close_matches(_key(typed), self._keys, n=6, cutoff=0.6)
        return tuple(dict.fromkeys(name for key in close for name in self._keys[key]))[:3]

    def places(self, text: str, on: date | None = None) -> tuple[Place, ...]:
        """Every authority that the text names, in its order; see `parsers.places` for the rules.

        `on` is the day the text speaks of or was published on: "Dorset" of 2017 is the abolished county council.
        """
        return self._places.find(text, on)

    def foreign(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Welsh, Scottish and Northern Irish councils that the text names: start, end and name."""
        return self._places.foreign(text)

    def _owners(self, typed: str) -> tuple[str, ...]:
        key = _key(typed)
        shorter = _TRAILING.sub("", key)
        for candidate in (key, shorter, _LEADING.sub("", key), _LEADING.sub("", shorter)):
            if candidate in self._keys:
                return self._keys[candidate]
        return ()


def _typed_keys(authorities: Iterable[Authority]) -> Mapping[str, tuple[str, ...]]:
    """What may be typed -> the short names it stands for; an exact short name stands for itself alone."""
    keys: dict[str, dict[str, None]] = {}
    own = {_key(authority.name): authority.name for authority in authorities}
    for authority in authorities:
        codes = (authority.gss, *authority.former_gss, *([str(authority.urn)] if authority.urn else []))
        body = (authority.delivery_body,) if authority.delivery_body else ()
        for form in (authority.name, *authority.aliases, *body, *authority.delivery_aliases, *codes):
            key = _key(form)
            if own.get(key, authority.name) == authority.name:
                keys.setdefault(key, {})[authority.name] = None
    current = {authority.name for authority in authorities if authority.until is None}
    return {key: tuple(n for n in names if n in current) or tuple(names) for key, names in keys.items()}


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    plain = re.sub(r"['’‘`.]", "", plain)
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    return " ".join("st" if word == "saint" else word for word in words)

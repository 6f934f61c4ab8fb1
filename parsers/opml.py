"""OPML, in which feed readers give each other their lists: http://opml.org/spec2.opml

Beside what every reader knows (title, address of the feed, folder) we write all that a source of ours has, in
attributes of our own namespace, so that a list comes back as it went.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from lxml import etree

from parsers.authorities import Gazetteer
from parsers.charset import decode
from parsers.markup import one_line
from parsers.source_table import slug_for, stated
from parsers.sources import LoadedSources, SourceGroup, SourceSpec, read_source
from parsers.toml_tables import TomlTable
from parsers.urls import host_of

_NAMESPACE = "urn:watchkeeper:sources"
_MOST_BYTES = 10 * 1024 * 1024
_MOST_OUTLINES = 10_000
_LONGEST = 200
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLAIN = ("name", "url")
_KINDS: Mapping[str, str] = {"atom": "atom", "json": "json", "jsonfeed": "json"}


class _Outline(TomlTable):
    """One outline, read as the table that it would be; its faults name the line alone."""

    def fault(self, what: str) -> ValueError:
        return ValueError(f"{self.file}, line {self.line}: {what}")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the list of another reader does not say of a source."""

    group: SourceGroup = "local press"
    serves: tuple[str, ...] = ()


def write_opml(specs: Iterable[SourceSpec], title: str = "Watchkeeper's sources") -> bytes:
    """The sources as OPML 2.0, a folder for each group."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"watchkeeper": _NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for spec in specs:
        if spec.group not in folders:
            folders[spec.group] = etree.SubElement(body, "outline", {"text": str(spec.group)})
        outline = etree.SubElement(folders[spec.group], "outline")
        for name, value in (("text", spec.name), ("title", spec.name), ("type", "rss"), ("xmlUrl", spec.url)):
            outline.set(name, _NOT_XML.sub("", value))
        for name, said in stated(spec).items():
            if name not in _PLAIN:
                outline.set(etree.QName(_NAMESPACE, name), _NOT_XML.sub("", json.dumps(said, ensure_ascii=False)))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def read_opml(
    body: bytes, name: str, gazetteer: Gazetteer, defaults: Defaults | None = None, taken: Iterable[str] = ()
) -> LoadedSources:
    """The sources of an OPML file, ours or any reader's, in its order; ids in `taken` are not used again.

    A document type or an entity is refused unread. A problem names file and line; it costs no other outline.
    """
    root, problem = _root(body)
    if root is None:
        return LoadedSources((), (f"{name} {problem}",))
    ids, addresses = set(taken), set[str]()
    specs: list[SourceSpec] = []
    problems: list[str] = []
    for outline in list(root.iter("{*}outline"))[:_MOST_OUTLINES]:
        if _said(outline, "xmlUrl") is None:
            continue
        table = _Outline(name, _line(outline), "outline", _values(outline, defaults or Defaults()))
        try:
            spec = read_source(table, gazetteer)
            if spec.url in addresses:
                raise table.fault(f"{spec.url} stands there twice")
        except ValueError as fault:
            problems.append(str(fault))
            continue
        spec = replace(spec, id=slug_for(spec.id, ids))
        ids.add(spec.id)
        addresses.add(spec.url)
        specs.append(spec)
    if not specs and not problems:
        problems.append(f"{name} names no feed: no outline in it has an xmlUrl")
    return LoadedSources(tuple(specs), tuple(problems))


def _line(outline: etree._Element) -> int:
    line = outline.sourceline
    return line if isinstance(line, int) else 0


def _root(body: bytes) -> tuple[etree._Element | None, str]:
    text, _ = decode(body[:_MOST_BYTES], None)
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        return None, "declares a document type or entities (<!DOCTYPE …>); it was refused: save it as plain OPML"
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text.strip().encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        return None, f"is no OPML: {str(error).splitlines()[0]}"
    kind = etree.QName(root).localname
    return (root, "") if kind.lower() == "opml" else (None, f"is no OPML: its first element is <{kind}>")


def _values(outline: etree._Element, defaults: Defaults) -> dict[str, Any]:
    """What an outline says, in the keys of a source's table."""
    url = _said(outline, "xmlUrl") or ""
    name = one_line(_said(outline, "text") or _said(outline, "title") or "")[:_LONGEST] or host_of(url) or url
    folder = outline.getparent()
    group = _said(folder, "text") if folder is not None else None
    values: dict[str, Any] = {
        "id": slug_for(name),
        "kind": _KINDS.get((_said(outline, "type") or "").lower(), "rss"),
        "group": group if group in get_args(SourceGroup) else defaults.group,
        # Nobody named is a fault that the reader of sources names.
        "serves": list(defaults.serves),
    }
    for key, text in outline.attrib.items():
        ours = etree.QName(str(key))
        if ours.namespace == _NAMESPACE:
            values[ours.localname] = _decoded(str(text))
    return values | {"name": name, "url": url}


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _said(element: etree._Element, name: str) -> str | None:
    return (element.get(name) or element.get(name.lower()) or "").strip() or None

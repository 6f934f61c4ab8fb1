"""Lists of articles: the manifest beside files, and JSON Lines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from parsers.manifest import load_items, load_manifest

MANIFEST = """
[[article]]
id = "late"
file = "late.txt"
published = 2020-09-03T09:30:00+01:00

[[article]]
id = "undated"
file = "undated.txt"

[[article]]
id = "bounded"
file = "bounded.txt"
title = "A headline"
outlet = "Example Star"
url = "https://example.org/a"
published_earliest = 2018-08-08
published_latest = 2018-08-31
known = "It reports a letter of 8 August."

[[article]]
id = "day"
file = "day.txt"
published = 2019-09-17
"""


def test_the_manifest_is_in_publication_order_and_undated_articles_come_last() -> None:
    items = load_manifest(MANIFEST)
    assert [item.id for item in items] == ["bounded", "day", "late", "undated"]


def test_a_day_stands_at_noon_in_london() -> None:
    day = next(item for item in load_manifest(MANIFEST) if item.id == "day")
    assert day.published == datetime(2019, 9, 17, 11, tzinfo=UTC)  # British Summer Time
    assert not day.approximate


def test_an_article_with_bounds_alone_has_no_date_but_a_last_moment() -> None:
    item = load_manifest(MANIFEST)[0]
    assert item.published is None
    assert item.moment == datetime(2018, 8, 31, 11, tzinfo=UTC)
    assert item.approximate
    article = item.article("The text.")
    assert (article.published, article.earliest, article.latest) == (None, date(2018, 8, 8), date(2018, 8, 31))
    assert (article.text, article.title, article.outlet) == ("The text.", "A headline", "Example Star")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[article]]\nid = "1"\nfile = \n', r"m\.toml, line 3: not valid TOML"),
        ('[[article]]\nid = "1"', r"m\.toml, line 1, \[\[article\]\]: file is missing"),
        ('\n\n[[article]]\nfile = "a"', r"m\.toml, line 3, .* id is missing"),
        ('[[article]]\nid = "1"\nfile = "a"\npublishd = 2019-01-01', r"'publishd'; did you mean 'published'\?"),
        ('[[article]]\nid = "1"\nfile = "../a"', r"plain name of a file"),
        ('[[article]]\nid = "1"\nfile = "a"\npublished = "Tuesday"', r"published is not a date: 'Tuesday'; write"),
        ('[[article]]\nid = "1"\nfile = "a"\npublished = 3', r"published is not a date: 3"),
        ('[[article]]\nid = "1"\nfile = "a"\nurl = "example.org"', r"url is not a web address"),
        (
            '[[article]]\nid = "1"\nfile = "a"\npublished_earliest = 2020-01-02\npublished_latest = 2020-01-01',
            r"published_earliest 2020-01-02 is later",
        ),
        ('[[article]]\nid = "1"\nfile = "a"\n[[article]]\nid = "1"\nfile = "b"', r"line 4, .*'1' is used twice"),
        ("article = 3", r"line 1: write each article as a table of its own"),
    ],
)
def test_a_fault_in_a_manifest_is_named(toml: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_manifest(toml, "m.toml")


def test_json_lines_keep_their_order_and_leave_other_keys_alone() -> None:
    lines = (
        '{"id": "b", "text": "Two.", "published": "2022-10-28T15:55:00+00:00", "synthetic": true, "events": []}\n'
        "\n"
        '{"id": 7, "text": "", "published": null, "url": null, "title": "T"}\n'
    )
    second, seventh = load_items(lines, "x.jsonl")
    assert (second.id, second.text, second.synthetic) == ("b", "Two.", True)
    assert second.published == datetime(2022, 10, 28, 15, 55, tzinfo=UTC)
    assert (seventh.id, seventh.published, seventh.title, seventh.synthetic) == ("7", None, "T", False)
    assert second.article().text == "Two."


@pytest.mark.parametrize(
    ("published", "moment", "bounds"),
    [
        ("2019-09-17", datetime(2019, 9, 17, 11, tzinfo=UTC), (None, None)),
        ("2019-09-17T09:30:00Z", datetime(2019, 9, 17, 9, 30, tzinfo=UTC), (None, None)),
        ("2019-09-17T09:30:00", datetime(2019, 9, 17, 9, 30, tzinfo=UTC), (None, None)),
        ("2018-08", None, (date(2018, 8, 1), date(2018, 8, 31))),
        ("", None, (None, None)),
    ],
)
def test_published_is_kept_as_precisely_as_it_is_given(
    published: str, moment: datetime | None, bounds: tuple[date | None, date | None]
) -> None:
    (item,) = load_items(f'{{"id": "a", "text": "", "published": "{published}"}}', "x.jsonl")
    assert item.published == moment
    assert (item.earliest, item.latest) == bounds


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "a"', r"x\.jsonl, line 2: not JSON"),
        ("[1]", r"line 2: each line must be one JSON object"),
        ('{"text": "t"}', r"line 2: id must be text, not None"),
        ('{"id": true, "text": "t"}', r"line 2: id must be text, not True"),
        ('{"id": "a"}', r"line 2: text must be text, not None"),
        ('{"id": "a", "text": "t", "title": 3}', r"line 2: title must be text, not 3"),
        ('{"id": "a", "text": "t", "published": "soon"}', r"line 2: published is not a date: 'soon'"),
        ('{"id": "a", "text": "t", "published": "2019-02-30"}', r"line 2: published is not a date"),
        ('{"id": "a", "text": "t", "synthetic": "yes"}', r"line 2: synthetic must be true or false"),
    ],
)
def test_a_fault_in_json_lines_is_named(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_items('{"id": "ok", "text": ""}\n' + line, "x.jsonl")

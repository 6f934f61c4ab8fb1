"""Commands that look at a feed, a page or an article, and touch no database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]
Where = Annotated[str, typer.Argument(help="A file, a web address, or - for standard input.")]


def feed(where: Where, json: AsJson = False) -> None:
    """Read a feed and show its entries."""
    from flows import settings
    from flows.inputs import read_input
    from flows.screens import listings, output
    from parsers.feeds import read_feed
    from parsers.page_sheet import feed_to_dict

    given = read_input(where, settings.load(), "feed")
    found = read_feed(given.body, given.url, given.content_type)
    if json:
        output.print_json(feed_to_dict(found))
    else:
        listings.show_feed(found)
    if not found.entries and found.problems:
        raise typer.Exit(1)


def page(
    where: Annotated[list[str], typer.Argument(help="Files, web addresses, or - for standard input.")],
    url: Annotated[str | None, typer.Option(help="The address that a file was saved from.")] = None,
    json: AsJson = False,
) -> None:
    """Read web pages and show the article in each."""
    from flows import settings
    from flows.inputs import read_input
    from flows.screens import listings, output
    from flows.shop import Unreadable, open_outlets
    from parsers.page_sheet import page_to_dict
    from parsers.pages import read_page

    known, failed = settings.load(), False
    for name in where:
        try:
            given = read_input(name, known)
        except Unreadable as problem:
            if len(where) == 1:
                raise
            failed = True
            output.complain(str(problem))
            continue
        found = read_page(given.body, url or given.url, given.content_type, outlets=open_outlets(known.outlets_folder))
        failed = failed or found.kind == "error"
        if json and len(where) == 1:
            output.print_json(page_to_dict(found))
        elif json:
            output.print_json_lines([page_to_dict(found)])
        else:
            listings.show_page(given.name, found)
    if failed:
        raise typer.Exit(1)


def read(
    where: Annotated[str, typer.Argument(help="JSON Lines with id, url, published, title, text; or - for input.")],
    json: AsJson = False,
) -> None:
    """Read articles and give what each says, with evidence."""
    from flows import settings
    from flows.inputs import read_input
    from flows.screens import listings, output
    from flows.shop import Unreadable, open_lexicon
    from parsers import reader
    from parsers.fact_sheet import mention_to_dict
    from parsers.manifest import load_items

    known = settings.load()
    given = read_input(where, known)
    lexicon = open_lexicon(known.seeds, known.vocabulary_file)
    failed = False
    for number, line in enumerate(given.body.decode("utf-8", "replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            (item,) = load_items(line, given.name)
        except ValueError as problem:
            if not failed and not line.lstrip().startswith(("{", "[", '"')) and number == 1:
                raise Unreadable(
                    f"{given.name} holds no JSON Lines but text; for one article: watchkeeper explain {where}"
                ) from None
            failed = True
            output.complain(str(problem).replace(", line 1:", f", line {number}:"))
            continue
        article = item.article()
        reading = reader.read(article, lexicon)
        mentions = [mention_to_dict(mention, article) for mention in reading.mentions]
        if json:
            sheet = {"id": item.id, "relevant": reading.relevant, "why": reading.why, "mentions": mentions}
            output.print_json_lines([sheet])
        else:
            listings.show_reading(item, reading, mentions)
    if failed:
        raise typer.Exit(1)


def explain(
    where: Annotated[str, typer.Argument(help="An article: a web address, a file, or - for standard input.")],
    published: Annotated[str | None, typer.Option(help="When it was published, as YYYY-MM-DD.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write it as a page for a browser to this file instead.")] = None,
    json: AsJson = False,
) -> None:
    """Show an article with its evidence marked."""
    from flows import settings
    from flows.explaining import article_at
    from flows.screens import evidence_page, explained, output
    from flows.shop import Unreadable, open_lexicon
    from parsers import reader
    from parsers.fact_sheet import mention_to_dict

    known = settings.load()
    article = article_at(where, known, published)
    reading = reader.read(article, open_lexicon(known.seeds, known.vocabulary_file))
    if json:
        mentions = [mention_to_dict(mention, article) for mention in reading.mentions]
        output.print_json({"id": article.id, "relevant": reading.relevant, "why": reading.why, "mentions": mentions})
    elif html is not None:
        try:
            html.write_text(evidence_page.evidence_page(article, reading), encoding="utf-8")
        except OSError as error:
            raise Unreadable(
                f"{html} can't be written ({error.strerror}); name a file in a folder that is there"
            ) from error
        output.say(f"Written to {html}; open it in a browser.")
    else:
        explained.show(article, reading)

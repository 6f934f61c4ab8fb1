"""Commands about the official register: what a published document says, and what the statistics hold."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.texts import AsJson

app = typer.Typer(help="The official register: published documents and statistics.", no_args_is_help=True)


@app.command("read")
def register_read(
    where: Annotated[list[str], typer.Argument(help="PDF files or addresses: reports, letters; - for standard input.")],
    json: AsJson = False,
) -> None:
    """Show what published reports and letters say, with page numbers, and what could not be read in them."""
    from flows import settings
    from flows.inputs import read_input
    from flows.pdf import UnreadablePdf, read_pdf
    from flows.screens import official, output
    from flows.shop import Unreadable, open_gazetteer
    from parsers.official.document import read_document
    from parsers.official.document_sheet import reading_to_dict

    known, failed = settings.load(), False
    gazetteer = open_gazetteer(known.seeds)
    for name in where:
        try:
            given = read_input(name, known, "official")
            document = read_pdf(given.body)
        except (Unreadable, UnreadablePdf) as problem:
            failed = True
            said = str(problem) if isinstance(problem, Unreadable) else f"{name} can't be read: {problem}"
            output.complain(said)
            continue
        reading = read_document(document, gazetteer)
        failed = failed or not reading.found
        if json and len(where) == 1:
            output.print_json(reading_to_dict(reading, given.name))
        elif json:
            output.print_json_lines([reading_to_dict(reading, given.name)])
        else:
            official.show_reading(given.name, reading)
    if failed:
        raise typer.Exit(1)


@app.command("import")
def register_import(
    where: Annotated[str, typer.Argument(help="Ofsted's yearly statistics (.ods): a file or an address.")],
    json: AsJson = False,
) -> None:
    """Take in Ofsted's yearly statistics of outcomes. It alerts nobody, and a second time changes nothing."""
    from datetime import UTC, datetime

    from flows import settings
    from flows.inputs import read_input
    from flows.passes import prepare
    from flows.screens import official, output
    from flows.steps import import_statistics, open_shop

    known = settings.load()
    given = read_input(where, known, "official")
    now = datetime.now(UTC)
    prepare(known, now)
    with open_shop(known) as shop:
        imported = import_statistics(shop, given.body, given.name, now)
    if json:
        output.print_json(official.imported_to_dict(imported))
    else:
        official.show_imported(given.name, imported)

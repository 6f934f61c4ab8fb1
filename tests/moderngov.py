"""Pages as ModernGov prints them, every word ours: a committee's meetings, an agenda with its reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from urllib.parse import quote

_PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>{title} | Exampleton Council</title></head>
<body id="council"><div id="modgov"><div class="mgContent"><div class="mgHelpPrintAlign"><div class="mgPrint">
<a class="mgIconLnk" href="mgHelp.aspx?HID=43">Help</a></div></div><h1 class="mgMainTitleTxt">{title}</h1>
{body}</div></div></body></html>"""


def meetings(committee: str, listed: Sequence[tuple[int, date]], number: int = 197) -> bytes:
    """`ieListMeetings.aspx?CommitteeId=`: meetings by number and day."""
    lines = "".join(
        f'<li><a href="ieListDocuments.aspx?CId={number}&amp;MId={meeting}&amp;Ver=4" title="Link to meeting">'
        f"{on.day} {on:%b %Y}&nbsp;6.00 pm</a> - Agenda</li>\n"
        for meeting, on in listed
    )
    body = f"""<h2 class="mgSectionTitle">Meetings</h2><ul class="mgBulletList">{lines}</ul>
<p><a href="mgCommitteeDetails.aspx?ID={number}">Details of the committee</a></p>"""
    return _PAGE.format(title=f"Browse meetings - {escape(committee)}", body=body).encode()


def agenda(committee: str, items: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> bytes:
    """`ieListDocuments.aspx?CId=&MId=`: items by title, each with its reports by number and title."""
    rows = "".join(_row(place, title, reports) for place, (title, reports) in enumerate(items, 1))
    body = f"""<ul class="mgActionList"><li><a href="documents/g881/Agenda frontsheet Monday.pdf?T=0">Agenda frontsheet
<span class="mgFileSize">PDF 132 KB</span></a></li><li><a href="documents/g881/Public reports pack Monday.pdf?T=10">
Agenda reports pack <span class="mgFileSize">PDF 6 MB</span></a></li></ul>
<h2 class="mgSubTitleTxt">Items</h2><table class="mgItemTable" id="mgItemTable"><tr><th>No.</th><th>Item</th></tr>
{rows}</table>"""
    return _PAGE.format(title=f"Agenda for {escape(committee)} on Monday 16 March 2020, 6.00 pm", body=body).encode()


def _row(place: int, title: str, reports: Sequence[tuple[str, str]]) -> str:
    main, *others = [
        f'href="documents/{number}/{quote(name)}.pdf" title="Link to document {escape(name)}">{escape(name)}'
        f'<span class="mgFileSize"> PDF 896 KB</span></a>'
        for number, name in reports
    ] or [""]
    heading = f'<a class="mgAiTitleLnk" {main}' if main else escape(title)
    more = "".join(f"<li><a {other}</li>" for other in others)
    extra = (
        f'<p class="mgSubItemTitleTxt">Additional documents:</p><ul class="mgBulletList">{more}</ul>' if more else ""
    )
    return f"""<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a name="AI{place}"></a>{place}. </p></td><td>
<p class="mgAiTitleTxt" >{escape(title) if not main else heading}</p>
<div class="mgWordPara"><p>To consider the item.</p></div>
{extra}</td></tr>
"""

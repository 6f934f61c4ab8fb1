"""Pages in the markup of Ofsted's reports site, written for these tests."""

from __future__ import annotations

from html import escape

SEARCH_URL = "https://reports.ofsted.gov.uk/search?q=&level_1_types=3&level_2_types%5B%5D=12&start=0&rows=100"
PROVIDER_URL = "https://reports.ofsted.gov.uk/provider/44/80560"


def result(name: str, urn: int | str, latest: str | None, rating: str | None = None, link: str | None = None) -> str:
    rated = (
        f'<ul class="search-result__provider-info"><li>Rating: <strong>{rating}</strong></li></ul>' if rating else ""
    )
    dated = f"<li>Latest report: <strong>\n  <time>{latest}</time></strong></li>" if latest else ""
    return f"""
    <li class="search-result">
      <h3 class="search-result__title heading--sub-title">
        <a href="{link or f"/provider/44/{urn}"}">{escape(name)}</a>
      </h3>
      <ul class="search-result__provider-info">
        <li>Category: <strong>Local Authority Children&#039;s Services</strong></li>
      </ul>
      <address class="search-result__address">Town Hall, Example Street</address>
      {rated}
      <ul class="search-result__provider-info">{dated}<li>URN: <strong>{urn}</strong></li></ul>
    </li>"""


def search_page(*results: str, count: str = "153", following: str | None = None) -> str:
    after = f'<a class="pagination__next" href="{following}">Next</a>' if following else ""
    return f"""<!DOCTYPE html><html lang="en"><head><title>Find an inspection report</title></head><body>
    <div class="cookie">We use cookies</div>
    <p>Showing results <strong class="results-count">{count}</strong></p>
    <ul class="results-list list-unstyled">{"".join(results)}</ul><nav>{after}</nav></body></html>"""


def publication(title: str, file_id: str, visible: str = "Children's services inspection", host: str = "files") -> str:
    return f"""<li class="timeline__day"><div class="event">
      <a class="publication-link" href="https://{host}.ofsted.gov.uk/v1/file/{file_id}" target="_blank">
      {escape(visible)}<span class="nonvisual">{escape(title)}</span></a></div></li>"""


def provider_page(*publications: str, name: str = "St Helens", urn: int = 80560) -> str:
    return f"""<!DOCTYPE html><html><head><title>Ofsted | {name}</title></head><body>
    <h1 class="heading--title">{name}</h1><p>URN: <strong>{urn}</strong></p>
    <ol class="timeline">{"".join(publications)}</ol>
    <a href="https://files.ofsted.gov.uk/v1/file/999">not a publication</a></body></html>"""

"""The guarded fetch against a real server on this machine."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from aiohttp import web

from flows.decoding import Body, TooLarge
from flows.fetch import Failure, FetchOptions, Request, Response, fetch_all
from tests.flows.conftest import AGENT, Site, bad, good, one, options
from tests.newsstand.certificates import certificate_for, server_context


class TestAnswers:
    def test_a_page_comes_back_whole(self, site: Site) -> None:
        url = site.page("/feed", "<rss/>", Content_Type="text/xml; charset=utf-8", ETag='"1"', Last_Modified="then")
        answer = good(one(url, options(site)))
        assert (answer.status, answer.body, answer.content_type) == (200, b"<rss/>", "text/xml; charset=utf-8")
        assert (answer.etag, answer.last_modified, answer.final_url, answer.moved_to) == ('"1"', "then", url, None)
        assert 0 < answer.elapsed < 5

    def test_we_say_who_we_are_and_what_we_can_read(self, site: Site) -> None:
        good(one(site.page("/feed"), options(site)))
        headers = site.asked[0].headers
        assert headers["User-Agent"] == AGENT
        assert headers["Accept-Encoding"] == "gzip, deflate, br, zstd"
        assert headers["Accept"].startswith("application/atom+xml")
        assert "Cookie" not in headers

    def test_not_modified_is_an_answer_to_a_conditional_request_only(self, site: Site) -> None:
        url = site.page("/feed", status=304)
        answer = good(one(Request(url, etag='"7"', last_modified="Sun, 01 Nov 2026 10:00:00 GMT"), options(site)))
        assert (answer.status, answer.body) == (304, b"")
        assert site.asked[0].headers["If-None-Match"] == '"7"'
        assert site.asked[0].headers["If-Modified-Since"] == "Sun, 01 Nov 2026 10:00:00 GMT"
        assert bad(one(url, options(site))).reason == "http_status"

    def test_cookies_are_not_kept(self, site: Site) -> None:
        url = site.page("/feed", Set_Cookie="visitor=1")
        fetch_all([Request(url), Request(url)], options(site, concurrency=1))
        assert all("Cookie" not in request.headers for request in site.asked)

    def test_one_connection_serves_many_requests(self, site: Site) -> None:
        peers = set()

        async def note(request: web.Request) -> web.Response:
            assert request.transport is not None
            peers.add(request.transport.get_extra_info("peername"))
            return web.Response()

        fetch_all([Request(site.handle("/feed", note))] * 20, options(site, concurrency=1))
        assert len(peers) == 1

    def test_a_body_and_headers_are_sent(self, site: Site) -> None:
        async def echo(request: web.Request) -> web.Response:
            return web.Response(body=await request.read(), headers={"X-Signed": request.headers["X-Signature"]})

        url = site.handle("/hook", echo)
        request = Request(url, purpose="webhook", method="POST", body=b"{}", headers={"X-Signature": "abc"})
        answer = good(one(request, options(site)))
        assert (answer.body, answer.headers["x-signed"]) == (b"{}", "abc")

    def test_answers_come_in_order_and_one_failure_does_not_stop_the_others(self, site: Site) -> None:
        urls = [site.page(f"/{n}", str(n)) for n in range(20)]
        urls[7:7] = ["http://10.0.0.1/", "not a url", site.url("/missing")]
        answers = fetch_all([Request(url) for url in urls], options(site))
        assert [answer.url for answer in answers] == urls
        assert [answer.body for answer in answers if isinstance(answer, Response)] == [b"%d" % n for n in range(20)]

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 500, 502])
    def test_an_error_status_is_a_failure_that_keeps_the_page(self, site: Site, status: int) -> None:
        failure = bad(one(site.page("/feed", "Just a moment…", status, Server="cloudflare"), options(site)))
        assert (failure.reason, failure.status) == ("http_status", status)
        assert failure.body.decode() == "Just a moment…"
        assert failure.headers["server"] == "cloudflare"


class TestGuard:
    @pytest.mark.parametrize(
        "url",
        ["http://2130706433/", "http://[::1]/", "http://127.0.0.1/", "http://169.254.169.254/", "http://10.0.0.1/x"],
    )
    def test_an_address_that_is_not_public_is_refused(self, url: str) -> None:
        assert bad(one(url, options())).reason == "refused_address"

    def test_a_name_that_leads_to_this_machine_is_refused(self, site: Site) -> None:
        site.page("/feed")
        failure = bad(one(f"http://localhost:{site.port}/feed", options()))
        assert failure.reason == "refused_address"  # by its port
        failure = bad(one("http://localhost:8080/feed", options()))
        assert failure.reason == "refused_address"
        assert "localhost leads to" in failure.detail
        assert "loopback" in failure.detail
        assert site.asked == []

    def test_every_one_of_many_requests_to_such_a_name_is_refused(self) -> None:
        answers = fetch_all([Request(f"http://localhost:8080/{n}") for n in range(5)], options(per_host=5, spacing=0))
        assert {bad(answer).reason for answer in answers} == {"refused_address"}

    def test_the_address_that_was_checked_is_the_one_connected_to(self, site: Site) -> None:
        """A name server that answers publicly first and privately next gains nothing: it is asked once."""
        asked: list[str] = []

        def rebinding(host: str, port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"]

        trusted = frozenset({f"feeds.example:{site.port}"})
        site.page("/feed", "here")
        answer = good(one(f"http://feeds.example:{site.port}/feed", options(trusted=trusted, lookup=rebinding)))
        assert answer.body == b"here"
        assert asked == ["feeds.example"]
        assert site.asked[0].headers["Host"] == f"feeds.example:{site.port}"

    def test_a_name_with_private_addresses_beside_public_ones_is_reached_by_the_public_ones_only(self) -> None:
        """The documentation address of the test is refused like a private one, so nothing is left."""
        failure = bad(one("http://feeds.example/", options(lookup=lambda *_: ["10.1.2.3", "::1", "192.0.2.1"])))
        assert failure.reason == "refused_address"
        assert "10.1.2.3 (private)" in failure.detail

    def test_trust_covers_the_port_it_names_and_no_other(self, site: Site) -> None:
        site.page("/feed")
        assert bad(one(f"http://127.0.0.1:{site.port + 1}/feed", options(site))).reason == "refused_address"

    @pytest.mark.parametrize(
        "target",
        [
            "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1/", "http://[::1]/", "http://2130706433/",
            "http://localhost:8080/", "file:///etc/passwd", "//10.0.0.1/x", "http://[bad", "http://a@127.0.0.1/",
        ],
    )  # fmt: skip
    def test_a_redirect_passes_the_same_guard(self, site: Site, target: str) -> None:
        failure = bad(one(site.page("/feed", status=302, Location=target), options(site)))
        assert failure.reason == "refused_address"
        assert failure.url == site.url("/feed")

    def test_a_name_that_does_not_exist(self) -> None:
        def unknown(host: str, port: int) -> list[str]:
            raise OSError("Name or service not known")

        failure = bad(one("http://nowhere.example/", options(lookup=unknown)))
        assert failure.reason == "dns"
        assert "nowhere.example" in failure.detail

    def test_a_port_where_nobody_listens(self, site: Site) -> None:
        site.stop()
        assert bad(one(site.url("/feed"), options(site))).reason == "connect"


class TestRedirects:
    def test_permanent_moves_are_noted_as_far_as_they_lead(self, site: Site) -> None:
        site.page("/new", "found")
        site.page("/newer", status=307, Location="/new")
        site.page("/old", status=308, Location="/newer")
        answer = good(one(site.page("/oldest", status=301, Location="/old"), options(site)))
        assert answer.body == b"found"
        assert answer.final_url == site.url("/new")
        assert answer.moved_to == site.url("/newer")

    def test_a_temporary_move_is_not_noted(self, site: Site) -> None:
        site.page("/new", "found")
        site.page("/then", status=301, Location="/new")
        assert good(one(site.page("/old", status=302, Location="/then"), options(site))).moved_to is None

    def test_a_circle(self, site: Site) -> None:
        site.page("/a", status=302, Location="/b")
        failure = bad(one(site.page("/b", status=302, Location="/a"), options(site)))
        assert failure.reason == "redirects"
        assert len(site.asked) == 2

    def test_too_many(self, site: Site) -> None:
        for n in range(10):
            site.page(f"/{n}", status=302, Location=f"/{n + 1}")
        assert bad(one(site.url("/0"), options(site))).reason == "redirects"
        assert len(site.asked) == 6

    def test_five_are_followed(self, site: Site) -> None:
        for n in range(5):
            site.page(f"/{n}", status=302, Location=f"/{n + 1}")
        site.page("/5", "end")
        assert good(one(site.url("/0"), options(site))).body == b"end"

    def test_a_redirect_without_a_target(self, site: Site) -> None:
        assert bad(one(site.page("/a", status=302), options(site))).reason == "http_status"

    @pytest.mark.parametrize(("status", "named"), [(302, False), (301, True)])
    def test_a_short_wait_that_a_redirect_asks_for_is_had(self, site: Site, status: int, named: bool) -> None:
        site.page("/new", "found")
        started = time.monotonic()
        answer = good(one(site.page("/old", status=status, Location="/new", Retry_After="1"), options(site)))
        assert time.monotonic() - started >= 1
        assert (answer.body, answer.moved_to is not None) == (b"found", named)

    def test_a_long_wait_that_a_redirect_asks_for_is_another_times(self, site: Site) -> None:
        site.page("/new", "found")
        failure = bad(one(site.page("/old", status=302, Location="/new", Retry_After="3600"), options(site)))
        assert (failure.reason, failure.retry_after) == ("busy", 3600)
        assert site.paths() == ["/old"]

    def test_secrets_stay_with_the_host_they_were_meant_for(self, site: Site) -> None:
        site.page("/there", "ok")
        url = site.page("/here", status=307, Location=site.url("/there", "localhost"))
        request = Request(url, headers={"Authorization": "Bearer x", "X-Kept": "1"})
        good(one(request, options(site)))
        assert "Authorization" in site.asked[0].headers
        assert "Authorization" not in site.asked[1].headers
        assert site.asked[1].headers["X-Kept"] == "1"

    def test_a_webhook_is_not_followed(self, site: Site) -> None:
        site.page("/done", "ok")
        url = site.page("/hook", status=302, Location="/done")
        failure = bad(one(Request(url, method="POST", body=b"x", purpose="webhook"), options(site)))
        assert failure.reason == "redirects"
        assert "/done" in failure.detail
        assert [request.method for request in site.asked] == ["POST"]


class TestBounds:
    def test_a_body_over_its_bound(self, site: Site) -> None:
        url = site.page("/feed", b"x" * 5_000)
        assert bad(one(Request(url, max_bytes=4_999), options(site))).reason == "too_large"
        assert len(good(one(Request(url, max_bytes=5_000), options(site))).body) == 5_000

    def test_an_endless_body_is_left_at_its_bound(self, site: Site) -> None:
        async def endless(request: web.Request) -> web.StreamResponse:
            stream = web.StreamResponse()
            await stream.prepare(request)
            while True:
                await stream.write(b"x" * 65_536)

        started = time.monotonic()
        assert bad(one(Request(site.handle("/feed", endless), max_bytes=500_000), options(site))).reason == "too_large"
        assert time.monotonic() - started < 5

    @pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate"])
    def test_a_bomb_is_left_at_its_bound(self, site: Site, encoding: str) -> None:
        url = site.page("/feed", packed(b"\0" * 50_000_000, encoding), Content_Encoding=encoding)
        failure = bad(one(Request(url, max_bytes=1_000_000), options(site)))
        assert (failure.reason, "unpacked" in failure.detail) == ("too_large", True)

    def test_a_bomb_is_never_unpacked_beyond_a_piece(self) -> None:
        bomb = packed(b"\0" * 50_000_000, "gzip")
        tracemalloc.start()
        with pytest.raises(TooLarge):
            Body("gzip", 1_000_000).add(bomb)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 3_000_000

    @pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "deflate", "raw deflate", "br", "zstd", "identity"])
    def test_every_encoding_we_ask_for_is_read(self, site: Site, encoding: str) -> None:
        text = ("Inspectors found serious weaknesses. " * 40_000).encode()
        url = site.page("/feed", packed(text, encoding), Content_Encoding=encoding.removeprefix("raw "))
        assert good(one(url, options(site))).body == text

    @pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate"])
    def test_a_compressed_body_that_breaks_off(self, site: Site, encoding: str) -> None:
        whole = packed(b"0123456789" * 10_000, encoding)
        url = site.page("/feed", whole[: len(whole) // 2], Content_Encoding=encoding)
        assert bad(one(url, options(site))).reason == "decode"

    @pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate", "compress"])
    def test_a_body_that_is_not_what_it_says(self, site: Site, encoding: str) -> None:
        url = site.page("/feed", b"<rss>plain text</rss>", Content_Encoding=encoding)
        assert bad(one(url, options(site))).reason == "decode"

    def test_slow_headers(self, site: Site) -> None:
        async def slow(_: web.Request) -> web.Response:
            await asyncio.sleep(5)
            return web.Response()

        started = time.monotonic()
        assert bad(one(site.handle("/feed", slow), options(site, timeout=0.3))).reason == "timeout"
        assert time.monotonic() - started < 3

    def test_a_body_that_drips(self, site: Site) -> None:
        async def drip(request: web.Request) -> web.StreamResponse:
            stream = web.StreamResponse()
            await stream.prepare(request)
            for _ in range(100):
                await stream.write(b".")
                await asyncio.sleep(0.05)
            return stream

        assert bad(one(site.handle("/feed", drip), options(site, timeout=0.5))).reason == "timeout"

    def test_a_body_that_breaks_off(self, site: Site) -> None:
        async def broken(request: web.Request) -> web.StreamResponse:
            stream = web.StreamResponse(headers={"Content-Length": "1000"})
            await stream.prepare(request)
            await stream.write(b"half")
            assert request.transport is not None
            request.transport.close()
            return stream

        failure = bad(one(site.handle("/feed", broken), options(site)))
        assert (failure.reason, "broke off" in failure.detail) == ("connect", True)

    def test_headers_without_measure(self, site: Site) -> None:
        url = site.page("/feed", X_Long="x" * 100_000)
        assert bad(one(url, options(site))).reason == "other"

    def test_a_server_that_does_not_speak_http(self) -> None:
        async def talk() -> Response | Failure:
            async def gibberish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await reader.readline()
                writer.write(b"220 mail.example ESMTP\r\n")
                writer.close()

            server = await asyncio.start_server(gibberish, "127.0.0.1", 0)
            port = server.sockets[0].getsockname()[1]
            chosen = options(trusted=frozenset({f"127.0.0.1:{port}"}))
            async with server:
                return await asyncio.to_thread(one, f"http://127.0.0.1:{port}/", chosen)

        assert bad(asyncio.run(talk())).reason == "other"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for feeds.example, key in the same file."""
    return certificate_for("feeds.example", tmp_path_factory.mktemp("tls"))


class TestTls:
    @pytest.fixture
    def secure(self, certificate: Path) -> Iterator[Site]:
        """A server with that certificate."""
        site = Site(server_context(certificate))
        yield site
        site.stop()

    def chosen(self, site: Site, host: str, certificate: Path) -> FetchOptions:
        """Trusts the host and the certificate; every name leads to this machine."""
        context = ssl.create_default_context(cafile=certificate)
        trusted = frozenset({f"{host}:{site.port}", f"127.0.0.1:{site.port}"})
        return options(trusted=trusted, ssl=context, lookup=lambda *_: ["127.0.0.1"])

    def test_the_name_is_checked_though_the_address_is_what_we_connect_to(
        self, secure: Site, certificate: Path
    ) -> None:
        secure.page("/feed", "secret")
        chosen = self.chosen(secure, "feeds.example", certificate)
        assert good(one(secure.url("/feed", "feeds.example"), chosen)).body == b"secret"
        chosen = self.chosen(secure, "other.example", certificate)
        assert bad(one(secure.url("/feed", "other.example"), chosen)).reason == "tls"

    def test_a_certificate_that_nobody_vouches_for(self, secure: Site) -> None:
        assert bad(one(secure.url("/feed"), options(secure))).reason == "tls"

    def test_a_webhook_is_not_led_from_https_to_http(self, secure: Site, site: Site, certificate: Path) -> None:
        site.page("/hook", "ok")
        url = secure.page("/hook", status=307, Location=site.url("/hook")).replace("127.0.0.1", "feeds.example")
        chosen = self.chosen(secure, "feeds.example", certificate)
        chosen = replace(chosen, trusted=chosen.trusted | site.trusted)
        hook = Request(url, purpose="webhook", method="POST", body=b"{}")
        assert bad(one(hook, chosen)).reason == "redirects"
        assert site.asked == []
        assert good(one(Request(url), chosen)).body == b"ok"


def packed(data: bytes, encoding: str) -> bytes:
    """The data under a Content-Encoding."""
    if encoding == "br":
        return bytes(brotli.compress(data, quality=5))
    if encoding == "zstd":
        from backports import zstd

        return zstd.compress(data)
    if encoding == "deflate":
        return zlib.compress(data)
    if encoding == "raw deflate":
        return zlib.compress(data)[2:-4]
    return data if encoding == "identity" else gzip.compress(data)

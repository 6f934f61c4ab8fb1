"""POSTs for channels, past the same guard as everything else that leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from alerts.channels import Answer, Unreachable
from flows.exchange import Failure, FetchOptions, Request


@dataclass(frozen=True, slots=True)
class GuardedPoster:
    """The `Poster` that channels are given."""

    options: FetchOptions

    def __call__(
        self, url: str, headers: Mapping[str, str], body: bytes, timeout_seconds: float
    ) -> Answer | Unreachable:
        """POST `body`; any answer of the server is one, whatever its status."""
        # What only looks into the database never posts, and starts sooner without the network's libraries.
        from flows.fetch import fetch_all

        request = Request(url, purpose="webhook", method="POST", body=body, headers=dict(headers))
        (answer,) = fetch_all([request], replace(self.options, timeout=timeout_seconds))
        if not isinstance(answer, Failure):
            return Answer(answer.status, answer.headers, answer.body)
        if answer.status is not None:
            return Answer(answer.status, answer.headers, answer.body)
        # The detail may repeat the address, and that is a secret with many services.
        return Unreachable(_WHY.get(answer.reason, "no answer"), answer.reason in ("refused_address", "redirects"))


_WHY: Mapping[str, str] = {
    "refused_address": "the address is not one that may be reached from here; name its host in trusted_hosts",
    "dns": "the host name can't be looked up",
    "connect": "no connection",
    "tls": "no secure connection",
    "timeout": "no answer in time",
    "redirects": "it redirects elsewhere; write the address that it redirects to",
    "busy": "it asked to be left alone for a while",
}

"""Looking up hosts for the guarded fetch: only public addresses come out, so only they can be connected to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

from flows.exchange import Lookup
from parsers.addresses import is_trusted, why_not_public

_LOOKUPS_AT_ONCE = 32


class RefusedAddress(Exception):
    """A host's name leads only to addresses that are not public."""


def system_lookup(host: str, port: int) -> list[str]:
    """The addresses of a host as this machine sees them. Raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedResolver(AbstractResolver):
    """Hands the connector only addresses that passed the guard, as numbers: nothing is looked up a second time.

    A name with both public and private addresses keeps the public ones.
    """

    def __init__(self, trusted: Collection[str], lookup: Lookup = system_lookup) -> None:
        self._trusted = trusted
        self._lookup = lookup
        self._threads = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="lookup")

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - part of aiohttp's interface
    ) -> list[ResolveResult]:
        """The public addresses of a host. Raises RefusedAddress when it has others only, OSError when it has none."""
        addresses = await asyncio.get_running_loop().run_in_executor(self._threads, self._lookup, host, port)
        if not is_trusted(host, port, self._trusted):
            addresses = _public(host, addresses)
        return [_result(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Let the look-up threads go; one that hangs in the system's resolver is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _public(host: str, addresses: list[str]) -> list[str]:
    special = {address: why_not_public(address) for address in addresses}
    public = [address for address in addresses if special[address] is None]
    if public or not addresses:
        return public
    listed = ", ".join(f"{address} ({why})" for address, why in special.items())
    raise RefusedAddress(f"{host} leads to {listed}, which is not public")


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)

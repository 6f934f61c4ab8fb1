"""Undoing Content-Encoding piece by piece, never past a bound: a kilobyte on the wire can be a gigabyte unpacked."""

from __future__ import annotations

import sys
import zlib
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdError
else:
    from backports.zstd import ZstdDecompressor, ZstdError

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
_PIECE_BYTES = 256 * 1024


class TooLarge(Exception):
    """The body is larger than the caller allows, as sent or as unpacked."""


class Undecodable(Exception):
    """The body is not what its Content-Encoding says, or breaks off in the middle."""


class _Decoder(Protocol):
    def unpack(self, data: bytes, room: int) -> bytes: ...
    def finished(self) -> bool: ...


class Body:
    """A body being received: add what arrives, then take the whole.

    `limit` bounds the bytes on the wire and the bytes unpacked, each. Raises TooLarge and Undecodable.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._wire = 0
        self._pieces: list[bytes] = []
        self._size = 0
        self._decoder = _decoder(encoding)

    def add(self, data: bytes) -> None:
        """Take in a piece as it came over the wire."""
        self._wire += len(data)
        if self._wire > self._limit:
            raise TooLarge(f"more than {self._limit:,} bytes")
        if self._decoder is None:
            self._keep(data)
            return
        try:
            self._unpack(self._decoder, data)
        except (zlib.error, brotli.error, ZstdError, EOFError) as error:
            raise Undecodable(f"the compressed body is damaged: {error}") from error

    def whole(self) -> bytes:
        """Everything received, unpacked. Raises Undecodable when the compressed stream has not come to its end."""
        if self._decoder is not None and self._wire and not self._decoder.finished():
            raise Undecodable("the compressed body breaks off in the middle")
        return b"".join(self._pieces)

    def _unpack(self, decoder: _Decoder, data: bytes) -> None:
        piece = decoder.unpack(data, _PIECE_BYTES)
        while piece:
            self._keep(piece)
            piece = decoder.unpack(b"", _PIECE_BYTES)

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise TooLarge(f"more than {self._limit:,} bytes once unpacked")
        self._pieces.append(piece)


def _decoder(encoding: str) -> _Decoder | None:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name in ("gzip", "x-gzip"):
        return _Zlib(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Zlib(zlib.MAX_WBITS)
    if name == "br":
        return _Brotli()
    if name == "zstd":
        return _Zstd()
    raise Undecodable(f"Content-Encoding {encoding!r} was not asked for")


class _Zlib:
    """gzip and deflate; servers that send deflate without its zlib header (RFC 9110, 8.4.1.2) are understood."""

    def __init__(self, window: int) -> None:
        self._stream = zlib.decompressobj(window)
        self._raw_allowed = window == zlib.MAX_WBITS

    def unpack(self, data: bytes, room: int) -> bytes:
        waiting = self._stream.unconsumed_tail + data
        if not waiting or self._stream.eof:
            return b""
        try:
            piece = self._stream.decompress(waiting, room)
        except zlib.error:
            if not self._raw_allowed:
                raise
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
            piece = self._stream.decompress(waiting, room)
        self._raw_allowed = False
        return piece

    def finished(self) -> bool:
        return self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def unpack(self, data: bytes, room: int) -> bytes:
        if self._stream.is_finished():
            return b""
        return bytes(self._stream.process(data, output_buffer_limit=room))

    def finished(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._stream = ZstdDecompressor()

    def unpack(self, data: bytes, room: int) -> bytes:
        if self._stream.eof:
            return b""
        return bytes(self._stream.decompress(data, max_length=room))

    def finished(self) -> bool:
        return bool(self._stream.eof)

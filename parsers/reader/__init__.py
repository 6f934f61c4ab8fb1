"""The reader: one article in, what it says out. See `read`."""

from __future__ import annotations

from parsers.reader.reading import read

__all__ = ["read"]

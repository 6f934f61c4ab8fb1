"""The reader: one article in, what it says out. See `read`."""

from __future__ import annotations

from parsers.reader.reading import READ_AT_MOST, read

__all__ = ["READ_AT_MOST", "read"]

"""Notice of an inspection: inspectors announce it, are asked to make it, or choose whom to make it of."""

from __future__ import annotations

from parsers.wordings import wordings

_said = wordings("notice")

NOTICE = _said("notice")

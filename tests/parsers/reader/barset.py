"""A county that isn't: what a text says of it can be no known fact."""

from __future__ import annotations

from parsers.model import Authority

BARSET = Authority(
    name="Barset", gss="E10000099", former_gss=(), urn=1, region_ofsted="South West", region_ons="South West",
    type="county", aliases=("Barset Council", "Barset County Council"),
)  # fmt: skip

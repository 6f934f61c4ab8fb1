"""Secrets that are kept in Prefect, as Secret blocks."""

from __future__ import annotations

import os
import sys

from flows.prefect_settings import environment
from flows.settings import Settings


def prefect_secret(name: str, settings: Settings) -> str | None:
    """The value of the block whose name is this one in small letters with hyphens, or None where there is none.

    Asks our own Prefect: its server where it runs, its embedded API otherwise.
    """
    if "prefect" not in sys.modules:
        from flows.up import HOST, healthy

        port = settings.prefect_port
        ours = environment(settings, {}, f"http://{HOST}:{port}/api" if healthy(port) else None)
        os.environ.update({key: value for key, value in ours.items() if key.startswith("PREFECT_")})
    from prefect.blocks.system import Secret

    try:
        value: object = Secret.load(name.lower().replace("_", "-")).get()  # type: ignore[union-attr]  # no coroutine here
    except ValueError:
        return None
    return str(value)

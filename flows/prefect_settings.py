"""How we run Prefect: everything of its in our own folder, nothing sent to its makers, old runs cleared away."""

from __future__ import annotations

from collections.abc import Mapping

from flows.settings import Settings

_ALWAYS: Mapping[str, str] = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "parsers,storage,alerts,flows",
    "PREFECT_LOGGING_COLORS": "false",
    # Its own 20 s are too few on a busy machine that makes Prefect's database for the first time.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # A month of runs and three days of events; without this Prefect keeps runs for ever.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "2592000",
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P3D",
}
_NOT_THE_USERS = ("PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_PROFILE", "PREFECT_API_DATABASE_CONNECTION_URL")


def environment(settings: Settings, inherited: Mapping[str, str], api_url: str | None = None) -> dict[str, str]:
    """The variables for a child process that uses Prefect: at `api_url`, or at its embedded API when that is None.

    A profile or server that the user has for other work is left out of it. Our own settings are passed on as they
    are here, so that a child in any working directory works on the same files.
    """
    home = settings.home.absolute()
    variables = {name: value for name, value in inherited.items() if name not in _NOT_THE_USERS}
    variables |= _ALWAYS
    variables["PREFECT_HOME"] = str(home / "prefect")
    variables["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "false" if api_url else "true"
    if api_url:
        variables["PREFECT_API_URL"] = api_url
    variables["WATCHKEEPER_HOME"] = str(home)
    variables["WATCHKEEPER_DATABASE_URL"] = settings.database
    variables["WATCHKEEPER_SEEDS"] = str(settings.seeds.absolute())
    variables["WATCHKEEPER_SOURCES_FILE"] = str(settings.sources.absolute())
    variables["WATCHKEEPER_OWN_SOURCES_FILE"] = str(settings.own_sources_file.absolute())
    variables["WATCHKEEPER_VOCABULARY_FILE"] = str(settings.vocabulary_file.absolute())
    variables["WATCHKEEPER_OUTLETS_FOLDER"] = str(settings.outlets_folder.absolute())
    variables["WATCHKEEPER_SECRETS_FILE"] = str(settings.secrets_file.absolute())
    variables["WATCHKEEPER_SUBSCRIPTIONS_FILE"] = str(settings.subscriptions_file.absolute())
    return variables

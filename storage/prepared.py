"""Statements that run for every message: compiled once for each database, and run past what costs more than they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, UpdateBase
from sqlalchemy.sql.compiler import SQLCompiler

_Processors = Mapping[str, Callable[[Any], Any] | None]


class Prepared:
    """An INSERT, UPDATE or DELETE whose parameters are named in it."""

    def __init__(self, statement: UpdateBase) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[SQLCompiler, _Processors]] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run it; gives the number of rows that it touched."""
        compiled, processors = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        given = {
            name: process(value) if (process := processors[name]) is not None else value
            for name, value in {**compiled.params, **values}.items()
        }
        names = compiled.positiontup
        form = given if names is None else tuple([given[name] for name in names])
        return int(connection.exec_driver_sql(compiled.string, form).rowcount)

    def run_many(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each row. Values must be hashable: what many rows share is brought into its form once."""
        compiled, processors = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        names = compiled.positiontup or list(compiled.binds)
        columns = [_processed([row[name] for row in rows], processors[name]) for name in names]
        lines = list(zip(*columns, strict=True))
        forms = lines if compiled.positiontup else [dict(zip(names, line, strict=True)) for line in lines]
        connection.exec_driver_sql(compiled.string, forms)

    def _compile(self, dialect: Dialect) -> tuple[SQLCompiler, _Processors]:
        compiled = self._statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        processors = {
            name: parameter.type.dialect_impl(dialect).bind_processor(dialect)
            for name, parameter in compiled.binds.items()
        }
        self._compiled[dialect.name] = compiled, processors
        return compiled, processors


def _processed(values: list[Any], process: Callable[[Any], Any] | None) -> list[Any]:
    if process is None:
        return values
    forms = {value: process(value) for value in set(values)}
    return [forms[value] for value in values]

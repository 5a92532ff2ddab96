"""What `tenregs import` takes besides official texts: tables, each by a command of its own."""

from __future__ import annotations

import importlib
from typing import Any

import click

from .app import _ChineseHelp

KINDS = ("questions", "profiles")


class TableCommand(_ChineseHelp, click.Command):
    """A command that reads a table."""


class ImportCommand(click.Command):
    """The command for official texts, which hands over to that for a table when its first word names one."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command that is meant."""
        if args and args[0] in KINDS:
            module = importlib.import_module(f".import_{args[0]}", __package__)
            command: click.Command = getattr(module, f"import_{args[0]}")
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

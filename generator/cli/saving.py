"""Sources saved by a command: all or none, and said in words why not."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ..source.editing import Document
from ..source.save import Overtaken, save_all


def save(documents: Sequence[Document]) -> None:
    """Save changed sources, and those that are new, all or none."""
    try:
        save_all(documents)
    except Overtaken as error:
        raise click.ClickException(f"{error}。什么也没有写；再运行一次") from None
    except OSError as error:
        raise click.ClickException(
            f"写不进源文件：{error.strerror or error}。看看文件是否被别的程序打开；什么也没有写"
        ) from None

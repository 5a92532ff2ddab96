"""`tenregs edit`: a page on this machine in which the sources are changed, checked, saved and published."""

from __future__ import annotations

import secrets
import socket
import threading
import webbrowser
from datetime import datetime
from pathlib import Path

import click
import uvicorn

from ..desk.history import History
from ..desk.settings import Published, Settings
from ..problems import Severity
from .build import SITE_SOURCES, TARGET, Pictures, run
from .check import source_option
from .sides import opened

_HISTORY = TARGET / "desk" / "history"


def _earlier(source: Path, since: str) -> tuple[dict[str, bytes], str] | None:
    """The sources of the version to compare with, by the names of today's, and what people call it."""
    try:
        with opened(since, source) as version:
            files = {
                f"{source.name}/{path.relative_to(version.folder).as_posix()}": path.read_bytes()
                for path in sorted(version.folder.rglob("*.yml"))
            }
            return files, version.name
    except click.ClickException:
        return None


def _sources(source: Path) -> dict[str, bytes]:
    return {
        f"{source.name}/{path.relative_to(source).as_posix()}": path.read_bytes()
        for path in sorted(source.rglob("*.yml"))
    }


@click.command("edit", help="在本机的网页里改制度、参数、表单、题目和机构：改时就检查，能预览、看影响、核对、发布。")
@source_option
@click.option("--port", type=click.IntRange(1, 65535), metavar="端口", help="用哪个端口，默认随便找一个空的。")
@click.option("--open/--no-open", "browser", default=True, help="是否自动打开浏览器，默认打开。")
@click.option("--since", metavar="旧版", default="", help="“修订对照”和哪个旧版比，写法同 diff；默认和编辑器打开时比。")
def edit(source: Path, port: int | None, browser: bool, since: str) -> int:
    """Serve the editor on this machine only until interrupted."""
    # A web framework takes half a second to import; the other commands need not wait for it.
    from ..desk.app import application

    listening = socket.socket()
    try:
        listening.bind(("127.0.0.1", port or 0))
        listening.listen()  # a browser that comes before the server is ready waits
    except OSError:
        raise click.ClickException(f"端口 {port} 用不了，多半被别的程序占着；不写 --port 就自动找一个") from None
    at_start = _sources(source)

    def publish() -> Published:
        outcome = run(source.resolve(), TARGET, Pictures.NONE)
        errors = [problem for problem in outcome.problems if problem.severity is Severity.ERROR]
        told = [f"{problem.position} {problem.message}" for problem in errors]
        told += [outcome.log] if outcome.log else []
        if outcome.good:
            told += [f"网站在 {(TARGET / 'site' / 'index.html').resolve()}", f"表单在 {(TARGET / 'forms').resolve()}"]
        return Published(outcome.good, tuple(told))

    chosen_port, token = listening.getsockname()[1], secrets.token_urlsafe(24)
    settings = Settings(
        source=source,
        history=History(_HISTORY),
        clock=datetime.now,
        earlier=(lambda: _earlier(source, since)) if since else (lambda: (at_start, "编辑器打开时")),
        publish=publish,
        styles=(SITE_SOURCES / "assets" / "paper.css").read_text(encoding="utf-8"),
    )
    address = f"http://127.0.0.1:{chosen_port}/?token={token}"
    click.echo(f"编辑器在 {address}")
    click.echo("这个地址只能打开一次，只有本机能用；按 Ctrl+C 停止。改了以后要按“保存”才写进文件。")
    if browser:
        threading.Timer(1.0, webbrowser.open, (address,)).start()
    config = uvicorn.Config(
        application(settings, token, chosen_port),
        log_level="warning",
        timeout_graceful_shutdown=1,
        proxy_headers=False,
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listening])
    return 0

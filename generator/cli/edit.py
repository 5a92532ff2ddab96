"""`tenregs edit`: a page on this machine in which the sources are changed, checked, saved and published."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import webbrowser
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import click
import uvicorn

from ..desk.history import History
from ..desk.settings import Published, Settings, Wish
from .build import SITE_SOURCES, TARGET
from .check import source_option
from .release import TARGET as RELEASES
from .sides import opened

_HISTORY = TARGET / "desk" / "history"
_AT_START = "编辑器打开时"


def _earlier(source: Path, wanted: str) -> tuple[dict[str, bytes], str] | None:
    """The sources of the version to compare with, by the names of today's, and what people call it."""
    try:
        with opened(wanted, source) as version:
            files = {
                f"{source.name}/{path.relative_to(version.folder).as_posix()}": path.read_bytes()
                for path in sorted(version.folder.rglob("*.yml"))
            }
            return files, version.name
    except click.ClickException:
        return None


def _versions(source: Path, since: str) -> dict[str, str]:
    """What can be compared with, best first: what the command line names, releases from new to old, what the editor
    started from, the last commit."""
    found = {since: since} if since else {}
    releases = sorted(RELEASES.glob("*.zip"), key=lambda path: path.stat().st_mtime, reverse=True)
    found |= {str(path): f"发布包 {path.name}" for path in releases} | {_AT_START: _AT_START}
    try:
        with opened("HEAD", source) as version:
            found["HEAD"] = f"版本库里的 {version.name}"
    except click.ClickException:
        pass
    return found


def _publish(source: Path, at_start: dict[str, bytes], wish: Wish) -> Published:
    """A release. What the sources held when the editor was started is laid out for as long as that takes."""
    if wish.last != _AT_START:
        return _released(source, wish)
    with tempfile.TemporaryDirectory(prefix="tenregs-") as place:
        folder = Path(place) / _AT_START
        for name, content in at_start.items():
            path = folder / name.partition("/")[2]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return _released(source, replace(wish, last=str(folder)))


def _released(source: Path, wish: Wish) -> Published:
    """A release, made by the command in a process of its own: it takes minutes and says what it did line by line."""
    command = [sys.executable, "-m", "generator", "release", "--source", str(source), "--version", wish.version]
    command += ["--last", wish.last] if wish.last else []
    command += ["--pictures" if wish.pictures else "--no-pictures"]
    told = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
        errors="replace",
    )
    lines = [line for line in told.stdout.splitlines() if line.strip() and not line.startswith(("Usage:", "Try "))]
    where = [f"网站在 {(TARGET / 'site' / 'index.html').resolve()}"] if told.returncode == 0 else []
    return Published(told.returncode == 0, (*lines, *where))


def _sources(source: Path) -> dict[str, bytes]:
    return {
        f"{source.name}/{path.relative_to(source).as_posix()}": path.read_bytes()
        for path in sorted(source.rglob("*.yml"))
    }


@click.command("edit", help="在本机的网页里改制度、参数、表单、题目和机构：改时就检查，能预览、看影响、核对、发布。")
@source_option
@click.option("--port", type=click.IntRange(1, 65535), metavar="端口", help="用哪个端口，默认随便找一个空的。")
@click.option("--open/--no-open", "browser", default=True, help="是否自动打开浏览器，默认打开。")
@click.option(
    "--since",
    metavar="旧版",
    default="",
    help="“修订对照”和哪个旧版比，写法同 diff；不写的，先列各个发布包，再是编辑器打开时。",
)
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

    def earlier(wanted: str) -> tuple[dict[str, bytes], str] | None:
        return (at_start, _AT_START) if wanted == _AT_START else _earlier(source, wanted)

    chosen_port, token = listening.getsockname()[1], secrets.token_urlsafe(24)
    settings = Settings(
        source=source,
        history=History(_HISTORY),
        clock=datetime.now,
        versions=partial(_versions, source, since),
        earlier=earlier,
        publish=partial(_publish, source, at_start),
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

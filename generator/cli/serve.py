"""`tenregs serve`: build, open, rebuild and reload when a source is saved; a broken source shows its problems."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import click
import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from ..problems import Severity, as_text
from .build import SITE_SOURCES, TARGET, Haste, Outcome, Pictures, run
from .check import source_option
from .site import CONFIGURATION
from .workshop import Interrupted

EVENTS = "/-/tenregs/events"
CLIENT = Path(__file__).with_name("serve_client.js")
NOT_BUILT = "<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>还没有网站</title><body><p>源文件有错误，还没有生成过网站。改好后保存，这一页会自动打开网站。</p></body></html>"


class Session:
    """What the browser should know: a number that grows with each good build, and the problems that stand."""

    def __init__(self) -> None:
        self.version = 0
        self.problems: list[dict[str, Any]] = []
        self.changed = asyncio.Event()

    def take(self, outcome: Outcome) -> None:
        """Note a build's outcome and wake every waiting browser."""
        if outcome.good:
            self.version += 1
        self.problems = [
            {"where": str(p.position), "message": p.message, "remedy": p.remedy, "code": p.code}
            for p in outcome.problems
            if p.severity is Severity.ERROR
        ]
        if outcome.log:
            self.problems.append(
                {"where": "mkdocs", "message": outcome.log, "remedy": "见终端中的说明", "code": "site"}
            )
        self.changed.set()
        self.changed = asyncio.Event()

    def state(self) -> str:
        """The state as one server-sent event."""
        return f"data: {json.dumps({'version': self.version, 'problems': self.problems}, ensure_ascii=False)}\n\n"


def report(outcome: Outcome, seconds: float) -> None:
    """Say in the terminal what a build came to."""
    if outcome.problems:
        click.echo(as_text(outcome.problems))
    if outcome.library is None:
        click.echo("有错误：网站保持上一次的样子，改好后保存会自动更新。")
    elif outcome.log:
        click.echo(f"网站没有更新：{outcome.log}")
    else:
        later = f"；{len(outcome.behind)} 张表单的文件随后更新" if outcome.behind else ""
        click.echo(f"{time.strftime('%H:%M:%S')} 已更新，用了 {seconds:.1f} 秒{later}。")


def timed_build(
    source: Path,
    pictures: Pictures,
    refresh: bool = False,
    haste: Haste = Haste.NONE,
    stop: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Build and report."""
    started = time.perf_counter()
    outcome = run(source, TARGET, pictures, refresh, haste=haste, stop=stop)
    report(outcome, time.perf_counter() - started)
    return outcome


def newest(paths: list[Path]) -> float:
    """The latest modification time below some files and folders."""
    files = [file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])]
    return max((file.stat().st_mtime for file in files if file.is_file()), default=0.0)


def application(source: Path, first: Outcome, pictures: Pictures, started: float) -> Starlette:
    """The local server: the built site, with a script added to each page, and a stream of events.

    What was saved after `started`, while the first build ran, is built as soon as the server is up.
    """
    session = Session()
    session.take(first)
    stop, saved = threading.Event(), threading.Event()

    async def catch_up() -> None:
        """Make the forms that are behind, unless something else is saved meanwhile."""
        with suppress(Interrupted):
            session.take(await asyncio.to_thread(timed_build, source, pictures, True, Haste.NONE, saved.is_set))

    async def rebuild() -> None:
        paths = [source, SITE_SOURCES, CONFIGURATION]
        if newest(paths) > started:
            session.take(await asyncio.to_thread(timed_build, source, pictures))
        later: asyncio.Task[None] | None = None
        async for changes in watchfiles.awatch(*paths, stop_event=stop, debounce=200, step=50):
            saved.set()
            if later:
                await later
            saved.clear()
            # A changed source changes some pages; a changed template or style may change every page.
            refresh = all(Path(path).is_relative_to(source.resolve()) for _, path in changes)
            # The words first: whoever saved waits for them; forms that a fact stands on take longer.
            outcome = await asyncio.to_thread(timed_build, source, pictures, refresh, Haste.PAGES_FIRST)
            session.take(outcome)
            later = asyncio.create_task(catch_up()) if outcome.good and outcome.behind else None

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(rebuild())
        yield
        stop.set()
        saved.set()
        task.cancel()

    async def events(request: Request) -> Response:
        async def stream() -> AsyncIterator[str]:
            while not await request.is_disconnected():
                waiting = session.changed
                yield session.state()
                try:
                    await asyncio.wait_for(waiting.wait(), 15)
                except TimeoutError:
                    yield ": still here\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def page(request: Request) -> Response:
        return served(TARGET / "site", request.path_params["path"])

    return Starlette(routes=[Route(EVENTS, events), Route("/{path:path}", page)], lifespan=lifespan)


def served(site: Path, path: str) -> Response:
    """A file of the site; pages get the reload script. Nothing outside the folder is ever served."""
    root = site.resolve()
    file = (root / (path or "index.html")).resolve()
    if file.is_dir():
        file = file / "index.html"
    if not file.is_relative_to(root):
        return PlainTextResponse("没有这个页面", 404)
    script = f"<script>{CLIENT.read_text(encoding='utf-8')}</script>"
    if not file.is_file():
        if not (root / "index.html").is_file():
            return HTMLResponse(NOT_BUILT.replace("</body>", f"{script}</body>"), 503)
        return PlainTextResponse("没有这个页面", 404)
    if file.suffix == ".html":
        text = file.read_text(encoding="utf-8")
        return HTMLResponse(text.replace("</body>", f"{script}</body>"), headers={"Cache-Control": "no-store"})
    return FileResponse(file, headers={"Cache-Control": "no-store"})


@click.command("serve", help="在本机打开网站；保存源文件后自动重建并刷新，写错了会在网页和终端里指出来。")
@source_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="端口", help="用哪个端口，默认 8000。")
@click.option("--open/--no-open", "browser", default=True, help="是否自动打开浏览器，默认打开。")
@click.option("--pictures", is_flag=True, help="第一次生成时带上表单的打印效果图（需要 LibreOffice）。")
def serve(source: Path, port: int, browser: bool, pictures: bool) -> int:
    """Serve on this machine only until interrupted."""
    address = f"http://127.0.0.1:{port}/"
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise click.ClickException(f"端口 {port} 被别的程序占着；换一个，如 --port {port + 1}")
    click.echo("正在生成网站……")
    started = time.time()
    first = timed_build(source, Pictures.MADE if pictures else Pictures.NONE)
    click.echo(f"网站在 {address} ，按 Ctrl+C 停止。只有本机能打开。")
    if browser:
        threading.Timer(1.0, webbrowser.open, (address,)).start()
    again = Pictures.KEPT if pictures else Pictures.NONE
    config = uvicorn.Config(
        application(source, first, again, started),
        host="127.0.0.1",
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    try:
        server.run()
    except SystemExit:
        raise click.ClickException(f"端口 {port} 用不了，多半被别的程序占着；换一个，如 --port {port + 1}") from None
    return 0

"""The editor as an application: NiceGUI behind the guard, nothing asked of any other machine."""

from __future__ import annotations

from fastapi import FastAPI
from nicegui import ui
from starlette.types import ASGIApp

from .guard import Guard
from .page import Page
from .settings import Settings
from .work import read

_STYLE = """
body, button, input, textarea, .q-btn, .q-field { font-family: "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
.w-full { width: 100%; } .grow { flex: 1 1 0; min-width: 0; } .gap-0 { gap: 0; } .gap-1 { gap: 4px; } .gap-2 { gap: 8px; }
.nicegui-content { padding: 10px; gap: 8px; }
.desk-bar { padding: 4px 12px; gap: 4px; background: #0b6b50; align-items: center; } .desk-bar .q-btn { padding: 2px 8px; color: #fff; }
.desk-name { margin-right: 8px; } .desk-bar .q-btn.desk-waiting { background: #ffd54f; color: #1a1a1a; } .desk-alarm { background: #8c1d18; }
.body--dark { --q-primary: #57c7a5 !important; } .body--dark .q-btn.bg-primary { --q-primary: #0f7a5c; }
.body--dark .desk-bar { background: #0b4d3b; }
.desk-panes { height: calc(100vh - 72px); } .desk-narrow { display: none; }
.desk-left { width: 21rem; flex: none; overflow: auto; } .desk-middle { flex: 1 1 30rem; min-width: 0; overflow: auto; padding-right: 8px; }
.desk-right { width: 31rem; flex: none; overflow: auto; } .desk-title { font-size: 1.1rem; font-weight: 700; }
.desk-hint { font-size: .8rem; opacity: .8; overflow-wrap: anywhere; } .desk-line { white-space: pre-wrap; overflow-wrap: anywhere; }
.desk-error { color: #b3261e; font-size: .9rem; } .desk-warning { color: #8a5000; font-size: .9rem; }
.body--dark .desk-error { color: #ff8a80; } .body--dark .desk-warning { color: #ffc46b; }
.desk-item .q-btn__content { text-align: left; flex-wrap: nowrap; } .desk-chosen { background: #0b6b5033; }
.q-btn.desk-item { font-weight: 400; } .q-btn.desk-chosen { font-weight: 700; }
.desk-group-name { font-weight: 700; margin-top: .5rem; opacity: .75; font-size: .85rem; }
.desk-entry, .desk-group { border-left: 3px solid #0b6b5066; padding-left: 8px; }
.desk-entry .nicegui-expansion-content, .desk-group { display: flex; flex-direction: column; gap: 6px; padding: 4px 0 8px; }
.desk-middle .q-field--with-bottom { padding-bottom: 0; } .desk-middle .q-field__bottom { position: static; transform: none; padding: 2px 4px 0; min-height: 0; }
.desk-middle .q-field__bottom:empty { display: none; } .desk-middle .q-chip { height: auto; } .desk-middle .q-chip__content { white-space: normal; }
.desk-preview { width: 100%; height: 24rem; border: 1px solid #8886; flex: none; }
.desk-diff { white-space: pre-wrap; font-family: inherit; } .desk-dialog { max-width: none; } .desk-dialog.desk-small { width: 42rem; max-width: 100%; }
.desk-fact { border-bottom: 1px solid #8884; padding-bottom: 6px; } .desk-cells > * { flex: 1 1 7rem; min-width: 0; }
.desk-moves { border: 1px solid #0b6b50; border-radius: 4px; padding: 8px; margin: 6px 0; }
.desk-difference { border-top: 1px solid #8886; padding: 6px 0; } .desk-quoted { padding-left: 1.5em; opacity: .9; } .desk-problem { border-bottom: 1px solid #8884; padding: 4px 0; }
.desk-beside, .desk-amendments table { width: 100%; border-collapse: collapse; table-layout: fixed; }
.desk-beside td, .desk-beside th, .desk-amendments td, .desk-amendments th { border: 1px solid #8888; padding: 4px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.desk-beside td { white-space: pre-wrap; } .desk-amendments p { margin: 2px 0; } .desk-amendments h3 { font-size: 1.05rem; font-weight: 700; line-height: 1.5; margin: 12px 0 6px; }
.desk-amendments th:nth-child(3) { width: 24%; } .desk-amendments summary { cursor: pointer; padding: 3px 0; } .desk-amendments small { opacity: .75; }
.desk-piece h1, .desk-piece h2 { font-size: 1rem; font-weight: 700; line-height: 1.6; margin: 4px 0; } .desk-piece p { margin: 2px 0; } .desk-piece .right { font-weight: 700; }
.desk-piece li.right::after { content: " ✓"; } .desk-piece .broken { display: none; } .desk-piece .why { opacity: .8; font-size: .9em; }
.desk-dialog del { background: #ffd7d5; color: #82071e; } .desk-dialog ins { background: #cdf2d3; color: #0a4b1c; text-decoration: underline; }
.body--dark .desk-dialog del { background: #67060c; color: #ffdcd7; } .body--dark .desk-dialog ins { background: #0f4a22; color: #d3f5da; }
@media (max-width: 1100px) {
  .desk-narrow { display: flex; } .desk-panes { height: auto; } .desk-left, .desk-middle, .desk-right { width: 100%; flex: none; display: none; overflow: visible; padding: 0; }
  .desk-panes[data-pane=left] .desk-left, .desk-panes[data-pane=middle] .desk-middle, .desk-panes[data-pane=right] .desk-right { display: flex; }
}
@media (max-width: 600px) {
  .desk-row { flex-wrap: wrap; } .desk-row > .desk-entry { flex: 1 1 100%; }
  .desk-name { display: none; } .desk-bar { gap: 0; padding: 4px; } .desk-bar .q-btn { padding: 2px 5px; } .desk-bar .q-icon.on-left { margin-right: 3px; font-size: 1.2em; }
  .desk-amendments thead { display: none; } .desk-amendments td { display: block; } .desk-amendments tr { display: block; margin-bottom: 10px; }
  .desk-amendments td::before { content: attr(data-head); display: block; font-size: .75rem; opacity: .75; }
}
"""
_SCRIPT = """
<script>
window.deskUnsaved = false;
window.addEventListener("beforeunload", (event) => { if (window.deskUnsaved) event.preventDefault(); });
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); emitEvent("desk-save"); }
});
</script>
"""
_HEADERS = (
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (
        b"content-security-policy",
        b"default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; form-action 'self'",
    ),
)


def application(settings: Settings, token: str, port: int) -> ASGIApp:
    """The editor at one port, opened with one token. To be made once in a process: NiceGUI's pages belong to it."""

    @ui.page("/", title="十项制度 · 编辑")
    async def desk() -> None:
        ui.add_css(_STYLE)
        ui.add_head_html(_SCRIPT)
        ui.colors(primary="#0b6b50")
        with ui.row().classes("items-center gap-2") as opening:
            ui.spinner()
            ui.label("正在打开……")
        await ui.context.client.connected()  # what is pressed before is lost
        opening.delete()
        # Read anew: another window or program may have saved something since.
        Page(settings, read(settings.source, {})).build()

    inner = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    ui.run_with(
        inner,
        title="十项制度 · 编辑",
        language="zh-CN",
        dark=None,
        reconnect_timeout=60,
        show_welcome_message=False,
        tailwind=False,
    )
    return Guard(inner, token, port)

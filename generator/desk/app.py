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
.w-full { width: 100%; } .grow { flex: 1 1 0; min-width: 0; } .gap-0 { gap: 0; } .gap-1 { gap: 4px; } .gap-2 { gap: 8px; }
.nicegui-content { padding: 10px; }
.desk-bar { padding: 4px 12px; gap: 4px; background: #0b6b50; }
.desk-panes { height: calc(100vh - 84px); }
.desk-left { width: 21rem; flex: none; overflow: auto; } .desk-middle { flex: 1 1 30rem; min-width: 0; overflow: auto; padding-right: 8px; }
.desk-right { width: 31rem; flex: none; overflow: auto; } .desk-title { font-size: 1.1rem; font-weight: 700; }
.desk-hint { font-size: .8rem; opacity: .75; } .desk-line { white-space: pre-wrap; }
.desk-error { color: #c10015; font-size: .9rem; } .desk-warning { color: #9a5b00; font-size: .9rem; }
.body--dark .desk-error { color: #ff8a80; } .body--dark .desk-warning { color: #ffc46b; }
.desk-item .q-btn__content { text-align: left; flex-wrap: nowrap; } .desk-chosen { background: #0b6b5033; }
.desk-group-name { font-weight: 700; margin-top: .5rem; } .desk-entry, .desk-group { border-left: 3px solid #0b6b5066; padding-left: 8px; }
.desk-preview { width: 100%; height: 24rem; border: 1px solid #8886; flex: none; }
.desk-report, .desk-diff { white-space: pre-wrap; font-family: inherit; } .desk-dialog { max-width: none; }
.desk-fact { border-bottom: 1px solid #8884; padding-bottom: 6px; }
@media (max-width: 1100px) { .desk-panes { flex-wrap: wrap; height: auto; } .desk-left, .desk-middle, .desk-right { width: 100%; flex: none; } }
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
    def desk() -> None:
        ui.add_css(_STYLE)
        ui.add_head_html(_SCRIPT)
        ui.colors(primary="#0b6b50")
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

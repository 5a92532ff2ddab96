"""Who may speak to the editor: a browser on this machine that opened the address with the one-time token.

Another page in the same browser may send requests to this machine (cross-site requests), or make a name of its own
point to it (DNS rebinding). So the host that is asked for, and the origin that asks, must be ours, for the websocket too.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

COOKIE = "tenregs-desk"
REFUSED = "这个地址只给打开编辑器的人用。在终端里再运行一次 tenregs edit，用它给出的新地址。"
STRANGE = "请求不是从编辑器自己的网页来的，没有理会。"
_LOOPBACK = ("127.0.0.1", "::1")


class Guard:
    """Lets through to `app` only who holds the cookie; `token` is exchanged for it once, `port` is where we listen."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app = app
        self._token: str | None = token
        self._cookie = secrets.token_urlsafe(32)
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._name = f"{COOKIE}-{port}"  # cookies do not know ports: two editors at once keep one each

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse or pass on one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008)(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        client = scope.get("client")
        if client is not None and client[0] not in _LOOPBACK:
            return PlainTextResponse(STRANGE, 403)
        if headers.get("host", "") not in self._hosts:
            return PlainTextResponse(STRANGE, 403)
        origin = headers.get("origin")
        if origin is not None and origin not in [f"http://{host}" for host in self._hosts]:
            return PlainTextResponse(STRANGE, 403)
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and not self._opens(scope):
            return PlainTextResponse(STRANGE, 403)
        if self._known(headers):
            return None
        return self._admitted(scope) or PlainTextResponse(REFUSED, 403)

    def _opens(self, scope: Scope) -> bool:
        return bool(scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == "/")

    def _known(self, headers: Mapping[str, str]) -> bool:
        cookies = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except CookieError:
            return False
        held: str = cookies[self._name].value if self._name in cookies else ""
        return bool(secrets.compare_digest(held.encode(), self._cookie.encode()))

    def _admitted(self, scope: Scope) -> Response | None:
        """The cookie for whoever brings the token first; the address loses it."""
        if self._token is None or not self._opens(scope):
            return None
        brought = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not secrets.compare_digest(brought.encode(), self._token.encode()):
            return None
        self._token = None
        answer = RedirectResponse("/", 303, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
        answer.set_cookie(self._name, self._cookie, httponly=True, samesite="strict", path="/")
        return answer

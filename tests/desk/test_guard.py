"""Nobody but the browser that opened the address once, from its own page, gets anything from the editor."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from generator.desk.guard import COOKIE, Guard

PORT, TOKEN = 8123, "one-time-token"
HOME = f"http://127.0.0.1:{PORT}"


async def _page(request: Request) -> Response:
    return PlainTextResponse("the rules")


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("the rules")
    await socket.close()


@pytest.fixture
def client() -> TestClient:
    inner = Starlette(routes=[Route("/{path:path}", _page, methods=["GET", "POST"]), WebSocketRoute("/ws", _socket)])
    return TestClient(Guard(inner, TOKEN, PORT), base_url=HOME, client=("127.0.0.1", 50000), follow_redirects=False)


def admitted(client: TestClient) -> TestClient:
    answer = client.get(f"/?token={TOKEN}")
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    return client


def test_the_token_opens_once_and_leaves_a_cookie_that_scripts_and_other_sites_do_not_get(client: TestClient) -> None:
    assert client.get("/").status_code == 403
    answer = client.get(f"/?token={TOKEN}")
    cookie = answer.headers["set-cookie"].lower()
    assert f"{COOKIE}-{PORT}" in cookie and "httponly" in cookie and "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert client.get("/").text == "the rules"
    client.cookies.clear()
    assert client.get(f"/?token={TOKEN}").status_code == 403
    assert client.get("/").status_code == 403


@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", "?token=one-time-toke", "?x=one-time-token"])
def test_a_wrong_token_does_not_spend_the_right_one(client: TestClient, query: str) -> None:
    assert client.get(f"/{query}").status_code == 403
    admitted(client)


def test_the_token_opens_the_page_only(client: TestClient) -> None:
    assert client.post(f"/?token={TOKEN}").status_code == 403
    assert client.get(f"/other?token={TOKEN}").status_code == 403
    admitted(client)


@pytest.mark.parametrize(
    "cookie", ["", "x", f"{COOKIE}-{PORT}=", f"{COOKIE}-{PORT}=x", f"{COOKIE}-1=x", ";;;=", '"\x7f']
)
def test_no_other_cookie_will_do(client: TestClient, cookie: str) -> None:
    assert client.get("/", headers={"cookie": cookie}).status_code == 403


@pytest.mark.parametrize(
    "host", ["rebound.example", f"rebound.example:{PORT}", "127.0.0.1", "127.0.0.1:1", "", f"127.0.0.1.example:{PORT}"]
)
def test_a_name_that_is_made_to_point_here_is_refused(client: TestClient, host: str) -> None:
    admitted(client)
    assert client.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["null", "https://evil.example", "http://127.0.0.1", "http://127.0.0.1:1", f"https://127.0.0.1:{PORT}"]
)
def test_another_page_is_refused_for_requests_and_sockets(client: TestClient, origin: str) -> None:
    admitted(client)
    assert client.post("/", headers={"origin": origin}).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect) as left,
        client.websocket_connect(f"ws://127.0.0.1:{PORT}/ws", headers={"origin": origin}),
    ):
        pass
    assert left.value.code == 1008


def test_what_the_browser_says_comes_from_another_site_is_refused_except_opening_the_page(client: TestClient) -> None:
    admitted(client)
    cross = {"sec-fetch-site": "cross-site"}
    assert client.post("/", headers=cross).status_code == 403
    assert client.get("/ws-polling", headers=cross).status_code == 403
    assert client.get("/", headers=cross).status_code == 200


def test_its_own_page_is_served_and_its_socket_too_only_with_the_cookie(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(f"ws://127.0.0.1:{PORT}/ws"):
        pass
    admitted(client)
    assert client.post("/", headers={"origin": HOME}).text == "the rules"
    with client.websocket_connect(f"ws://127.0.0.1:{PORT}/ws", headers={"origin": HOME}) as socket:
        assert socket.receive_text() == "the rules"


def test_another_machine_is_refused_even_with_the_cookie() -> None:
    inner = Starlette(routes=[Route("/", _page)])
    far = TestClient(Guard(inner, TOKEN, PORT), base_url=HOME, client=("192.0.2.7", 1), follow_redirects=False)
    assert far.get(f"/?token={TOKEN}").status_code == 403

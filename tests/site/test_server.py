"""The site behind nginx, as the generated configuration has it: a strict policy that nothing on the site breaks."""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.cli.site import carry

from .. import cupboard
from .test_browser import DESKTOP, PHONE

pytestmark = pytest.mark.browser

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
WATCH = "document.addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective, e.blockedURI, e.sample))"  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def nginx(configuration: Path, root: Path, folder: Path) -> Iterator[str]:
    """A server with the generated configuration, on a port of its own and for this folder; its address."""
    assert NGINX, "没有 nginx：python3 run.py test 会装好它"
    port = free_port()
    text = configuration.read_text(encoding="utf-8")
    text, ports = re.subn(r"listen 80 default_server;", f"listen 127.0.0.1:{port};", text)
    text, roots = re.subn(r"root /srv/tenregs/site;", f'root "{root}";', text)
    assert (ports, roots) == (1, 1)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\nworker_processes 1;\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n"
        f"client_body_temp_path {folder}/body;\nproxy_temp_path {folder}/proxy;\nfastcgi_temp_path {folder}/fastcgi;\n"
        f"uwsgi_temp_path {folder}/uwsgi;\nscgi_temp_path {folder}/scgi;\n"
        "types { text/html html; text/css css; application/javascript js; application/json json; image/svg+xml svg; }\n"
        f'include "{folder}/site.conf";\n}}\n'
    )
    program = subprocess.Popen([NGINX, "-c", folder / "nginx.conf", "-e", folder / "error.log", "-g", "daemon off;"])
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert program.poll() is None, (folder / "error.log").read_text()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        program.terminate()
        program.wait(10)


@pytest.fixture(scope="module")
def address(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with nginx(project / "build/deploy/nginx.conf", project / "build/site", tmp_path_factory.mktemp("nginx")) as found:
        yield found


@contextlib.contextmanager
def visiting(browser: Browser, address: str, size: dict[str, int]) -> Iterator[Page]:
    """A page that fails the test on whatever the policy stops, on script errors and on requests to elsewhere."""
    context = browser.new_context(viewport=size, accept_downloads=True)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((address, "data:", "blob:")) else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.add_init_script(WATCH)
    yield page
    context.close()
    assert not wrong


def test_every_page_keeps_the_policy(browser: Browser, site: Path, address: str) -> None:
    with visiting(browser, address, DESKTOP) as page:
        for path in sorted(set(site.rglob("*.html")) - {site / "404.html"}):
            answer = page.goto(f"{address}/{path.relative_to(site).as_posix()}")
            assert answer is not None
            assert "script-src 'self' 'sha256-" in answer.headers["content-security-policy"]
            assert page.locator("h1").count() >= 1, path


def test_what_people_do_keeps_the_policy(browser: Browser, address: str) -> None:
    with visiting(browser, address, PHONE) as page:
        page.goto(f"{address}/practice.html#do/reg/04")
        page.locator(".ask-option, .ask-blank, .ask-steps").first.wait_for()
        page.goto("about:blank")
        page.goto(f"{address}/practice.html")
        expect(page.locator(".practice-strength li")).to_have_count(10)
    with visiting(browser, address, DESKTOP) as page:
        page.goto(f"{address}/search.html?q=晨会")
        expect(page.locator("#search-page-results li").first).to_be_visible()
        page.keyboard.press("Control+k")
        page.keyboard.type("日清日结")
        expect(page.locator("#site-search-results li").first).to_be_visible()
        page.keyboard.press("Escape")
        page.goto(f"{address}/forms/F03-01.html")
        with page.expect_download() as download:
            page.locator("a[href*='downloads/']", has_text="Word").first.click()
        assert download.value.suggested_filename.endswith(".docx")
        page.locator("label[for^='__palette']:visible, .md-header__button[for^='__palette']:visible").first.click()


def test_a_script_that_is_not_ours_does_not_run(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/index.html")
    page.evaluate(
        """() => { const script = document.createElement("script"); script.textContent = "window.intruder = 1"; document.body.append(script);
        const image = new Image(); image.src = "http://127.0.0.1:9/x.png"; document.body.append(image);
        document.body.insertAdjacentHTML("beforeend", "<button id=x onclick='window.intruder = 2'>x</button>"); document.getElementById("x").click(); }"""
    )
    assert page.evaluate("window.intruder") is None
    page.close()


def test_the_site_works_below_a_path(browser: Browser, project: Path, tmp_path: Path) -> None:
    (tmp_path / "root/rules").mkdir(parents=True)
    (tmp_path / "root/rules/tenregs").symlink_to(project / "build/site")
    configuration = project / "build/deploy/nginx.conf"
    with (
        nginx(configuration, tmp_path / "root", tmp_path) as address,
        visiting(browser, address, DESKTOP) as page,
    ):
        page.goto(f"{address}/rules/tenregs/")
        page.locator("a[href*='regulations/']").first.click()
        expect(page.locator("h1").first).to_be_visible()
        page.goto(f"{address}/rules/tenregs/practice.html")
        expect(page.locator(".practice-strength li")).to_have_count(10)
        page.goto(f"{address}/rules/tenregs/search.html?q=晨会")
        expect(page.locator("#search-page-results li").first).to_be_visible()


def fetched(url: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def test_files_travel_packed_and_are_asked_for_again_only_when_they_may_have_changed(site: Path, address: str) -> None:
    status, headers, body = fetched(f"{address}/practice/bank.js")
    assert (status, headers["content-encoding"], headers["cache-control"]) == (200, "gzip", "no-cache")
    assert gzip.decompress(body) == (site / "practice/bank.js").read_bytes()
    bundle = next((site / "assets/javascripts").glob("bundle.*.js"))
    _, headers, _ = fetched(f"{address}/{bundle.relative_to(site).as_posix()}")
    assert "immutable" in headers["cache-control"]
    assert "content-security-policy" in headers
    status, headers, body = fetched(f"{address}/no-such-page.html")
    page = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    assert status == 404
    assert page == (site / "404.html").read_bytes()
    assert "content-security-policy" in headers
    assert fetched(f"{address}/downloads/")[0] in (403, 404)


def test_iis_has_the_same_policy(project: Path, site: Path) -> None:
    root = ElementTree.parse(site / "web.config").getroot()
    given = {entry.get("name"): entry.get("value") for entry in root.iter("add") if entry.get("name")}
    text = (project / "build/deploy/nginx.conf").read_text(encoding="utf-8")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert f'add_header {name} "{given[name]}" always;' in text
    kinds = {path.suffix for path in site.rglob("*") if path.is_file()} - {".config", ".map", ".gz"}
    told = {entry.get("fileExtension") for entry in root.iter("mimeMap")}
    assert kinds - told <= {".png", ".xml", ".pdf"}, "IIS refuses files of a kind that it has not been told"


def test_one_archive_carries_the_site(browser: Browser, project: Path, tmp_path: Path) -> None:
    library = cupboard.library()
    archives = []
    for name in ("一.zip", "二.zip"):
        carry(project / "build/site", tmp_path / name, library.organization.short)
        archives.append((tmp_path / name).read_bytes())
    assert archives[0] == archives[1]
    with zipfile.ZipFile(tmp_path / "一.zip") as archive:
        archive.extractall(tmp_path / "带走")
    site = tmp_path / "带走" / library.organization.short
    page = browser.new_page()
    wrong: list[str] = []
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Control+k")
    page.keyboard.type("晨会")
    expect(page.locator("#site-search-results li").first).to_be_visible()
    page.goto((site / "practice.html").as_uri())
    expect(page.locator(".practice-strength li")).to_have_count(10)
    page.close()
    assert not wrong

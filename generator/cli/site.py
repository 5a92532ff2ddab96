"""mkdocs as a program of its own: started early, so that it is ready by the time the pages are written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from markupsafe import escape

from .. import pages
from ..archive import entry
from ..model import Library
from ..references import Index
from ..writer import replace_tree, whole_file

CONFIGURATION = Path("mkdocs.yml")
_PACKED = {".docx", ".xlsx", ".pdf", ".png", ".gz"}
# The child loads mkdocs (a third of a second) while we still check and render, then waits for its arguments.
_WAITING = """
import json, os, sys
import markdown.extensions.attr_list, markdown.extensions.toc, mkdocs.__main__, mkdocs.commands.build
line = sys.stdin.readline()
if line:
    request = json.loads(line)
    os.environ.update(request["environment"])
    sys.argv = ["mkdocs", *request["arguments"]]
    mkdocs.__main__.cli()
"""


class SiteBuilder:
    """One run of mkdocs. Use as a context manager: left without `build`, the program ends by itself."""

    def __init__(self) -> None:
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", "TZ": "UTC"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _WAITING],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
        )

    def __enter__(self) -> SiteBuilder:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def build(self, target: Path, library: Library, refresh: bool, finish: Callable[[Path], None]) -> str:
        """Make the site in a folder beside the present one and swap it in; returns mkdocs' complaint, "" if none.

        With `refresh` it starts from a copy of the present site and makes only pages newer than theirs. `finish` adds
        to the folder what depends on the finished pages, before it takes the old one's place.
        """
        staging = target / ".site-new"
        shutil.rmtree(staging, ignore_errors=True)
        refresh = refresh and (target / "site").is_dir()
        if refresh:
            shutil.copytree(target / "site", staging)
        newest = max(edition.date for regulation in library.regulations for edition in regulation.editions)
        epoch = int(datetime.combine(newest, datetime.min.time(), UTC).timestamp())
        arguments = ["--quiet", "build", "--strict", "-f", str(CONFIGURATION), "-d", str(staging.resolve())]
        request = {
            "arguments": [*arguments, *(["--dirty"] if refresh else [])],
            "environment": {"SOURCE_DATE_EPOCH": str(epoch)},
        }
        out, errors = self._process.communicate(json.dumps(request) + "\n")
        if self._process.returncode:
            return (errors or out or "mkdocs 没有说明原因").strip()
        finish(staging)
        replace_tree(target / "site", staging)
        return ""


def carry(site: Path, archive: Path, title: str) -> None:
    """The whole site in one archive, in a folder of its own; what is packed already is not packed again."""
    with whole_file(archive) as stream, zipfile.ZipFile(stream, "w", allowZip64=True) as target:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                name = f"{title}/{path.relative_to(site).as_posix()}"
                method = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
                target.writestr(entry(name, method), path.read_bytes())


def configuration(index: Index, scope: str = "", amended: bool = False) -> bytes:
    """The generated half of the site's configuration, inherited by mkdocs.yml. JSON is YAML."""
    organization = index.library.organization
    content = {
        "site_name": organization.short,
        "site_description": organization.program,
        "copyright": f"{escape('。'.join(filter(None, (organization.notice, scope))))}。 · 本站不向外发送任何请求",
        "nav": pages.navigation(index, amended),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

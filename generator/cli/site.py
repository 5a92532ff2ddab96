"""mkdocs as a program of its own: started early, so that it is ready by the time the pages are written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ..model import Library
from ..writer import replace_tree

CONFIGURATION = Path("mkdocs.yml")
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

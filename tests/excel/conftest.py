"""The sample workbook, and the programs that judge an .xlsx from outside."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.excel import render
from generator.layout import FormLayout

from ..support import complaints, office
from .samples import sample


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
    return lambda data: complaints(_saved(tmp_path, data))


@pytest.fixture
def convert(tmp_path: Path) -> Callable[[bytes, str], bytes]:
    """LibreOffice: the workbook converted to another format."""
    return lambda data, suffix: office(_saved(tmp_path, data), suffix).read_bytes()


def _saved(folder: Path, data: bytes) -> Path:
    path = folder / "form.xlsx"
    path.write_bytes(data)
    return path

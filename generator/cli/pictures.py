"""What a form looks like printed: LibreOffice makes a PDF, PDFium pictures of its pages. Cached by content."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from ..layout import FileKind
from ..writer import digest, write_file

TIMEOUT = 180
AT_ONCE = 10  # files in one run of LibreOffice
FONTS = Path(__file__).with_name("fonts.conf")
SCALE = 1.6  # pixels per point: sharp on a phone, light enough to load
_WINDOWS = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)


@dataclass(frozen=True)
class Shot:
    """A printed form: its PDF and one PNG a page."""

    pdf: bytes
    pages: tuple[bytes, ...]


def office() -> str | None:
    """The LibreOffice program, None if there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _WINDOWS if Path(path).is_file()), None)


def to_pdf(files: Sequence[tuple[str, bytes]], folder: Path) -> dict[str, bytes]:
    """PDFs of Office files, {name without suffix: pdf}, in one run of LibreOffice. Raises RuntimeError."""
    program = office()
    if program is None:
        raise RuntimeError("没有找到 LibreOffice")
    for name, content in files:
        (folder / name).write_bytes(content)
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder / "pdf"), *(str(folder / name) for name, _ in files),
    ]  # fmt: skip
    environment = {**os.environ, "FONTCONFIG_FILE": os.environ.get("FONTCONFIG_FILE", str(FONTS))}
    result = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False, env=environment)
    made = {path.stem: path.read_bytes() for path in (folder / "pdf").glob("*.pdf")}
    missing = [name for name, _ in files if Path(name).stem not in made]
    if missing:
        raise RuntimeError(f"LibreOffice 没有转出 {'、'.join(missing)}：{result.stderr.strip()[:300]}")
    return made


def to_pictures(pdf: bytes) -> tuple[bytes, ...]:
    """One PNG a page."""
    pictures = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            stream = io.BytesIO()
            image = page.render(scale=SCALE).to_pil().convert("L").quantize(16)
            image.save(stream, "PNG", optimize=True)
            pictures.append(stream.getvalue())
    finally:
        document.close()
    return tuple(pictures)


def take(forms: Mapping[str, Mapping[FileKind, bytes]], cache: Path, make: bool = True) -> dict[tuple[str, str], Shot]:
    """{(form id, volume): Shot} from the Word files, the one to print where there is one.

    What the cache holds is not made again; the rest only if `make`.
    """
    wanted: dict[tuple[str, str], tuple[bytes, Path]] = {}
    for form_id, files in forms.items():
        for kind, content in files.items():
            if kind.suffix == "docx" and (kind.hand or (form_id, kind.volume) not in wanted):
                wanted[form_id, kind.volume] = (content, cache / f"{digest(content)[:24]}.pdf")
    fresh = [
        (f"{number}.docx", content, path)
        for number, (content, path) in enumerate(wanted.values())
        if not path.is_file()
    ]
    if make:
        for start in range(0, len(fresh), AT_ONCE):
            batch = fresh[start : start + AT_ONCE]
            with tempfile.TemporaryDirectory(prefix="tenregs-") as folder:
                made = to_pdf([(name, content) for name, content, _ in batch], Path(folder))
                for name, _, path in batch:
                    write_file(path, made[name.removesuffix(".docx")])
        current = {path.stem for _, path in wanted.values()}
        for stale in [*cache.glob("*.pdf"), *cache.glob("*.png")]:
            if stale.stem.partition("-")[0] not in current:
                stale.unlink()
    return {place: _shot(path) for place, (_, path) in wanted.items() if path.is_file()}


def _shot(path: Path) -> Shot:
    """The PDF at `path` with its pictures, which are kept beside it."""
    pdf = path.read_bytes()
    kept = sorted(path.parent.glob(f"{path.stem}-*.png"))
    if not kept:
        for number, picture in enumerate(to_pictures(pdf), 1):
            write_file(path.with_name(f"{path.stem}-{number:03d}.png"), picture)
        kept = sorted(path.parent.glob(f"{path.stem}-*.png"))
    return Shot(pdf, tuple(picture.read_bytes() for picture in kept))

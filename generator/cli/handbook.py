"""`tenregs handbook`: 制度手册 as one Word document and each regulation alone; PDFs where LibreOffice is there."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
import pypdfium2

from .. import handbook as contents
from ..handbook import Book
from ..model import Library, Look
from ..references import Index
from ..word import render_handbook
from ..writer import digest, write_file, write_tree
from . import pictures as printer
from .check import sound, source_option
from .options import words_in

TARGET = Path("build/handbook")
CACHE = Path("build/cache/handbook")
AT_ONCE = 4  # documents in one run of LibreOffice
# What LibreOffice takes from the clock, each as long as what takes its place.
_DATE = re.compile(rb"(/CreationDate\(D:)\d{14}")
_IDENTIFIERS = re.compile(rb"(/ID \[ <)[0-9A-F]{32}(>\s*<)[0-9A-F]{32}(> \]\s*/DocChecksum /)[0-9A-F]{32}")


def books(index: Index, only: Iterable[str] = ()) -> list[Book]:
    """The handbook and every regulation alone, or only the regulations of these keys."""
    keys = set(only)
    chosen = [r for r in index.library.regulations if not keys or r.key in keys]
    whole = [] if keys else [contents.handbook(index)]
    return [*whole, *(contents.alone(index, regulation) for regulation in chosen)]


def documents(made: Sequence[Book], look: Look, pdf: bool, cache: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """{file name: bytes}, and the books whose contents have no page numbers because nothing here could compute them.

    The numbers are those of LibreOffice's pages, so without it the same book has other bytes. RuntimeError or
    TimeoutExpired if it fails.
    """
    if printer.office() is None:
        return {f"{b.file}.docx": render_handbook(b, look) for b in made}, tuple(b.title for b in made)
    # The same length of entries with any number: only the numbers differ in the second document.
    drafts = {b.file: render_handbook(b, look, {h.place: "000" for h in b.contents}) for b in made}
    printed = _printed(drafts, cache)
    pages = {b.file: pages_of(b, printed[b.file]) for b in made}
    words = {b.file: render_handbook(b, look, pages[b.file]) for b in made}
    files = {f"{name}.docx": content for name, content in words.items()}
    if pdf:
        final = _printed(words, cache)
        files |= {f"{b.file}.pdf": timeless(final[b.file], f"{b.dated:%Y%m%d}") for b in made}
    if any(b.cover for b in made):
        _forget(cache, [*drafts.values(), *words.values()])
    return files, tuple(b.title for b in made if pages[b.file] is None)


def failure(error: Exception) -> str:
    """Why LibreOffice made nothing, in words for people."""
    return "LibreOffice 太久没有转完" if isinstance(error, subprocess.TimeoutExpired) else str(error)


def pages_of(book: Book, pdf: bytes) -> dict[str, str] | None:
    """The page of each heading in the contents, by its place; None if the PDF has not the book's headings."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [(entry.get_title(), entry.get_dest()) for entry in document.get_toc(max_depth=3)]
        numbers = [destination.get_index() for _, destination in found if destination is not None]
    finally:
        document.close()
    headings = book.headings
    if [title for title, _ in found] != [h.text + contents.plain(h.mark) for h in headings] or len(numbers) != len(found):  # fmt: skip
        return None
    return {h.place: str(number - numbers[0] + 1) for h, number in zip(headings, numbers, strict=True)}


def timeless(pdf: bytes, day: str) -> bytes:
    """The PDF dated `day` (YYYYMMDD), its identifiers made of its content, so that the same pages are the same bytes."""

    dated = _DATE.sub(rb"\g<1>" + f"{day}000000".encode(), pdf)

    def named(name: str) -> bytes:
        return _IDENTIFIERS.sub(rb"\g<1>%(name)b\g<2>%(name)b\g<3>%(name)b" % {b"name": name.encode()}, dated)

    return named(digest(named("0" * 32))[:32].upper())


def _printed(files: Mapping[str, bytes], cache: Path) -> dict[str, bytes]:
    """{name: PDF}; what the cache holds is not made again."""
    paths = {name: _kept(cache, content) for name, content in files.items()}
    fresh = [name for name, path in paths.items() if not path.is_file()]
    for start in range(0, len(fresh), AT_ONCE):
        batch = fresh[start : start + AT_ONCE]
        with tempfile.TemporaryDirectory(prefix="tenregs-") as folder:
            made = printer.to_pdf([(f"{number}.docx", files[name]) for number, name in enumerate(batch)], Path(folder))
            for number, name in enumerate(batch):
                write_file(paths[name], made[str(number)])
    return {name: path.read_bytes() for name, path in paths.items()}


def _kept(cache: Path, document: bytes) -> Path:
    return cache / f"{digest(document)[:24]}.pdf"


def _forget(cache: Path, current: Iterable[bytes]) -> None:
    """Remove what the cache holds of documents that are no more."""
    kept = {_kept(cache, document) for document in current}
    for path in cache.glob("*.pdf"):
        if path not in kept:
            path.unlink()


def keys_of(library: Library, wanted: Iterable[str]) -> list[str]:
    """Two-digit keys of regulations named by number, key or short name. UsageError if there is none."""
    found = []
    for word in (word for entry in wanted for word in words_in(entry)):
        key = word.zfill(2)
        named = [r.key for r in library.regulations if r.key == key or word in (r.short, r.title)]
        if not named:
            every = "、".join(f"{r.key}（{r.short}）" for r in library.regulations)
            raise click.UsageError(f"没有制度 {word}；可用：{every}")
        found += named
    return found


@click.command(
    "handbook",
    help="生成制度手册：一本 Word（封面、目录、各项制度、附录），各项制度另各一份；装了 LibreOffice 还有 PDF。",
)
@source_option
@click.option(
    "--only", multiple=True, metavar="编号", help="只要这几项制度的单行本，如 --only 04，可写多次或用逗号隔开。"
)
@click.option("--pdf/--no-pdf", default=None, help="要不要 PDF；默认装了 LibreOffice 就要。")
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), metavar="文件夹", help="写到哪里，默认 build/handbook。"
)
def handbook(source: Path, only: tuple[str, ...], pdf: bool | None, to: Path | None) -> int:
    """Write the documents; 1 if the sources have errors."""
    if pdf and not printer.office():
        raise click.ClickException("要 PDF，但没有找到 LibreOffice（soffice）。装好后再试，或去掉 --pdf。")
    _, library, _ = sound(source, "制度源文件有错误，没有生成手册；已有的文件原样保留。")
    keys = keys_of(library, only)
    index = Index(library)
    wanted = printer.office() is not None if pdf is None else pdf
    try:
        files, unnumbered = documents(books(index, keys), library.organization.look, wanted, CACHE)
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        raise click.ClickException(f"{failure(error)}。手册没有写；关掉开着的 LibreOffice 再试。") from None
    _write(to or TARGET, files, whole=to is None and not keys)
    for name, content in sorted(files.items()):
        click.echo(f"{(to or TARGET) / name}  {len(content) / 1024:.0f} KB")
    if unnumbered:
        click.echo(
            "没有 LibreOffice，目录没有页码：用 Word 打开时会问是否更新域，点“是”；WPS 里在目录上按右键更新。", err=True
        )
    return 0


def _write(target: Path, files: Mapping[str, bytes], whole: bool) -> None:
    """Into build/handbook as all that it holds, elsewhere beside what is there."""
    try:
        if whole:
            write_tree(target, files)
        else:
            for name, content in files.items():
                write_file(target / name, content)
    except OSError as error:
        raise click.ClickException(
            f"写不进 {target}：{error.strerror or error}。看看文件是否被别的程序打开。"
        ) from None

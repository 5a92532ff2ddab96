"""Making out forms: documents a second beside docxtpl and openpyxl, a whole province beside writing the same bytes.

All on one core, all in the same run, all on the real forms.
"""

from __future__ import annotations

import csv
import io
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path

import docxtpl
import openpyxl

from generator.layout import FileKind, MadeOut, with_values
from generator.model import Form, Unit
from generator.press import Press
from generator.references import Index
from generator.source import load
from generator.stationery import lay_out, render_file
from generator.units import Period

from . import ENVIRONMENT, ROOT, one_core

MONTH = Period(2026, 12)
STAMPED, OTHERS, BRANCHES = 200, 1, 2500


def units(count: int) -> list[Unit]:
    """Counters as a province has them."""
    return [
        Unit(
            id=f"u{n}", level="counter", name=f"示例市第{n}县支公司客户服务中心", short=f"第{n}县", code=f"3301{n:04d}",
            phone=f"0571-{n:08d}", address=f"示例路{n}号", windows=2 + n % 7,
        )
        for n in range(count)
    ]  # fmt: skip


class Documents:
    """The Word forms as docxtpl's user has them: a template with {{ tags }}, rendered for a unit."""

    def __init__(self, index: Index, form: Form, kind: FileKind, made: MadeOut) -> None:
        self.names = {key: f"v{number}" for number, key in enumerate(made.values)}
        tags = {key: f"{{{{ {name} }}}}" for key, name in self.names.items()}
        self.template = io.BytesIO(render_file(with_values(lay_out(index, form, made), tags), kind))

    def render(self, made: MadeOut) -> bytes:
        self.template.seek(0)
        document = docxtpl.DocxTemplate(self.template)
        document.render({self.names[key]: value for key, value in made.values.items()}, autoescape=True)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()


class Workbooks:
    """The Excel forms as openpyxl's user has them: every cell, style, width and rule written anew.

    What to write is read beforehand and not counted.
    """

    def __init__(self, index: Index, form: Form, kind: FileKind, made: MadeOut) -> None:
        tags = {key: f"{{{key}}}" for key in made.values}
        self.wanted = re.compile("|".join(re.escape(tag) for tag in sorted(tags.values(), key=len, reverse=True)))
        self.plan = openpyxl.load_workbook(
            io.BytesIO(render_file(with_values(lay_out(index, form, made), tags), kind)), rich_text=False
        )
        self.cells = {
            sheet.title: [
                (c.row, c.column, c.value, *(copy(getattr(c, a)) for a in ("font", "fill", "border", "alignment", "protection")), c.number_format)
                for row in sheet.iter_rows()
                for c in row
                if c.has_style
            ]
            for sheet in self.plan.worksheets
        }  # fmt: skip

    def render(self, made: MadeOut) -> bytes:
        def filled(value: object) -> object:
            if isinstance(value, str):
                return self.wanted.sub(lambda match: made.values[match[0][1:-1]], value)
            return value

        book = openpyxl.Workbook()
        book.remove(book.active)
        for plan in self.plan.worksheets:
            sheet = book.create_sheet(plan.title)
            for row, column, value, font, fill, border, alignment, protection, number_format in self.cells[plan.title]:
                cell = sheet.cell(row, column)
                if value is not None:
                    cell.value = filled(value)
                cell.font, cell.fill, cell.border = font, fill, border
                cell.alignment, cell.protection, cell.number_format = alignment, protection, number_format
            for area in plan.merged_cells.ranges:
                sheet.merge_cells(str(area))
            for key, width in plan.column_dimensions.items():
                sheet.column_dimensions[key].width = width.width
            for key, height in plan.row_dimensions.items():
                sheet.row_dimensions[key].height = height.height
            for rule in plan.data_validations.dataValidation:
                sheet.add_data_validation(copy(rule))
            for area, rules in ((a.sqref, a.rules) for a in plan.conditional_formatting):
                for rule in rules:
                    sheet.conditional_formatting.add(str(area), copy(rule))
            sheet.sheet_state = plan.sheet_state
            sheet.page_setup.orientation, sheet.page_setup.paperSize = (
                plan.page_setup.orientation,
                plan.page_setup.paperSize,
            )
            sheet.print_area = plan.print_area
        for name, defined in self.plan.defined_names.items():
            if not name.startswith("_xlnm"):
                book.defined_names[name] = copy(defined)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()


def words(content: bytes) -> str:
    """The words of a document; what is left blank aside, for which only ours keeps room."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return re.sub(r"<[^>]+>|[\u2002_]", "", package.read("word/document.xml").decode())


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Seconds and documents."""
    started = time.perf_counter()
    count = work()
    return time.perf_counter() - started, count


def side_by_side(index: Index, suffix: str, other: type[Documents] | type[Workbooks], title: str) -> None:
    """The same files by stamping and the other way."""
    counters = units(STAMPED)
    press = Press(index, counters, MONTH, variants=[suffix])
    made = [press.made_out(unit) for unit in counters]
    first = list(press.files(made[0]))  # compiled: once, and not counted, as docxtpl's template is made beforehand
    makers = [other(index, file.form, file.kind, made[0]) for file in first]
    for maker, file in zip(makers, first, strict=True):
        theirs = maker.render(made[0])
        if suffix == "docx" and words(theirs) != words(file.content):
            sys.exit(f"{file.name}: docxtpl 填出来的不一样，比较没有意义")

    def stamp() -> int:
        return sum(1 for one in made for _ in press.files(one))

    def others() -> int:
        return sum(1 for one in made[:OTHERS] for maker in makers if maker.render(one))

    ours, count = timed(stamp)
    theirs, other_count = timed(others)
    mine, yours = count / ours, other_count / theirs
    print(f"{title:<28}{mine:8.0f}/s   {yours:6.1f}/s   {mine / yours:6.0f}×   goal ≥ 100×   ({len(first)} forms)")


def listed(path: Path, count: int) -> None:
    """A list of units as an administrator sends it."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(["机构编码", "机构名称", "简称", "层级", "地址", "电话", "台席数"])
        writer.writerows([u.code, u.name, u.short, "县支公司", u.address, u.phone, u.windows] for u in units(count))


def process(command: list[str]) -> tuple[float, float, int]:
    """Seconds, processor seconds and peak memory (MB) of a process on one core."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    script = f"import resource,subprocess,sys; r=subprocess.run({command!r}, stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(r.returncode)"
    answer = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - started
    if answer.returncode:
        sys.exit(answer.stdout + answer.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, used, int(answer.stdout.split()[-1]) // 1024


WRITING = """
import os, sys
sizes = [[int(n) for n in line.split()] for line in open(sys.argv[1])]
block = os.urandom(1 << 22)
for number, files in enumerate(sizes):
    folder = os.path.join(sys.argv[2], str(number))
    os.makedirs(folder)
    for name, size in enumerate(files):
        with open(os.path.join(folder, f"{name}.bin"), "wb") as stream:
            for begin in range(0, size, len(block)):
                stream.write(memoryview(block)[: size - begin])
"""


def sizes(folder: Path) -> Iterator[list[int]]:
    for branch in sorted(folder.iterdir()):
        if branch.is_dir():
            yield [file.stat().st_size for file in sorted(branch.iterdir())]


def province() -> None:
    """2,500 branches × all forms, beside merely writing files of the same sizes; memory at a tenth of that."""
    with tempfile.TemporaryDirectory(prefix="tenregs-bench-") as place:
        folder = Path(place)
        results = {}
        for count in (BRANCHES // 10, BRANCHES):
            listed(folder / f"{count}.csv", count)
            results[count] = process(
                [sys.executable, "-m", "generator", "forms", "--source", str(ROOT / "regulations"), "--profiles", str(folder / f"{count}.csv"),
                 "--month", str(MONTH), "--to", str(folder / f"out{count}")]
            )  # fmt: skip
        made = list(sizes(folder / f"out{BRANCHES}"))
        (folder / "sizes").write_text("\n".join(" ".join(map(str, line)) for line in made))
        writing = process([sys.executable, "-c", WRITING, str(folder / "sizes"), str(folder / "plain")])
        zips = process(
            [sys.executable, "-m", "generator", "forms", "--source", str(ROOT / "regulations"), "--profiles", str(folder / f"{BRANCHES}.csv"),
             "--month", str(MONTH), "--zip", "province", "--to", str(folder / "zips")]
        )  # fmt: skip
        size = sum(file.stat().st_size for file in (folder / "zips").glob("*.zip"))
        (folder / "one").write_text(str(size))
        one = process([sys.executable, "-c", WRITING, str(folder / "one"), str(folder / "plain-zip")])
    files, total = sum(map(len, made)), sum(map(sum, made))
    seconds, used, memory = results[BRANCHES]
    small = results[BRANCHES // 10]
    print(
        f"{BRANCHES} branches × all forms     {seconds:.1f} s ({used:.1f} s of processor), {files} files, {total / 1e9:.2f} GB"
    )
    print(f"  merely writing the files   {writing[0]:.1f} s; ratio {seconds / writing[0]:.1f}")
    print(
        f"  as one zip                 {zips[0]:.1f} s; merely writing it {one[0]:.1f} s; ratio {zips[0] / one[0]:.1f}"
    )
    print(f"  peak memory                {memory} MB; {small[2]} MB for {BRANCHES // 10} branches")


def main() -> None:
    """Print the table."""
    one_core()
    library = load(ROOT / "regulations").library
    if library is None:
        sys.exit("制度源文件有错误")
    index = Index(library)
    print("documents a second, one core   stamped      other    ratio")
    side_by_side(index, "docx", Documents, "Word, beside docxtpl")
    side_by_side(index, "xlsx", Workbooks, "Excel, beside openpyxl")
    province()

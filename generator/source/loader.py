"""A folder of sources → the Library, or as much of it as can be read, with every problem found on the way."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..model import (
    ArchivedEdition,
    Calendar,
    Element,
    Exams,
    Form,
    Library,
    Organization,
    PlacedQuestion,
    Plan,
    Position,
    Profiles,
    Questions,
    Regulation,
    Sayings,
    Sources,
    Unit,
)
from ..problems import Problem, Severity
from .reader import MAX_BYTES
from .recent import read

E = TypeVar("E", bound=Element)
_FOLDER = re.compile(r"^(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)$")
_FORM_FILE = re.compile(r"^(F\d{2}-\d{2})\.yml$")
# What systems and editors leave behind.
_LITTER = re.compile(r"^(\..*|~\$.*|Thumbs\.db|desktop\.ini|.*~)$", re.IGNORECASE)
_YAML = (".yml", ".yaml")
_WHOLE = ("organization.yml", "sources.yml", "plan.yml")
_CALENDAR = "calendar.yml"
_EXAMS = "exams.yml"
_SAYINGS = "sayings.yml"
_VERSIONS = "versions"
_VERSION = re.compile(r"^\d+(\.\d+)+$")


@dataclass
class Loaded:
    """What could be read.

    `unread` holds keys (01 …, F03-01 …) of files that lost something others may point at, and positions
    where an element is not as written: what the checks find there follows from a problem already told.
    """

    library: Library | None
    problems: list[Problem]
    files: dict[str, bytes] = field(default_factory=dict)
    unread: set[str | Position] = field(default_factory=set)


class _Folder:
    def __init__(self, root: Path, label: str, drafts: Mapping[str, bytes] | None = None) -> None:
        self.root = root
        self.drafts = drafts or {}
        self.label = label
        self.problems: list[Problem] = []
        self.files: dict[str, bytes] = {}
        self.unread: set[str | Position] = set()

    def read(self, path: Path, model: type[E], key: str, extra: dict[str, Any] | None = None) -> E | None:
        name = f"{self.label}/{path.relative_to(self.root).as_posix()}"
        draft = self.drafts.get(name)
        found = self._on_disk(path, name) if draft is None else (draft, len(draft))
        if isinstance(found, Problem):
            self.problems.append(found)
            self.unread.add(key)
            return None
        data, size = found
        if size <= MAX_BYTES:
            self.files[name] = data
        reading = read(model, data, name, size, extra or {})
        self.problems += reading.problems
        if reading.made is None:
            self.unread.add(key)
            return None
        self.problems += reading.made.problems
        self.unread |= reading.made.doubtful
        if reading.made.lost or reading.problems:
            self.unread.add(key)
        return reading.made.element

    def _on_disk(self, path: Path, name: str) -> tuple[bytes, int] | Problem:
        """The bytes of a file, not more than a source may have, and how many there are."""
        try:
            size = path.stat().st_size
            with path.open("rb") as stream:
                return stream.read(MAX_BYTES + 1), size
        except FileNotFoundError:
            remedy = f"{_renamed(path)}从版本库或备份找回这个文件；它是必需的"
            return Problem("file-missing", Position(name), "找不到这个文件", remedy)
        except OSError as error:
            reason = (
                "没有读取权限"
                if isinstance(error, PermissionError)
                else "它不是一个文件"
                if path.is_dir()
                else "读取失败"
            )
            remedy = "检查文件是否被别的程序占用、是否有读取权限"
            return Problem("file-missing", Position(name), f"打不开这个文件：{reason}", remedy)


def load(root: Path, drafts: Mapping[str, bytes] | None = None) -> Loaded:
    """Read every source below `root` (the regulations/ folder). Never raises for bad content.

    `drafts` are what files of it, by their names in positions, are to hold instead of what they hold.
    """
    folder = _Folder(root, root.name, drafts)
    organization = folder.read(root / "organization.yml", Organization, "organization")
    sources = folder.read(root / "sources.yml", Sources, "sources")
    plan = folder.read(root / "plan.yml", Plan, "00")
    regulations: list[Regulation] = []
    forms: list[Form] = []
    owners: dict[str, int] = {}
    questions: list[PlacedQuestion] = []
    archive: list[ArchivedEdition] = []
    seen: dict[int, str] = {}
    calendar = folder.read(root / _CALENDAR, Calendar, "calendar") if (root / _CALENDAR).exists() else None
    exams = folder.read(root / _EXAMS, Exams, "exams") if (root / _EXAMS).exists() else None
    sayings = folder.read(root / _SAYINGS, Sayings, "sayings") if (root / _SAYINGS).exists() else None
    _strays(folder, root, {*_WHOLE, _CALENDAR, _EXAMS, _SAYINGS})
    for path in sorted(root.iterdir()) if root.is_dir() else []:
        if not path.is_dir() or path.name in ("profiles", *_WHOLE) or path.name.startswith((".", "_")):
            continue
        number, slug = _numbered(folder, path, seen)
        if number is None:
            continue
        if number:
            own = _regulation(folder, path, number, slug)
            regulations += [own.regulation] if own.regulation else []
            questions += own.questions
            archive += _archived(folder, path / _VERSIONS, number, slug)
        else:
            own = _Held(None, _forms(folder, path, number), ())
        _strays(folder, path, {"regulation.yml", "questions.yml"} if number else set())
        forms += own.forms
        owners |= {form.id: number for form in own.forms}
    if organization is None or sources is None or plan is None:
        return Loaded(None, folder.problems, folder.files, folder.unread)
    units = _units(folder, root / "profiles")
    library = Library(
        organization,
        sources,
        plan,
        tuple(regulations),
        tuple(forms),
        owners,
        units,
        calendar,
        tuple(questions),
        exams.papers if exams else (),
        tuple(archive),
        sayings.sayings if sayings else (),
    )
    return Loaded(library, folder.problems, folder.files, folder.unread)


class _Held(NamedTuple):
    """What the folder of a regulation, or of an edition of it, holds."""

    regulation: Regulation | None
    forms: tuple[Form, ...]
    questions: tuple[PlacedQuestion, ...]


def _regulation(folder: _Folder, path: Path, number: int, slug: str, edition: str = "") -> _Held:
    """The regulation in `path` with its forms and questions; `edition` (@1.0) sets an earlier one's keys apart."""
    extra = {"__number__": number, "__slug__": slug}
    regulation = folder.read(path / "regulation.yml", Regulation, f"{number:02d}{edition}", extra)
    questions = _questions(folder, path / "questions.yml", regulation, edition) if regulation else ()
    return _Held(regulation, _forms(folder, path, number, edition), tuple(questions))


def _forms(folder: _Folder, path: Path, number: int, edition: str = "") -> tuple[Form, ...]:
    files = (file for file in sorted((path / "forms").glob("*")) if not _LITTER.match(file.name))
    return tuple(form for file in files if (form := _form(folder, file, number, edition)) is not None)


def _questions(folder: _Folder, path: Path, regulation: Regulation, edition: str) -> Iterator[PlacedQuestion]:
    """The bank of a regulation; one need not have any."""
    if path.exists():
        bank = folder.read(path, Questions, f"{regulation.key}/questions{edition}")
        for question in bank.questions if bank else ():
            yield PlacedQuestion(regulation, question)


def _archived(folder: _Folder, path: Path, number: int, slug: str) -> Iterator[ArchivedEdition]:
    """The earlier editions that were kept, each in a folder named as its version."""
    for place in sorted(path.iterdir()) if path.is_dir() else []:
        if _LITTER.match(place.name):
            continue
        if not place.is_dir() or not _VERSION.match(place.name):
            name = f"{folder.label}/{place.relative_to(folder.root).as_posix()}"
            remedy = f"{_VERSIONS} 里一版一个文件夹，文件夹名就是版本号，如 1.0；别的请移走"
            message = f"“{place.name}”不是旧版的文件夹"
            folder.problems.append(Problem("bad-file-name", Position(name), message, remedy))
            continue
        held = _regulation(folder, place, number, slug, f"@{place.name}")
        if held.regulation is None:
            continue
        if held.regulation.editions[0].version != place.name:
            message = f"文件夹 {_VERSIONS}/{place.name} 里的制度，最上面的版本是 {held.regulation.editions[0].version}"
            remedy = "文件夹名和 editions 最上面的 version 要一致；留存旧版用 tenregs edition，不用手工复制"
            position = held.regulation.editions[0].position_of("version")
            folder.problems.append(Problem("bad-file-name", position, message, remedy))
            continue
        yield ArchivedEdition(held.regulation, held.forms, held.questions)


def load_profiles(path: Path) -> tuple[list[Unit], list[Problem]]:
    """The units of one list or of a folder of lists that stands elsewhere, and what is wrong with how they are written."""
    folder = _Folder(path.parent if path.is_file() else path, (path.parent if path.is_file() else path).name)
    return list(_units(folder, path)), folder.problems


def _units(folder: _Folder, path: Path) -> tuple[Unit, ...]:
    """The units of every list of them, in the order of the files."""
    units: list[Unit] = []
    files = sorted(path.iterdir()) if path.is_dir() else [path] if path.is_file() else []
    for file in files:
        if file.suffix.lower() in _YAML and not _LITTER.match(file.name):
            profiles = folder.read(file, Profiles, f"profiles/{file.name}")
            units += profiles.units if profiles else ()
    return tuple(units)


def _numbered(folder: _Folder, path: Path, seen: dict[int, str]) -> tuple[int | None, str]:
    """The number and name of a regulation's folder; None if it has none of its own."""
    place = Position(f"{folder.label}/{path.name}")
    match = _FOLDER.match(path.name)
    if not match:
        remedy = "改成 两位编号-英文名，如 01-operations；不是制度的文件夹请移走"
        folder.problems.append(Problem("bad-file-name", place, f"文件夹名“{path.name}”不合规则", remedy))
        return None, ""
    number = int(match[1])
    if number in seen:
        message = f"编号 {match[1]} 已经用于文件夹 {seen[number]}"
        folder.problems.append(
            Problem("bad-file-name", place, message, "给其中一个换一个没有用过的编号，或合并两个文件夹")
        )
        return None, ""
    seen[number] = path.name
    return number, match[2]


def _strays(folder: _Folder, path: Path, known: set[str]) -> None:
    """Sources that stand where nothing reads them."""
    for file in sorted(path.iterdir()) if path.is_dir() else []:
        if file.suffix.lower() in _YAML and file.is_file() and file.name not in known and not _LITTER.match(file.name):
            name = f"{folder.label}/{file.relative_to(folder.root).as_posix()}"
            near = difflib.get_close_matches(file.name, known, 1, 0.6)
            if near and not (path / near[0]).exists():
                continue  # told as the missing file's other name
            tip = f"是不是 {near[0]}？" if near else ""
            remedy = f"{tip}表单放进 forms 文件夹；不用的文件请移走"
            message = f"文件“{file.name}”不在该在的地方，里面的内容不起作用"
            folder.problems.append(Problem("bad-file-name", Position(name), message, remedy, Severity.WARNING))


def _renamed(path: Path) -> str:
    """Advice when a file next to the missing one looks like it."""
    names = (
        [file.name for file in path.parent.iterdir() if file.suffix.lower() in _YAML] if path.parent.is_dir() else []
    )
    near = difflib.get_close_matches(path.name, names, 1, 0.6)
    return f"是不是写成了 {near[0]}？把它改名为 {path.name}；或" if near else ""


def _form(folder: _Folder, file: Path, number: int, edition: str = "") -> Form | None:
    name = f"{folder.label}/{file.relative_to(folder.root).as_posix()}"
    match = _FORM_FILE.match(file.name)
    if not match:
        remedy = "文件名就是表号，如 F03-01.yml；不是表单的文件请移走"
        folder.problems.append(Problem("bad-file-name", Position(name), f"文件名“{file.name}”不是表号", remedy))
        return None
    form = folder.read(file, Form, match[1] + edition)
    if form is not None and (form.id != match[1] or int(form.id[1:3]) != number):
        message = f"表号 {form.id} 与文件名 {file.name} 或所在文件夹不一致"
        remedy = "表号、文件名、文件夹的两位编号三处要一致，如 03-meetings/forms/F03-01.yml"
        folder.problems.append(Problem("bad-file-name", form.position_of("id"), message, remedy))
    return form

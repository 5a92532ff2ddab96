"""A folder of sources → the Library, or as much of it as can be read, with every problem found on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from ..model import Element, Form, Library, Organization, Plan, Position, Regulation, Sources
from ..problems import Problem
from .conform import conform
from .reader import MAX_BYTES, Source, read_source

E = TypeVar("E", bound=Element)
_FOLDER = re.compile(r"^(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)$")
_FORM_FILE = re.compile(r"^(F\d{2}-\d{2})\.yml$")
MAX_FILES = 2_000


@dataclass
class Loaded:
    """What could be read. `unread` holds keys (01 …, F03-01 …) whose file could not be typed at all."""

    library: Library | None
    problems: list[Problem]
    files: dict[str, bytes] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)


class _Folder:
    def __init__(self, root: Path, label: str) -> None:
        self.root = root
        self.label = label
        self.problems: list[Problem] = []
        self.files: dict[str, bytes] = {}
        self.unread: set[str] = set()

    def read(self, path: Path, model: type[E], key: str, extra: dict[str, Any] | None = None) -> E | None:
        name = f"{self.label}/{path.relative_to(self.root).as_posix()}"
        source = self._source(path, name)
        self.problems += source.problems
        if source.value is None:
            self.unread.add(key)
            return None
        element, problems = conform(model, source.value, source.mark, extra)
        self.problems += problems
        if element is None:
            self.unread.add(key)
        return element

    def _source(self, path: Path, name: str) -> Source:
        try:
            size = path.stat().st_size
            with path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except FileNotFoundError:
            remedy = "从版本库或备份找回这个文件；它是必需的"
            return Source(name, problems=[Problem("file-missing", Position(name), "找不到这个文件", remedy)])
        except OSError as error:
            remedy = "检查文件是否被别的程序占用、是否有读取权限"
            return Source(name, problems=[Problem("file-missing", Position(name), f"打不开：{error.strerror}", remedy)])
        if size <= MAX_BYTES:
            self.files[name] = data
        return read_source(data, name, size)


def load(root: Path) -> Loaded:
    """Read every source below `root` (the regulations/ folder). Never raises for bad content."""
    folder = _Folder(root, root.name)
    organization = folder.read(root / "organization.yml", Organization, "organization")
    sources = folder.read(root / "sources.yml", Sources, "sources")
    plan = folder.read(root / "plan.yml", Plan, "00")
    regulations: list[Regulation] = []
    forms: list[Form] = []
    owners: dict[str, int] = {}
    for path in sorted(root.iterdir()) if root.is_dir() else []:
        if not path.is_dir() or path.name == "profiles" or path.name.startswith((".", "_")):
            continue
        match = _FOLDER.match(path.name)
        if not match:
            message = f"文件夹名 “{path.name}” 不合规则"
            remedy = "改成 两位编号-英文名，如 01-operations"
            folder.problems.append(Problem("bad-file-name", Position(f"{root.name}/{path.name}"), message, remedy))
            continue
        number = int(match[1])
        if number:
            extra = {"__number__": number, "__slug__": match[2]}
            regulation = folder.read(path / "regulation.yml", Regulation, match[1], extra)
            if regulation is not None:
                regulations.append(regulation)
        for file in sorted((path / "forms").glob("*")):
            form = _form(folder, file, number)
            if form is not None:
                forms.append(form)
                owners[form.id] = number
    if organization is None or sources is None or plan is None:
        return Loaded(None, folder.problems, folder.files, folder.unread)
    library = Library(organization, sources, plan, tuple(regulations), tuple(forms), owners)
    return Loaded(library, folder.problems, folder.files, folder.unread)


def _form(folder: _Folder, file: Path, number: int) -> Form | None:
    name = f"{folder.label}/{file.relative_to(folder.root).as_posix()}"
    match = _FORM_FILE.match(file.name)
    if not match:
        remedy = "文件名就是表号，如 F03-01.yml；不是表单的文件请移走"
        folder.problems.append(Problem("bad-file-name", Position(name), f"文件名 “{file.name}” 不是表号", remedy))
        return None
    form = folder.read(file, Form, match[1])
    if form is not None and (form.id != match[1] or int(form.id[1:3]) != number):
        message = f"表号 {form.id} 与文件名 {file.name} 或所在文件夹不一致"
        remedy = "表号、文件名、文件夹的两位编号三处要一致，如 03-meetings/forms/F03-01.yml"
        folder.problems.append(Problem("bad-file-name", form.position_of("id"), message, remedy))
    return form

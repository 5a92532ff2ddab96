"""清单.json and 说明.txt of a release, and the folders that its parts stand in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, NamedTuple

from ..model import Library

LIST, README = "清单.json", "说明.txt"


class Part(Enum):
    """A part of a release: how the command line names it, its folder or file, what it is for."""

    SITE = ("site", "网站", "打开里面的 index.html。放在文件夹、U 盘、内网服务器上都行，不要网络。")
    FORMS = ("forms", "表单", "全部表单：Word、Excel 直接填，打印版手写。")
    HANDBOOK = ("handbook", "手册", "十项制度合订的 Word，各项制度的单行本；有 PDF 的，内容一样。")
    PAPERS = ("papers", "试卷", "保密：A、B 两卷、答案、成绩表。考试结束以前只给出卷、监考的人。")
    DATA = ("data", "数据", "给别的程序用的 JSON 和追溯矩阵。")
    SERVER = ("server", "服务器配置", "nginx、IIS、容器的配置，放到内网服务器时用。")
    SOURCES = ("sources", "源文件", "做出这一版的源文件，不含正式题；以后比较修订用。")
    AMENDMENTS = ("amendments", "修订对照表.docx", "与上一版相比改了什么，牵动什么。")

    @property
    def key(self) -> str:
        """How the command line names it."""
        return self.value[0]

    @property
    def place(self) -> str:
        """Its folder, or its file."""
        return self.value[1]

    @property
    def purpose(self) -> str:
        """What it is for."""
        return self.value[2]


class Listed(NamedTuple):
    """A file of a release."""

    sha256: str
    bytes: int


def listed(library: Library, origin: Mapping[str, Any], sources: Mapping[str, str], files: Mapping[str, Listed]) -> bytes:  # fmt: skip
    """清单.json: `origin` (version, revision …), the regulations' editions, the hashes of the sources it was all made
    from and of every file in the archive, by its path below the archive's folder."""
    regulations = [
        {
            "number": regulation.key, "title": regulation.title, "version": regulation.editions[0].version,
            "date": regulation.editions[0].date.isoformat(), "status": regulation.status.value,
        }
        for regulation in library.regulations
    ]  # fmt: skip
    content = {
        **origin,
        "regulations": regulations,
        "sources": dict(sorted(sources.items())),
        "files": {name: files[name]._asdict() for name in sorted(files)},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def about(library: Library, version: str, parts: Iterable[Part], notes: Iterable[str]) -> bytes:
    """说明.txt: what is where and how to open it, as Notepad reads it."""
    organization = library.organization
    held = list(parts)
    width = max(len(part.place.encode("gbk")) for part in held) if held else 0
    lines = [
        f"{organization.company}",
        f"{organization.program}　{version}版",
        "",
        f"{organization.notice}。",
        "",
        "这个压缩包解开是一个文件夹，里面有：",
        "",
        *(f"{part.place}{' ' * (width - len(part.place.encode('gbk')) + 2)}{part.purpose}" for part in held),
        f"{LIST}  每个文件的 sha256、源文件的指纹、各项制度的版本。",
        "",
        "怎么打开：先整个解开，不要在压缩包里直接点；解开以后打开 网站\\index.html。",
        "怎么核对：在项目文件夹运行 tenregs release --verify 压缩包；不符的文件会逐个列出。",
        "怎么比较：以后改了制度，运行 tenregs diff 压缩包，就知道改了什么。",
        *(["", *notes] if (notes := list(notes)) else []),
    ]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()

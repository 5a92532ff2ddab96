"""Old Word, WPS, RTF and OpenDocument texts → .docx, by LibreOffice in a profile of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path

from .pictures import office

TIMEOUT = 120
SUFFIXES = (".doc", ".wps", ".rtf", ".odt", ".dot", ".wpt", ".docm", ".dotx")


class NotConverted(Exception):
    """A file that could not be turned into .docx; the message says why, in Chinese."""


def to_docx(data: bytes, suffix: str, timeout: float = TIMEOUT) -> bytes:
    """The same text as a .docx file. Macros are not run: nothing of the file is trusted in a fresh profile. NotConverted."""
    program = office()
    if program is None:
        raise NotConverted("没有找到 LibreOffice，读不了这种文件；装上它，或者在 Word、WPS 里另存为 .docx")
    with tempfile.TemporaryDirectory(prefix="tenregs-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / f"text{suffix}").write_bytes(data)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--convert-to",
            "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(folder / f"text{suffix}"),
        ]  # fmt: skip
        # In a session of its own, so that what LibreOffice starts can be ended with it.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise NotConverted(f"LibreOffice {timeout:.0f} 秒没有转完；在 Word、WPS 里另存为 .docx 再导入") from None
        finally:
            _end(process)
        made = folder / "made/text.docx"
        if not made.is_file():
            raise NotConverted("LibreOffice 打不开这个文件；文件可能损坏或有密码，在 Word、WPS 里另存为 .docx 再导入")
        return made.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it started, if they still run."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)

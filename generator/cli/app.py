"""`tenregs`: commands, help and usage errors in Chinese, exit codes 0 good, 1 content, 2 usage, 3 our bug."""

from __future__ import annotations

import difflib
import gc
import importlib
import keyword
import os
import re
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

try:
    import click
except ModuleNotFoundError:
    sys.exit("没有装好运行环境（缺程序包 click）。先在项目文件夹运行 python3 run.py check，它会准备好。")

from .. import __version__

COMMANDS = (
    "check",
    "build",
    "serve",
    "edit",
    "forms",
    "exam",
    "handbook",
    "release",
    "diff",
    "confirm",
    "edition",
    "import",
    "schema",
)
EXIT_USAGE, EXIT_BUG = 2, 3
_RANGE = re.compile(
    r"(?P<value>\S+) is not in the range (?:(?P<least>-?\d+)<=?)?x(?:>=?(?P<only>-?\d+)|<=?(?P<most>-?\d+))?"
)


class _ChineseHelp:
    """Section headings and the help option of click, in Chinese."""

    def get_help_option(self, context: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(context)  # type: ignore[misc]
        if option is not None:
            option.help = "显示帮助后退出。"
        return option

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(context)  # type: ignore[attr-defined]
        formatter.write_usage(context.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [record for p in self.get_params(context) if (record := p.get_help_record(context))]  # type: ignore[attr-defined]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(context, formatter)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(context)  # type: ignore[attr-defined]
        rows = [(n, self.get_command(context, n).get_short_help_str(80)) for n in names]  # type: ignore[attr-defined]
        with formatter.section("命令"):
            formatter.write_dl(rows)


class ChineseGroup(_ChineseHelp, click.Group):
    """The commands, each imported from its module only when it is wanted."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names, in the order people use them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name, None if there is none."""
        if name not in COMMANDS:
            return None
        place = f"{name}_" if keyword.iskeyword(name) else name
        command: click.Command = getattr(importlib.import_module(f".{place}", __package__), place)
        if not isinstance(command, _ChineseHelp):
            command.__class__ = type("ChineseCommand", (_ChineseHelp, type(command)), {})
            command.options_metavar = "[选项]..."
        return command


@click.group(cls=ChineseGroup, subcommand_metavar="命令 [选项]...", options_metavar="", no_args_is_help=True)
@click.version_option(__version__, "--version", message="tenregs %(version)s", help="显示版本后退出。")
def app() -> None:
    """十项制度：制度写在一处，网站、表单都从那里来。"""


def _usage_message(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {error.param.get_error_hint(error.ctx) if error.param and error.ctx else '一个参数'}"
    if isinstance(error, click.BadParameter):
        hint = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        return f"{hint} 的值不对：{_plain(error.message)}"
    text = error.message
    if text.startswith("No such command"):
        name = text.split(" ", 3)[-1].rstrip(".").strip("'")
        alike = difflib.get_close_matches(name, COMMANDS, 1, 0.6)
        return f"没有命令 '{name}'，{f'是不是 {alike[0]}？' if alike else ''}用 tenregs --help 看有哪些命令"
    if "unexpected extra argument" in text:
        return f"多了参数 {text[text.find('(') :].strip('().')}"
    if "requires an argument" in text:
        return f"选项 {getattr(error, 'option_name', '')} 后面要跟一个值"
    return text


def _plain(message: str) -> str:
    if " is not one of " in message:
        value, _, choices = message.partition(" is not one of ")
        return f"{value} 不在可选范围 {choices.rstrip('.')} 之内"
    if "not a valid integer" in message:
        return f"{message.split(' ', 1)[0]} 不是整数"
    if (beyond := _RANGE.match(message)) is not None:
        least, most = beyond["least"] or beyond["only"], beyond["most"]
        bounds = [f"不小于 {least}" if least else "", f"不大于 {most}" if most else ""]
        return f"{beyond['value']} 不在范围内，应当{'、'.join(filter(None, bounds))}"
    if "does not exist" in message:
        return f"{message.split(' ', 1)[1].split(' does not')[0]} 不存在"
    return message


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line and exit with its code."""
    # Models are trees of many small, long-lived objects: collecting often costs a third of a check and frees nothing.
    gc.set_threshold(500_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app.main(args=arguments, prog_name="tenregs", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        sys.exit(EXIT_USAGE)
    except click.UsageError as error:
        if error.ctx:
            click.echo(error.ctx.get_usage(), err=True)
        click.echo(f"用法不对：{_usage_message(error)}", err=True)
        sys.exit(EXIT_USAGE)
    except click.ClickException as error:
        click.echo(f"没有完成：{error.message}", err=True)
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已停止。", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and not (error.name or "generator").startswith("generator"):
            click.echo(
                f"没有装好运行环境（缺程序包 {error.name}）。先运行 python3 run.py check，它会准备好。", err=True
            )
            sys.exit(EXIT_USAGE)
        click.echo(f"程序出错了（不是您的内容有误）：{type(error).__name__}: {error}", err=True)
        click.echo(f"详细记录在 {_log_trace()}，请连同它一起报告。", err=True)
        sys.exit(EXIT_BUG)
    gc.freeze()  # or Python looks at each of them once more as it ends
    sys.exit(code if isinstance(code, int) else 0)


def _log_trace() -> Path:
    trace = traceback.format_exc()
    for folder in (Path("build"), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(exist_ok=True)
            path = folder / "tenregs-error.log"
            path.write_text(trace, encoding="utf-8")
        except OSError:
            continue
        return path
    return Path("（写不了日志）")

"""The right column: how the open entry will look, what is wrong, and what the changes touch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from ..changes import Changes
from ..changes.impact import Impact
from ..changes.report import impact_lines
from ..references import Index
from .catalogue import Entry
from .preview import preview
from .together import Move

_MOST = 200  # lines of one kind of impact


class Aside:
    """The widgets of the right column. `styles` are those of printed forms; `move` gives facts other values together."""

    def __init__(self, styles: str, move: Callable[[tuple[Move, ...]], None]) -> None:
        self._styles = styles
        self._move = move
        self._preview: Any = None
        self._hints: Any = None
        self._moves: Any = None
        self._impact: Any = None

    def build(self) -> None:
        """Make them, in the container that is open."""
        ui.label("预览").classes("desk-title")
        self._preview = ui.element("iframe").classes("desk-preview").props('title="预览"')
        self._preview.props["sandbox"] = ""  # no script, whatever the content
        ui.label("提示").classes("desk-title")
        self._hints = ui.column().classes("w-full gap-0")
        self._moves = ui.column().classes("w-full gap-0")
        ui.label("影响（与保存过的相比）").classes("desk-title")
        self._impact = ui.column().classes("w-full gap-0 desk-impact")

    def preview(self, index: Index, entry: Entry) -> None:
        """Show the entry as readers will see it."""
        self._preview.props["srcdoc"] = preview(index, entry, self._styles)

    def hint(self, here: int, elsewhere: int) -> None:
        """Say how many problems stand beside fields, and how many elsewhere."""
        self._hints.clear()
        with self._hints:
            ui.label(f"这里有 {here} 个问题，写在栏目旁边。" if here else "这里没有问题。")
            if elsewhere:
                ui.label(f"别处还有 {elsewhere} 个，见“检查结果”。").classes("desk-hint")

    def propose(self, moves: tuple[Move, ...]) -> None:
        """Say which other facts have to move with those changed, and offer to move them all."""
        self._moves.clear()
        if not moves:
            return
        with self._moves, ui.column().classes("w-full gap-0 desk-moves"):
            ui.label("改了的参数和别的参数对不上。一个合得拢的改法：").classes("text-weight-bold")
            for move in moves:
                ui.label(f"{move.label}　{move.old} → {move.new}").classes("desk-line")
            ui.label("这只是算出来的一种，改了以后仍可逐个调整，再一起保存。").classes("desk-hint")
            ui.button(f"这 {len(moves)} 个一起改", icon="playlist_add_check", on_click=lambda: self._move(moves))

    def impact(self, told: tuple[Changes, Impact] | None, unsaved: bool) -> None:
        """Say what the changes touch; None if that cannot be told."""
        self._impact.clear()
        with self._impact:
            lines = list(impact_lines(told[1], in_words=True)) if told else []
            if not lines:
                why = (
                    "没有牵动别的。" if told else "有错误，改好以后才看得出影响。" if unsaved else "没有没保存的改动。"
                )
                ui.label(why).classes("desk-hint")
            for what, entries in lines:
                with ui.expansion(f"{what}（{len(entries)}）").props("dense").classes("w-full"):
                    for entry in entries[:_MOST]:
                        ui.label(entry).classes("desk-line")
                    if len(entries) > _MOST:
                        ui.label(f"还有 {len(entries) - _MOST} 项").classes("desk-hint")

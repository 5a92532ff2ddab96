"""QTI items in a player that is not ours (qti-components, in Chromium): answered as a learner would, by the words that
are shown, they score right for the right answer and nothing for a wrong one.

The player reads QTI 3.0, which renames 2.2: kebab-case, a prefix for what is not HTML, a content body in feedback and
rubrics (1EdTech, "QTI v3 Best Practices and Implementation Guide", section on migration from 2.x).
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser

from generator.exams import Item
from generator.exams.exchange import EXPORTS
from generator.exams.exchange.words import RIGHT, WRONG, plain
from generator.exams.items import GAP
from generator.model import QuestionType

from ..support import ROOT
from .exchange_bank import context, written
from .qti_rules import local

pytestmark = pytest.mark.browser
PLAYER = ROOT / "node_modules/@citolab/qti-components/cdn/index.js"
QTI3 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
# Loads each item, answers it in one way after the other as a learner who changes his mind, tells the scores and what is
# shown. Choices are found by their words, blanks by their order.
PLAY = """
async (jobs) => {
  console.debug = () => {};
  const channel = new MessageChannel();
  const turn = () => new Promise((done) => { channel.port1.onmessage = done; channel.port2.postMessage(0); });
  const words = (node) => node.textContent.replace(/\\s+/g, "");
  const place = document.querySelector("qti-item");
  const answer = (interaction, texts, before) => {
    const choices = [...interaction.querySelectorAll("qti-simple-choice")];
    const named = texts.map((text) => choices.find((choice) => words(choice) === text));
    if (choices.length && named.includes(undefined)) throw new Error(`no such choice: ${texts}`);
    const several = interaction.maxChoices !== 1;
    if (interaction.localName === "qti-choice-interaction")
      for (const choice of choices) {
        const [was, is] = [before.includes(words(choice)), named.includes(choice)];
        if (is ? !was : was && several) choice.click();
      }
    else if (interaction.localName === "qti-order-interaction")
      interaction.saveResponse(named.map((choice) => choice.identifier));
    else {
      const input = interaction.shadowRoot.querySelector("input, textarea");
      input.value = texts[0];
      for (const event of ["input", "keyup", "change"]) input.dispatchEvent(new Event(event, { bubbles: true }));
    }
  };
  const played = [];
  for (const { xml, ways } of jobs) {
    const connected = new Promise((done) =>
      document.addEventListener("qti-assessment-item-connected", done, { once: true }));
    const container = document.createElement("item-container");
    container.itemXML = xml;
    place.replaceChildren(container);
    await connected;
    const item = container.shadowRoot.querySelector("qti-assessment-item");
    const interactions = [...item.querySelectorAll("*")].filter((node) => node.localName.endsWith("-interaction"));
    const feedback = item.querySelector("qti-modal-feedback");
    const scores = [];
    let before = interactions.map(() => []);
    for (const texts of ways) {
      await Promise.all([item, ...interactions].map((element) => element.updateComplete));
      interactions.forEach((interaction, at) => answer(interaction, texts[at], before[at]));
      before = texts;
      await turn();
      item.processResponse();
      scores.push(Number(item.getOutcome("SCORE").value));
    }
    played.push({
      identifier: item.identifier, scores, human: item.getOutcome("SCORE").externalScored === "human",
      body: words(item.querySelector("qti-item-body")), told: feedback.showStatus === "on" ? words(feedback) : "",
    });
  }
  return played;
}
"""


def upgraded(node: Any) -> Any:
    """An element of QTI 2.2 as one of 3.0."""
    name = local(node)
    made = etree.Element(f"{{{QTI3}}}{name if name in ('p', 'b', 'br') else 'qti-' + _kebab(name)}", nsmap={None: QTI3})
    for key, value in node.attrib.items():
        if not key.endswith("schemaLocation"):
            made.set(key if key.startswith("{") else _kebab(key), value)
    made.text, made.tail = node.text, node.tail
    inner = etree.SubElement(made, f"{{{QTI3}}}qti-content-body") if name in ("modalFeedback", "rubricBlock") else made
    inner.extend(upgraded(child) for child in node)
    return made


def _kebab(name: str) -> str:
    return re.sub("[A-Z]", lambda match: f"-{match[0].lower()}", name)


def _shown(text: str) -> str:
    return "".join(plain(text).split())


def ways(item: Item) -> list[tuple[list[list[str]], float]]:
    """Answers to an item (for each interaction its texts) with the scores that they deserve."""
    match item.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            texts = [_shown(choice.text) for choice in item.options]
            right = [text for text, choice in zip(texts, item.options, strict=True) if choice.right]
            wrong = [text for text, choice in zip(texts, item.options, strict=True) if not choice.right]
            if item.type is QuestionType.SINGLE:
                return [([wrong[:1]], 0), ([right], 1), ([wrong[-1:]], 0)]
            return [([right[1:]], 0), ([right], 1), ([texts], 0)]
        case QuestionType.JUDGE:
            return [([[RIGHT]], float(item.holds)), ([[WRONG]], float(not item.holds))]
        case QuestionType.ORDER:
            steps = [_shown(step) for step in item.steps]
            return [([steps], 1), ([[steps[1], steps[0], *steps[2:]]], 0)]
        case QuestionType.CLOZE:
            first, last = ([[plain(blank[at])] for blank in item.blanks] for at in (0, -1))
            worth = len(item.blanks)
            return [(first, worth), (last, worth), ([["错"], *first[1:]], worth - 1), ([["错"]] * worth, 0)]
    return [([["写出来的答案"]], 0)]


def test_every_item_plays_and_scores(browser: Browser) -> None:
    assert PLAYER.exists(), "no qti-components: run `python3 run.py test`"
    with zipfile.ZipFile(io.BytesIO(EXPORTS["qti"].render(written(), context()))) as archive:
        roots = [etree.fromstring(archive.read(name)) for name in archive.namelist()[1:]]
    jobs = [
        {"xml": etree.tostring(upgraded(root), encoding="unicode"), "ways": [texts for texts, _ in ways(item)]}
        for root, item in zip(roots, written(), strict=True)
    ]
    page = browser.new_page()
    try:
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.set_content("<!doctype html><qti-item></qti-item>")
        page.add_script_tag(path=PLAYER, type="module")
        page.wait_for_function("!!customElements.get('qti-assessment-item')")
        played = page.evaluate(PLAY, jobs)
    finally:
        page.close()
    assert not faults
    assert {item.type for item in written()} == set(QuestionType)
    for item, root, got in zip(written(), roots, played, strict=True):
        assert got["identifier"] == root.get("identifier")
        assert got["scores"] == [score for _, score in ways(item)], (item.id, got)
        assert got["human"] == bool(item.points), item.id
        assert got["body"].startswith(_shown(item.case + item.stem).replace(GAP, "")), item.id
        assert _shown(item.explain) in got["told"], item.id

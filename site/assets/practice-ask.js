// One question on the screen: asked, answered, judged, explained.
(function () {
  "use strict";

  const items = window.tenregsItems;
  const LETTERS = "ABCDEFGH";
  const GAP = "＿＿＿＿";

  // An element with attributes and children; texts are never read as HTML.
  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === false || value === null || value === undefined) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else made.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat()) if (child !== null && child !== undefined && child !== false) made.append(child);
    return made;
  }

  // **不得** stands out.
  function words(text) {
    return text.split(/\*\*([^*]+)\*\*/).map((part, at) => (at % 2 ? el("strong", {}, part) : part));
  }

  const plain = (text) => text.replace(/\*\*/g, "");

  function tags(item) {
    return el(
      "p",
      { class: "ask-tags" },
      el("span", { class: "ask-type" }, items.bank.types[item.type]),
      el("span", {}, items.bank.regulations[item.regulation][1]),
      el("span", {}, ["易", "中", "难"][item.difficulty]),
      item.drafted && el("span", { class: "basis basis-draft" }, "含拟稿"),
      item.derived && el("span", { class: "ask-derived" }, "自动生成"),
    );
  }

  // The places to answer in, by type. `value()` is the answer or null while there is none; `show(right)` marks it.
  function choices(item, options) {
    const many = item.type === items.MULTIPLE;
    const order = items.shuffled(item.body.map((_, at) => at), items.random(items.seedOf(`${item.id}${options.turn}`)));
    const rows = order.map((at, place) => {
      const input = el("input", { type: many ? "checkbox" : "radio", name: `answer-${options.name}`, value: at, onchange: () => options.changed(!many) });
      const row = el("label", { class: "ask-option" }, input, el("span", { class: "ask-letter", "aria-hidden": "true" }, LETTERS[place]), el("span", { class: "ask-words" }, words(item.body[at][0])));
      return { at, input, row };
    });
    const taken = () => rows.filter((row) => row.input.checked).map((row) => row.at);
    return {
      node: el("fieldset", { class: "ask-options" }, el("legend", { class: "visually-hidden" }, many ? "可以选几项" : "选一项"), rows.map((row) => row.row)),
      value: () => (taken().length ? taken() : null),
      set: (answer) => rows.forEach((row) => (row.input.checked = answer.includes(row.at))),
      press(letter) {
        const row = rows[LETTERS.indexOf(letter)];
        if (!row || row.input.disabled) return false;
        row.input.checked = many ? !row.input.checked : true;
        row.input.focus();
        options.changed(!many);
        return true;
      },
      show() {
        for (const { at, input, row } of rows) {
          input.disabled = true;
          const [, right, why] = item.body[at];
          row.classList.add(right ? "ask-right" : input.checked ? "ask-wrong" : "ask-other");
          const mark = right ? "正确答案" : input.checked ? "选错了" : "";
          if (mark) row.querySelector(".ask-words").append(el("span", { class: "ask-mark" }, mark));
          if (why && !right) row.querySelector(".ask-words").append(el("span", { class: "ask-why" }, words(why)));
        }
      },
    };
  }

  function judgement(item, options) {
    const rows = [[1, "对"], [0, "错"]].map(([value, name], place) => {
      const input = el("input", { type: "radio", name: `answer-${options.name}`, value, onchange: () => options.changed(true) });
      return { value, input, row: el("label", { class: "ask-option" }, input, el("span", { class: "ask-letter", "aria-hidden": "true" }, LETTERS[place]), el("span", { class: "ask-words" }, name)) };
    });
    return {
      node: el("fieldset", { class: "ask-options ask-judge" }, el("legend", { class: "visually-hidden" }, "对还是错"), rows.map((row) => row.row)),
      value: () => (rows.find((row) => row.input.checked) || { value: null }).value,
      set: (answer) => rows.forEach((row) => (row.input.checked = row.value === answer)),
      press(letter) {
        const row = rows[LETTERS.indexOf(letter)];
        if (!row || row.input.disabled) return false;
        row.input.checked = true;
        row.input.focus();
        options.changed(true);
        return true;
      },
      show() {
        for (const { value, input, row } of rows) {
          input.disabled = true;
          row.classList.add(value === item.body ? "ask-right" : input.checked ? "ask-wrong" : "ask-other");
        }
      },
    };
  }

  function cloze(item, options) {
    const inputs = item.body.map((_, at) => el("input", { type: "text", class: "ask-blank", "aria-label": `第${at + 1}空`, autocomplete: "off", maxlength: 60, oninput: () => options.changed(false) }));
    const parts = item.stem.split(GAP);
    const stem = parts.flatMap((part, at) => (at < inputs.length && at < parts.length - 1 ? [...words(part), inputs[at]] : words(part)));
    return {
      stem,
      node: el("p", { class: "ask-brief" }, "填空：时间、数字写阿拉伯数字或汉字都可以。"),
      value: () => (inputs.every((input) => input.value.trim()) ? inputs.map((input) => input.value.trim()) : null),
      set: (answer) => inputs.forEach((input, at) => (input.value = answer[at] || "")),
      press: () => false,
      show() {
        inputs.forEach((input, at) => {
          const right = item.body[at].some((text) => items.folded(text) === items.folded(input.value));
          input.disabled = true;
          input.classList.add(right ? "ask-right" : "ask-wrong");
          input.after(el("span", { class: "ask-mark" }, right ? "✓" : item.body[at][0]));
        });
      },
    };
  }

  function ordering(item, options) {
    let order = items.shuffled(item.body.map((_, at) => at), items.random(items.seedOf(`${item.id}${options.turn}`)));
    if (order.every((step, at) => step === at)) order = [...order.slice(1), order[0]];
    const list = el("ol", { class: "ask-steps" });
    let touched = false;
    function move(at, by, focus) {
      const to = at + by;
      if (to < 0 || to >= order.length) return;
      [order[at], order[to]] = [order[to], order[at]];
      touched = true;
      draw();
      const again = list.children[to].querySelectorAll("button")[focus];
      (again.disabled ? list.children[to].querySelectorAll("button")[1 - focus] : again).focus();
      options.changed(false);
    }
    function draw() {
      list.replaceChildren(
        ...order.map((step, at) =>
          el(
            "li",
            {},
            el("span", { class: "ask-words" }, words(item.body[step])),
            el("button", { type: "button", class: "ask-move", "aria-label": `上移：${plain(item.body[step])}`, disabled: at === 0, onclick: () => move(at, -1, 0) }, "↑"),
            el("button", { type: "button", class: "ask-move", "aria-label": `下移：${plain(item.body[step])}`, disabled: at === order.length - 1, onclick: () => move(at, 1, 1) }, "↓"),
          ),
        ),
      );
    }
    draw();
    return {
      node: list,
      value: () => (touched || !options.strict ? [...order] : null),
      set(answer) {
        order = [...answer];
        touched = true;
        draw();
      },
      press: () => false,
      show() {
        list.replaceChildren(...item.body.map((step, at) => el("li", { class: order[at] === at ? "ask-right" : "ask-wrong" }, el("span", { class: "ask-words" }, words(step)), order[at] !== at && el("span", { class: "ask-mark" }, `你排在第 ${order.indexOf(at) + 1}`))));
      },
    };
  }

  // 简答 and 案例: the learner writes, then ticks the marking points that the answer has.
  function open(item, options) {
    const [story, points] = item.body;
    const area = el("textarea", { class: "ask-text", rows: 5, maxlength: 2000, "aria-label": "你的回答", oninput: () => options.changed(false) });
    const marking = el("div", { class: "ask-points", hidden: true });
    const ticks = points.map(([text, marks]) => {
      const input = el("input", { type: "checkbox" });
      return { marks, input, row: el("label", {}, input, el("span", {}, words(text), el("small", {}, `${marks} 分`))) };
    });
    return {
      before: story ? el("p", { class: "ask-case" }, words(story)) : null,
      node: el("div", {}, area, marking),
      value: () => area.value.trim() || null,
      set: (answer) => (area.value = answer),
      press: () => false,
      show() {
        area.readOnly = true;
        marking.hidden = false;
        marking.replaceChildren(el("p", {}, "对照得分点，你的回答里有的打勾："), ...ticks.map((tick) => tick.row));
      },
      share: () => ticks.reduce((sum, tick) => sum + (tick.input.checked ? tick.marks : 0), 0) / ticks.reduce((sum, tick) => sum + tick.marks, 0),
    };
  }

  const KINDS = [choices, choices, judgement, cloze, ordering, open, open];

  // {node, stem node, value, set, press, show, share}
  function places(item, options) {
    const made = KINDS[item.type](item, { turn: 0, name: "0", strict: false, changed: () => {}, ...options });
    const stem = el("p", { class: "ask-stem", id: `stem-${options.name || 0}` }, made.stem || words(item.stem));
    made.node.setAttribute("aria-labelledby", stem.id);
    return { ...made, question: [made.before, stem, made.node] };
  }

  // The clauses quoted, each with its link.
  function clauses(item, root) {
    return item.clauses.map(([, name, url, lines, drafted]) =>
      el("blockquote", { class: "ask-clause" }, el("p", {}, el("a", { href: root + url }, name), drafted ? el("span", { class: "basis basis-draft" }, "含拟稿") : null), ...lines.slice(0, 12).map((line) => el("p", {}, line)), lines.length > 12 && el("p", {}, "……")),
    );
  }

  window.tenregsAsk = { el, words, tags, places, clauses };
})();

// 模拟考试: a paper drawn by the blueprint, with time, an answer sheet, and marks by the paper's own rule.
(function () {
  "use strict";

  const { el, words, tags, places, clauses } = window.tenregsAsk;
  const items = window.tenregsItems;
  const { bank } = items;
  const NUMERALS = ["一", "二", "三", "四", "五", "六", "七"];
  let page = null; // what practice.js hands over: stage, store, show, go, say, root, now
  let clock = 0;

  // How many of each regulation: in proportion to the weights, the largest remainders rounded up.
  function shares(count, weights, there) {
    const sum = weights.reduce((all, weight, at) => all + (there[at] ? weight : 0), 0) || 1;
    const exact = weights.map((weight, at) => (there[at] ? (count * weight) / sum : 0));
    const found = exact.map((value, at) => Math.min(Math.floor(value), there[at]));
    let left = count - found.reduce((all, value) => all + value, 0);
    const order = exact.map((value, at) => [value - Math.floor(value), at]).sort((a, b) => b[0] - a[0]).map(([, at]) => at);
    for (let turn = 0; left > 0 && turn < count; turn++) {
      for (const at of order) {
        if (left > 0 && found[at] < there[at] && weights[at]) {
          found[at] += 1;
          left -= 1;
        }
      }
    }
    return found;
  }

  // Items for each part: by type, regulation, and as near the mix of difficulties as the bank allows.
  function draw(paper, seed) {
    const next = items.random(seed);
    const mix = paper.difficulty;
    const all = mix[0] + mix[1] + mix[2] || 1;
    const taken = [];
    for (const [type, count] of paper.parts) {
      const pool = items.shuffled(bank.items.filter((item) => item.type === type && !item.derived && (paper.drafted || !item.drafted)), next);
      const by = bank.regulations.map((_, at) => pool.filter((item) => item.regulation === at));
      const wanted = shares(count, paper.weights, by.map((list) => list.length));
      const room = mix.map((weight) => Math.round((count * weight) / all));
      const part = [];
      by.forEach((list, at) => {
        const rest = [...list];
        for (let turn = 0; turn < wanted[at]; turn++) {
          const best = rest.findIndex((item) => room[item.difficulty] > 0);
          const [item] = rest.splice(best < 0 ? 0 : best, 1);
          room[item.difficulty] -= 1;
          part.push(item.id);
        }
      });
      taken.push(items.shuffled(part, next));
    }
    return taken;
  }

  // Marks for an answer: null is no answer.
  function marksFor(item, answer, worth, rule) {
    if (answer === null || answer === undefined) return 0;
    if (item.type === items.CLOZE) {
      const right = item.body.filter((accepted, at) => accepted.some((text) => items.folded(text) === items.folded(answer[at] || ""))).length;
      return Math.round(((worth * right) / item.body.length) * 2) / 2;
    }
    if (item.type !== items.MULTIPLE || rule === "strict") return items.isRight(item, answer) ? worth : 0;
    const rights = items.rights(item);
    const wrong = answer.filter((at) => !rights.includes(at)).length;
    const hit = answer.length - wrong;
    if (rule === "half") return wrong ? 0 : hit === rights.length ? worth : hit ? worth / 2 : 0;
    return Math.max(0, Math.round(((worth * (hit - wrong)) / rights.length) * 2) / 2);
  }

  function partOf(exam, id) {
    const at = exam.parts.findIndex((part) => part.includes(id));
    return bank.papers[0].parts[at];
  }

  const flat = (exam) => exam.parts.flat().filter((id) => bank.byId.has(id));
  const answered = (exam, id) => exam.answers[id] !== undefined && exam.answers[id] !== null;

  function open(given) {
    page = given;
    clearInterval(clock);
    const exam = page.store.running();
    if (exam && Array.isArray(exam.parts) && flat(exam).length) {
      if (exam.ends <= page.now()) return finish(exam, true);
      return sit(exam);
    }
    return door();
  }

  function door() {
    const paper = bank.papers[0];
    if (!paper) return page.go("");
    page.stage.press = () => false;
    const history = page.store.data.exams;
    const short = paper.parts.filter(([type, count]) => bank.items.filter((item) => item.type === type && !item.derived).length < count);
    return page.show(
      el(
        "section",
        { class: "exam-door", "aria-label": "模拟考试" },
        el("h2", { tabindex: "-1" }, `${paper.title}（模拟）`),
        el("p", {}, `共 ${paper.parts.reduce((sum, [, count]) => sum + count, 0)} 题，满分 ${paper.marks} 分，${paper.pass} 分合格，时间 ${paper.minutes} 分钟。中途关掉网页，再打开可以接着考，时间照走。`),
        el("ul", {}, paper.parts.map(([type, count, marks]) => el("li", {}, `${bank.types[type]} ${count} 题，每题 ${marks} 分${type === items.MULTIPLE ? `（${paper.rule}）` : type === items.CLOZE ? "（每空平分）" : ""}`))),
        short.length ? el("p", { class: "practice-note" }, "题库里有的题型还不够数，这次有多少出多少。") : null,
        el("div", { class: "ask-foot" }, el("button", { type: "button", class: "button", onclick: start }, "开始考试"), el("button", { type: "button", class: "button button-quiet", onclick: () => page.go("") }, "返回")),
        history.length ? el("h3", {}, "考过的") : null,
        history.length ? el("ul", { class: "exam-history" }, [...history].reverse().slice(0, 10).map((sat) => el("li", {}, el("button", { type: "button", class: "exam-again", onclick: () => again(sat) }, new Date(sat.t).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" })), el("b", {}, `${sat.score} 分`), el("span", {}, sat.score >= sat.pass ? "合格" : "不合格")))) : null,
      ),
    );
  }

  function start() {
    const paper = bank.papers[0];
    const time = page.now();
    const exam = { paper: paper.id, began: time, ends: time + paper.minutes * 60000, seed: time % 4294967296, parts: draw(paper, time % 4294967296), answers: {}, flags: [], at: 0 };
    if (!page.store.keepRunning(exam)) page.say("浏览器不让网页存数据：考试照常，但关掉网页就不能接着考了。");
    sit(exam);
  }

  function sit(exam) {
    clearInterval(clock);
    const ids = flat(exam);
    const timer = el("span", { class: "exam-timer", role: "timer" });
    const sheet = el("ol", { class: "exam-sheet" });
    const desk = el("div", { class: "exam-desk" });
    const save = () => page.store.keepRunning(exam);

    function tick() {
      const left = Math.max(0, Math.round((exam.ends - page.now()) / 1000));
      timer.textContent = `剩 ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      timer.classList.toggle("exam-late", left < 300);
      if (!left) finish(exam, true);
    }

    function marks() {
      sheet.replaceChildren(
        ...ids.map((id, at) => {
          const state = [answered(exam, id) ? "已答" : "未答", exam.flags.includes(id) ? "待查" : ""].filter(Boolean).join("，");
          return el("li", {}, el("button", { type: "button", class: `${answered(exam, id) ? "exam-done" : ""} ${exam.flags.includes(id) ? "exam-flag" : ""}`, "aria-current": at === exam.at ? "true" : false, "aria-label": `第 ${at + 1} 题，${state}`, onclick: () => goTo(at) }, String(at + 1)));
        }),
      );
    }

    function turn(at) {
      exam.at = Math.min(ids.length - 1, Math.max(0, at));
      save();
      const id = ids[exam.at];
      const item = bank.byId.get(id);
      const part = exam.parts.findIndex((list) => list.includes(id));
      const [type, count, worth] = bank.papers[0].parts[part];
      const place = places(item, {
        name: "exam",
        turn: exam.seed,
        strict: true,
        changed() {
          exam.answers[id] = place.value();
          save();
          marks();
        },
      });
      if (answered(exam, id)) place.set(exam.answers[id]);
      const flag = el("button", { type: "button", class: "ask-star", "aria-pressed": String(exam.flags.includes(id)), onclick() {
        exam.flags = exam.flags.includes(id) ? exam.flags.filter((other) => other !== id) : [...exam.flags, id];
        flag.setAttribute("aria-pressed", String(exam.flags.includes(id)));
        save();
        marks();
      } }, "待查");
      desk.replaceChildren(
        el("p", { class: "exam-part" }, `${NUMERALS[part]}、${bank.types[type]}（${count} 题，每题 ${worth} 分）`),
        el("p", { class: "exam-number" }, `第 ${exam.at + 1} 题`),
        ...place.question.filter(Boolean),
        el("div", { class: "ask-foot" },
          el("button", { type: "button", class: "button button-quiet", disabled: exam.at === 0, onclick: () => turn(exam.at - 1) }, "上一题"),
          el("button", { type: "button", class: "button", onclick: () => (exam.at === ids.length - 1 ? handIn() : turn(exam.at + 1)) }, exam.at === ids.length - 1 ? "交卷" : "下一题"),
          flag),
      );
      marks();
      page.stage.press = function (key) {
        if (/^[a-h]$/i.test(key)) return place.press(key.toUpperCase());
        if (key === "ArrowRight" || key === "Enter") return exam.at < ids.length - 1 && (turn(exam.at + 1), true);
        if (key === "ArrowLeft") return exam.at > 0 && (turn(exam.at - 1), true);
        return false;
      };
    }

    // The answer sheet stands below the question.
    function goTo(at) {
      turn(at);
      desk.scrollIntoView({ block: "start" });
    }

    function handIn() {
      const open_ = ids.filter((id) => !answered(exam, id)).length;
      const words_ = open_ ? `还有 ${open_} 题没有答，确定交卷？` : "确定交卷？";
      if (window.confirm(words_)) finish(exam, false);
    }

    page.show(
      el(
        "section",
        { class: "exam", "aria-label": "模拟考试" },
        el("div", { class: "exam-bar" }, timer, el("button", { type: "button", class: "button button-quiet", onclick: handIn }, "交卷"), el("button", { type: "button", class: "button button-quiet", onclick: giveUp }, "放弃")),
        desk,
        el("details", { class: "fold exam-sheet-box", open: window.matchMedia("(min-width: 60em)").matches }, el("summary", {}, "答题卡"), sheet),
      ),
    );
    turn(exam.at);
    tick();
    clock = setInterval(tick, 1000);
  }

  function giveUp() {
    if (!window.confirm("放弃这次考试？不计成绩。")) return;
    clearInterval(clock);
    page.store.keepRunning(null);
    page.go("");
  }

  function finish(exam, late) {
    clearInterval(clock);
    const paper = bank.papers[0];
    const rows = flat(exam).map((id) => {
      const item = bank.byId.get(id);
      const worth = partOf(exam, id)[2];
      const answer = answered(exam, id) ? exam.answers[id] : null;
      return { item, worth, answer, got: marksFor(item, answer, worth, paper.multiple) };
    });
    const full = rows.reduce((sum, row) => sum + row.worth, 0);
    const got = rows.reduce((sum, row) => sum + row.got, 0);
    const score = full ? Math.round((got / full) * paper.marks * 2) / 2 : 0;
    const by = bank.regulations.map((_, at) => {
      const mine = rows.filter((row) => row.item.regulation === at);
      return [at, mine.reduce((sum, row) => sum + row.got, 0), mine.reduce((sum, row) => sum + row.worth, 0)];
    });
    const time = Math.min(page.now(), exam.ends);
    for (const row of rows) if (row.answer !== null) page.store.answered(row.item.id, row.item.mark, row.got === row.worth ? 3 : 1, page.now());
    page.store.keepRunning(null);
    const lost = rows.filter((row) => row.got < row.worth);
    const sat = { t: time, began: exam.began, late, score, marks: paper.marks, pass: paper.pass, by: by.filter(([, , all]) => all), lost: lost.map((row) => [row.item.id, row.answer === null ? -1 : row.got, row.worth]) };
    page.store.noteExam(sat);
    result(sat, lost, exam.seed);
  }

  // A sitting from the list of those that were: what was answered is no longer known.
  function again(sat) {
    const lost = sat.lost.filter(([id]) => bank.byId.has(id)).map(([id, got, worth]) => ({ item: bank.byId.get(id), worth, got: Math.max(0, got), answer: got < 0 ? null : undefined }));
    result(sat, lost, 0);
  }

  // `lost`: [{item, worth, got, answer}], answer null if there was none, undefined if it is no longer known.
  function result({ t: time, began, late, score, pass, marks, by }, lost, seed) {
    const paper = bank.papers[0];
    const open = lost.filter((row) => row.answer === null).length;
    page.stage.press = () => false;
    const name = el("input", { type: "text", maxlength: 40, "aria-label": "姓名（只用于打印，不保存）", placeholder: "姓名（只用于打印）" });
    page.show(
      el(
        "section",
        { class: "exam-result", "aria-label": "成绩" },
        el("h2", { tabindex: "-1" }, `${score} 分，${score >= pass ? "合格" : "不合格"}`),
        el("p", { class: "exam-unofficial" }, "自测，非正式成绩"),
        el("p", {}, `${paper.title}（模拟），${new Date(time).toLocaleString("zh-CN", { dateStyle: "long", timeStyle: "short" })}${late ? "，到时自动交卷" : ""}。用时 ${Math.max(1, Math.round((time - began) / 60000))} 分钟，满分 ${marks} 分，${pass} 分合格。`),
        el("p", { class: "exam-name" }, name),
        el("table", { class: "exam-by" }, el("caption", {}, "各制度得分"), el("thead", {}, el("tr", {}, ["制度", "得分", "满分", "得分率"].map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, by.filter(([at]) => bank.regulations[at]).map(([at, got, all]) => el("tr", {}, el("th", { scope: "row" }, bank.regulations[at][1]), el("td", {}, String(got)), el("td", {}, String(all)), el("td", {}, `${Math.round((got / all) * 100)}%`))))),
        el("div", { class: "ask-foot no-print" }, el("button", { type: "button", class: "button", onclick: () => window.print() }, "打印成绩单"), lost.length ? el("button", { type: "button", class: "button button-quiet", onclick: () => page.go(`do/lost/${time}`) }, "练失分的题") : null, el("button", { type: "button", class: "button button-quiet", onclick: () => page.go("") }, "回到练习")),
        lost.length ? el("h3", { class: "no-print" }, `失分的 ${lost.length} 题`) : null,
        open ? el("p", { class: "practice-note no-print" }, `其中 ${open} 题没有答，不进错题本；要练的，用上面的“练失分的题”。`) : null,
        ...lost.map(({ item, answer, got, worth }) => {
          const place = places(item, { name: item.id, turn: seed });
          if (answer !== null && answer !== undefined) place.set(answer);
          place.show();
          return el("details", { class: "fold exam-wrong no-print" }, el("summary", {}, item.stem.replace(/\*\*/g, ""), el("small", {}, answer === null ? "未答" : `得 ${got} / ${worth} 分`)), tags(item), ...place.question.filter(Boolean), el("p", { class: "ask-explain" }, words(item.explain)), ...clauses(item, page.root));
        }),
      ),
    );
    page.stage.querySelector("h2").focus();
  }

  window.tenregsExam = { open, draw, marksFor, shares };
})();

// 练习: ways in, a round of questions, what is known and what is weak.
(function () {
  "use strict";

  const host = document.getElementById("practice");
  if (!host || !window.tenregsStore || !window.tenregsItems) return;
  const root = host.dataset.root;
  const { el, words, tags, places, clauses } = window.tenregsAsk;
  const items = window.tenregsItems;
  const { bank } = items;
  items.root = root;
  const store = window.tenregsStore.open();
  const { dayOf } = window.tenregsStore;
  const { recall } = window.tenregsMemory;
  const ROUND = 20;
  const SECONDS = 40; // for an item, on average
  const KNOWN = 0.8; // recall from which an item counts as known
  const now = () => Date.now();
  const lead = document.querySelector(".practice-lead");
  let round = null;

  const said = el("p", { class: "practice-said", role: "status" });
  const stage = el("div", { class: "practice-stage" });
  host.append(said, stage);

  function say(text) {
    said.textContent = text;
    if (text) said.scrollIntoView({ block: "nearest" });
  }

  function storageNotice() {
    if (store.broken === "full") say("浏览器的存储满了：这次练习照常，但记录存不下。请导出学习记录，再清理浏览器数据。");
    else if (store.broken) say("浏览器不让网页存数据（可能是无痕窗口）：这次练习照常，关掉后不留记录。");
  }

  const seen = (item) => store.data.cards[item.id] && !store.data.cards[item.id].x;
  const likely = (item, time) => (seen(item) ? recall(store.data.cards[item.id], time) : 0);
  const asked = () => bank.items.filter((item) => store.data.settings.more || !item.derived);
  const perDay = () => Math.max(5, Math.round((store.data.settings.minutes * 60) / SECONDS));
  const doneToday = () => (store.data.days[dayOf(now())] || [0, 0])[0];
  const examTime = () => (store.data.settings.exam ? new Date(`${store.data.settings.exam}T09:00:00`).getTime() : 0);

  function planAsked() {
    const list = asked();
    const cards = {};
    for (const item of list) if (seen(item)) cards[item.id] = store.data.cards[item.id];
    const exam = examTime();
    const lastWrong = (item) => seen(item) && store.data.cards[item.id].w && !store.data.cards[item.id].w.length;
    return {
      ids: list.map((item) => item.id),
      cards,
      now: now(),
      exam: exam && store.data.settings.exam >= dayOf(now()) ? exam : 0,
      perDay: perDay(),
      doneToday: doneToday(),
      wrong: new Set(list.filter(lastWrong).map((item) => item.id)),
    };
  }

  const plan = () => window.tenregsPlan.today(planAsked()).map((id) => bank.byId.get(id));

  // Those never seen first, then those most likely forgotten; among equals the order of the day.
  function ranked(list) {
    const time = now();
    const rank = new Map(items.shuffled(list, items.random(items.seedOf(dayOf(time)))).map((item, at) => [item, at]));
    return [...list].sort((a, b) => likely(a, time) - likely(b, time) || rank.get(a) - rank.get(b));
  }

  // Ways in: [title, items] by the address behind #do/.
  function chosen(way) {
    const [kind, ...rest] = way.split("/");
    const name = rest.join("/");
    switch (kind) {
      case "today":
        return ["今天的计划", plan()];
      case "reg": {
        const at = bank.regulations.findIndex((regulation) => regulation[0] === name);
        return [at < 0 ? "" : bank.regulations[at][1], ranked(asked().filter((item) => item.regulation === at))];
      }
      case "role": {
        const at = bank.roles.findIndex((role) => role[0] === name);
        return [at < 0 ? "" : `${bank.roles[at][1]}要知道的`, ranked(asked().filter((item) => item.roles.includes(at)))];
      }
      case "cycle": {
        const at = bank.cycles.indexOf(name);
        return [`${name}要做的`, ranked(asked().filter((item) => item.cycles.includes(at)))];
      }
      case "clause":
        return ["考考我", ranked(bank.items.filter((item) => item.clauses.some((clause) => clause[0] === name)))];
      case "daily":
        return ["每日一练", items.shuffled(asked().filter((item) => !item.derived && item.type < items.SHORT), items.random(items.seedOf(`daily ${dayOf(now())}`))).slice(0, 10)];
      case "wrong":
        return ["错题本", ranked(bank.items.filter((item) => store.wrong(item.id)))];
      case "stars":
        return ["收藏", bank.items.filter((item) => store.starred(item.id))];
      case "lost": {
        const exam = store.data.exams.find((one) => String(one.t) === name);
        return ["失分的题", exam ? exam.lost.map(([id]) => bank.byId.get(id)).filter(Boolean) : []];
      }
    }
    return ["", []];
  }

  // A round of questions.
  function begin(way) {
    const [title, list] = chosen(way);
    if (!list.length) {
      const empty = { wrong: "错题本是空的。", stars: "还没有收藏的题。做题时点“收藏”就会到这里。", today: "今天的计划做完了。" }[way.split("/")[0]];
      go("");
      say(empty || "这里没有题。");
      return;
    }
    const kept = resumed(way);
    const batch = kept ? kept.list : list.slice(0, ROUND);
    withWords(batch, function () {
      round = kept || { way, title, list: batch, rest: list.length - batch.length, at: 0, right: 0, wrong: [] };
      ask();
      if (kept) say(`接着刚才的第 ${round.at + 1} 题。`);
    });
  }

  // The round that was left in the middle today, by the same way in.
  function resumed(way) {
    const kept = store.round();
    if (!kept || kept.way !== way || kept.day !== dayOf(now())) return null;
    const [list, wrong] = [kept.ids, kept.wrong].map((ids) => ids.map((id) => bank.byId.get(id)));
    return list.every(Boolean) && wrong.every(Boolean) && kept.at < list.length ? { ...kept, list, wrong } : null;
  }

  function keep() {
    const ids = (list) => list.map((item) => item.id);
    const open = round.at < round.list.length;
    store.keepRound(open ? { way: round.way, title: round.title, rest: round.rest, at: round.at, right: round.right, ids: ids(round.list), wrong: ids(round.wrong), day: dayOf(now()) } : null);
  }

  // Go on when the texts of these items are there, unless the learner went elsewhere meanwhile.
  let turn = 0;
  function withWords(list, then) {
    const mine = ++turn;
    const still = () => mine === turn;
    items.withWords(list).then(
      () => still() && then(),
      () => still() && (home(), say("题目没有打开。请检查网站文件是否完整，再重新载入这一页。")),
    );
  }

  function ask() {
    const item = round.list[round.at];
    const card = store.data.cards[item.id];
    let judged = false;
    const hand = el("button", { type: "button", class: "button", disabled: true, onclick: () => judge() }, "看结果");
    const unsure = el("input", { type: "checkbox" });
    const star = el("button", { type: "button", class: "ask-star", "aria-pressed": String(store.starred(item.id)), onclick: () => {
      store.star(item.id, now());
      star.setAttribute("aria-pressed", String(store.starred(item.id)));
      star.textContent = store.starred(item.id) ? "★ 已收藏" : "☆ 收藏";
    } }, store.starred(item.id) ? "★ 已收藏" : "☆ 收藏");
    const place = places(item, {
      turn: (card && card.n) || 0,
      name: "round",
      changed(at_once) {
        hand.disabled = place.value() === null;
        if (at_once && !judged && !unsure.checked && item.type === items.JUDGE) hand.focus();
      },
    });
    if (item.type >= items.ORDER) hand.disabled = false;
    const result = el("div", { class: "ask-result", role: "status" });
    const foot = el("div", { class: "ask-foot" }, hand, el("label", { class: "ask-unsure" }, unsure, "不确定"), star);
    const bar = el("progress", { max: round.list.length, value: round.at, "aria-label": "这一组的进度" });
    const head = el("div", { class: "ask-head" }, el("button", { type: "button", class: "button button-quiet", onclick: () => go("") }, "返回"), el("span", { class: "ask-round" }, `${round.title}　${round.at + 1} / ${round.list.length}`), bar);
    show(el("section", { class: "ask", "aria-label": round.title }, head, tags(item), ...place.question, foot, result));
    const first = stage.querySelector(".ask-blank, .ask-text") || stage.querySelector(".ask-stem");
    first.setAttribute("tabindex", first.matches("p") ? "-1" : "0");
    first.focus({ preventScroll: true });

    function judge() {
      if (judged) return;
      judged = true;
      place.show();
      foot.hidden = true;
      if (item.type >= items.SHORT) {
        result.replaceChildren(el("button", { type: "button", class: "button", onclick: () => conclude(place.share() >= 0.6) }, "打好勾了"));
        result.firstChild.focus();
      } else conclude(items.isRight(item, place.value()));
    }

    function conclude(right) {
      const rating = right ? (unsure.checked ? 2 : 3) : 1;
      store.answered(item.id, item.mark, rating, now());
      if (right) round.right += 1;
      else round.wrong.push(item);
      const last = round.at === round.list.length - 1;
      const next = el("button", { type: "button", class: "button", onclick: () => advance() }, last ? "看小结" : "下一题");
      result.replaceChildren(
        el("p", { class: right ? "ask-verdict ask-verdict-right" : "ask-verdict ask-verdict-wrong" }, right ? (unsure.checked ? "答对了，不过不确定：会早些再问。" : "答对了。") : "答错了，已放进错题本。"),
        el("p", { class: "ask-explain" }, words(item.explain)),
        ...clauses(item, root),
        el("div", { class: "ask-foot" }, next, star),
      );
      next.focus({ preventScroll: true });
      result.firstChild.scrollIntoView({ block: "nearest" });
      storageNotice();
    }
    stage.press = function (key) {
      if (/^[a-h]$/i.test(key) && !judged) return place.press(key.toUpperCase());
      if (key === "Enter" && !judged && !hand.disabled) {
        judge();
        return true;
      }
      if (key === "Enter" || key === "ArrowRight") {
        const next = result.querySelector("button");
        if (judged && next) {
          next.click();
          return true;
        }
      }
      return false;
    };
  }

  function advance() {
    round.at += 1;
    keep();
    if (round.at < round.list.length) return ask();
    const total = round.list.length;
    const words_ = round.right === total ? "全对。" : `答对 ${round.right} 道，错 ${total - round.right} 道。`;
    show(
      el(
        "section",
        { class: "practice-summary", "aria-label": "小结" },
        el("h2", { tabindex: "-1" }, `${round.title}：${words_}`),
        round.wrong.length ? el("ul", { class: "practice-wrong" }, round.wrong.map((item) => el("li", {}, el("a", { href: root + item.clauses[0][2] }, item.clauses[0][1]), el("span", {}, item.stem.replace(/\*\*/g, ""))))) : null,
        el(
          "div",
          { class: "ask-foot" },
          round.rest || round.wrong.length ? el("button", { type: "button", class: "button", onclick: () => begin(round.way) }, round.rest ? `再来一组（还有 ${round.rest} 道）` : "再来一组") : null,
          el("button", { type: "button", class: "button button-quiet", onclick: () => go("") }, "回到练习"),
        ),
      ),
    );
    stage.press = () => false;
    stage.querySelector("h2").focus();
  }

  function show(...nodes) {
    if (lead) lead.hidden = Boolean(location.hash.slice(1));
    const first = !stage.firstChild; // nothing to scroll back from, and asking would lay the page out twice
    stage.replaceChildren(...nodes);
    if (!first) window.scrollTo({ top: Math.min(window.scrollY, host.offsetTop - 90) });
  }

  // What is known: for each regulation the share of its items that are likely remembered now.
  function strengths() {
    const time = now();
    const rows = bank.regulations.map(([key, short]) => ({ key, short, total: 0, seen: 0, known: 0 }));
    for (const item of bank.items) {
      if (item.derived) continue;
      const row = rows[item.regulation];
      row.total += 1;
      if (!seen(item)) continue;
      row.seen += 1;
      if (likely(item, time) >= KNOWN && !store.wrong(item.id)) row.known += 1;
    }
    return rows;
  }

  // The expected score, by the blueprint: what is remembered on the day, plus luck where it is not. null if too little
  // has been practised to say.
  function readiness() {
    const paper = bank.papers[0];
    if (!paper) return null;
    const time = examTime() > now() ? examTime() : now();
    const pool = bank.items.filter((item) => !item.derived);
    const practised = pool.filter(seen).length;
    if (practised < 60 || practised < pool.length * 0.4) return null;
    let got = 0;
    let all = 0;
    for (const [type, count, marks] of paper.parts) {
      let sum = 0;
      let weight = 0;
      for (const item of pool.filter((one) => one.type === type)) {
        const share = paper.weights[item.regulation] || 0;
        const chance = likely(item, time);
        sum += share * (chance + (1 - chance) * items.guess(item));
        weight += share;
      }
      if (!weight) continue;
      got += (sum / weight) * count * marks;
      all += count * marks;
    }
    return all ? Math.round((got / all) * 100) : null;
  }

  function streak() {
    let days = 0;
    let time = now();
    if (!store.data.days[dayOf(time)]) time -= 864e5;
    while (store.data.days[dayOf(time)]) {
      days += 1;
      time -= 864e5;
    }
    return days;
  }

  // Answers a day over four weeks: the right ones filled, the wrong ones above them.
  function chart() {
    const NAMESPACE = "http://www.w3.org/2000/svg";
    const days = Array.from({ length: 28 }, (_, at) => dayOf(now() - (27 - at) * 864e5));
    const counts = days.map((day) => store.data.days[day] || [0, 0]);
    const most = Math.max(10, ...counts.map(([all]) => all));
    const total = counts.reduce((sum, [all]) => sum + all, 0);
    const svg = document.createElementNS(NAMESPACE, "svg");
    const set = (node, attributes) => Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    set(svg, { viewBox: "0 0 280 70", class: "practice-chart", role: "img", "aria-label": `近四周共答 ${total} 题，最多一天 ${Math.max(...counts.map(([all]) => all))} 题` });
    counts.forEach(([all, right], at) => {
      for (const [value, from, name] of [[right, 0, "chart-right"], [all - right, right, "chart-wrong"]]) {
        if (!value) continue;
        const bar = document.createElementNS(NAMESPACE, "rect");
        set(bar, { x: at * 10 + 1, width: 8, y: 60 - ((from + value) / most) * 56, height: (value / most) * 56, class: name });
        svg.append(bar);
      }
    });
    const line = document.createElementNS(NAMESPACE, "line");
    set(line, { x1: 0, x2: 280, y1: 60.5, y2: 60.5, class: "chart-line" });
    const label = (x, anchor, text) => {
      const node = document.createElementNS(NAMESPACE, "text");
      set(node, { x, y: 69, "text-anchor": anchor, class: "chart-text" });
      node.textContent = text;
      svg.append(node);
    };
    svg.append(line);
    label(0, "start", days[0].slice(5).replace("-", "月") + "日");
    label(280, "end", "今天");
    return svg;
  }

  function link(way, title, note, count) {
    return el("a", { class: "practice-way", href: `#${way}` }, el("b", {}, title), note ? el("span", {}, note) : null, count !== undefined ? el("em", {}, String(count)) : null);
  }

  // What the plan comes to, in a sentence.
  function advice({ exam, minutes }, cover) {
    if (cover && !cover.enough) return `按每天 ${minutes} 分钟，考前做不完一遍；每天做 ${cover.needed} 题（约 ${Math.ceil((cover.needed * SECONDS) / 60)} 分钟）才够。`;
    if (cover) return cover.early ? "考前八天把每道题都做过一遍，之后先练最可能忘的。" : "先把每道题都做过一遍，再练最可能忘的。";
    if (exam === dayOf(now())) return "今天考试，祝顺利：先练最可能忘的。";
    return exam ? "这个日期已经过了；填上下一次考试的日期，就按那天来安排。" : "填上考试日期，就按那天来安排。";
  }

  // The way to the mock exam that was begun: it goes on although the tab was closed.
  function goOn(running) {
    const left = running.ends - now();
    const way = link("exam", left > 0 ? "接着考" : "模拟考试到时了", left > 0 ? `考试进行中，还剩 ${Math.max(1, Math.floor(left / 60000))} 分钟` : "已自动交卷，看成绩");
    way.classList.add("practice-running");
    return way;
  }

  function home() {
    round = null;
    stage.press = () => false;
    const { settings } = store.data;
    const wrong = bank.items.filter((item) => store.wrong(item.id)).length;
    const stars = bank.items.filter((item) => store.starred(item.id)).length;
    const todo = plan().length;
    const done = doneToday();
    const exam = el("input", { type: "date", value: settings.exam, min: dayOf(now()), onchange: () => (store.set({ exam: exam.value }, now()), home()) });
    const minutes = el("input", { type: "number", min: 5, max: 240, step: 5, value: settings.minutes, onchange: () => (store.set({ minutes: Math.min(240, Math.max(5, Number(minutes.value) || 15)) }, now()), home()) });
    const left = examTime() > now() ? Math.ceil((examTime() - now()) / 864e5) : 0;
    const days = streak();
    const score = readiness();
    const more = el("input", { type: "checkbox", checked: settings.more, onchange: () => (store.set({ more: more.checked }, now()), withMore(home)) });
    const rows = strengths();
    const file = el("input", { type: "file", accept: ".json,application/json", hidden: true, "aria-label": "选学习记录文件", onchange: importAll });
    const running = bank.papers.length ? store.running() : null;
    show(
      ...(running ? [el("section", { class: "practice-ways", "aria-label": "正在考的" }, goOn(running))] : []),
      el(
        "section",
        { class: "practice-plan", "aria-label": "考试计划" },
        el("div", { class: "practice-today" },
          el("p", {}, el("b", {}, todo ? `今天 ${todo} 题` : "今天的计划做完了"), el("span", {}, [done ? `已答 ${done} 题` : "", left ? `离考试 ${left} 天` : "", days > 1 ? `连续 ${days} 天` : ""].filter(Boolean).join("，"))),
          todo ? el("a", { class: "button", href: "#do/today" }, done ? "接着做" : "开始") : null),
        el("div", { class: "practice-settings" }, el("label", {}, el("span", {}, "考试日期"), exam), el("label", {}, el("span", {}, "每天分钟"), minutes), el("p", {}, advice(settings, left && window.tenregsPlan.coverage(planAsked())))),
      ),
      el("section", { class: "practice-ways", "aria-label": "怎么练" },
        link("do/daily", "每日一练", "十道，每天一换"),
        link("do/wrong", "错题本", "不同的两天都答对才移出", wrong),
        link("do/stars", "收藏", "", stars),
        bank.papers.length && !running ? link("exam", "模拟考试", `${bank.papers[0].marks} 分，${bank.papers[0].minutes} 分钟`) : null,
        pick("按角色", bank.roles.filter((_, at) => bank.items.some((item) => item.roles.includes(at))), "role"),
        pick("按周期", bank.cycles.filter((_, at) => bank.items.some((item) => item.cycles.includes(at))).map((name) => [name, name]), "cycle"),
      ),
      el("section", { class: "practice-strength", "aria-labelledby": "strength" },
        el("h2", { id: "strength" }, "按制度"),
        el("ul", {}, rows.map((row) => el("li", {}, el("a", { href: `#do/reg/${row.key}` }, el("span", { class: "strength-name" }, row.short), el("span", { class: "strength-bar" }, el("i", { style: `width:${row.total ? (row.known / row.total) * 100 : 0}%` }), el("u", { style: `width:${row.total ? ((row.seen - row.known) / row.total) * 100 : 0}%` })), el("span", { class: "strength-count" }, row.total ? `记住 ${row.known}，做过 ${row.seen}，共 ${row.total}` : "没有题"))))),
        el("p", { class: "practice-ready" }, score === null ? "预计得分：题量不足，暂不估计。" : `预计得分 ${score} 分（满分 100；按试卷的题型、各制度的比重和遗忘推算，已计入猜对的机会）。`),
        chart(),
      ),
      el("section", { class: "practice-data", "aria-labelledby": "data" },
        el("h2", { id: "data" }, "学习记录"),
        el("p", {}, "只存在这台设备的浏览器里，不发到任何地方。换设备前先导出，到那边导入，两边的记录会合在一起。"),
        el("div", { class: "ask-foot" },
          el("button", { type: "button", class: "button button-quiet", onclick: exportAll }, "导出"),
          el("button", { type: "button", class: "button button-quiet", onclick: () => file.click() }, "导入"),
          file,
          el("button", { type: "button", class: "button button-quiet", onclick: clearAll }, "清除")),
        el("label", { class: "practice-more" }, more, "也练自动生成的题（从条款里的数字、期限和职责直接生成，没有人审过）"),
      ),
    );
  }

  function pick(title, list, kind) {
    const select = el("select", { "aria-label": title, onchange: () => select.value && go(`do/${kind}/${select.value}`) }, el("option", { value: "" }, title), list.map(([id, name]) => el("option", { value: id }, name)));
    return el("div", { class: "practice-way practice-pick" }, select);
  }

  function exportAll() {
    const link_ = el("a", { href: URL.createObjectURL(new Blob([store.exported()], { type: "application/json" })), download: `十项制度学习记录-${dayOf(now())}.json` });
    document.body.append(link_);
    link_.click();
    link_.remove();
    say("已导出。");
  }

  function importAll(event) {
    const file = event.target.files[0];
    if (!file) return;
    if (file.size > 20e6) return say("文件太大，不是从这里导出的。");
    const reader = new FileReader();
    reader.onload = () => {
      const wrong = store.imported(String(reader.result));
      home();
      say(wrong || "已导入，和这台设备的记录合在一起了。");
    };
    reader.onerror = () => say("文件打不开。");
    reader.readAsText(file);
  }

  function clearAll() {
    if (!window.confirm("清除这台设备上的全部学习记录？清除后找不回来，需要的先导出。")) return;
    store.clear();
    home();
    say("已清除。");
  }

  // Derived items come in a script of their own, when somebody wants them.
  let loading = false;
  function withMore(then) {
    if (!store.data.settings.more || bank.items.some((item) => item.derived)) return then();
    if (loading) return undefined;
    loading = true;
    bank.ready.push(() => (follow(), then()));
    const script = el("script", { src: `${root}practice/bank-more.js`, onerror: () => (say("自动生成的题没有打开，先练写好的题。"), then()) });
    document.head.append(script);
    return undefined;
  }

  function follow() {
    store.follow(new Map(bank.items.map((item) => [item.id, item.mark])));
  }

  function go(way) {
    if (location.hash.slice(1) === way) route();
    else if (way) location.hash = way;
    else history.pushState(null, "", location.pathname + location.search), route();
  }

  function route() {
    say("");
    storageNotice();
    turn += 1;
    const way = decodeURIComponent(location.hash.slice(1));
    if (way.startsWith("do/")) begin(way.slice(3));
    else if (way === "exam") withWords(bank.items.filter((item) => !item.derived), () => window.tenregsExam.open({ stage, store, show, go, say, root, now, likely }));
    else home();
  }

  window.addEventListener("hashchange", route);
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches && event.target.matches("textarea, input[type='text'], input[type='date'], input[type='number'], input[type='search'], select");
    if (typing && event.key !== "Enter") return;
    if (event.target.matches && event.target.matches("textarea, a, button, select, summary") && event.key === "Enter") return;
    if (stage.press && stage.press(event.key)) event.preventDefault();
  });

  function start() {
    follow();
    withMore(route);
  }
  if (bank.items.length) start();
  else {
    bank.ready.push(start);
    setTimeout(() => bank.items.length || say("题库没有打开，请重新载入这一页。"), 8000);
  }
})();

// The bank as the page uses it: items with their clauses, chosen by regulation, role, cycle, clause.
(function () {
  "use strict";

  const root = typeof window === "undefined" ? globalThis : window;
  const NAMES = ["id", "type", "regulation", "clauses", "difficulty", "drafted", "roles", "cycles", "options", "mark"];
  const [SINGLE, MULTIPLE, JUDGE, CLOZE, ORDER, SHORT, CASE] = [0, 1, 2, 3, 4, 5, 6];
  const bank = { regulations: [], roles: [], cycles: [], types: [], papers: [], items: [], byId: new Map(), ready: [] };
  const versions = new Map(); // script of texts → its version
  const loads = new Map(); // script of texts → promise

  const scriptOf = (key, derived) => `words-${key}${derived ? "-more" : ""}.js`;

  // What choosing needs of each item. Its texts come later: until then `stem` is undefined and a clause has its address only.
  root.tenregsBank = function (content) {
    for (const key of ["regulations", "roles", "cycles", "types", "papers"]) if (content[key]) bank[key] = content[key];
    for (const [key, version] of Object.entries(content.words)) versions.set(scriptOf(key, content.derived), version);
    const clauses = content.clauses.split(" ").map((address) => [address]);
    for (const row of content.items) {
      const item = { derived: Boolean(content.derived) };
      for (let at = 0; at < NAMES.length; at++) item[NAMES[at]] = row[at];
      item.clauses = item.clauses.map((at) => clauses[at]);
      bank.items.push(item);
      bank.byId.set(item.id, item);
    }
    bank.ready.splice(0).forEach((call) => call());
  };

  root.tenregsWords = function (content) {
    for (const [id, [mark, stem, explain, body]] of Object.entries(content.items)) {
      const item = bank.byId.get(id);
      if (!item || item.mark !== mark) continue;
      Object.assign(item, { stem, explain, body });
      item.clauses = item.clauses.map(([address]) => [address, ...(content.clauses[address] || [])]);
    }
  };

  function load(name) {
    if (!loads.has(name)) {
      loads.set(name, new Promise(function (resolve, reject) {
        const script = document.createElement("script");
        script.src = `${api.root}practice/${name}?${versions.get(name) || ""}`;
        script.onload = resolve;
        script.onerror = function () {
          loads.delete(name);
          script.remove();
          reject(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return loads.get(name);
  }

  // Resolves when all of these items have their texts; rejects if a script is not there or belongs to another bank.
  function withWords(list) {
    const missing = list.filter((item) => item.stem === undefined);
    const names = new Set(missing.map((item) => scriptOf(bank.regulations[item.regulation][0], item.derived)));
    return Promise.all([...names].map(load)).then(function () {
      if (missing.some((item) => item.stem === undefined)) throw new Error("texts of another bank");
    });
  }

  // 32 bits from a text: the same text is always mixed the same way.
  function seedOf(text) {
    let seed = 2166136261;
    for (let at = 0; at < text.length; at++) seed = Math.imul(seed ^ text.charCodeAt(at), 16777619);
    return seed >>> 0;
  }

  // Numbers in 0..1 from a seed (mulberry32).
  function random(seed) {
    let state = seed >>> 0;
    return function () {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  function shuffled(list, next) {
    const mixed = [...list];
    for (let at = mixed.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1));
      [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
    }
    return mixed;
  }

  // Answers typed by hand: width, spaces, marks and the way of writing a time or a number do not matter.
  const DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

  function numeral(text) {
    let total = 0;
    let digit = 0;
    for (const character of text) {
      const power = { 十: 10, 百: 100, 千: 1000 }[character];
      if (power) {
        total += (digit || 1) * power;
        digit = 0;
      } else digit = DIGITS[character];
    }
    return String(total + digit);
  }

  function folded(text) {
    let plain = text.normalize("NFKC").toLowerCase().replace(/[\s，。；、,.;!！?？"“”'‘’()（）《》]/g, (mark, at, whole) =>
      mark === "." && /\d/.test(whole[at - 1] || "") && /\d/.test(whole[at + 1] || "") ? mark : "",
    );
    plain = plain.replace(/半个?小时/g, "30分钟").replace(/[零〇一二两三四五六七八九十百千]+(?=[点时分次日天周月年个人名份项条件元%号小工])/g, numeral);
    plain = plain.replace(/(下午|晚上)(\d{1,2})(?=[点时:])/g, (_, half, hour) => (Number(hour) < 12 ? String(Number(hour) + 12) : hour)).replace(/(上午|早上|中午)(?=\d)/g, "");
    plain = plain.replace(/(\d{1,2})[点时](?!间)(?:(\d{1,2})分?|半)?/g, (whole, hour, minute) => `${hour}:${whole.endsWith("半") ? "30" : (minute || "00").padStart(2, "0")}`);
    return plain.replace(/个(?=工作日|月|小时)/g, "").replace(/天/g, "日").replace(/(\d)号/g, "$1日");
  }

  const sameSet = (a, b) => a.length === b.length && a.every((value) => b.includes(value));
  const rights = (item) => item.body.map((option, at) => (option[1] ? at : -1)).filter((at) => at >= 0);

  // Whether an answer is right: option numbers, true or false, texts, step numbers. 简答 and 案例 the learner judges.
  function isRight(item, answer) {
    switch (item.type) {
      case SINGLE:
      case MULTIPLE:
        return sameSet(answer, rights(item));
      case JUDGE:
        return answer === item.body;
      case CLOZE:
        return item.body.every((accepted, at) => accepted.some((text) => folded(text) === folded(answer[at] || "")));
      case ORDER:
        return answer.every((step, at) => step === at);
    }
    return false;
  }

  // The chance to be right by guessing.
  function guess(item) {
    if (item.type === SINGLE) return 1 / item.options;
    if (item.type === JUDGE) return 0.5;
    if (item.type === MULTIPLE) return 1 / (2 ** item.options - item.options - 1);
    return 0;
  }

  const api = { root: "", bank, withWords, random, seedOf, shuffled, folded, isRight, guess, rights, SINGLE, MULTIPLE, JUDGE, CLOZE, ORDER, SHORT, CASE };
  root.tenregsItems = api;
})();

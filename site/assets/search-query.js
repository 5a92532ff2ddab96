// A query as typed → the words it asks for, each with what else it may be written as.
(function (root) {
  "use strict";

  const node = typeof module !== "undefined" && module.exports;
  const { fold } = node ? require("./search-fold.js") : root.tenregsFold;
  const { said, asking, idle } = node ? require("./search-words.js") : root.tenregsWords;

  const begun = new Set(); // what longer words of ours begin with
  for (const word of [...said.keys(), ...asking.keys()]) for (let length = 1; length < word.length; length++) begun.add(word.slice(0, length));

  const LONGEST = 14;
  const FIGURE = /^\d+(?:[.:]\d+)*(?:个工作日|分钟|小时|个月|个人|周岁|工作日|号文|[日月年条次个人名级份笔倍岁元种位项章页张款%])?/;
  const CODE = /^[a-z]\d{2,4}/;
  const LETTERS = /^[a-z]+/;
  const ROMAN = ["", "i", "ii", "iii", "iv"];
  // What is asked for: 几分钟 wants a figure in minutes.
  const UNITS = [
    [/小时/, /\d小时/], [/几分/, /\d(分钟|小时)/], [/天|日|号/, /\d(日|个工作日)|周[一二三四五六日]/], [/点/, /\d:\d/], [/次/, /\d[次日遍]|每/], [/钱/, /\d(元|%)/],
    [/个?人|名/, /\d[人名]|双人/], [/月/, /\d个?月/], [/年/, /\d年/], [/星期|周|礼拜/, /周[一二三四五六日]/], [/[条笔份种类项级]/, /\d[条笔份种类项级单]/], [/多久|时间|时候|多长|最/, /\d(分钟|小时|日|个工作日|个月|年|:)/],
  ];
  const RARE = 150; // times that a single character may stand in the index for it to tell anything
  const GLUE = /[能会用可办有在对给要好]/; // idle beside an unknown character, they are likely part of its word

  // A query cut into pieces: {text, kind} with kind word, figure, asking, idle, weak (one character) or unknown.
  function cut(engine, chunk) {
    const length = chunk.length;
    const best = [[0, null]];
    for (let i = 1; i <= length; i++) best.push([-Infinity, null]);
    for (let at = 0; at < length; at++) {
      for (const [text, kind, worth] of pieces(engine, chunk, at)) {
        const end = at + text.length;
        const sum = best[at][0] + worth;
        if (sum > best[end][0]) best[end] = [sum, { text, kind, at }];
      }
    }
    const found = [];
    for (let end = length; end > 0; end = best[end][1].at) found.unshift(best[end][1]);
    return found;
  }

  function pieces(engine, chunk, at) {
    const rest = chunk.slice(at);
    const code = CODE.exec(rest);
    if (code && engine.occurrences(code[0]).length) return [[code[0], "figure", 50]];
    const article = /^第\d+条/.exec(rest);
    if (article) return [[article[0], "figure", 20]];
    const found = [];
    if (!/[\u3400-\u9fff]/.test(rest[0])) for (let length = 2; length < 6; length++) if (said.has(rest.slice(0, length))) found.push([rest.slice(0, length), "word", 30]);
    const figure = FIGURE.exec(rest);
    if (figure) {
      const counted = figure[0] + (rest[figure[0].length] || "");
      return [...found, [/^\d+$/.test(figure[0]) && engine.occurrences(counted).length ? counted : figure[0], "figure", 20]];
    }
    const letters = LETTERS.exec(rest);
    if (letters) return [...found, [letters[0], "letters", 20]];
    if (rest[0] === "几" && rest.length > 1) found.push([rest.slice(0, 2), "asking", 4.5]);
    for (let length = 1; length <= Math.min(LONGEST, rest.length); length++) {
      const text = rest.slice(0, length);
      const named = engine.names.has(text);
      const square = length * length;
      if (said.has(text)) found.push([text, "word", square + 0.6]);
      if (asking.has(text)) found.push([text, "asking", square + 0.8]);
      if (idle.has(text)) found.push([text, "idle", length > 1 ? square + 0.4 : 1.25]);
      if (length === 1) found.push(engine.occurrences(text).length ? [text, "weak", 0.3] : [text, "unknown", -0.5]);
      else if (named) found.push([text, "word", square + 1.5]);
      else if (/^[\u3400-\u9fff]+$/.test(text) && engine.occurrences(text).length) found.push([text, "word", square * likely(engine, text)]);
      else if (length > 2 && !engine.occurrences(text.slice(0, 2)).length) {
        if (!begun.has(text)) break;
      }
    }
    return found;
  }

  // How likely a piece of text is a word: a word has many neighbours, 每月抽 has one. With an idle character at an end it
  // may only happen to stand there: 能补, 时改.
  function likely(engine, text) {
    const places = engine.occurrences(text);
    const often = places.length;
    const edge = idle.has(text[0]) ? text.slice(1) : idle.has(text[text.length - 1]) ? text.slice(0, -1) : "";
    if (edge && often < 8) return often > 0.12 * engine.occurrences(edge).length ? 0.9 : often > 4 ? 0.6 : 0.3;
    if (often < 2) return text.length > 2 ? 0.55 : 0.85;
    const before = new Set();
    const behind = new Set();
    for (const at of places.slice(0, 40)) {
      before.add(engine.whole[at - 1]);
      behind.add(engine.whole[at + text.length]);
    }
    const free = Math.min(before.size, behind.size) / Math.min(often, 4);
    return 0.5 + 0.5 * Math.min(1, free);
  }

  // A piece that only happens to stand somewhere: without idle words at its ends, and in its parts.
  function parts(engine, text) {
    if (engine.fixed.has(text) || said.has(text) || text.length < 3) return [text];
    const often = (one) => engine.occurrences(one).length;
    for (const [edge, rest] of [[text[0], text.slice(1)], [text[text.length - 1], text.slice(0, -1)]]) {
      if ((idle.has(edge) || asking.has(edge)) && often(rest) > 3 * often(text) && rest.length > 1) return parts(engine, rest);
    }
    if (text.length < 4) return [text];
    let best = null;
    for (let at = 2; at <= text.length - 2; at++) {
      const [left, right] = [text.slice(0, at), text.slice(at)];
      const known = (one) => (engine.names.has(one) || said.has(one) ? 40 : 0) + Math.min(often(one), 40);
      const worth = Math.min(known(left), known(right));
      if (!best || worth > best[0]) best = [worth, left, right];
    }
    return [...parts(engine, best[1]), ...parts(engine, best[2])];
  }

  // How a typed word differs from one that is meant, if by one character: "other", "more" (typed, and not at an end),
  // "less", "swapped"; else "".
  function slip(typed, meant) {
    if (typed === meant || Math.abs(typed.length - meant.length) > 1) return "";
    let from = 0;
    while (from < typed.length && typed[from] === meant[from]) from++;
    const [left, right] = [typed.slice(from), meant.slice(from)];
    if (left.slice(1) === right.slice(1)) return "other";
    if (left === right.slice(1)) return "less";
    if (left.slice(1) === right) return from > 0 && left.length > 1 ? "more" : "";
    return left.length > 1 && left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2) ? "swapped" : "";
  }

  // A word of the index that a mistyped piece is likely meant to be, or "".
  function corrected(engine, text, strange) {
    if (text.length < 2 || !/^[\u3400-\u9fff]+$/.test(text)) return "";
    const same = engine.pinyin.homophones(text).map((word) => fold(word)).find((word) => (word.length > 3 ? engine.holds(word) : engine.names.has(word)));
    if (same) return same;
    if (text.length < 3) return "";
    let best = "";
    for (const name of engine.names.keys()) {
      if (name[0] !== text[0] && name[1] !== text[1] && name[0] !== text[1] && name[1] !== text[0]) continue;
      if (Math.abs(name.length - text.length) > 1 || name.length < 3) continue;
      const how = slip(text, name);
      if (!how || (text.length === 3 && (name.length > 3 || (how === "other" && !strange)))) continue;
      if (!best || engine.occurrences(name).length > engine.occurrences(best).length) best = name;
    }
    return best;
  }

  // Mend the first stretch around a character that makes no word, the longest that can be mended.
  function mend(engine, chunk, found) {
    const shaky = found.find((piece) => (piece.kind === "unknown" || piece.kind === "weak") && piece.text.length === 1);
    if (!shaky) return null;
    for (let length = Math.min(8, chunk.length); length >= 2; length--) {
      for (let at = Math.max(0, shaky.at - length + 1); at <= Math.min(shaky.at, chunk.length - length); at++) {
        const text = chunk.slice(at, at + length);
        const right = corrected(engine, text, shaky.kind === "unknown");
        if (right) return [chunk.slice(0, at), right, chunk.slice(at + length), text];
      }
    }
    return null;
  }

  // Texts that hold the characters of a word in order with a little between: 年假 → 年休假.
  function gapped(engine, text) {
    if (text.length < 2 || text.length > 6 || !/^[\u3400-\u9fff]+$/.test(text)) return [];
    const counts = new Map();
    const gap = text.length === 2 ? "[^\n]" : "[^\n]{0,3}?";
    for (const [found] of engine.whole.matchAll(new RegExp([...text].join(gap), "g"))) counts.set(found, (counts.get(found) || 0) + 1);
    const least = text.length === 2 ? 3 : 1;
    return [...counts].filter((one) => one[1] >= least).sort((a, b) => b[1] - a[1]).slice(0, 3).map((one) => one[0]);
  }

  // What else a word may be written as: [[text, trust]].
  function alternatives(engine, text, trust) {
    // 等 is seldom what it means alone: what it may mean is believed more than itself.
    const found = new Map([[text, text.length === 1 && said.has(text) ? trust * 0.4 : trust]]);
    const add = (word, share) => {
      const key = fold(word);
      if (key && (found.get(key) || 0) < trust * share) found.set(key, trust * share);
    };
    for (const term of engine.names.get(text) || []) add(term, 0.97);
    for (const word of said.get(text) || []) add(word, 0.9);
    if (!engine.holds(text) && !said.has(text)) for (const word of gapped(engine, text)) add(word, 0.85);
    const time = /^([1-7]):(\d\d)$/.exec(text);
    if (time) add(Number(time[1]) + 12 + ":" + time[2], 0.9);
    const figure = /^(\d+)(日|周|个?月|年|级|岁|倍|个?人|个)$/.exec(text);
    if (figure) {
      const [, number, unit] = figure;
      if (unit === "日") add(number + "个工作日", 0.85);
      if (number === "1" && /[日周月年]$/.test(unit)) add("每" + unit.slice(-1), 0.9);
      if (unit === "级" && ROMAN[number]) add(ROMAN[number] + "级", 1);
      if (unit === "倍") add(number + "00%", 0.9);
      if (unit === "岁") add(number + "周岁", 1);
      if (unit.endsWith("人")) for (const one of ["名", "人"]) add(number + one, 0.95);
      if (unit === "个") for (const one of ["项", "类", "名", "个"]) add(number + one, 0.8);
    }
    return [...found].filter(([word]) => engine.occurrences(word).length);
  }

  function meanings(engine, text) {
    const literal = engine.occurrences(text).length ? [[text, 1]] : [];
    return [...literal, ...engine.pinyin.meanings(text).map(([word, trust]) => [fold(word), trust])];
  }

  // Characters that make no word beside each other, taken together if something holds them with a little between.
  function joined(engine, found) {
    const made = [];
    for (let i = 0; i < found.length; i++) {
      let end = i;
      while (end < found.length && (found[end].kind === "weak" || (found[end].kind === "word" && found[end].text.length === 1))) end++;
      const text = found.slice(i, end).map((one) => one.text).join("");
      const held = end - i > 1 ? gapped(engine, text) : [];
      if (held.length) {
        made.push({ text, kind: "gapped", held });
        i = end - 1;
      } else {
        made.push(found[i]);
      }
    }
    return made;
  }

  function parse(engine, typed) {
    const query = { terms: [], asks: new Set(), unit: null, number: "", sure: true, whole: [], meant: "" };
    const raw = typed.normalize("NFKC").replace(/(\d)\s+(?=[点时分天日号月年个%])/g, "$1").replace(/\b(f)\s*(\d{1,2})[\s-]*(\d\d)\b/gi, "$1$2-$3").replace(/(^|\s)(0\d|10)-(\d\d)(?=\s|$)/g, "$1f$2-$3").split(/[\s,，、。；;!！?？]+/).filter(Boolean);
    let all = 0;
    let lost = 0;
    const spare = [];
    raw.forEach((piece, chunk) => {
      const text = fold(piece).replace(/\n/g, "").replace(/([\u3400-\u9fff])不\1/g, "$1");
      if (!text) return;
      const term = (options, weight, figure) => options.length && query.terms.push({ alternatives: options, weight, chunk, figure: Boolean(figure) });
      if (/[a-z]/.test(text) && !/\d/.test(text) && /[\u3400-\u9fff]/.test(text)) {
        const mixed = engine.pinyin.meanings(text);
        if (mixed.length) {
          all += text.length;
          return term(mixed.map(([word, trust]) => [fold(word), trust]), 1);
        }
      }
      if (/^[a-z]\d{4}$/.test(text) && !engine.occurrences(text).length) {
        all += text.length;
        lost += text.length;
        return query.whole.push(text);
      }
      const article = /第(\d+)条/.exec(text);
      if (article) query.number = "第" + engine.inWords(Number(article[1])) + "条";
      let found = cut(engine, text);
      const right = mend(engine, text, found);
      if (right) {
        const [before, word, after] = right;
        query.meant = word;
        found = [...(before ? cut(engine, before) : []), { text: word, kind: "word" }, ...(after ? cut(engine, after) : [])];
      }
      found = joined(engine, found);
      found.forEach((one, i) => {
        const beside = [found[i - 1], found[i + 1]].some((other) => other && other.kind === "unknown");
        if (one.kind === "asking") {
          query.asks.add(asking.get(one.text) || "number");
          for (const [words, unit] of UNITS) if (words.test(one.text)) query.unit = unit;
          return spare.push([one, chunk]);
        }
        if (one.kind === "idle" && !(beside && one.text.length === 1 && GLUE.test(one.text))) return spare.push([one, chunk]);
        all += one.text.length;
        if (one.kind === "idle" || one.kind === "unknown") lost += one.text.length;
        else if (one.kind === "gapped") term(one.held.map((word) => [word, 0.8]), 1);
        else if (one.kind === "weak") {
          const alone = !(found[i - 1] && found[i - 1].kind === "weak") && !(found[i + 1] && found[i + 1].kind === "weak");
          // 签证 is no 签: of two characters, each is half of what was meant.
          lost += text.length === 1 ? 0 : text.length === 2 ? 1 : alone ? 0.6 : 1;
          if (engine.occurrences(one.text).length < RARE || found.length < 2) term(alternatives(engine, one.text, 1), 0.3);
        } else if (one.kind === "letters") {
          const options = meanings(engine, one.text);
          if (options.length) term(options, 1);
          else lost += one.text.length;
        } else if (one.kind === "figure") {
          const options = CODE.test(one.text) ? [[one.text, 1]] : alternatives(engine, one.text, 1);
          if (options.length) term(options, 1, true);
          else lost += found.length > 1 ? 1 : one.text.length;
        } else {
          const both = (said.get(one.text) || []).find((word) => word.includes("+"));
          for (const part of both ? both.split("+") : parts(engine, one.text)) {
            const options = alternatives(engine, part, 1);
            if (options.length) term(options, part.length === 1 ? 0.7 : 1);
            else lost += part.length;
          }
        }
      });
      query.whole.push(text);
    });
    if (!query.terms.length && !lost) {
      for (const [one, chunk] of spare) {
        const options = one.text.length > 1 || typed.trim().length === 1 ? alternatives(engine, one.text, 1) : [];
        if (options.length) query.terms.push({ alternatives: options, weight: 1, chunk });
      }
    }
    query.sure = query.terms.length > 0 && lost <= 0.34 * all;
    if (raw.length > 1 && query.sure) query.sure = query.whole.every((text, chunk) => query.terms.some((term) => term.chunk === chunk) || idle.has(text) || asking.has(text));
    query.whole = raw.length > 1 ? [query.whole.join("")] : query.meant === "" ? query.whole : [...query.whole, query.meant];
    for (const { alternatives: options } of query.terms) if (query.terms.length === 1) query.whole.push(...options.filter((one) => one[1] > 0.94).map((one) => one[0]));
    query.marks = () => [...new Set(query.terms.flatMap((one) => one.alternatives.map((option) => option[0])))].filter((word) => word.length > 1 || query.terms.length === 1);
    return query;
  }

  root.tenregsQuery = { parse, cut, slip };
  if (node) module.exports = root.tenregsQuery;
})(typeof window === "undefined" ? globalThis : window);

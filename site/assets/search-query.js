// A query as typed → the words it asks for, each with what else it may be written as.
(function (root) {
  "use strict";

  const node = typeof module !== "undefined" && module.exports;
  const { fold } = node ? require("./search-fold.js") : root.tenregsFold;
  const { asking, alike, idle } = node ? require("./search-words.js") : root.tenregsWords;
  const { cut, parts, CODE } = node ? require("./search-cut.js") : root.tenregsCut;

  const SPOKEN = 0.6; // weight of a word that is only in how people ask
  const ROMAN = ["", "i", "ii", "iii", "iv"];
  // What is asked for: 几分钟 wants a figure in minutes.
  const UNITS = [
    [/小时/, /\d小时/], [/几分/, /\d(分钟|小时)/], [/天|日|号/, /\d(日|个工作日)|周[一二三四五六日]/], [/点/, /\d:\d/], [/次/, /\d[次日遍]|每/], [/钱/, /\d(元|%)/],
    [/个?人|名/, /\d[人名]|双人/], [/月/, /\d个?月/], [/年/, /\d年/], [/星期|周|礼拜/, /周[一二三四五六日]/], [/[条笔份种类项级]/, /\d[条笔份种类项级单]|[iv]级/], [/多久|时间|时候|多长|最/, /\d(分钟|小时|日|个工作日|个月|年|:)/],
  ];
  const MAY = /([\u3400-\u9fff])不\1|[能可行许准].*[吗么]$/; // whether one may: 能不能, 可以…吗
  const SHEET = /.(表|单|簿|登记本|记录本|模板|表格)$/; // a paper of that kind is asked for
  const RARE = 150; // times that a single character may stand in the index for it to tell anything
  const HEAD = /[证券条费奖店站馆票柜机]$/; // what such a word ends with is the thing itself
  const GLUE = /[能会用可办有在对给要好]/; // idle beside an unknown character, they are likely part of its word

  // How a typed word differs from one that is meant, if by one character: "other", "more" (typed, and not at an end),
  // "less", "swapped"; else "".
  function slip(typed, meant) {
    if (typed === meant || Math.abs(typed.length - meant.length) > 1) return "";
    let from = 0;
    while (from < typed.length && typed[from] === meant[from]) from++;
    const [left, right] = [typed.slice(from), meant.slice(from)];
    if (left && right && left.slice(1) === right.slice(1)) return "other";
    if (left === right.slice(1)) return "less";
    if (left.slice(1) === right) return from > 0 && left.length > 1 ? "more" : "";
    return left.length > 1 && left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2) ? "swapped" : "";
  }

  const changed = (typed, meant) => [...typed].find((letter, at) => letter !== meant[at]);

  // A word of the index that a mistyped piece is likely meant to be, or "": by its sound, by its form, by one character.
  // What is no name is believed only beside other words, by its sound only if it is no word.
  function corrected(engine, text, kind, beside) {
    if (text.length < 2 || !/^[\u3400-\u9fff]+$/.test(text)) return "";
    const known = (word) => !idle.has(word) && (word.length > 3 ? engine.holds(word) : engine.names.has(word) || (beside && kind === "unknown" && engine.words.has(word)));
    const same = engine.pinyin.homophones(text).map((word) => fold(word)).find(known);
    if (same) return same;
    for (let at = 0; at < text.length; at++) {
      for (const other of alike.get(text[at]) || []) {
        const word = text.slice(0, at) + other + text.slice(at + 1);
        if (known(word) || (beside && kind !== "other" && engine.words.has(word))) return word;
      }
    }
    const near = engine.pinyin.homophones(text, true).map((word) => fold(word)).find((word) => engine.names.has(word));
    if (near) return near;
    if (text.length < 3) return "";
    let best = "";
    for (const name of engine.names.keys()) {
      if (name[0] !== text[0] && name[1] !== text[1] && name[0] !== text[1] && name[1] !== text[0]) continue;
      if (Math.abs(name.length - text.length) > 1 || name.length < 3) continue;
      const how = slip(text, name);
      if (!how || (how === "other" && idle.has(changed(text, name))) || (text.length === 3 && (name.length > 3 || (how === "other" && kind !== "unknown")))) continue;
      if (!best || engine.occurrences(name).length > engine.occurrences(best).length) best = name;
    }
    return best;
  }

  // Whether a stretch takes only a part of a piece.
  const splits = (one, from, to) => {
    const end = one.at + one.text.length;
    return one.at < to && from < end && (one.at < from || to < end);
  };

  const SHAKY = new Set(["unknown", "weak", "thing", "other"]);

  // Mend a stretch around a piece that the texts do not hold, the longest that can be mended.
  function mend(engine, chunk, found) {
    if (chunk.length > 2 && !engine.occurrences(chunk).length) {
      const name = engine.pinyin.homophones(chunk).map((word) => fold(word)).find((word) => engine.names.has(word));
      if (name) return ["", name, "", chunk];
    }
    const beside = found.some((piece) => piece.kind === "asking" || (piece.kind === "word" && piece.text.length > 1));
    const tried = new Set();
    for (const shaky of found) {
      if (!SHAKY.has(shaky.kind)) continue;
      const own = shaky.text.length;
      for (let length = Math.min(8, chunk.length); length >= Math.max(2, own); length--) {
        for (let at = Math.max(0, shaky.at + own - length); at <= Math.min(shaky.at, chunk.length - length); at++) {
          if (found.some((one) => (one.kind === "asking" || (one.kind === "thing" && shaky.kind === "unknown") || (one.kind === "word" && length < 3)) && splits(one, at, at + length))) continue;
          const text = chunk.slice(at, at + length);
          if (tried.has(shaky.kind + text) || engine.occurrences(text).length) continue; // what people say is no slip
          tried.add(shaky.kind + text);
          const right = corrected(engine, text, shaky.kind, beside);
          if (right) return [chunk.slice(0, at), right, chunk.slice(at + length), text];
        }
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
    const { said } = engine;
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
    const sounds = engine.pinyin.meanings(text).map(([word, trust]) => [fold(word), trust]);
    return [...literal, ...sounds.flatMap(([word, trust]) => [[word, trust], ...(engine.said.get(word) || []).map((other) => [fold(other), 0.9 * trust])])];
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
    const query = { terms: [], asks: new Set(), unit: null, number: "", sure: true, whole: [], meant: "", guessed: false, letters: "", read: "" };
    const raw = typed.normalize("NFKC").replace(/(\d)\s+(?=[点时分天日号月年个%])/g, "$1").replace(/\b(f)\s*(\d{1,2})[\s-]*(\d\d)\b/gi, "$1$2-$3").replace(/(^|[^a-z])([a-e])([a-e])(?=级)/gi, "$1$2级$3").replace(/(^|\s)(0\d|10)-(\d\d)(?=\s|$)/g, "$1f$2-$3").split(/[\s,，、。；;!！?？]+/).filter(Boolean);
    let all = 0;
    let lost = 0;
    let doubtful = 0; // of common words that are no things: missed beside one other word, not beside several
    const spare = [];
    const plain = new Set(); // chunks that only ask
    raw.forEach((piece, chunk) => {
      const asked = fold(piece).replace(/\n/g, "");
      if (MAY.test(asked)) query.asks.add("may");
      if (SHEET.test(asked) && !engine.fixed.has(asked)) query.asks.add("form");
      const text = asked.replace(/([\u3400-\u9fff])不\1/g, "$1");
      if (!text) return;
      const term = (options, weight, figure) => options.length && query.terms.push({ alternatives: options, weight, chunk, figure: Boolean(figure) });
      if (/[a-z]/.test(text) && !/\d/.test(text) && /[\u3400-\u9fff]/.test(text)) {
        const mixed = engine.pinyin.meanings(text);
        if (mixed.length) {
          all += text.length;
          query.read += fold(mixed[0][0]);
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
        query.guessed = !engine.names.has(word);
        found = [...(before ? cut(engine, before) : []), { text: word, kind: "word" }, ...(after ? cut(engine, after) : [])];
      }
      for (const one of found) query.read += (one.kind === "letters" && meanings(engine, one.text).map((option) => option[0])[0]) || one.text;
      if (found.every((one) => one.kind === "idle" || one.kind === "asking")) plain.add(chunk);
      for (const one of found) if (one.kind !== "idle" && one.kind !== "asking") query.letters += one.text;
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
        // 保险杠 is no 保险: of so few characters each belongs to the one word.
        if (one.kind === "idle" || one.kind === "unknown" || one.kind === "thing") lost += text.length < 4 ? text.length : one.text.length;
        else if (one.kind === "other") doubtful += one.text.length;
        else if (one.kind === "gapped") term(one.held.map((word) => [word, 0.8]), 1);
        else if (one.kind === "weak") {
          const alone = !(found[i - 1] && found[i - 1].kind === "weak") && !(found[i + 1] && found[i + 1].kind === "weak");
          // 签证 is no 签, 工资条 no 工资: each character is part of what was meant.
          lost += text.length === 1 ? 0 : text.length === 2 ? 1 : text.length === 3 && HEAD.test(text) ? 1.1 : alone ? 0.6 : 1;
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
          const both = (engine.said.get(one.text) || []).find((word) => word.includes("+"));
          for (const part of both ? both.split("+") : parts(engine, one.text)) {
            const options = alternatives(engine, part, 1);
            if (options.length) term(options, part.length === 1 ? 0.7 : options.some(([word]) => engine.written(word)) ? 1 : SPOKEN);
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
    const strong = query.terms.filter((term) => term.weight > 0.5).length;
    query.sure = query.terms.length > 0 && lost + doubtful / (strong > 1 ? 2 : 1) <= (strong > 1 ? 0.5 : 0.34) * all;
    if (raw.length > 1 && query.sure) query.sure = query.whole.every((text, chunk) => query.terms.some((term) => term.chunk === chunk) || plain.has(chunk));
    query.whole = raw.length > 1 ? [query.whole.join("")] : query.meant === "" ? query.whole : [...query.whole, query.meant];
    for (const { alternatives: options } of query.terms) if (query.terms.length === 1) query.whole.push(...options.filter((one) => one[1] > 0.94).map((one) => one[0]));
    query.letters = [...new Set(query.letters)].filter((letter) => letter > "\u33ff");
    query.marks = () => [...new Set(query.terms.flatMap((one) => one.alternatives.map((option) => option[0])))].filter((word) => word.length > 1 || query.terms.length === 1);
    return query;
  }

  root.tenregsQuery = { parse, cut, slip };
  if (node) module.exports = root.tenregsQuery;
})(typeof window === "undefined" ? globalThis : window);

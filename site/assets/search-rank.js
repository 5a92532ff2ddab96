// Which sections answer a query, best first, by what stands where, by how people ask and by what a section is about.
(function (root) {
  "use strict";

  const node = typeof module !== "undefined" && module.exports;
  const { FIELD } = node ? require("./search-sections.js") : root.tenregsSections;

  const { KEY, TEXT, FIELDS, WHERE, ASKED } = FIELD;
  const WORTH = [0.8, 0.76, 0.72, 0.6, 0.5, 0.5, 0.34, 0.3, 0.34]; // of a word found, by what the text is to its section
  // Points.
  const FOUND = 100; // all that was typed is there, in a title
  const NEAR = 25; // … and close together
  const PRIOR = { 制度: 10, 表单: 8, 名词: 8, 条款: 6, 角色: 3, 页面: 0, 清单: -16, 方案: -4, 职责: 0, 题目: -14 };
  const NAMED = { 制度: 60, 表单: 60, 名词: 60, 角色: 60, 条款: 30, 方案: 30, 清单: 2 }; // it is called just that
  const BESIDE = 0.25; // … of that, where something is asked about it
  const NUMBERED = 40; // it is the article of that number
  const WANTED = 45; // a form where one is asked for, a term where its meaning is
  const OTHERWISE = -14; // no clause, where something is asked
  const LIKE = 45; // it is asked for in just these words
  const ABOUT = 42; // it is the one that is most about what was typed
  const LETTERS = 20; // it holds each character typed
  const WANTS = [["form", "表单"], ["meaning", "名词"]];
  const LONG = 8; // characters of a question that says what is meant
  const PASSED = { 职责: 0.85, 清单: 0.7, 题目: 0.4, 名词: 1 }; // what a clause gets of what is found in its duties, lists, questions, everyday names
  const LIKE_ENOUGH = 0.3; // so like that it is looked at, whatever words it holds
  const LIKE_NEAR = 0.18; // so like that not each of its words need be there
  const PLACE = 256; // a place and a length as one number
  const CLOSE = 12; // of the first sections, compared once more
  const SHORT = 4; // characters that tell nothing more
  const [WHO, WHETHER, HOW_MUCH] = [1, 2, 4]; // what a piece of text may answer
  const FIGURE = /\d/;
  const MAY = /不得|可以|不能|不许|批准|同意|禁/;
  const COUNTED = /\d+(?:[.:]\d+)*(?:个工作日|个月|分钟|小时|[\u3400-\u9fff])?/g;
  const WHICH = [[/\d+:\d+/g, "几点"], [/\d+日/g, "几天"], [/\d+(?:\.\d+)?/g, "几"]]; // what is asked where a figure is not known

  // What kinds of question a piece of text may answer; `somebody` finds the roles.
  const answers = (text, somebody) => (somebody.test(text) ? WHO : 0) | (MAY.test(text) ? WHETHER : 0) | (FIGURE.test(text) ? HOW_MUCH : 0);

  // What a term of the query finds: for each section its best worth, for each unit the place.
  function lookUp(engine, term) {
    const { docs, start, unitOf, docOf, fieldOf } = engine;
    const worth = new Float32Array(docs.length);
    const best = engine.scratch.value;
    const units = new Map(); // unit → where in it, and how long
    for (const [word, trust] of term.alternatives) {
      for (const at of engine.occurrences(word)) {
        const unit = unitOf[at];
        const field = fieldOf[unit];
        const { kind, asks, of } = docs[docOf[unit]];
        let value = (term.figure && field === KEY ? WORTH[TEXT] - 0.05 : WORTH[field]) * trust;
        if (field <= KEY) {
          const length = start[unit + 1] - start[unit] - 1;
          value += length === word.length ? 0.2 * trust : (at === start[unit] ? 0.05 : 0) + 0.08 * (word.length / length);
        }
        if (asks) value *= 0.5;
        else if (kind === "清单") value *= 0.85;
        if (value > worth[docOf[unit]]) worth[docOf[unit]] = value;
        if (value > best[unit]) {
          best[unit] = value;
          units.set(unit, (at - start[unit]) * PLACE + word.length);
        }
        if (!of) continue;
        const share = value * (field === WHERE ? 0 : PASSED[kind]);
        for (const parent of of) if (share > worth[parent]) worth[parent] = share;
      }
    }
    for (const unit of units.keys()) best[unit] = 0;
    let count = 0;
    for (let i = 0; i < worth.length; i++) if (worth[i] && !docs[i].of) count++;
    const weight = Math.log(1 + docs.length / (6 + count)) * term.weight;
    return { worth, units, weight, term };
  }

  // For each section the unit in which most of the query stands closest together.
  function nearest(engine, looked, query, total) {
    const { docs, docOf, fieldOf, start } = engine;
    const { weights, from, to, letters, count } = engine.scratch;
    const touched = [];
    for (const one of looked) {
      for (const [unit, place] of one.units) {
        const [at, length] = [Math.floor(place / PLACE), place % PLACE];
        if (!count[unit]) {
          touched.push(unit);
          [weights[unit], from[unit], to[unit], letters[unit]] = [0, at, 0, 0];
        }
        count[unit]++;
        weights[unit] += one.weight;
        letters[unit] += length;
        if (at < from[unit]) from[unit] = at;
        if (at + length > to[unit]) to[unit] = at + length;
      }
    }
    const best = new Map();
    const { asks } = query;
    const asked = (asks.has("person") ? WHO : 0) | (asks.has("may") ? WHETHER : 0) | (asks.has("number") ? HOW_MUCH : 0);
    for (const unit of touched) {
      const doc = docOf[unit];
      const field = fieldOf[unit];
      let closeness = count[unit] < 2 ? 0.3 : 0.4 + 0.6 * Math.min(1, letters[unit] / (to[unit] - from[unit]));
      // Of a way of asking it counts how much of it was typed.
      if (field === ASKED) closeness = 0.1 + 1.3 * Math.min(1, letters[unit] / (start[unit + 1] - start[unit] - 1));
      let value = weights[unit] * closeness * (field === WHERE || field === FIELDS ? 0.3 : 1);
      const answered = engine.answers[unit] & asked;
      if (answered & HOW_MUCH) value += total * (query.unit && query.unit.test(engine.units[unit][0]) ? 0.6 : 0.1);
      if (answered & WHO) value += total * 0.3;
      if (answered & WHETHER) value += total * 0.15;
      const give = (to, share) => {
        const old = best.get(to);
        if (!old || value * share > old[0]) best.set(to, [value * share, unit]);
      };
      give(doc, 1);
      for (const parent of docs[doc].of || []) give(parent, docs[doc].asks ? 0.6 : 0.9);
      count[unit] = 0;
    }
    return best;
  }

  // As somebody asks who does not know the figure: 连上7天班 → 连上几天班; a figure alone stays.
  const unfigured = (text) => (text.replace(COUNTED, "").length > 1 ? WHICH.reduce((made, [figure, asked]) => made.replace(figure, asked), text) : text);

  // Every section with what it scores, best first; `share` is how much of the query's weight it holds.
  function rank(engine, query) {
    const { docs } = engine;
    const looked = query.terms.map((term) => lookUp(engine, term));
    const total = looked.reduce((sum, one) => sum + one.weight, 0);
    const like = engine.asked.like(unfigured(query.read));
    if (!total && !like.size) return [];
    const near = nearest(engine, looked, query, total);
    const about = engine.bag.about(query.read, (pair, visit) => engine.holders(pair, visit));
    const named = new Set(query.whole.flatMap((word) => engine.named.get(word) || []));
    for (const doc of [...named]) if (docs[doc].kind === "名词") for (const parent of docs[doc].of || []) named.add(parent);
    const several = new Set(query.terms.map((term) => term.chunk)).size > 1;
    const wanted = WANTS.find((one) => query.asks.has(one[0]))?.[1];
    const ranked = [];
    for (const [doc, [likeness, unit]] of like) if (likeness > LIKE_ENOUGH && !near.has(doc)) near.set(doc, [0, unit]);
    for (const [doc, [close, unit]] of near) {
      let held = 0;
      let sum = 0;
      for (const { worth, weight } of looked) {
        if (!worth[doc]) continue;
        held += weight;
        sum += weight * Math.min(1, worth[doc]);
      }
      const { kind } = docs[doc];
      let points = total ? (FOUND * sum + NEAR * close) / total + PRIOR[kind] * Math.min(1, sum / total) : 0;
      const likeness = like.has(doc) ? like.get(doc)[0] : 0;
      const missing = several && likeness < LIKE_NEAR && misses(doc, looked);
      points += ABOUT * about[doc] * Math.min(1, query.read.length / LONG) + LIKE * likeness * Math.min(1, 0.4 + query.read.length / LONG); // a single word may be asked for of many
      if (kind === wanted) points += WANTED;
      else if (query.asks.size && kind !== "条款" && kind !== "题目") points += OTHERWISE;
      if (query.number && docs[doc].number === query.number && held > 0.99 * total) points += NUMBERED;
      if (named.has(doc)) points += (NAMED[kind] || 0) * (query.asks.size && kind !== wanted ? BESIDE : 1);
      const share = total ? held / total : 0;
      ranked.push({ doc, points, missing, share: Math.max(share, likeness), likeness, held: share, unit });
    }
    const order = (a, b) => b.points - a.points || a.doc - b.doc;
    behind(docs, ranked).sort(order);
    const first = ranked.slice(0, CLOSE);
    for (const one of first) one.points += LETTERS * lettersHeld(docs[one.doc], query.letters);
    return [...behind(docs, first).sort(order), ...ranked.slice(CLOSE)];
  }

  // A question or a list about a rule comes after the rule.
  function behind(docs, ranked) {
    const points = new Map(ranked.map((one) => [one.doc, one.points]));
    for (const one of ranked) {
      const { of, kind } = docs[one.doc];
      if (of && kind !== "职责") one.points = Math.min(one.points, Math.max(...of.map((parent) => points.get(parent) || 0)) - 1);
    }
    return ranked;
  }

  // How many of the characters asked for a section holds, in whatever words: 练习用语 is like 演练服务用语.
  function lettersHeld({ title, text }, letters) {
    let held = 0;
    for (const letter of letters) if (text.includes(letter) || title.includes(letter)) held++;
    return letters.length > SHORT ? held / letters.length : 0;
  }

  // Whether of one of the query's words, apart by spaces, a section holds less than half.
  function misses(doc, looked) {
    const chunks = new Map();
    for (const { worth, weight, term } of looked) {
      const [has, all] = chunks.get(term.chunk) || [0, 0];
      chunks.set(term.chunk, [has + (worth[doc] ? weight : 0), all + weight]);
    }
    return [...chunks.values()].some(([has, all]) => has < all / 2);
  }

  root.tenregsRank = { rank, answers };
  if (node) module.exports = root.tenregsRank;
})(typeof window === "undefined" ? globalThis : window);

// A query cut into words, as a person reads it: by the names and words of the texts and by common Chinese.
(function (root) {
  "use strict";

  const node = typeof module !== "undefined" && module.exports;
  const { asking, idle } = node ? require("./search-words.js") : root.tenregsWords;

  const LONGEST = 14;
  const ACROSS = 0.6; // how far a piece that is no word by itself is believed to be one
  const FIGURE = /^\d+(?:[.:]\d+)*(?:个工作日|分钟|小时|个月|个人|周岁|工作日|号文|[日月年条次个人名级份笔倍岁元种位项章页张款%])?/;
  const CODE = /^[a-z]\d{2,4}/;
  const LETTERS = /^[a-z]+/;

  // A query cut into pieces: {text, kind} with kind word, figure, letters, asking, idle, weak (one character), unknown, or
  // thing and other (common words that the texts do not hold).
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
    const { said, begun } = engine;
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
    if (/^多少[年天日月周次人名条笔份元个项种级]/.test(rest)) found.push([rest.slice(0, 3), "asking", 9.5]);
    let gone = false; // what begins with it is nowhere
    for (let length = 1; length <= Math.min(LONGEST, rest.length); length++) {
      const text = rest.slice(0, length);
      const named = engine.names.has(text);
      const square = length * length;
      if (said.has(text)) found.push([text, "word", square + 0.6]);
      if (asking.has(text)) found.push([text, "asking", square + 0.8]);
      if (idle.has(text)) found.push([text, "idle", length > 1 ? square + 0.4 : 1.25]);
      if (length === 1) found.push(engine.there[text.charCodeAt(0)] ? [text, "weak", 0.3] : [text, "unknown", -0.5]);
      else if (named) found.push([text, "word", square + 1.5]);
      else if (!/^[\u3400-\u9fff]+$/.test(text)) break;
      else if (engine.words.has(text)) found.push([text, "word", square]);
      else if (engine.things.has(text)) found.push([text, "thing", square * 0.9]);
      else if (engine.others.has(text)) found.push([text, "other", square * 0.75]);
      else if (!gone && engine.written(text)) found.push([text, "word", square * likely(engine, text) * ACROSS]);
      else {
        gone = true;
        if (length > 4 && !begun.has(text)) break;
      }
    }
    return found;
  }

  // How likely a piece of text is a word: a word has many neighbours, 每月抽 has one. With an idle character at an end it
  // likely only happens to stand there: 能补, 时改.
  function likely(engine, text) {
    const often = engine.written(text);
    const edge = idle.has(text[0]) ? text.slice(1) : idle.has(text[text.length - 1]) ? text.slice(0, -1) : "";
    if (edge) return 0.7;
    if (often < 2) return text.length > 2 ? 0.55 : 0.85;
    const before = new Set();
    const behind = new Set();
    for (const at of engine.occurrences(text).slice(0, Math.min(often, 40))) {
      before.add(engine.whole[at - 1]);
      behind.add(engine.whole[at + text.length]);
    }
    const free = Math.min(before.size, behind.size) / Math.min(often, 4);
    return 0.5 + 0.5 * Math.min(1, free);
  }

  // A piece that only happens to stand somewhere: without idle words at its ends, and in its parts.
  function parts(engine, text) {
    const { said } = engine;
    if (engine.fixed.has(text) || said.has(text) || text.length < 3 || (text.length < 4 && engine.names.has(text))) return [text];
    const often = (one) => engine.written(one);
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

  // What people say → the words that it may mean; and what longer words that are looked for whole begin with.
  function everyday(sayings) {
    const said = new Map();
    for (const [say, means] of sayings) for (const word of say) said.set(word.toLowerCase(), means);
    const begun = new Set();
    for (const word of [...said.keys(), ...asking.keys()]) for (let length = 1; length < word.length; length++) begun.add(word.slice(0, length));
    return { said, begun };
  }

  // A list of words as the index sends it: "业余 务,营业 运" → 业余, 业务, 营业, 营运.
  function opened(list) {
    const words = new Set();
    for (const row of list.split(",")) for (const rest of row.slice(1).split(" ")) words.add(row[0] + rest);
    return words;
  }

  root.tenregsCut = { cut, parts, everyday, opened, CODE };
  if (node) module.exports = root.tenregsCut;
})(typeof window === "undefined" ? globalThis : window);

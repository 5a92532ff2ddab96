// Search over the site's own index: substrings of normalised text, no dictionary, no network.
(function (root) {
  "use strict";

  const KIND_WEIGHT = { 制度: 60, 表单: 50, 名词: 45, 条款: 30, 方案: 20, 清单: 15, 职责: 10 };

  // Full width to half, upper to lower, spaces and most punctuation away: what a person means, not how it is typed.
  function normalise(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s,，。、；;！!？?“”"'‘’《》<>（）()【】\[\]·—_-]+/g, "");
  }

  function prepare(entries) {
    return entries.map(function (entry, order) {
      return {
        entry: entry,
        order: order,
        title: normalise(entry.t),
        names: (entry.a || []).map(normalise),
        text: normalise(entry.x || ""),
        where: normalise(entry.r || ""),
      };
    });
  }

  // Score of one word against one section; 0 if the word is not there.
  function score(word, section) {
    if (section.title === word || section.names.includes(word)) return 120;
    if (section.title.startsWith(word)) return 90;
    if (section.title.includes(word)) return 75;
    if (section.names.some((name) => name.includes(word))) return 70;
    const at = section.text.indexOf(word);
    if (at >= 0) return 40 - Math.min(at, 200) / 20;
    if (section.where.includes(word)) return 12;
    return 0;
  }

  // The characters of the word in order, each within a few characters of the last: 0 if not so.
  function gapped(word, text) {
    let from = -1;
    let spread = 0;
    for (const character of word) {
      const next = text.indexOf(character, from + 1);
      if (next < 0 || (from >= 0 && next - from > 6)) return 0;
      if (from >= 0) spread += next - from - 1;
      from = next;
    }
    return 26 - Math.min(spread, 18);
  }

  // What else a word is called: the glossary's aliases lead to the term.
  function termsOf(sections, word) {
    return sections.filter((s) => s.entry.k === "名词" && s.names.includes(word)).map((s) => s.title);
  }

  function match(words, section, terms) {
    let sum = 0;
    for (const word of words) {
      let best = Math.max(score(word, section), ...(terms.get(word) || []).map((term) => score(term, section) * 0.9));
      if (!best && word.length > 1) best = Math.max(gapped(word, section.title), gapped(word, section.text) * 0.6);
      if (!best) return 0;
      sum += best;
    }
    return sum / words.length + (KIND_WEIGHT[section.entry.k] || 0) / 6;
  }

  // How people ask: the words that ask, not the ones asked about.
  const ASKING = /(请问|什么时候|什么时间|多长时间|多少|多久|几点钟?|几分钟|几天|几次|几个|几年|几号|怎么办?|怎样|如何|为什么|是什么|什么|谁来|哪些|哪里|能不能|可以吗|要不要|了吗|吗|呢)/g;

  function ranked(sections, rate) {
    const found = [];
    for (const section of sections) {
      const points = rate(section);
      if (points > 0) found.push({ points: points, section: section });
    }
    return found;
  }

  // The share of the query's pairs of neighbouring characters that a section holds; for what is nowhere as typed.
  function pairs(words, section) {
    const all = words.flatMap((word) => [...word].slice(1).map((character, at) => [...word][at] + character));
    if (!all.length) return 0;
    const titles = section.title + " " + section.names.join(" ");
    const sum = all.reduce((total, pair) => total + (titles.includes(pair) ? 1.2 : section.text.includes(pair) ? 1 : 0), 0);
    const share = sum / all.length;
    return share >= 0.5 ? share * 20 + (KIND_WEIGHT[section.entry.k] || 0) / 6 : 0;
  }

  // Up to `limit` entries, best first. A query of several words needs all of them; if nothing has them as typed,
  // the words that only ask are dropped, then what shares at least half of the query's character pairs is taken.
  function find(sections, query, limit) {
    const typed = query.split(/\s+/).map(normalise).filter(Boolean);
    if (!typed.length) return [];
    const asked = query.replace(ASKING, " ").split(/\s+/).map(normalise).filter(Boolean);
    const terms = new Map([...typed, ...asked].map((word) => [word, termsOf(sections, word)]));
    let found = ranked(sections, (section) => match(typed, section, terms));
    if (!found.length && asked.length) found = ranked(sections, (section) => match(asked, section, terms));
    if (!found.length && asked.length) found = ranked(sections, (section) => pairs(asked, section));
    found.sort((a, b) => b.points - a.points || a.section.order - b.section.order);
    return found.slice(0, limit).map((hit) => hit.section.entry);
  }

  // A piece of the text around the first word found, and the words to mark.
  function excerpt(entry, query) {
    const text = entry.x || "";
    const words = query.split(/\s+/).filter(Boolean);
    let at = -1;
    for (const word of words) {
      at = text.toLowerCase().indexOf(word.toLowerCase());
      if (at >= 0) break;
    }
    const start = Math.max(0, at - 18);
    return (start ? "…" : "") + text.slice(start, start + 72) + (start + 72 < text.length ? "…" : "");
  }

  const api = { normalise: normalise, prepare: prepare, find: find, excerpt: excerpt };
  if (typeof module !== "undefined" && module.exports) module.exports = api;
  root.TENREGS_SEARCH = api;
})(typeof window === "undefined" ? globalThis : window);

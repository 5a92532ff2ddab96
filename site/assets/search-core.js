// Search over the site's own index: substrings of normalised text, no dictionary, no network.
(function (root) {
  "use strict";

  const KIND_WEIGHT = { 制度: 60, 表单: 50, 名词: 45, 条款: 30, 方案: 20, 职责: 10 };

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

  function match(words, section) {
    let sum = 0;
    for (const word of words) {
      let best = score(word, section);
      if (!best && word.length > 1) best = Math.max(gapped(word, section.title), gapped(word, section.text) * 0.6);
      if (!best) return 0;
      sum += best;
    }
    return sum / words.length + (KIND_WEIGHT[section.entry.k] || 0) / 6;
  }

  // Up to `limit` entries, best first. A query of several words needs all of them.
  function find(sections, query, limit) {
    const words = query.split(/\s+/).map(normalise).filter(Boolean);
    if (!words.length) return [];
    const found = [];
    for (const section of sections) {
      const points = match(words, section);
      if (points > 0) found.push({ points: points, section: section });
    }
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

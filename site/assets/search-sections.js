// What the index holds, as sections and the pieces of text by which they are found.
(function (root) {
  "use strict";

  // What a piece of text is to its section.
  const FIELD = { TITLE: 0, ALIAS: 1, LINK: 2, KEY: 3, NUMBER: 4, TEXT: 5, FIELDS: 6, WHERE: 7, ASKED: 8 };
  const { TITLE, ALIAS, LINK, KEY, NUMBER, TEXT, FIELDS, WHERE, ASKED } = FIELD;
  const UNITS = "零一二三四五六七八九";

  const inWords = (n) => (n < 11 ? (n === 10 ? "十" : UNITS[n]) : (n > 19 ? UNITS[Math.floor(n / 10)] : "") + "十" + (n % 10 ? UNITS[n % 10] : ""));

  // {docs, raw, rules}: sections {kind, title, url, …}; `of` are the clauses of a duty, a list or a question; pieces
  // [text, section, field]; how many sections there are before the questions.
  function sections(index) {
    const { regulations, roles, clauses, others, questions, asked, standings, cycles } = index;
    const docs = [];
    const raw = []; // [text, section, field]
    const add = (doc) => docs.push(doc) - 1;
    const say = (text, doc, field) => text && raw.push([text, doc, field]);
    for (const [key, short, title, url, purpose, aliases] of regulations) {
      const doc = add({ kind: "制度", title, url, regulation: short, text: purpose, roles: [], aliases });
      say(title, doc, TITLE);
      for (const name of [short, ...aliases]) say(name, doc, ALIAS);
      say(purpose, doc, TEXT);
      void key;
    }
    roles.forEach(([title, aliases, url, brief], number) => {
      const doc = add({ kind: "角色", title, url, text: brief, roles: [number], aliases });
      say(title, doc, TITLE);
      aliases.forEach((name) => say(name, doc, ALIAS));
      say(brief, doc, TEXT);
    });
    const clauseDocs = clauses.map(([at, place, number, title, draft, text, keys, terms, duties]) => {
      const regulation = regulations[at];
      const url = regulation[3] + "#" + place.replace("/", "--");
      const doc = add({ kind: "条款", title, url, regulation: regulation[1], number: "第" + inWords(number) + "条", text, draft: standings[draft], roles: [], address: regulation[0] + "/" + place });
      say(title, doc, TITLE);
      say(text, doc, TEXT);
      keys.forEach((name) => say(name, doc, KEY));
      terms.forEach((name) => say(name, doc, LINK));
      say("第" + number + "条", doc, NUMBER);
      say(regulation[1], doc, WHERE);
      for (const [action, who, cycle, when, deadline, standing] of duties) {
        const names = who.map((one) => roles[one][0]).join("、");
        const about = [names, cycles[cycle], when, deadline].filter(Boolean).join("，");
        const duty = add({ kind: "职责", title: action, url, regulation: regulation[1], number: docs[doc].number, text: about, draft: standings[standing], roles: who, of: [doc] });
        docs[doc].roles = [...new Set([...docs[doc].roles, ...who])];
        say(action, duty, TITLE);
        say(about, duty, TEXT);
        say(regulation[1], duty, WHERE);
      }
      return doc;
    });
    const otherDocs = others.map(([kind, title, text, url, at, aliases, draft, who, fields, of]) => {
      const regulation = at < 0 ? (kind === "方案" || kind === "表单" ? "推广实施" : "") : regulations[at][1];
      const doc = add({ kind, title: kind === "表单" ? aliases[0] + " " + title : title, url, regulation, text, draft: standings[draft], roles: who, aliases, fields, of: of.length ? of.map((one) => clauseDocs[one]) : undefined });
      say(title, doc, TITLE);
      aliases.forEach((name) => say(name, doc, ALIAS));
      say(text, doc, TEXT);
      say(fields, doc, FIELDS);
      if (kind !== "名词") say(regulation, doc, WHERE);
      return doc;
    });
    const rules = docs.length; // before the questions
    for (const [stem, of] of questions) {
      const { address, regulation, number, roles: who } = docs[clauseDocs[of[0]]];
      const doc = add({ kind: "题目", title: stem, text: "", url: "practice.html#do/clause/" + address, regulation, number, roles: who, of: of.map((one) => clauseDocs[one]), asks: true });
      say(stem, doc, TEXT);
    }
    for (const [number, words] of asked) {
      const doc = number < clauses.length ? clauseDocs[number] : otherDocs[number - clauses.length];
      words.forEach((one) => say(one, doc, ASKED));
    }
    return { docs, raw, rules };
  }

  root.tenregsSections = { sections, FIELD, inWords };
  if (typeof module !== "undefined" && module.exports) module.exports = root.tenregsSections;
})(typeof window === "undefined" ? globalThis : window);

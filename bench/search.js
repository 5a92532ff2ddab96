// Search engines over the site's index, asked the same queries. Run by search.py: one JSON object in, one out.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const assets = path.join(__dirname, "..", "site", "assets");
const core = require(path.join(assets, "search-core.js"));

// The sections of the index as plain documents, for engines that know nothing of ours; duties go with their clause.
function documents(engine) {
  const held = new Map();
  engine.units.forEach(([text, number]) => {
    const doc = engine.docs[number];
    if (doc.kind === "题目") return;
    const key = doc.kind === "职责" ? engine.docs[doc.of[0]].url : doc.url;
    if (!held.has(key)) held.set(key, { id: held.size, url: key, title: "", text: "" });
    held.get(key)[doc.kind === "职责" ? "text" : "rest"] = (held.get(key)[doc.kind === "职责" ? "text" : "rest"] || "") + " " + text;
  });
  for (const doc of engine.docs) {
    const one = held.get(doc.url);
    if (one && doc.kind !== "职责") one.title = [doc.title, ...(doc.aliases || [])].join(" ");
  }
  return [...held.values()].map((one) => ({ ...one, text: one.text + " " + (one.rest || "") }));
}

const words = new Intl.Segmenter("zh", { granularity: "word" });
const segmented = (text) => [...words.segment(text)].filter((one) => one.isWordLike).map((one) => one.segment.toLowerCase());
const pairs = (text) =>
  (text.toLowerCase().match(/[\u3400-\u9fff]+|[a-z0-9:.-]+/g) || []).flatMap((run) => (/[\u3400-\u9fff]/.test(run) && run.length > 1 ? [...run.slice(1)].map((one, at) => run[at] + one) : [run]));

function mini(folder, docs, tokenize) {
  const MiniSearch = require(path.join(folder, "minisearch", "dist", "cjs", "index.cjs"));
  const index = new MiniSearch({ fields: ["title", "text"], tokenize, searchOptions: { boost: { title: 3 }, combineWith: "OR" } });
  index.addAll(docs);
  const urls = new Map(docs.map((one) => [one.id, one.url]));
  return { size: Buffer.byteLength(JSON.stringify(index)), find: (query) => index.search(query).map((one) => urls.get(one.id)) };
}

// A plain scan: every word of the query as it stands, titles first.
function scan(docs) {
  const find = (query) => {
    const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    for (const one of docs) {
      const [title, text] = [one.title.toLowerCase(), one.text.toLowerCase()];
      if (typed.every((word) => title.includes(word) || text.includes(word))) found.push([typed.filter((word) => title.includes(word)).length, one.url]);
    }
    return found.sort((a, b) => b[0] - a[0]).map((one) => one[1]);
  };
  return { size: 0, find };
}

function measure(find, order, fresh) {
  const sets = {};
  const least = new Map();
  for (const [name, list] of Object.entries(order.sets)) {
    let hits = 0;
    let ranks = 0;
    for (const { q, want } of list) {
      const at = find(q).findIndex((url) => want.includes(url));
      if (at >= 0 && at < 5) hits++;
      if (at >= 0) ranks += 1 / (at + 1);
    }
    sets[name] = [hits / list.length, ranks / list.length, list.length];
  }
  const all = Object.values(order.sets).flat().map((one) => one.q);
  for (let run = 0; run < 5; run++) {
    for (const q of all) {
      fresh();
      const started = performance.now();
      find(q);
      least.set(q, Math.min(least.get(q) || Infinity, performance.now() - started));
    }
  }
  const times = [...least.values()].sort((a, b) => a - b);
  const stray = order.stray.filter((q) => find(q).length);
  return { sets, stray: stray.length, p50: times[times.length >> 1], p95: times[Math.floor(times.length * 0.95)] };
}

const order = JSON.parse(fs.readFileSync(0, "utf8"));
const holder = { window: {} };
vm.runInNewContext(fs.readFileSync(order.index, "utf8"), holder);
const started = performance.now();
const engine = core.open(...JSON.parse(JSON.stringify([holder.window.TENREGS_INDEX, holder.window.TENREGS_SPOKEN]))).ready();
const opened = performance.now() - started;
const forget = () => {
  engine.kept.clear();
  engine.pinyin.found.clear();
};
const answers = { ours: { ...measure((q) => engine.find(q, { limit: 20 }).hits.map((one) => one.url), order, forget), opened } };
if (order.modules) {
  const docs = documents(engine);
  for (const [name, tokenize] of [["MiniSearch, Intl.Segmenter", segmented], ["MiniSearch, pairs of characters", pairs]]) {
    const made = mini(order.modules, docs, tokenize);
    answers[name] = { ...measure(made.find, order, () => {}), size: made.size };
  }
  answers["plain scan"] = measure(scan(docs).find, order, () => {});
}
process.stdout.write(JSON.stringify(answers));

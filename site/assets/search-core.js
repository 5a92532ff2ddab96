// The search engine: sections held as folded text, looked up by pairs of characters; no dictionary, no network.
// open(index, spoken) gives an engine, without what is spoken if it is not there yet; run its steps (in slices, or all at once by ready()), then find(query).
(function (root) {
  "use strict";

  const node = typeof module !== "undefined" && module.exports;
  const { fold, STOP } = node ? require("./search-fold.js") : root.tenregsFold;
  const { sections, FIELD, inWords } = node ? require("./search-sections.js") : root.tenregsSections;
  const { marked, excerpt } = node ? require("./search-excerpt.js") : root.tenregsExcerpt;
  const Pinyin = node ? require("./search-pinyin.js") : root.tenregsPinyin;
  const { everyday, opened } = node ? require("./search-cut.js") : root.tenregsCut;
  const Asked = node ? require("./search-asked.js") : root.tenregsAsked;
  const Bag = node ? require("./search-bag.js") : root.tenregsBag;
  const { rank, answers } = node ? require("./search-rank.js") : root.tenregsRank;
  const Query = node ? require("./search-query.js") : root.tenregsQuery;

  const { TITLE, ALIAS, LINK, KEY, ASKED, FIELDS } = FIELD;
  const ENOUGH = 0.46; // of the weight of a query, for a section to be a result
  const FIXED = new Set(["名词", "表单", "角色", "制度"]);
  const LIKE_ASKED = 0.34; // so like a way of asking that it is a result, for a question or for what may be one thing of two words
  const LIKE_SURE = 0.6; // so like that words which are nowhere do not matter
  // The same of what is said in so many characters and words, if so much of it is there in words, too: [characters, words, likeness].
  const SAID = [[4, 1, 0.4], [5, 2, 0.27]];
  const HELD = 0.6;
  const LONG_NAME = 12; // what is longer is a sentence
  const SLICE = 2500; // characters to fold at a time
  const HASH = 16;

  function Engine(index) {
    this.units = []; // [folded text, section, field]
    this.named = new Map(); // folded title or alias → sections
    this.fixed = new Set(); // names that are words, not to be taken apart
    this.names = new Map(); // folded name → the terms that it leads to
    this.done = 0;
    this.kept = new Map();
    this.index = index;
    this.steps = [() => Object.assign(this, everyday(index.sayings)), () => this.read(), () => this.folding(), () => this.lay(), () => this.count(), () => this.naming(), () => this.place(), () => this.weighing(), () => this.answering(0)];
    for (const name of ["words", "things", "others"]) this.steps.push(() => (this[name] = opened(index.lexicon[name])));
    this.steps.push(() => this.asking());
    this.pinyin = null;
    this.steps.push(() => this.aloud());
  }

  Engine.prototype.inWords = inWords;

  Engine.prototype.read = function () {
    Object.assign(this, sections(this.index));
  };

  // Fold some of the texts; come again until all are.
  Engine.prototype.folding = function () {
    const { raw, units } = this;
    for (let letters = 0; this.done < raw.length && letters < SLICE; this.done++) {
      const [text, doc, field] = raw[this.done];
      letters += text.length;
      for (const part of fold(text).split(STOP)) if (part) units.push([part, doc, field]);
    }
    if (this.done < raw.length) this.steps.unshift(() => this.folding());
  };

  const hash = (a, b) => (Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b)) >>> (32 - HASH);

  // Where each unit stands in the whole text.
  Engine.prototype.lay = function () {
    const { units } = this;
    const texts = [];
    const start = new Uint32Array(units.length + 1);
    for (let i = 0; i < units.length; i++) {
      texts.push(units[i][0]);
      start[i + 1] = start[i] + units[i][0].length + 1;
    }
    this.docOf = Uint32Array.from(units, (unit) => unit[1]);
    this.fieldOf = Uint8Array.from(units, (unit) => unit[2]);
    // What rank() keeps of units while it runs.
    const [halves, whole] = [() => new Uint16Array(units.length), () => new Float32Array(units.length)];
    this.scratch = { value: whole(), weights: whole(), from: halves(), to: halves(), letters: halves(), count: halves() };
    this.whole = texts.join("\n") + "\n";
    this.start = start;
    this.unitOf = new Uint32Array(this.whole.length);
    for (let i = 0; i < units.length; i++) this.unitOf.fill(i, start[i], start[i + 1]);
    const asked = units.findIndex((unit) => unit[1] >= this.rules);
    this.ruled = asked < 0 ? this.whole.length : start[asked];
  };

  // How often each pair of characters occurs …
  Engine.prototype.count = function () {
    const { whole } = this;
    const first = new Uint32Array((1 << HASH) + 1);
    this.keys = new Uint16Array(whole.length);
    this.there = new Uint8Array(1 << 16); // characters that stand anywhere
    let before = whole.charCodeAt(0);
    for (let i = 0; i + 1 < whole.length; i++) {
      const next = whole.charCodeAt(i + 1);
      this.there[before] = 1;
      const key = hash(before, next);
      this.keys[i] = key;
      first[key + 1]++;
      before = next;
    }
    for (let i = 0; i < 1 << HASH; i++) first[i + 1] += first[i];
    this.first = first;
  };

  // What kinds of question each piece of text may answer; some of them, then come again.
  Engine.prototype.answering = function (from) {
    const { units } = this;
    if (!from) {
      this.answers = new Uint8Array(units.length);
      this.somebody = new RegExp(this.index.roles.map((role) => fold(role[0])).join("|"));
    }
    const to = Math.min(units.length, from + SLICE);
    for (let i = from; i < to; i++) this.answers[i] = answers(units[i][0], this.somebody);
    if (to < units.length) this.steps.unshift(() => this.answering(to));
  };

  // Names, and the terms that they lead to.
  Engine.prototype.naming = function () {
    for (const [text, doc, field] of this.units) {
      if (field > KEY || (this.docs[doc].kind === "职责" && text.length > LONG_NAME)) continue;
      if (field < LINK && this.docs[doc].kind !== "职责") {
        const docs = this.named.get(text);
        if (docs) docs.push(doc);
        else this.named.set(text, [doc]);
      }
      const leads = this.names.get(text) || [];
      const { kind, title, aliases } = this.docs[doc];
      if (field === LINK || (field < LINK && FIXED.has(kind))) this.fixed.add(text);
      const lead = kind === "名词" || kind === "角色" ? title : kind === "表单" ? aliases[1] : "";
      if (field === ALIAS && lead && fold(lead) !== text) leads.push(fold(lead));
      this.names.set(text, leads);
    }
  };

  Engine.prototype.asking = function () {
    this.asked = new Asked(this.units.map(([text, doc, field], unit) => [text, doc, unit, field]).filter((one) => one[3] === ASKED));
    this.steps.unshift(...this.asked.steps());
  };

  // … and where.
  Engine.prototype.place = function () {
    const next = this.first.slice();
    const { keys } = this;
    const pairs = new Uint32Array(keys.length);
    for (let i = 0; i + 1 < keys.length; i++) pairs[next[keys[i]]++] = i;
    this.pairs = pairs;
    this.keys = null;
  };

  Engine.prototype.weighing = function () {
    const letters = new Float32Array(this.docs.length);
    for (const [text, doc] of this.units) for (const one of [doc, ...(this.docs[doc].of || [])]) letters[one] += text.length;
    this.bag = new Bag(letters);
  };

  // visit(section) for each section in which a word stands, and for those that it is of, as often as it does.
  Engine.prototype.holders = function (word, visit) {
    for (const at of this.occurrences(word)) {
      const doc = this.docOf[this.unitOf[at]];
      visit(doc);
      for (const parent of this.docs[doc].of || []) visit(parent);
    }
  };

  Engine.prototype.aloud = function () {
    const beliefs = [0, 0, 0, 0, 3, 2, 2, 3, 3]; // the lower, the more
    const seen = new Set();
    const texts = [];
    for (const [text, doc, field] of this.raw) {
      const belief = field === TITLE && this.docs[doc].kind === "职责" ? 2 : this.docs[doc].asks ? 3 : beliefs[field];
      if (belief < 3 && !seen.has(text)) {
        seen.add(text);
        texts.push([text, belief]);
      }
    }
    for (const word of this.said.keys()) if (!seen.has(word) && this.occurrences(word).length) texts.push([word, 2]);
    this.pinyin = new Pinyin(this.index.readings, texts.sort((a, b) => a[1] - b[1]));
    this.steps.push(...this.pinyin.steps());
    this.raw = null;
  };

  // Do what is left for at most `milliseconds`; whether all is done.
  Engine.prototype.work = function (milliseconds) {
    const until = Date.now() + milliseconds;
    while (this.steps.length && Date.now() < until) this.steps.shift()();
    return !this.steps.length;
  };

  Engine.prototype.ready = function () {
    while (this.steps.length) this.steps.shift()();
    return this;
  };

  const digit = (code) => code > 47 && code < 58;

  // Whether a word that begins or ends with a digit stands apart from further digits.
  Engine.prototype.apart = function (word, at) {
    const before = at > 0 && /[\d.:]/.test(this.whole[at - 1]) && digit(word.charCodeAt(0));
    return !before && !(digit(word.charCodeAt(word.length - 1)) && /[\d.:]/.test(this.whole[at + word.length]));
  };

  // Places of a word in the whole text; a number is not found inside a longer one.
  Engine.prototype.occurrences = function (word) {
    const kept = this.kept.get(word);
    if (kept) return kept;
    const found = [];
    const { whole, first, pairs } = this;
    const bounded = digit(word.charCodeAt(0)) || digit(word.charCodeAt(word.length - 1));
    if (word.length === 1) {
      for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1)) if (!bounded || this.apart(word, at)) found.push(at);
    } else {
      // By the rarest of its pairs.
      let best = -1;
      let least = Infinity;
      for (let i = 0; i + 1 < word.length && least; i++) {
        const key = hash(word.charCodeAt(i), word.charCodeAt(i + 1));
        if (first[key + 1] - first[key] < least) [best, least] = [i, first[key + 1] - first[key]];
      }
      const key = hash(word.charCodeAt(best), word.charCodeAt(best + 1));
      const [start, next] = [word.charCodeAt(0), word.charCodeAt(1)];
      const short = word.length === 2;
      for (let i = first[key]; i < first[key + 1]; i++) {
        const at = pairs[i] - best;
        if (at >= 0 && whole.charCodeAt(at) === start && whole.charCodeAt(at + 1) === next && (short || whole.startsWith(word, at)) && (!bounded || this.apart(word, at))) found.push(at);
      }
    }
    if (this.kept.size > 4000) this.kept.clear();
    this.kept.set(word, found);
    return found;
  };

  // Whether a word stands in the rules, not only in questions about them.
  Engine.prototype.holds = function (word) {
    const places = this.occurrences(word);
    return places.length > 0 && places.some((at) => at < this.ruled);
  };

  // How often a word stands in what is written, not only in how people ask.
  Engine.prototype.written = function (word) {
    const places = this.occurrences(word);
    let [from, to] = [0, places.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (places[middle] < this.ruled) from = middle + 1;
      else to = middle;
    }
    return from;
  };

  // Duties and questions stand for themselves only if asked for by kind; else a duty shows as its clause.
  const shown = (doc, kind) => (kind ? doc.kind === kind : doc.kind !== "职责");

  // {hits, nearest, kinds}: results, best first; what comes nearest if there are none; how many there are of each kind.
  // `options`: limit, kind, regulation, role (its number).
  Engine.prototype.find = function (text, options) {
    this.ready();
    const { limit = 12, kind = "", regulation = "", role = -1 } = options || {};
    const query = Query.parse(this, text);
    const ranked = rank(this, query);
    const kept = ranked.filter(({ doc }) => (!regulation || this.docs[doc].regulation === regulation) && (role < 0 || this.docs[doc].roles.includes(role)));
    // Of a long question often no section holds half: then what holds most of it.
    const most = Math.max(0, ...kept.map((one) => one.share));
    const enough = query.guessed || this.compound(query) ? 0.8 : Math.min(ENOUGH, query.terms.length > 1 ? 0.75 * most : ENOUGH);
    const alike = query.asks.size ? LIKE_ASKED : LIKE_SURE;
    const said = Math.min(...SAID.filter(([letters, words]) => query.read.length >= letters && query.terms.length >= words).map((one) => one[2]));
    const sure = query.sure || kept.some((one) => one.likeness >= alike || (one.likeness >= said && one.held >= HELD));
    const good = sure ? kept.filter((one) => !one.missing && (one.share >= enough || (one.likeness >= LIKE_ASKED && one.share >= 0.55))) : [];
    const kinds = {};
    for (const one of good) kinds[this.docs[one.doc].kind] = (kinds[this.docs[one.doc].kind] || 0) + 1;
    const places = new Set();
    const once = (one) => {
      const { url, kind: own } = this.docs[one.doc];
      const place = own + url;
      if (!kind && places.has(place)) return false;
      places.add(place);
      return shown(this.docs[one.doc], kind);
    };
    const marks = query.marks();
    const make = (one) => this.hit(one, marks);
    const hits = good.filter(once);
    const nearest = good.length ? [] : kept.filter((one) => one.share >= 0.3 || !sure).filter(once).slice(0, 3);
    return { hits: hits.slice(0, limit).map(make), count: hits.length, nearest: nearest.map(make), kinds, meant: query.meant };
  };

  // 手机支付 is one thing: of two words written as one, neither a name of ours, one alone is not it.
  Engine.prototype.compound = function ({ terms, asks, letters, whole }) {
    return terms.length === 2 && letters.length === 4 && !asks.size && whole[0].length === 4 && !terms.some((term) => this.fixed.has(term.alternatives[0][0]));
  };

  // Sections at an address with that title, as they are shown among the recent ones.
  Engine.prototype.at = function (url, title) {
    this.ready();
    return this.docs.filter((doc) => doc.url === url && doc.title === title).map(({ kind, number, regulation, draft }) => ({ kind, title, url, regulation, number, draft }));
  };

  // What a result shows: the sentence found, and the words to mark.
  Engine.prototype.hit = function (one, marks) {
    const { kind, title, url, regulation, number, draft, text, fields } = this.docs[one.doc];
    const [, owner, field] = this.units[one.unit];
    const found = this.docs[owner];
    let about = text;
    if (owner !== one.doc && !found.asks) about = found.title + "（" + found.text + "）";
    else if (field === FIELDS) about = "栏目：" + fields;
    return { kind, title, url, regulation, number, draft, excerpt: excerpt(about, marks, this.units[one.unit][0]), marks, points: one.points };
  };

  const api = { open: (index, spoken) => new Engine({ questions: [], asked: [], ...index, ...spoken }), marked, fold };
  root.tenregsSearch = api;
  if (node) module.exports = api;
})(typeof window === "undefined" ? globalThis : window);

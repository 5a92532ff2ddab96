// What a learner has done, kept on this device: read, written, carried to another device and merged there.
(function () {
  "use strict";

  const root = typeof window === "undefined" ? globalThis : window;
  const KEY = "tenregs.1.practice";
  const RUNNING = "tenregs.1.exam";
  const ROUND = "tenregs.1.round";
  const VERSION = 1;
  const DAYS_KEPT = 400;
  const DATE = /^\d{4}-\d{2}-\d{2}$/;

  const empty = () => ({ v: VERSION, cards: {}, stars: {}, days: {}, exams: [], settings: { exam: "", minutes: 15, more: false, at: 0 } });

  // The day as people count it, by the device's clock.
  function dayOf(time) {
    const day = new Date(time);
    return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
  }

  const number = (value, least, most) => (typeof value === "number" && value >= least && value <= most ? value : null);

  // Anything that is not as it should be is left out: a file may come from anywhere.
  function cleaned(data) {
    const found = empty();
    if (!data || typeof data !== "object" || data.v !== VERSION) return null;
    for (const [id, card] of Object.entries(data.cards || {})) {
      if (id.length > 200 || !card || typeof card !== "object") continue;
      const made = { s: number(card.s, 0, 1e6), d: number(card.d, 0, 100), t: number(card.t, 0, 1e14) };
      if (made.s === null || made.d === null || made.t === null) continue;
      made.m = typeof card.m === "string" ? card.m.slice(0, 12) : "";
      made.n = number(card.n, 0, 1e6) || 0;
      made.l = number(card.l, 0, 1e6) || 0;
      if (Array.isArray(card.w)) made.w = card.w.filter((day) => DATE.test(day)).slice(0, 2);
      if (card.x) made.x = 1;
      found.cards[id] = made;
    }
    for (const [id, time] of Object.entries(data.stars || {})) {
      if (id.length <= 200 && number(time, -1e14, 1e14) !== null) found.stars[id] = time;
    }
    for (const [day, counts] of Object.entries(data.days || {})) {
      if (DATE.test(day) && Array.isArray(counts)) found.days[day] = [number(counts[0], 0, 1e5) || 0, number(counts[1], 0, 1e5) || 0];
    }
    for (const exam of Array.isArray(data.exams) ? data.exams.slice(-50) : []) {
      if (!exam || number(exam.t, 0, 1e14) === null || number(exam.score, 0, 1000) === null) continue;
      const parts = Array.isArray(exam.by) ? exam.by.filter((part) => Array.isArray(part) && part.every((n) => number(n, 0, 1000) !== null)) : [];
      const lost = Array.isArray(exam.lost) ? exam.lost.filter((one) => Array.isArray(one) && typeof one[0] === "string" && one[0].length <= 200 && [one[1], one[2]].every((n) => number(n, -1, 1000) !== null)) : [];
      found.exams.push({ t: exam.t, score: exam.score, marks: number(exam.marks, 0, 1000) || 0, pass: number(exam.pass, 0, 1000) || 0, began: number(exam.began, 0, 1e14) || exam.t, late: exam.late === true, by: parts, lost: lost.slice(0, 300).map(([id, got, worth]) => [id, got, worth]) });
    }
    const settings = data.settings || {};
    found.settings.exam = DATE.test(settings.exam || "") ? settings.exam : "";
    found.settings.minutes = number(settings.minutes, 5, 240) || 15;
    found.settings.more = settings.more === true;
    found.settings.at = number(settings.at, 0, 1e14) || 0;
    return found;
  }

  // Two devices: of each item the later record, of each day the fuller one, of each star the later decision.
  function merged(ours, theirs) {
    const found = cleaned(ours) || empty();
    for (const [id, card] of Object.entries(theirs.cards)) {
      if (!found.cards[id] || found.cards[id].t < card.t) found.cards[id] = card;
    }
    for (const [id, time] of Object.entries(theirs.stars)) {
      if (!(id in found.stars) || Math.abs(found.stars[id]) < Math.abs(time)) found.stars[id] = time;
    }
    for (const [day, counts] of Object.entries(theirs.days)) {
      if (!found.days[day] || found.days[day][0] < counts[0]) found.days[day] = counts;
    }
    const known = new Set(found.exams.map((exam) => exam.t));
    found.exams = [...found.exams, ...theirs.exams.filter((exam) => !known.has(exam.t))].sort((a, b) => a.t - b.t).slice(-50);
    if (theirs.settings.at > found.settings.at) found.settings = theirs.settings;
    return found;
  }

  class Store {
    constructor(storage) {
      this.storage = storage;
      this.broken = "";
      this.data = this.read() || empty();
    }

    read() {
      try {
        const text = this.storage.getItem(KEY);
        if (!text) return null;
        const data = cleaned(JSON.parse(text));
        if (!data) this.storage.setItem(`${KEY}.unread`, text);
        return data;
      } catch {
        this.broken = "forbidden";
        return null;
      }
    }

    // Two open pages: what the other wrote meanwhile is not lost; the item answered just now is as it is here, though
    // the device's clock was set back.
    save(id) {
      const other = this.read();
      const card = this.data.cards[id];
      if (other) this.data = merged(this.data, other);
      if (card) this.data.cards[id] = card;
      const days = Object.keys(this.data.days).sort();
      for (const day of days.slice(0, Math.max(0, days.length - DAYS_KEPT))) delete this.data.days[day];
      try {
        this.storage.setItem(KEY, JSON.stringify(this.data));
        this.broken = "";
      } catch (error) {
        this.broken = error && /quota/i.test(`${error.name} ${error.message}`) ? "full" : "forbidden";
      }
      return !this.broken;
    }

    // Note an answer. `rating` 1 wrong, 2 right but unsure, 3 right.
    answered(id, mark, rating, now) {
      const before = this.data.cards[id];
      const card = { ...root.tenregsMemory.review(before && !before.x ? before : null, rating, now), m: mark };
      card.n = ((before && before.n) || 0) + 1;
      card.l = ((before && before.l) || 0) + (rating === 1 ? 1 : 0);
      const day = dayOf(now);
      if (rating === 1) card.w = [];
      else if (before && before.w) {
        const rights = before.w.includes(day) ? before.w : [...before.w, day];
        if (rights.length < 2) card.w = rights;
      }
      this.data.cards[id] = card;
      const counts = this.data.days[day] || [0, 0];
      this.data.days[day] = [counts[0] + 1, counts[1] + (rating > 1 ? 1 : 0)];
      return this.save(id);
    }

    star(id, now) {
      this.data.stars[id] = this.starred(id) ? -now : now;
      return this.save();
    }

    starred(id) {
      return (this.data.stars[id] || 0) > 0;
    }

    wrong(id) {
      const card = this.data.cards[id];
      return Boolean(card && card.w);
    }

    // Items whose words changed since they were answered count as new; what is known of them is not thrown away.
    follow(marks) {
      for (const [id, card] of Object.entries(this.data.cards)) {
        if (marks.has(id) && card.m && card.m !== marks.get(id)) card.x = 1;
      }
    }

    set(settings, now) {
      Object.assign(this.data.settings, settings, { at: now });
      return this.save();
    }

    noteExam(exam) {
      this.data.exams.push(exam);
      return this.save();
    }

    running() {
      try {
        return JSON.parse(this.storage.getItem(RUNNING) || "null");
      } catch {
        return null;
      }
    }

    keepRunning(exam) {
      try {
        if (exam) this.storage.setItem(RUNNING, JSON.stringify(exam));
        else this.storage.removeItem(RUNNING);
        return true;
      } catch {
        return false;
      }
    }

    // The round of questions that is not done, or null; anything that is not as it should be is none.
    round() {
      try {
        const kept = JSON.parse(this.storage.getItem(ROUND) || "null");
        const ids = (list) => Array.isArray(list) && list.length <= 100 && list.every((id) => typeof id === "string");
        const whole = kept && [kept.way, kept.title, kept.day].every((text) => typeof text === "string") && ids(kept.ids) && ids(kept.wrong);
        return whole && [kept.at, kept.right, kept.rest].every((n) => number(n, 0, 1e5) !== null) ? kept : null;
      } catch {
        return null;
      }
    }

    keepRound(round) {
      try {
        if (round) this.storage.setItem(ROUND, JSON.stringify(round));
        else this.storage.removeItem(ROUND);
      } catch {
        this.broken = this.broken || "forbidden";
      }
    }

    exported() {
      return JSON.stringify({ app: "tenregs", ...this.data }, null, 1);
    }

    // "" when it worked, else what is wrong with the file.
    imported(text) {
      if (text.length > 20e6) return "文件太大，不是从这里导出的。";
      let data;
      try {
        data = JSON.parse(text);
      } catch {
        return "文件打不开：它不是从这里导出的学习记录。";
      }
      const clean = data && data.app === "tenregs" ? cleaned(data) : null;
      if (!clean) return "这不是从这里导出的学习记录，或者是更新的版本导出的。";
      this.data = merged(this.data, clean);
      this.save();
      return "";
    }

    clear() {
      this.data = empty();
      try {
        this.storage.removeItem(KEY);
        this.storage.removeItem(RUNNING);
        this.storage.removeItem(ROUND);
      } catch {
        this.broken = "forbidden";
      }
    }
  }

  // Without storage (forbidden, private windows of some browsers) the session works and is lost at its end.
  function open() {
    let storage;
    try {
      storage = root.localStorage;
      storage.getItem(KEY);
    } catch {
      const kept = new Map();
      storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text), removeItem: (key) => kept.delete(key) };
      const store = new Store(storage);
      store.broken = "forbidden";
      store.save = () => false;
      return store;
    }
    return new Store(storage);
  }

  root.tenregsStore = { open, Store, dayOf, cleaned, merged };
})();

// Simulated learners before an exam: what recall each way of choosing the day's items ends with; and how long choosing
// takes. Run by recall.py: one JSON object in, one out.
"use strict";

const fs = require("fs");
const path = require("path");

const assets = path.join(__dirname, "..", "site", "assets");
require(path.join(assets, "memory.js"));
require(path.join(assets, "plan.js"));
const { tenregsMemory: memory, tenregsPlan: plan } = globalThis;

const DAY = 24 * 60 * 60 * 1000;
const START = new Date(2026, 8, 1).getTime();

// Random numbers: mulberry32, one stream for each learner and for each learner's item, so that every policy meets the
// same people and the same luck.
function stream(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const mixed = (...numbers) =>
  numbers.reduce((sum, n) => Math.imul(sum ^ (n + 0x9e3779b9), 0x85ebca6b) >>> 0, 0x1234567);
const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const FIRST = [0.24, 0.1, 0.49, 0.17]; // ratings of an item never seen before
const LATER = [0.22, 0.63, 0.15]; // Hard, Good, Easy of an item recalled

// A learner's true memory: FSRS with weights of the learner's own, unknown to every policy. `spread` is how far apart
// learners are.
function learner(seed, number, spread) {
  const random = stream(mixed(seed, number));
  const shift = (amount) => spread * amount * normal(random);
  const scaled = (value, amount) => value * Math.exp(shift(amount));
  const within = (value, low, high) => Math.min(Math.max(value, low), high);
  const w = memory.weights.slice();
  const keeps = scaled(1, 0.4);
  for (let i = 0; i < 4; i++) w[i] = scaled(w[i] * keeps, 0.25);
  w[4] = within(w[4] + shift(0.7), 1, 10);
  w[8] += shift(0.3);
  for (const i of [9, 10, 11, 12, 13, 14, 17]) w[i] = scaled(w[i], 0.2);
  w[15] = Math.min(scaled(w[15], 0.15), 1);
  w[16] = Math.max(scaled(w[16], 0.15), 1);
  w[20] = within(scaled(w[20], 0.35), 0.1, 0.8);
  return { seed, number, model: memory.model(w), knows: shift(0.5), hour: 8 + 10 * random() };
}

class Item {
  constructor(person, number) {
    this.random = stream(mixed(person.seed, person.number, number + 1));
    this.model = person.model;
    this.harder = 1.2 * normal(this.random);
    this.keeps = Math.exp(0.3 * normal(this.random));
    this.knows = person.knows - 0.5 * this.harder + 0.5 * normal(this.random);
    this.card = null;
  }

  // Days are calendar days: tomorrow is tomorrow at any hour.
  answer(day) {
    const luck = this.random();
    const grade = this.random();
    const first = !this.card;
    const rating = first ? this.firstRating(luck, grade) : this.laterRating(day, luck, grade);
    this.card = this.model.review(this.card, rating, day * DAY);
    if (first) {
      this.card.s *= this.keeps;
      this.card.d = Math.min(Math.max(this.card.d + this.harder, 1), 10);
    }
    return rating;
  }

  firstRating(luck, grade) {
    const wrong = 1 / (1 + ((1 - FIRST[0]) / FIRST[0]) * Math.exp(this.knows));
    return luck < wrong ? 1 : graded(grade * (1 - FIRST[0]), FIRST.slice(1));
  }

  laterRating(day, luck, grade) {
    return luck >= this.model.recall(this.card, day * DAY) ? 1 : graded(grade, LATER);
  }

  recall(day) {
    return this.model.recall(this.card, day * DAY);
  }
}

const graded = (share, [hard, good]) => (share < hard ? 2 : share < hard + good ? 3 : 4);

// Policies: each gets what the site knows and gives the day's items in order; as many as there are places are taken.
function roundRobin(state, from) {
  const { ids } = state;
  return ids.map((_, i) => ids[(from + i) % ids.length]);
}

const POLICIES = {
  ours: (state) => plan.today({ ...state, doneToday: 0 }),

  // From first to last and over again.
  sequential: (state) => roundRobin(state, state.total),

  // 错题-first: what was wrong last time, then on in order.
  wrongFirst(state) {
    const wrong = state.ids.filter((id) => state.wrong.has(id)).slice(0, state.perDay);
    const rest = roundRobin(state, state.place || 0).filter((id) => !state.wrong.has(id));
    const last = rest[state.perDay - wrong.length - 1];
    if (last) state.place = state.ids.indexOf(last) + 1;
    return [...wrong, ...rest];
  },

  // Five boxes of 1, 2, 4, 8 and 16 days; a wrong answer goes back to the first. Due first, then new; else nothing.
  leitner(state) {
    const due = state.ids.filter((id) => id in state.boxes && state.day - state.last[id] >= 1 << state.boxes[id]);
    due.sort((a, b) => state.boxes[a] - state.boxes[b] || state.last[a] - state.last[b]);
    return [...due, ...state.ids.filter((id) => !(id in state.boxes))];
  },

  // FSRS as usual: due at a recall of 0.9, the longest overdue first, then new; else nothing.
  dueDate(state) {
    const { ids, cards, now } = state;
    const when = new Map(ids.filter((id) => cards[id]).map((id) => [id, memory.due(cards[id], 0.9)]));
    const due = [...when.keys()].filter((id) => when.get(id) <= now).sort((a, b) => when.get(a) - when.get(b));
    return [...due, ...ids.filter((id) => !cards[id])];
  },
};

// What the site sees of an answer: all four ratings, or right and wrong only, of which some were guessed.
function seenAs(rating, { graded: all, guessed }, random) {
  const luck = random();
  if (all) return rating;
  return rating === 1 && luck >= guessed ? 1 : 3;
}

function study(policy, person, { bank, days, perDay, sees }) {
  const ids = Array.from({ length: bank }, (_, i) => `q${i}`);
  const items = new Map(ids.map((id, i) => [id, new Item(person, i)]));
  const clock = stream(mixed(person.seed, person.number, 777777));
  const exam = START + days * DAY + DAY / 3;
  const state = { ids, cards: {}, wrong: new Set(), boxes: {}, last: {}, perDay, exam, total: 0 };
  for (let day = 0; day < days; day++) {
    state.day = day;
    state.now = START + day * DAY + (person.hour + 4 * clock()) * (DAY / 24);
    for (const id of policy(state).slice(0, perDay)) {
      const rating = seenAs(items.get(id).answer(day), sees, clock);
      state.cards[id] = memory.review(state.cards[id] || null, rating, state.now);
      if (rating === 1) state.wrong.add(id);
      else state.wrong.delete(id);
      state.boxes[id] = rating === 1 || !(id in state.boxes) ? 0 : Math.min(state.boxes[id] + 1, 4);
      state.last[id] = day;
      state.total += 1;
      state.now += 30000;
    }
  }
  let sum = 0;
  for (const item of items.values()) sum += item.recall(days);
  return sum / bank;
}

// The share of the bank that each learner recalls on the day, by policy; what was never seen counts as not recalled.
function simulate({ seed, learners, spread, ...cell }) {
  const people = Array.from({ length: learners }, (_, number) => learner(seed, number, spread));
  const recalls = (policy) => people.map((person) => study(policy, person, cell));
  return Object.fromEntries(Object.entries(POLICIES).map(([name, policy]) => [name, recalls(policy)]));
}

// Processor milliseconds of choosing from a large bank: the first time in this process, and the median afterwards.
function speed({ items }) {
  const random = stream(items);
  const ids = Array.from({ length: items }, (_, i) => `q${i}`);
  const card = () => ({ s: 0.2 + 60 * random() ** 2, d: 1 + 9 * random(), t: START - DAY * (1 + 20 * random()) });
  const cards = Object.fromEntries(ids.map((id) => [id, card()]));
  const wrong = new Set(ids.filter(() => random() < 0.1));
  const times = Array.from({ length: 21 }, () => {
    const before = process.cpuUsage();
    plan.today({ ids, cards, now: START, exam: START + 30 * DAY, perDay: 40, wrong, doneToday: 0 });
    const used = process.cpuUsage(before);
    return (used.user + used.system) / 1000;
  });
  return [times[0], times.slice(1).sort((a, b) => a - b)[10]];
}

const order = JSON.parse(fs.readFileSync(0, "utf-8"));
console.log(JSON.stringify(order.items ? speed(order) : simulate(order)));

// Which items to practise today, so that as many as can be are remembered on the day of the exam. Uses memory.js, which
// is loaded first. What the numbers below are worth is measured by bench/recall.py against the usual ways of choosing.
(function () {
  "use strict";

  const root = typeof window === "undefined" ? globalThis : window;
  const { recall, prospect } = root.tenregsMemory;

  const DAY = 24 * 60 * 60 * 1000;
  const CLEAR = 8; // every item is seen by so many days before the exam
  const WANTED = 0.9; // without an exam an item is due when recall is down to this
  const RETURNS = 4; // while there are new items, one place in so many is for what was answered wrong
  const WEIGHED = 600; // so many items at most are ranked by what they are worth; or ten for each place of the day
  const ROUND = 0.5; // an answer's use is looked at so many rounds of the bank later, or on the day of the exam
  const WAITING = 0.7; // what could as well be done tomorrow counts so much less

  function midnight(time) {
    const date = new Date(time);
    return date.setHours(0, 0, 0, 0);
  }

  // Days are calendar days: yesterday evening is a day ago in the morning.
  const daysBetween = (from, to) => Math.round((midnight(to) - midnight(from)) / DAY);

  // Days to the exam, 0 on its day; -1 if there is none or it is over.
  const daysLeft = (now, exam) => (exam ? Math.max(daysBetween(now, exam), -1) : -1);

  // The `count` items of most worth, best first; equal ones as they stand.
  function best(items, worth, count) {
    const values = new Float64Array(items.length);
    for (let i = 0; i < items.length; i++) values[i] = worth(items[i].card);
    const least = count < items.length ? values.slice().sort()[items.length - count] : -Infinity;
    const order = [];
    for (let i = 0; i < items.length; i++) if (values[i] >= least) order.push(i);
    order.sort((a, b) => values[b] - values[a] || a - b);
    return order.slice(0, count).map((i) => items[i]);
  }

  const idOf = (item) => item.id;

  // The bank as it stands: not yet seen, seen on another day (even a later one: clocks go wrong), answered wrong today.
  // What was answered right today rests. What was seen is kept with its card: to look thousands up again takes time.
  function sorted({ ids, cards, now, wrong }) {
    const today = midnight(now);
    const isWrong = wrong instanceof Set ? (id) => wrong.has(id) : (id) => Boolean(wrong && wrong[id]);
    const fresh = [];
    const seen = [];
    const failed = [];
    for (const id of ids) {
      const card = cards[id];
      if (!card) fresh.push(id);
      else if (card.t < today || card.t >= today + DAY) seen.push({ id, card });
      else if (isWrong(id)) failed.push(id);
    }
    return { today, isWrong, fresh, seen, failed };
  }

  // What an answer today is worth, less most of what it would be worth tomorrow. Long before the exam the item comes
  // again sooner, so the answer is judged by half a round of the bank.
  function worthOf({ ids, perDay }, today, left) {
    const later = Math.min(left, Math.max(1, Math.round((ROUND * ids.length) / perDay)));
    return (card) => {
      const gain = prospect(card);
      const days = Math.max(1, Math.ceil((today - card.t) / DAY));
      return gain(days, later) - (left > 1 ? WAITING * gain(days + 1, Math.min(later, left - 1)) : 0);
    };
  }

  // Of a large bank only what is remembered least is weighed: days over stability decide that, and cost little.
  function mostWorth(state, seen, today, left, count) {
    const candidates = Math.max(WEIGHED, 10 * state.perDay);
    const forgotten = (card) => (today - card.t) / card.s;
    const weighed = seen.length > candidates ? best(seen, forgotten, candidates) : seen;
    return best(weighed, worthOf(state, today, left), count).map(idOf);
  }

  // Days for new items: until the day by which all are to be seen; after that day until the exam.
  const daysToCover = (left) => (left >= CLEAR ? left - CLEAR + 1 : Math.max(left, 1));

  // Days in which somebody who begins now can see all: as late as that, the last days are needed too.
  const daysAtBest = (left) => Math.max(left - CLEAR + 1, Math.min(left, CLEAR), 1);

  // New items in their order; one place in so many is for what was answered wrong, as far as the new ones leave it.
  function newAndReturning({ fresh, returning, spare, done, places }) {
    const every = spare > 0 ? Math.max(RETURNS, Math.ceil(1 + fresh.length / spare)) : Infinity;
    const list = [];
    let next = 0;
    let back = 0;
    while (list.length < places && next < fresh.length) {
      const turn = (done + list.length + 1) % every === 0 && back < returning.length;
      list.push(turn ? returning[back++] : fresh[next++]);
    }
    return list;
  }

  function dueThenNew({ now }, { seen, fresh, isWrong }, places) {
    const due = seen.filter(({ id, card }) => isWrong(id) || recall(card, now) <= WANTED);
    return [...best(due, (card) => -recall(card, now), places).map(idOf), ...fresh];
  }

  function beforeExam(state, { today, fresh, seen, isWrong }, left, done, places) {
    const ranked = (items, count) => mostWorth(state, items, today, left, count);
    if (!fresh.length) return ranked(seen, places);
    const spare = state.perDay * daysToCover(left) - done - fresh.length;
    const returning = ranked(seen.filter(({ id }) => isWrong(id)), places);
    const list = newAndReturning({ fresh, returning, spare, done, places });
    if (list.length === places) return list;
    const taken = new Set(list);
    return [...list, ...ranked(seen.filter(({ id }) => !taken.has(id)), places - list.length)];
  }

  // `exam` is a time on the day of the exam, or 0; `wrong` holds what was answered wrong last time.
  function today(state) {
    const done = state.doneToday || 0;
    const places = Math.max(0, state.perDay - done);
    const left = daysLeft(state.now, state.exam);
    const bank = sorted(state);
    const list = left < 0 ? dueThenNew(state, bank, places) : beforeExam(state, bank, left, done, places);
    return [...list, ...bank.failed].slice(0, places);
  }

  // Whether the new items can be seen in time: the days that are left for it, the items a day that it needs; whether by
  // so many days before the exam that the rest is for what is likely forgotten.
  function coverage({ ids, cards, now, exam, perDay, doneToday }) {
    const left = daysLeft(now, exam);
    const fresh = ids.reduce((sum, id) => sum + (cards[id] ? 0 : 1), 0);
    const days = left < 0 ? 0 : daysAtBest(left);
    const early = left - days >= CLEAR - 1;
    if (left < 0 || !fresh) return { days, needed: 0, enough: true, early };
    const needed = Math.ceil((fresh + (doneToday || 0)) / days);
    return { days, needed, enough: needed <= perDay, early };
  }

  root.tenregsPlan = { today, coverage };
})();

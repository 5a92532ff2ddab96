// How well an item is remembered: FSRS-6, the Free Spaced Repetition Scheduler of Open Spaced Repetition (MIT licence).
// Formulas: github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm, section FSRS-6; weights: the defaults of
// the PyPI package `fsrs` 6.3, which tests/site/test_memory.py holds this to, step by step. Learning steps and fuzz are
// left out: they place reviews and say nothing about memory; here plan.js places them.
(function () {
  "use strict";

  const root = typeof window === "undefined" ? globalThis : window;
  const DAY = 24 * 60 * 60 * 1000;
  const AGAIN = 1;
  const HARD = 2;
  const GOOD = 3;
  const EASY = 4;
  const LEAST = 0.001; // days of stability

  const WEIGHTS = [
    0.212, 1.2931, 2.3065, 8.2956, // stability after the first answer, by rating
    6.4133, 0.8334, 3.0194, 0.001, // difficulty: at first, its step, its return to the mean
    1.8722, 0.1666, 0.796, // stability when recalled
    1.4835, 0.0614, 0.2629, 1.6483, // stability when forgotten
    0.6014, 1.8729, // hard, easy
    0.5425, 0.0912, 0.0658, // more than once on a day
    0.1542, // how steeply recall falls
  ];

  // Of a positive base; Math.pow takes twice as long, and a whole bank is ranked at once.
  const power = (base, exponent) => Math.exp(exponent * Math.log(base));

  // A card is { s: stability in days, d: difficulty from 1 to 10, t: when last answered, ms }. Ratings: 1 Again, which
  // is wrong, 2 Hard, 3 Good, 4 Easy. Days are whole ones since the last answer, as in the package.
  function model(w) {
    const decay = -w[20];
    const factor = power(0.9, 1 / decay) - 1;
    const wholeDays = (card, now) => Math.floor((now - card.t) / DAY);
    const clamped = (difficulty) => Math.min(Math.max(difficulty, 1), 10);
    const difficultyAtFirst = (rating) => w[4] - Math.exp(w[5] * (rating - 1)) + 1;

    // Recall so many days after an answer that left this stability: 0.9 when the days equal it.
    const recallAfter = (days, stability) => power(1 + (factor * Math.max(0, days)) / stability, decay);

    function difficultyAfter(difficulty, rating) {
      const damped = difficulty - (w[6] * (rating - GOOD) * (10 - difficulty)) / 9;
      return clamped(w[7] * difficultyAtFirst(EASY) + (1 - w[7]) * damped);
    }

    function sameDay(stability, rating) {
      const gain = Math.exp(w[17] * (rating - GOOD + w[18])) * power(stability, -w[19]);
      return stability * (rating === AGAIN ? gain : Math.max(gain, 1));
    }

    // The parts that do not depend on when the answer comes.
    const growth = (stability, difficulty) => Math.exp(w[8]) * (11 - difficulty) * power(stability, -w[9]);
    const remains = (stability, difficulty) =>
      w[11] * power(difficulty, -w[12]) * (power(stability + 1, w[13]) - 1);
    const most = Math.exp(-w[17] * w[18]);

    const remembered = (stability, grows, recalled) => stability * (1 + grows * (Math.exp((1 - recalled) * w[10]) - 1));
    const forgotten = (stability, rest, recalled) =>
      Math.max(Math.min(rest * Math.exp((1 - recalled) * w[14]), stability * most), LEAST);

    // Stability after an answer so many days after the last one.
    function stabilityAfter(stability, difficulty, days, rating) {
      if (days < 1) return Math.max(sameDay(stability, rating), LEAST);
      const recalled = recallAfter(days, stability);
      if (rating === AGAIN) return forgotten(stability, remains(stability, difficulty), recalled);
      const rated = (rating === HARD ? w[15] : 1) * (rating === EASY ? w[16] : 1);
      return Math.max(remembered(stability, growth(stability, difficulty) * rated, recalled), LEAST);
    }

    // How much more is remembered `later` days after an answer than without it, if the answer comes `days` days (at
    // least one) after the last: Good or Again, as recall then has it. Asked for several times over, for one card.
    function prospect({ s, d }) {
      const grows = growth(s, d);
      const rest = remains(s, d);
      return function (days, later) {
        const recalled = recallAfter(days, s);
        const right = recallAfter(later, remembered(s, grows, recalled));
        const wrong = recallAfter(later, forgotten(s, rest, recalled));
        return recalled * right + (1 - recalled) * wrong - recallAfter(days + later, s);
      };
    }

    function review(card, rating, now) {
      if (!card) return { s: Math.max(w[rating - 1], LEAST), d: clamped(difficultyAtFirst(rating)), t: now };
      const s = stabilityAfter(card.s, card.d, wholeDays(card, now), rating);
      return { s, d: difficultyAfter(card.d, rating), t: now };
    }

    const recall = (card, now) => (card ? recallAfter(wholeDays(card, now), card.s) : 0);

    // The first moment at which recall is no more than wanted.
    function due(card, wanted) {
      const days = (card.s / factor) * (power(wanted, 1 / decay) - 1);
      return card.t + Math.max(0, Math.ceil(days - 1e-9)) * DAY;
    }

    return { review, recall, due, prospect };
  }

  root.tenregsMemory = { ...model(WEIGHTS), model, weights: WEIGHTS };
})();

// How much a section is about what was typed: by the pairs of characters that both hold, in whatever order, those that few
// sections hold counting more, in a long section less (BM25; Robertson and Zaragoza 2009).
(function (root) {
  "use strict";

  const SATURATION = 1.2; // after how many times the same pair tells little more
  const LENGTH = 0.75; // how far a long text is held against its section

  // `letters`: how many characters each section holds.
  function Bag(letters) {
    const mean = letters.reduce((sum, one) => sum + one, 0) / letters.length;
    this.norms = letters.map((one) => SATURATION * (1 - LENGTH + (LENGTH * one) / mean));
  }

  // For each section how much it is about `text`, from 0 to 1 for the one that is most; `holders(pair, visit)` visits the
  // sections in which a pair stands, each as often as it does.
  Bag.prototype.about = function (text, holders) {
    const { norms } = this;
    const sums = new Float32Array(norms.length);
    const often = new Uint16Array(norms.length);
    for (const pair of new Set([...text].slice(1).map((letter, before) => text[before] + letter))) {
      const there = [];
      holders(pair, (doc) => often[doc]++ || there.push(doc));
      const rarity = Math.log(1 + (norms.length - there.length + 0.5) / (there.length + 0.5));
      for (const doc of there) {
        sums[doc] += (rarity * often[doc] * (SATURATION + 1)) / (often[doc] + norms[doc]);
        often[doc] = 0;
      }
    }
    let most = 0;
    for (const one of sums) if (one > most) most = one;
    for (let doc = 0; most && doc < sums.length; doc++) sums[doc] /= most;
    return sums;
  };

  root.tenregsBag = Bag;
  if (typeof module !== "undefined" && module.exports) module.exports = Bag;
})(typeof window === "undefined" ? globalThis : window);

// How like a query is to the ways in which people ask (常见问法): by the characters and pairs of characters both hold,
// rare ones more than frequent ones (cosine of tf-idf vectors; Salton and Buckley 1988).
(function (root) {
  "use strict";

  const CHARACTER = 0.5; // of what a pair of characters counts
  const SLICE = 400; // ways of asking taken up at a time

  function grams(text) {
    const found = new Map();
    for (let i = 0; i < text.length; i++) {
      found.set(text[i], (found.get(text[i]) || 0) + CHARACTER);
      if (i + 1 < text.length) found.set(text.slice(i, i + 2), (found.get(text.slice(i, i + 2)) || 0) + 1);
    }
    return found;
  }

  // `asked`: [folded text, section, number of its unit].
  function Asked(asked) {
    this.asked = asked;
    this.places = new Map(); // gram → [[number of the way of asking, how much of it], …]
    this.owners = new Map(); // gram → in how many sections it is
    this.sections = new Set(asked.map((one) => one[1])).size;
    this.lengths = new Float32Array(asked.length);
  }

  Asked.prototype.steps = function () {
    const steps = [];
    for (let from = 0; from < this.asked.length; from += SLICE) steps.push(() => this.take(from, Math.min(from + SLICE, this.asked.length)));
    return [...steps, () => this.weigh()];
  };

  Asked.prototype.take = function (from, to) {
    for (let i = from; i < to; i++) {
      const [text, section] = this.asked[i];
      for (const [gram, often] of grams(text)) {
        const places = this.places.get(gram);
        if (!places) {
          this.places.set(gram, [[i, often]]);
          this.owners.set(gram, 1);
        } else {
          if (this.asked[places[places.length - 1][0]][1] !== section) this.owners.set(gram, this.owners.get(gram) + 1);
          places.push([i, often]);
        }
      }
    }
  };

  Asked.prototype.rarity = function (gram) {
    return Math.log(1 + this.sections / (0.5 + (this.owners.get(gram) || 0)));
  };

  Asked.prototype.weigh = function () {
    for (const [gram, places] of this.places) {
      const rarity = this.rarity(gram);
      for (const [i, often] of places) this.lengths[i] += (often * rarity) ** 2;
    }
    for (let i = 0; i < this.lengths.length; i++) this.lengths[i] = Math.sqrt(this.lengths[i]);
  };

  // Section → [likeness (0 to 1), number of the unit] of the way of asking that is most like `text`.
  Asked.prototype.like = function (text) {
    const sums = new Float32Array(this.asked.length);
    const shared = []; // numbers of those that hold anything of it
    let length = 0;
    for (const [gram, often] of grams(text)) {
      const rarity = this.rarity(gram);
      length += (often * rarity) ** 2;
      for (const [i, other] of this.places.get(gram) || []) {
        if (!sums[i]) shared.push(i);
        sums[i] += often * other * rarity * rarity;
      }
    }
    const best = new Map();
    for (const i of shared) {
      const likeness = sums[i] / (Math.sqrt(length) * this.lengths[i]);
      const [, section, unit] = this.asked[i];
      const held = best.get(section);
      if (!held || likeness > held[0]) best.set(section, [likeness, unit]);
    }
    return best;
  };

  root.tenregsAsked = Asked;
  if (typeof module !== "undefined" && module.exports) module.exports = Asked;
})(typeof window === "undefined" ? globalThis : window);

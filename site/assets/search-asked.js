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

  // `asked`: [folded text, section, number of its unit], those of a section one after the other.
  function Asked(asked) {
    this.asked = asked;
    this.places = new Map(); // gram → [number of the way of asking, how much of it, the next, …]; weighed, {ways, parts}
    this.sections = new Set(asked.map((one) => one[1])).size;
    this.section = Int32Array.from(asked, (one) => one[1]);
    this.rarities = new Map();
  }

  Asked.prototype.steps = function () {
    const steps = [];
    for (let from = 0; from < this.asked.length; from += SLICE) steps.push(() => this.take(from, Math.min(from + SLICE, this.asked.length)));
    return [...steps, () => this.weigh(), () => this.settle()];
  };

  Asked.prototype.take = function (from, to) {
    for (let i = from; i < to; i++) {
      for (const [gram, often] of grams(this.asked[i][0])) {
        const places = this.places.get(gram);
        if (places) places.push(i, often);
        else this.places.set(gram, [i, often]);
      }
    }
  };

  // How rare a gram is, and how long each way of asking.
  Asked.prototype.weigh = function () {
    this.lengths = new Float32Array(this.asked.length);
    for (const [gram, places] of this.places) {
      let owners = 0;
      for (let at = 0; at < places.length; at += 2) if (!at || this.section[places[at]] !== this.section[places[at - 2]]) owners++;
      const rarity = this.rarity(owners);
      this.rarities.set(gram, rarity);
      for (let at = 0; at < places.length; at += 2) this.lengths[places[at]] += (places[at + 1] * rarity) ** 2;
    }
  };

  // What a gram of a query adds to the likeness of each way of asking that holds it.
  Asked.prototype.settle = function () {
    for (const [gram, places] of this.places) {
      const [ways, parts] = [new Uint32Array(places.length / 2), new Float32Array(places.length / 2)];
      for (let at = 0; at < ways.length; at++) {
        ways[at] = places[2 * at];
        parts[at] = (places[2 * at + 1] * this.rarities.get(gram) ** 2) / Math.sqrt(this.lengths[ways[at]]);
      }
      this.places.set(gram, { ways, parts });
    }
  };

  Asked.prototype.rarity = function (owners) {
    return Math.log(1 + this.sections / (0.5 + owners));
  };

  // Section → [likeness (0 to 1), number of the unit] of the way of asking that is most like `text`.
  Asked.prototype.like = function (text) {
    const sums = new Float32Array(this.asked.length);
    let length = 0;
    for (const [gram, often] of grams(text)) {
      length += (often * (this.rarities.get(gram) || this.rarity(0))) ** 2;
      const held = this.places.get(gram);
      if (!held) continue;
      const { ways, parts } = held;
      for (let at = 0; at < ways.length; at++) sums[ways[at]] += often * parts[at];
    }
    const best = new Map();
    let [section, most, way] = [-1, 0, -1];
    const keep = () => most > 0 && best.set(section, [most / Math.sqrt(length), this.asked[way][2]]);
    for (let i = 0; i < sums.length; i++) {
      if (this.section[i] !== section) {
        keep();
        [section, most] = [this.section[i], 0];
      }
      if (sums[i] > most) [most, way] = [sums[i], i];
    }
    keep();
    return best;
  };

  root.tenregsAsked = Asked;
  if (typeof module !== "undefined" && module.exports) module.exports = Asked;
})(typeof window === "undefined" ? globalThis : window);

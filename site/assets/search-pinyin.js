// Pinyin: how each character of the index is read, and what of it a typed piece of pinyin may mean.
(function (root) {
  "use strict";

  const MOST = 8; // texts that one piece of pinyin stands for, at most

  // `texts`: [text, rank] in the order of worth; rank 0 is a name, 1 a heading, 2 body. Work is done in steps by `steps`.
  function Pinyin(readings, texts) {
    this.texts = texts;
    this.whole = texts.map((one) => one[0]).join("\n");
    this.syllables = [""];
    this.ofCharacter = new Uint16Array(65536);
    this.others = new Map(); // character → further sounds
    this.readings = readings;
    this.found = new Map();
  }

  Pinyin.prototype.steps = function () {
    const rules = this.readings.rules.split(",").filter(Boolean);
    const steps = [() => this.table()];
    for (let i = 0; i < rules.length; i += 24) steps.push(() => rules.slice(i, i + 24).forEach((rule) => this.rule(rule)));
    return [...steps, () => this.starts()];
  };

  Pinyin.prototype.number = function (syllable) {
    let at = this.syllables.indexOf(syllable);
    if (at < 0) at = this.syllables.push(syllable) - 1;
    return at;
  };

  Pinyin.prototype.table = function () {
    for (const row of this.readings.table.split(",")) {
      const [syllable, characters] = row.split(" ");
      const number = this.syllables.push(syllable) - 1;
      for (const one of characters) if (one.length === 1) this.ofCharacter[one.charCodeAt(0)] = number;
    }
    this.read = new Uint16Array(this.whole.length);
    for (let i = 0; i < this.whole.length; i++) this.read[i] = this.ofCharacter[this.whole.charCodeAt(i)];
  };

  Pinyin.prototype.rule = function (rule) {
    const [piece, place, syllable] = rule.split(" ");
    const number = this.number(syllable);
    const character = piece[Number(place)];
    const others = this.others.get(character) || [];
    if (!others.includes(number)) this.others.set(character, [...others, number]);
    for (let at = this.whole.indexOf(piece); at >= 0; at = this.whole.indexOf(piece, at + 1)) this.read[at + Number(place)] = number;
  };

  // Where each text starts, and the places of each first letter.
  Pinyin.prototype.starts = function () {
    this.start = new Uint32Array(this.texts.length + 1);
    for (let i = 0, at = 0; i < this.texts.length; i++) {
      this.start[i] = at;
      at += this.texts[i][0].length + 1;
      this.start[i + 1] = at;
    }
    // The places of each sound, one list after the other.
    this.first = new Uint32Array(this.syllables.length + 1);
    for (const sound of this.read) if (sound) this.first[sound + 1]++;
    for (let i = 0; i < this.syllables.length; i++) this.first[i + 1] += this.first[i];
    const next = this.first.slice();
    this.places = new Uint32Array(this.read.length);
    for (let i = 0; i < this.read.length; i++) if (this.read[i]) this.places[next[this.read[i]]++] = i;
    const alike = new Map();
    this.syllables.forEach((one, number) => alike.set(soft(one), [...(alike.get(soft(one)) || []), number]));
    this.near = this.syllables.map((one) => alike.get(soft(one)));
    this.sounds = {};
    this.syllables.forEach((syllable, number) => syllable && (this.sounds[syllable[0]] = [...(this.sounds[syllable[0]] || []), number]));
  };

  Pinyin.prototype.placesOf = function (sound) {
    return this.places.subarray(this.first[sound], this.first[sound + 1]);
  };

  // Places where a typed piece may begin: at its character, or at the sounds that its letters may begin.
  Pinyin.prototype.beginnings = function (typed) {
    const found = [];
    if (typed.charCodeAt(0) > 0x2fff) {
      for (let at = this.whole.indexOf(typed[0]); at >= 0; at = this.whole.indexOf(typed[0], at + 1)) found.push(at);
      return found;
    }
    for (const sound of this.sounds[typed[0]] || []) for (const place of this.placesOf(sound)) found.push(place);
    if (this.lenient) for (const [character, sounds] of this.others) if (sounds.some((sound) => typed.startsWith(this.syllables[sound]))) found.push(...this.beginnings(character));
    return found.sort((a, b) => a - b);
  };

  Pinyin.prototype.textAt = function (place) {
    let low = 0;
    let high = this.texts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.start[middle] <= place) low = middle;
      else high = middle;
    }
    return low;
  };

  // How far the text from `place` is read by `typed` from `at`: [end, initials] or null. Letters are whole syllables, or,
  // if `loose`, initials, and the last one may be unfinished; a Chinese character is itself.
  Pinyin.prototype.reads = function (typed, at, place, loose) {
    if (at === typed.length) return [place, 0];
    const number = this.read[place];
    if (this.lenient && number) {
      const others = this.others.get(this.whole[place]) || [];
      for (const sound of [this.ofCharacter[this.whole.charCodeAt(place)], ...others]) {
        const further = typed.startsWith(this.syllables[sound], at) && this.reads(typed, at + this.syllables[sound].length, place + 1, loose);
        if (further) return further;
      }
      return null;
    }
    if (typed.charCodeAt(at) > 0x2fff) return this.whole[place] === typed[at] ? this.reads(typed, at + 1, place + 1, loose) : null;
    if (!number) return null;
    const syllable = this.syllables[number];
    if (typed.startsWith(syllable, at)) {
      const further = this.reads(typed, at + syllable.length, place + 1, loose);
      if (further) return further;
    }
    if (!loose) return null;
    if (typed.length - at < syllable.length && syllable.startsWith(typed.slice(at))) return [place + 1, 1];
    const initials = /^[zcs]h/.test(syllable) && typed.startsWith(syllable.slice(0, 2), at) ? [2, 1] : typed[at] === syllable[0] ? [1] : [];
    for (const length of initials) {
      const further = this.reads(typed, at + length, place + 1, loose);
      if (further) return [further[0], further[1] + 1];
    }
    return null;
  };

  // What a typed piece may mean: [[text, worth 0–1], …], best first. Initials are believed in names only, the shorter the
  // less.
  Pinyin.prototype.meanings = function (typed) {
    const kept = this.found.get(typed);
    if (kept) return kept;
    const worths = new Map();
    for (const place of this.beginnings(typed)) {
      const text = this.textAt(place);
      const rank = this.texts[text][1];
      const reads = this.reads(typed, 0, place, rank < 2);
      if (!reads) continue;
      const piece = this.whole.slice(place, reads[0]);
      if (piece.length < 2) continue;
      const begins = place === this.start[text];
      const whole = begins && reads[0] === this.start[text + 1] - 1;
      if (reads[1] && !this.believed(reads[1], piece.length, begins, whole, rank)) continue;
      const worth = (whole ? 1 : begins ? 0.8 : 0.66) - 0.1 * rank - (reads[1] ? 0.12 : 0);
      worths.set(piece, Math.max(worths.get(piece) || 0, worth));
    }
    const best = [...worths].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
    const top = best.length ? best[0][1] : 0;
    const meant = best.filter((one) => one[1] >= top - 0.25).map((one) => [one[0], one[1] === top ? 1 : 0.7]);
    this.found.set(typed, meant);
    return meant.length ? meant : this.misread(typed);
  };

  // The same with characters of several readings read in any of them: diaoxiu for 调休.
  Pinyin.prototype.misread = function (typed) {
    if (this.lenient || !/^[a-z]*[aeiouv][a-z]*$/.test(typed)) return [];
    this.lenient = true;
    this.found.delete(typed);
    const meant = this.meanings(typed);
    this.lenient = false;
    return meant;
  };

  Pinyin.prototype.believed = function (initials, length, begins, whole, rank) {
    if (initials === 1 && length > 2) return true; // one syllable unfinished or shortened
    if (length <= 2) return initials === 1 ? begins : whole && rank === 0;
    if (length === 3) return begins;
    return true;
  };

  // As it is said where zh and z, ng and n are one.
  const soft = (syllable) => syllable.replace(/^([zcs])h/, "$1").replace(/(?<=[aei])ng$/, "n");

  // Words of the index that sound the same, or nearly so, and are as long, the most believed first.
  Pinyin.prototype.homophones = function (word, nearly) {
    const sounds = [];
    for (const character of word) {
      const number = this.ofCharacter[character.charCodeAt(0)];
      if (!number) return [];
      const own = [number, ...(this.others.get(character) || [])];
      sounds.push(nearly ? [...new Set(own.flatMap((one) => this.near[one]))] : own);
    }
    const found = new Set();
    for (const sound of sounds[0]) {
      for (const place of this.placesOf(sound)) {
        let at = 1;
        while (at < sounds.length && sounds[at].includes(this.read[place + at])) at++;
        if (at === sounds.length) found.add(this.whole.substr(place, at));
      }
    }
    found.delete(word);
    return [...found];
  };

  root.tenregsPinyin = Pinyin;
  if (typeof module !== "undefined" && module.exports) module.exports = Pinyin;
})(typeof window === "undefined" ? globalThis : window);

// Where words stand in a text, and the piece of it to show.
(function (root) {
  "use strict";

  const node = typeof module !== "undefined" && module.exports;
  const { fold } = node ? require("./search-fold.js") : root.tenregsFold;
  const digit = (code) => code > 47 && code < 58;

  // Pieces [from, to) of a text in which words stand, in order and apart.
  function marked(text, words) {
    const spans = [];
    const folded = fold(text, spans);
    const found = [];
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
        const inside = digit(word.charCodeAt(0)) && digit(folded.charCodeAt(at - 1));
        if (!inside) found.push([spans[at][0], spans[at + word.length - 1][1]]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const apart = [];
    for (const [from, to] of found) {
      const last = apart[apart.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else apart.push([from, to]);
    }
    return apart;
  }

  // About `LENGTH` characters of the text, from the sentence found: `said` is how it is held, folded.
  const LENGTH = 78;
  function excerpt(text, words, said) {
    if (text.length <= LENGTH) return text;
    let start = 0;
    let sentence = "";
    for (const piece of text.match(/[^。；：！？]+[。；：！？]?/g) || []) {
      if (fold(piece).includes(said)) {
        sentence = piece;
        break;
      }
      start += piece.length;
    }
    if (!sentence) [start, sentence] = [0, text];
    if (sentence.length > LENGTH) start += within(sentence, words);
    return (start ? "…" : "") + text.slice(start, start + LENGTH) + (start + LENGTH < text.length ? "…" : "");
  }

  // Where in a long sentence to begin: after a comma, before most of the words stand close together.
  function within(sentence, words) {
    const places = marked(sentence, words);
    let best = 0;
    let most = -1;
    places.forEach(([from], number) => {
      let letters = 0;
      for (let i = number; i < places.length && places[i][1] <= from + LENGTH - 12; i++) letters += places[i][1] - places[i][0];
      if (letters > most) [best, most] = [from, letters];
    });
    if (best < 30) return 0;
    const comma = Math.max(sentence.lastIndexOf("，", best), sentence.lastIndexOf("、", best));
    return comma > best - 26 ? comma + 1 : best - 14;
  }

  root.tenregsExcerpt = { marked, excerpt };
  if (node) module.exports = root.tenregsExcerpt;
})(typeof window === "undefined" ? globalThis : window);

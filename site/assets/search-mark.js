// Landing from a result: the words found are marked where they stand (?hl=…); Esc or the button takes the marks away.
(function () {
  "use strict";

  const asked = new URLSearchParams(location.search).get("hl");
  if (!asked || !window.tenregsSearch) return;
  const words = asked.split(" ").filter(Boolean).slice(0, 8);
  const LEFT_OUT = "script, style, button, .clause-tools, .basis, .term-tip, .headerlink, svg";

  // The part of the page that the address means: from its heading to the next, an entry, or the whole article.
  function parts() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return [document.querySelector("main article, main") || document.body];
    if (!/^H[1-6]$/.test(target.tagName)) return [target.closest(".glossary > div, li, tr, dl > div") || target];
    const found = [target];
    for (let next = target.nextElementSibling; next && !/^H[1-6]$/.test(next.tagName); next = next.nextElementSibling) found.push(next);
    return found;
  }

  // Blocks of running text: [text nodes] that are read together.
  function blocks(part) {
    const found = new Map();
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim() || node.parentNode.closest(LEFT_OUT)) continue;
      const block = node.parentNode.closest("p, li, td, th, dt, dd, h1, h2, h3, h4, summary, div, article");
      found.set(block, [...(found.get(block) || []), node]);
    }
    return [...found.values()];
  }

  function mark(nodes) {
    const text = nodes.map((node) => node.data).join("");
    const places = window.tenregsSearch.marked(text, words);
    let start = 0;
    for (const node of nodes) {
      const end = start + node.data.length;
      const inside = places.filter(([from, to]) => from < end && to > start).reverse();
      for (const [from, to] of inside) {
        const range = document.createRange();
        range.setStart(node, Math.max(0, from - start));
        range.setEnd(node, Math.min(to - start, node.data.length));
        const made = document.createElement("mark");
        made.className = "found";
        range.surroundContents(made);
      }
      start = end;
    }
    return places.length;
  }

  let count = 0;
  for (const part of parts()) for (const nodes of blocks(part)) count += mark(nodes);
  if (!count) return;

  // What is only found in something folded is unfolded.
  const marks = [...document.querySelectorAll("mark.found")];
  const inText = marks.some((one) => !one.closest("details:not([open]), h1, h2, h3"));
  if (!inText) for (const one of marks) for (let fold = one.closest("details:not([open])"); fold; fold = one.closest("details:not([open])")) fold.open = true;
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.scrollIntoView();

  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "clear-found";
  clear.textContent = "清除标记";
  clear.setAttribute("aria-keyshortcuts", "Escape");
  clear.title = "标出了 " + count + " 处；按 Esc 也可清除";
  document.body.append(clear);

  function gone() {
    for (const one of document.querySelectorAll("mark.found")) {
      const parent = one.parentNode;
      one.replaceWith(...one.childNodes);
      parent.normalize();
    }
    clear.remove();
    document.removeEventListener("keydown", byKey);
    try {
      history.replaceState(null, "", location.pathname + location.hash);
    } catch {
      // The marks are gone all the same.
    }
  }

  function byKey(event) {
    if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented) gone();
  }

  clear.addEventListener("click", gone);
  document.addEventListener("keydown", byKey);
})();

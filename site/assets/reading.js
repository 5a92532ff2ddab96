// Reading aids: copy a clause's link, explain a term on hover, focus or tap.
(function () {
  "use strict";

  function copied(button, good) {
    const before = button.textContent;
    button.textContent = good ? "已复制" : "请从地址栏复制";
    setTimeout(() => (button.textContent = before), 1600);
  }

  // The clipboard API is missing on file:// in some browsers; a selected field works everywhere.
  function copyByField(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    let good = false;
    try {
      good = document.execCommand("copy");
    } catch {
      good = false;
    }
    field.remove();
    return good;
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest(".copy-link");
    if (!button) return;
    const url = location.href.split("#")[0] + "#" + button.dataset.anchor;
    history.replaceState(null, "", "#" + button.dataset.anchor);
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(url).then(
        () => copied(button, true),
        () => copied(button, copyByField(url)),
      );
    } else {
      copied(button, copyByField(url));
    }
  });

  const tip = document.createElement("div");
  tip.className = "term-tip";
  tip.id = "term-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  let shown = null;

  function show(term) {
    shown = term;
    tip.textContent = term.dataset.tip;
    tip.hidden = false;
    term.setAttribute("aria-describedby", "term-tip");
    const place = term.getBoundingClientRect();
    const width = Math.min(340, document.documentElement.clientWidth - 24);
    tip.style.width = width + "px";
    const left = Math.min(Math.max(12, place.left), document.documentElement.clientWidth - width - 12);
    const below = place.bottom + tip.offsetHeight + 12 < window.innerHeight;
    tip.style.left = left + "px";
    tip.style.top = (below ? place.bottom + 6 : place.top - tip.offsetHeight - 6) + "px";
  }

  function hide() {
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  }

  document.addEventListener("mouseover", (event) => {
    const term = event.target.closest("a.term");
    if (term) show(term);
    else if (shown && !tip.contains(event.target) && document.activeElement !== shown) hide();
  });
  document.addEventListener("focusin", (event) => (event.target.matches("a.term") ? show(event.target) : hide()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", hide, { passive: true });

  // A tap explains; a second tap follows the link to the glossary.
  let touched = null;
  document.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch" ? shown : null));
  document.addEventListener("click", function (event) {
    const term = event.target.closest("a.term");
    if (!term) return hide();
    if (event.pointerType === "touch" && touched !== term) {
      event.preventDefault();
      show(term);
    }
  });
})();

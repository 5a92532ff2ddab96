// Reading aids: copy a clause's link, explain terms and provenance, filter the day and the glossary, open the drawer.
(function () {
  "use strict";

  const said = document.createElement("div");
  said.className = "said";
  said.setAttribute("role", "status");
  document.body.append(said);
  let silence = 0;

  function say(text) {
    said.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => (said.textContent = ""), 2200);
  }

  // Copy a clause's link. The clipboard API is missing on file:// in some browsers; a selected field works everywhere.
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

  function copy(button) {
    const url = location.href.split("#")[0] + "#" + button.dataset.anchor;
    function done(good) {
      say(good ? "已复制这一条的链接" : "没能复制，请从地址栏复制");
      if (!good) return;
      button.textContent = "已复制";
      setTimeout(() => (button.textContent = "复制链接"), 1600);
    }
    history.replaceState(null, "", "#" + button.dataset.anchor);
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(url).then(
        () => done(true),
        () => done(copyByField(url)),
      );
    } else {
      done(copyByField(url));
      button.focus();
    }
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest(".copy-link");
    if (button) copy(button);
  });

  // Whether an edition binds yet is a matter of the reader's day, not of the day the site was made.
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  document.querySelectorAll("[data-in-force]").forEach((notice) => {
    if (notice.dataset.inForce > today) notice.classList.add("is-pending");
  });

  // Explanations: on hover, on focus, on tap. A second tap follows the link.
  const tip = document.createElement("div");
  tip.className = "term-tip";
  tip.id = "term-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  let shown = null;
  let leaving = 0;
  let stood = 0;

  function show(link) {
    clearTimeout(leaving);
    if (shown === link) return;
    hide();
    shown = link;
    tip.textContent = link.dataset.tip;
    tip.hidden = false;
    link.setAttribute("aria-describedby", tip.id);
    const lines = link.getClientRects();
    const place = lines[lines.length - 1];
    const room = document.documentElement;
    const left = Math.min(Math.max(8, place.left), room.clientWidth - tip.offsetWidth - 8);
    stood = place.top;
    const below = place.bottom + tip.offsetHeight + 10 < room.clientHeight;
    tip.style.left = Math.max(8, left) + "px";
    tip.style.top = Math.max(8, below ? place.bottom + 4 : lines[0].top - tip.offsetHeight - 4) + "px";
  }

  function hide() {
    clearTimeout(leaving);
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  }

  const explained = (target) => (target instanceof Element ? target.closest("a[data-tip]") : null);
  document.addEventListener("pointerover", function (event) {
    if (event.pointerType === "touch") return;
    const link = explained(event.target);
    if (link) return show(link);
    // Time enough to move onto the explanation itself.
    clearTimeout(leaving);
    if (shown && !tip.contains(event.target) && document.activeElement !== shown) leaving = setTimeout(hide, 180);
  });
  document.addEventListener("focusin", function (event) {
    const link = explained(event.target);
    if (link) show(link);
    else hide();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  function scrolled(event) {
    if (!shown || event.target === tip) return;
    const lines = shown.getClientRects();
    if (!lines.length || Math.abs(lines[lines.length - 1].top - stood) > 4) hide();
  }
  document.addEventListener("scroll", scrolled, { passive: true, capture: true });
  window.addEventListener("resize", hide);

  let before = null;
  document.addEventListener("pointerdown", (event) => (before = event.pointerType === "touch" ? shown : null), true);
  document.addEventListener("click", function (event) {
    const link = explained(event.target);
    if (!link) {
      if (!tip.contains(event.target)) hide();
    } else if (event.pointerType === "touch" && before !== link) {
      event.preventDefault();
      show(link);
    }
  });

  // Folded duties are part of the rule: they unfold on paper.
  let unfolded = [];
  window.addEventListener("beforeprint", function () {
    unfolded = [...document.querySelectorAll("details.duties:not([open])")];
    unfolded.forEach((fold) => (fold.open = true));
  });
  window.addEventListener("afterprint", () => unfolded.forEach((fold) => (fold.open = false)));

  // The day of one post.
  function byRole() {
    const group = document.querySelector(".role-filter");
    if (!group) return;
    const buttons = [...group.querySelectorAll("button")];
    const rule = document.getElementById("role-rule");
    const acts = [...document.querySelectorAll(".acts > li, tr[data-roles]")];
    const status = document.getElementById("role-filter-status");
    function choose(button) {
      const covers = button.dataset.covers.split(" ").filter(Boolean);
      buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      const others = covers.map((role) => ':not([data-roles~="' + role + '"])').join("");
      rule.textContent = others && ".md-typeset :is(.acts > li, tr[data-roles])" + others + "{display:none}";
      status.textContent = button.textContent + "：" + acts.filter((act) => !others || !act.matches(others)).length + " 项";
    }
    group.addEventListener("click", (event) => event.target.matches("button") && choose(event.target));
    const asked = new URLSearchParams(location.search).get("role");
    const wanted = buttons.find((button) => asked && button.dataset.covers.split(" ")[0] === asked);
    if (wanted) choose(wanted);
  }

  // The glossary, narrowed as one types.
  function terms() {
    const input = document.getElementById("term-query");
    if (!input) return;
    const entries = [...document.querySelectorAll(".glossary > div")];
    const status = document.getElementById("term-status");
    input.addEventListener("input", function () {
      const query = input.value.trim().toLowerCase();
      entries.forEach((entry) => (entry.hidden = !entry.textContent.toLowerCase().includes(query)));
      status.textContent = entries.filter((entry) => !entry.hidden).length + " 个名词";
    });
  }

  // The menu button opens Material's drawer; the keyboard goes in with it, and comes back out.
  function drawer() {
    const button = document.querySelector(".menu-open");
    const toggle = document.getElementById("__drawer");
    if (!button || !toggle) return;
    function tell() {
      button.setAttribute("aria-expanded", String(toggle.checked));
    }
    toggle.addEventListener("change", tell);
    button.addEventListener("click", function (event) {
      toggle.click();
      tell();
      const first = document.querySelector(".md-sidebar--primary a[href]");
      if (toggle.checked && first && event.detail === 0) setTimeout(() => first.focus(), 300);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !toggle.checked) return;
      toggle.click();
      tell();
      button.focus();
    });
  }

  byRole();
  terms();
  drawer();
})();

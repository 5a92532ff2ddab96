// The search box in the header and the search page: both over TENREGS_SEARCH.
(function () {
  "use strict";

  const core = window.TENREGS_SEARCH;
  const box = document.querySelector(".site-search");
  const base = box ? box.dataset.base.replace(/\/?$/, "/") : "";
  let loading = null;

  // The index is a script, so that it loads from a folder as from a server; only when it is first needed.
  function sections() {
    if (!loading) {
      loading = new Promise(function (resolve, reject) {
        if (window.TENREGS_INDEX) return resolve(core.prepare(window.TENREGS_INDEX));
        const script = document.createElement("script");
        script.src = base + "assets/search-index.js";
        script.onload = () => resolve(core.prepare(window.TENREGS_INDEX));
        script.onerror = () => reject(new Error("index"));
        document.head.append(script);
      });
    }
    return loading;
  }

  function marked(text, query) {
    const fragment = document.createDocumentFragment();
    const words = query.split(/\s+/).filter(Boolean).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!words.length) return text;
    let from = 0;
    for (const hit of text.matchAll(new RegExp(words.join("|"), "gi"))) {
      fragment.append(text.slice(from, hit.index));
      const mark = document.createElement("mark");
      mark.textContent = hit[0];
      fragment.append(mark);
      from = hit.index + hit[0].length;
    }
    fragment.append(text.slice(from));
    return fragment;
  }

  function row(entry, query, number, option) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = base + entry.u;
    if (option) {
      item.setAttribute("role", "presentation");
      link.setAttribute("role", "option");
      link.id = "site-search-option-" + number;
      link.tabIndex = -1;
    }
    const head = document.createElement("span");
    head.className = "result-head";
    const kind = document.createElement("span");
    kind.className = "result-kind";
    kind.textContent = entry.r ? entry.k + " · " + entry.r : entry.k;
    const title = document.createElement("span");
    title.className = "result-title";
    title.append(marked(entry.t, query));
    head.append(title, kind);
    const text = document.createElement("span");
    text.className = "result-text";
    text.append(marked(core.excerpt(entry, query), query));
    link.append(head, text);
    item.append(link);
    return item;
  }

  function none(query) {
    const item = document.createElement("li");
    item.className = "result-none";
    item.setAttribute("role", "presentation");
    item.append("没有找到“" + query + "”。换个说法试试，或从");
    const link = document.createElement("a");
    link.href = base + "regulations/index.html";
    link.textContent = "十项制度总览";
    item.append(link, "找起。");
    return item;
  }

  function show(list, query, limit, option, done) {
    sections().then(
      function (all) {
        const found = core.find(all, query, limit);
        list.replaceChildren(...found.map((entry, number) => row(entry, query, number, option)));
        if (!found.length && query.trim()) list.append(none(query.trim()));
        done(found.length);
      },
      function () {
        const item = document.createElement("li");
        item.className = "result-none";
        item.textContent = "检索数据没有读到，请刷新页面再试。";
        list.replaceChildren(item);
        done(0);
      },
    );
  }

  function header() {
    const input = box.querySelector("input");
    const list = box.querySelector("ol");
    const open = box.querySelector(".site-search-open");
    let chosen = -1;

    function options() {
      return [...list.querySelectorAll('[role="option"]')];
    }
    function choose(number) {
      const all = options();
      chosen = all.length ? (number + all.length) % all.length : -1;
      all.forEach((link, at) => link.setAttribute("aria-selected", String(at === chosen)));
      if (chosen >= 0) {
        input.setAttribute("aria-activedescendant", all[chosen].id);
        all[chosen].scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }
    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      box.classList.remove("site-search-active");
    }
    function update() {
      const query = input.value;
      if (!query.trim()) return close();
      show(list, query, 12, true, function () {
        if (input.value !== query) return;
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
        choose(-1);
        chosen = -1;
      });
    }
    input.addEventListener("focus", function () {
      box.classList.add("site-search-active");
      sections().catch(() => {});
      if (input.value) update();
    });
    input.addEventListener("input", update);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        options()[chosen].click();
        close();
      } else if (event.key === "Escape") {
        close();
        input.blur();
      }
    });
    list.addEventListener("click", close);
    open.addEventListener("click", function () {
      box.classList.add("site-search-active");
      input.focus();
    });
    document.addEventListener("click", (event) => box.contains(event.target) || close());
    document.addEventListener("keydown", function (event) {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
      if ((event.key === "/" && !typing) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        box.classList.add("site-search-active");
        input.focus();
        input.select();
      }
    });
  }

  function page() {
    const form = document.querySelector(".search-page");
    if (!form) return;
    const input = form.querySelector("input");
    const list = document.getElementById("search-page-results");
    const status = document.getElementById("search-page-status");
    function update() {
      const query = input.value;
      if (!query.trim()) {
        list.replaceChildren();
        status.textContent = "";
        return;
      }
      show(list, query, 60, false, (count) => (status.textContent = count ? "找到 " + count + " 处" : ""));
    }
    input.value = new URLSearchParams(location.search).get("q") || "";
    input.addEventListener("input", update);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      update();
    });
    update();
  }

  if (box) header();
  page();
})();

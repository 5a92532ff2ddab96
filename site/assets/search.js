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
    link.addEventListener("click", () => remember(entry));
    if (option) {
      item.setAttribute("role", "presentation");
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.id = "site-search-option-" + number;
      link.tabIndex = -1;
    }
    const head = document.createElement("span");
    head.className = "result-head";
    const kind = document.createElement("span");
    kind.className = "result-kind";
    kind.textContent = [entry.k, entry.r, entry.d].filter(Boolean).join(" · ");
    const title = document.createElement("span");
    title.className = "result-title";
    title.append(marked(entry.t, query));
    head.append(title, kind);
    link.append(head);
    if (query) {
      const text = document.createElement("span");
      text.className = "result-text";
      text.append(marked(core.excerpt(entry, query), query));
      link.append(text);
    } else {
      item.className = "result-recent";
    }
    item.append(link);
    return item;
  }

  // What was opened from here lately, kept on this machine only. Entries that the site no longer has drop out.
  const RECENT = "tenregs-recent";
  function recent(all) {
    let kept = [];
    try {
      kept = JSON.parse(localStorage.getItem(RECENT) || "[]");
    } catch {
      kept = [];
    }
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((one) => all.filter((section) => section.entry.u === one.u && section.entry.t === one.t).slice(0, 1));
  }

  function remember(entry) {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT) || "[]").filter((one) => one.u !== entry.u || one.t !== entry.t);
      localStorage.setItem(RECENT, JSON.stringify([{ u: entry.u, t: entry.t }, ...kept].slice(0, 6)));
    } catch {
      // A browser that keeps nothing still searches.
    }
  }

  function header() {
    const input = box.querySelector("input");
    const panel = box.querySelector(".site-search-panel");
    const list = panel.querySelector("ol");
    const head = panel.querySelector(".site-search-head");
    const foot = panel.querySelector(".site-search-foot");
    const open = box.querySelector(".site-search-open");
    const narrow = window.matchMedia("(max-width: 44.9844em)");
    let chosen = -1;

    const options = () => [...list.children].map((item) => item.firstChild);

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
      panel.hidden = true;
      input.setAttribute("aria-expanded", "false");
      box.classList.remove("site-search-active");
    }

    function fill(entries, query, heading) {
      list.replaceChildren(...entries.map((entry, number) => row(entry, query, number, true)));
      head.replaceChildren(...heading);
      foot.replaceChildren();
      if (query && entries.length) {
        const all = document.createElement("a");
        all.href = base + "search.html?q=" + encodeURIComponent(query);
        all.textContent = "查看全部结果";
        foot.append(all, narrow.matches ? "" : "　↑↓ 选择　回车打开　Esc 关闭");
      }
      const empty = !entries.length && !heading.length;
      panel.hidden = empty;
      input.setAttribute("aria-expanded", String(entries.length > 0));
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
    }

    function update() {
      const query = input.value.trim();
      sections().then(
        function (all) {
          if (input.value.trim() !== query || !box.classList.contains("site-search-active")) return;
          if (!query) {
            const lately = recent(all).map((section) => section.entry);
            return fill(lately, "", lately.length ? ["最近看过"] : []);
          }
          const found = core.find(all, query, 12);
          fill(found, query, found.length ? [] : nothing(query));
        },
        () => fill([], query, ["检索数据没有读到，请刷新页面再试。"]),
      );
    }

    function start() {
      box.classList.add("site-search-active");
      input.focus();
      input.select();
    }

    input.addEventListener("focus", function () {
      box.classList.add("site-search-active");
      update();
    });
    input.addEventListener("input", update);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        options()[chosen].click();
        close();
        input.blur();
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
        input.blur();
        if (narrow.matches) open.focus();
      }
    });
    list.addEventListener("click", close);
    open.addEventListener("click", start);
    box.querySelector(".site-search-close").addEventListener("click", function () {
      close();
      open.focus();
    });
    box.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !box.contains(event.relatedTarget)) close();
    });
    document.addEventListener("click", (event) => box.contains(event.target) || close());
    document.addEventListener("keydown", function (event) {
      const target = event.target;
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (slash || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        start();
      }
    });
  }

  function nothing(query) {
    const link = document.createElement("a");
    link.href = base + "regulations/index.html";
    link.textContent = "十项制度总览";
    return ["没有找到“" + query + "”。换个说法试试，或从", link, "找起。"];
  }

  function page() {
    const form = document.querySelector(".search-page");
    if (!form) return;
    const input = form.querySelector("input");
    const list = document.getElementById("search-page-results");
    const status = document.getElementById("search-page-status");
    const kinds = document.querySelector(".search-kinds");
    const hint = status.textContent;
    let kind = "";

    function button(name, count) {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = (name || "全部") + " " + count;
      made.setAttribute("aria-pressed", String(name === kind));
      made.addEventListener("click", function () {
        kind = name;
        update();
        kinds.querySelector('[aria-pressed="true"]').focus();
      });
      return made;
    }

    function update() {
      const query = input.value.trim();
      if (!query) {
        list.replaceChildren();
        kinds.hidden = true;
        status.textContent = hint;
        return;
      }
      sections().then(
        function (all) {
          if (input.value.trim() !== query) return;
          const found = core.find(all, query, 300);
          const names = [...new Set(found.map((entry) => entry.k))];
          if (!names.includes(kind)) kind = "";
          const chosen = found.filter((entry) => !kind || entry.k === kind);
          list.replaceChildren(...chosen.slice(0, 80).map((entry, number) => row(entry, query, number, false)));
          kinds.replaceChildren(button("", found.length), ...names.map((name) => button(name, found.filter((e) => e.k === name).length)));
          kinds.hidden = names.length < 2;
          if (!found.length) status.replaceChildren(...nothing(query));
          else status.textContent = "找到 " + chosen.length + " 处" + (chosen.length > 80 ? "，列出前 80 处" : "");
        },
        () => (status.textContent = "检索数据没有读到，请刷新页面再试。"),
      );
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

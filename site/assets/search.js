// The index, loaded when first needed; results as they are shown; the search box in the header.
(function () {
  "use strict";

  const box = document.querySelector(".site-search");
  const base = box ? box.dataset.base.replace(/\/?$/, "/") : "";
  const RECENT = "tenregs.1.recent";
  const SLICE = 12; // milliseconds of getting ready at a time
  let loading = null;
  let warming = null;
  let completing = null;
  let engine = null;
  let whole = false; // whether the engine has what people ask, too

  // The index is in scripts, so that it loads from a folder as from a server.
  const fetched = (name) =>
    new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = base + "assets/" + name;
      script.onload = resolve;
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });

  function load() {
    if (!loading) loading = fetched("search-index.js").then(() => (engine = window.tenregsSearch.open(window.TENREGS_INDEX)));
    return loading;
  }

  // Get ready a slice at a time, so that reading and typing go on.
  const ready = (made) =>
    new Promise(function step(resolve) {
      if (made.work(SLICE)) resolve(made);
      else setTimeout(step, 0, resolve);
    });

  function warm() {
    if (!warming) warming = load().then(ready);
    return warming.catch(() => {});
  }

  // What people ask is fetched by who is about to search; until it is there, the texts alone are searched.
  function complete() {
    if (!completing) {
      completing = warm()
        .then(() => fetched("search-spoken.js"))
        .then(() => ready(window.tenregsSearch.open(window.TENREGS_INDEX, window.TENREGS_SPOKEN)))
        .then((made) => ([engine, whole] = [made, true]));
    }
    return completing.catch(() => {});
  }

  function el(name, properties, ...children) {
    const made = document.createElement(name);
    for (const key of Object.keys(properties)) made.setAttribute(key, properties[key]);
    made.append(...children);
    return made;
  }

  function marked(text, words) {
    const fragment = document.createDocumentFragment();
    let from = 0;
    for (const [start, end] of words.length ? window.tenregsSearch.marked(text, words) : []) {
      fragment.append(text.slice(from, start), el("mark", {}, text.slice(start, end)));
      from = end;
    }
    fragment.append(text.slice(from));
    return fragment;
  }

  // Where a result leads: the place itself, with the words to mark there.
  function address(hit) {
    if (!hit.marks || !hit.marks.length || hit.kind === "题目" || hit.kind === "页面" || hit.kind === "角色") return base + hit.url;
    const words = [...hit.marks].sort((a, b) => b.length - a.length).slice(0, 8);
    const [path, anchor] = hit.url.split("#");
    return base + path + "?hl=" + encodeURIComponent(words.join(" ")) + (anchor ? "#" + anchor : "");
  }

  function row(hit, option) {
    const link = el("a", { href: address(hit) });
    link.addEventListener("click", () => remember(hit));
    const item = el("li", {}, link);
    if (option) {
      item.setAttribute("role", "presentation");
      for (const [key, value] of [["role", "option"], ["aria-selected", "false"], ["id", option], ["tabindex", "-1"]]) link.setAttribute(key, value);
    }
    const place = [hit.kind, [hit.regulation, hit.number].filter(Boolean).join(" "), hit.draft].filter(Boolean).join(" · ");
    link.append(el("span", { class: "result-head" }, el("span", { class: "result-title" }, marked(hit.title, hit.marks || [])), el("span", { class: "result-kind" }, place)));
    if (hit.marks && hit.excerpt) link.append(el("span", { class: "result-text" }, marked(hit.excerpt, hit.marks)));
    if (!hit.marks) item.className = "result-recent";
    return item;
  }

  // What was opened from here lately, kept on this machine only. What the site no longer has drops out.
  function stored() {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT) || "[]");
      return Array.isArray(kept) ? kept.filter((one) => one && typeof one.u === "string") : [];
    } catch {
      return [];
    }
  }

  function remember(hit) {
    try {
      const others = stored().filter((one) => one.u !== hit.url || one.t !== hit.title);
      localStorage.setItem(RECENT, JSON.stringify([{ u: hit.url, t: hit.title }, ...others].slice(0, 6)));
    } catch {
      // A browser that keeps nothing still searches.
    }
  }

  function recent() {
    return stored().flatMap((one) => engine.at(one.u, one.t).slice(0, 1));
  }

  // What is said when nothing is found: the way to the contents, and what comes nearest, apart from results.
  function nothing(query) {
    return ["没有找到“" + query + "”。换个说法试试，或从", el("a", { href: base + "regulations/index.html" }, "十项制度总览"), "找起。"];
  }

  function corrected(query, found) {
    return found.meant && found.hits.length ? ["没有“" + query + "”，按“" + found.meant + "”找到这些："] : [];
  }

  function header() {
    const input = box.querySelector("input");
    const panel = box.querySelector(".site-search-panel");
    const list = panel.querySelector("ol");
    const head = panel.querySelector(".site-search-head");
    const foot = panel.querySelector(".site-search-foot");
    const status = panel.parentNode.querySelector('[role="status"]');
    const open = box.querySelector(".site-search-open");
    const narrow = window.matchMedia("(max-width: 44.9844em)");
    let chosen = -1;
    let composing = false;

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

    function fill(hits, heading, below, said) {
      list.replaceChildren(...hits.map((hit, number) => row(hit, "site-search-option-" + number)));
      head.replaceChildren(...heading);
      foot.replaceChildren(...below);
      status.textContent = said;
      panel.hidden = !hits.length && !heading.length;
      input.setAttribute("aria-expanded", String(hits.length > 0));
      panel.scrollTop = 0;
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
    }

    function show(query) {
      if (!query) {
        const lately = recent();
        return fill(lately, lately.length ? ["最近看过"] : [], [], "");
      }
      const found = engine.find(query, { limit: 12 });
      if (found.hits.length) {
        const all = el("a", { href: base + "search.html?q=" + encodeURIComponent(query) }, "查看全部结果（" + found.count + "）");
        return fill(found.hits, corrected(query, found), [all, narrow.matches ? "" : "　↑↓ 选择　回车打开　Esc 关闭"], "找到 " + found.count + " 处");
      }
      const near = found.nearest.length ? ["最接近的：", ...found.nearest.flatMap((hit, at) => [at ? "、" : "", el("a", { href: address(hit) }, [hit.kind === "条款" ? hit.regulation + hit.number : "", hit.title].join(" ").trim())])] : [];
      fill([], nothing(query), near, "没有找到");
    }

    function update() {
      const query = input.value.trim();
      load().then(
        function () {
          if (input.value.trim() === query && box.classList.contains("site-search-active")) show(query);
        },
        () => fill([], ["检索数据没有读到，请刷新页面再试。"], [], ""),
      );
    }

    function start() {
      box.classList.add("site-search-active");
      input.focus();
      input.select();
    }

    input.addEventListener("focus", function () {
      box.classList.add("site-search-active");
      if (!whole) update();
      complete().then(() => box.classList.contains("site-search-active") && chosen < 0 && update());
    });
    box.addEventListener("pointerenter", complete, { once: true });
    input.addEventListener("compositionstart", () => (composing = true));
    input.addEventListener("compositionend", function () {
      composing = false;
      update();
    });
    input.addEventListener("input", () => composing || update());
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
        event.stopPropagation();
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
    const idle = window.requestIdleCallback || ((work) => setTimeout(work, 600));
    window.addEventListener("load", () => setTimeout(() => idle(warm), 400));
  }

  window.tenregsResults = { load, complete, row, recent, nothing, corrected, el, engine: () => engine };
  if (box) header();
})();

// 检索 as a page of its own: all results, by kind, regulation and role.
(function () {
  "use strict";

  const form = document.querySelector(".search-page");
  if (!form || !window.tenregsResults) return;
  const { load, complete, row, recent, nothing, corrected, el, engine } = window.tenregsResults;
  const input = form.querySelector("input");
  const list = document.getElementById("search-page-results");
  const nearby = document.getElementById("search-page-nearest");
  const status = document.getElementById("search-page-status");
  const kinds = document.querySelector(".search-kinds");
  const narrowing = document.querySelector(".search-narrowing");
  const starts = document.querySelectorAll(".search-start");
  const lately = document.getElementById("search-page-recent");
  const [regulation, role] = narrowing.querySelectorAll("select");
  const hint = status.textContent;
  const SHOWN = 80;
  let kind = "";
  let composing = false;

  function button(name, count) {
    const made = el("button", { type: "button", "aria-pressed": String(name === kind) }, (name || "全部") + " " + count);
    made.addEventListener("click", function () {
      kind = name;
      update();
      kinds.querySelector('[aria-pressed="true"]').focus();
    });
    return made;
  }

  // What can be chosen, once the index is there.
  function offer() {
    if (regulation.options.length > 1) return;
    const { regulations, roles } = engine().index;
    for (const [, short] of regulations) regulation.append(el("option", { value: short }, short));
    regulation.append(el("option", { value: "推广实施" }, "推广实施"));
    roles.forEach(([title], number) => role.append(el("option", { value: String(number) }, title)));
  }

  function show(query) {
    offer();
    const by = { regulation: regulation.value, role: role.value === "" ? -1 : Number(role.value) };
    const every = engine().find(query, { ...by, limit: 0 });
    if (!every.kinds[kind]) kind = "";
    const found = engine().find(query, { ...by, kind, limit: SHOWN });
    list.replaceChildren(...found.hits.map((hit) => row(hit, "")));
    const names = Object.keys(every.kinds);
    kinds.replaceChildren(button("", every.count), ...names.map((name) => button(name, every.kinds[name])));
    kinds.hidden = names.length < 2;
    nearby.replaceChildren(...found.nearest.map((hit) => row(hit, "")));
    nearby.parentNode.hidden = !found.nearest.length;
    const narrowed = regulation.value || role.value !== "";
    narrowing.hidden = !found.count && !narrowed;
    if (!found.count && narrowed) status.textContent = "在所选的制度和角色里没有找到“" + query + "”，放宽一点试试。";
    else if (!found.count) status.replaceChildren(...nothing(query));
    else status.replaceChildren(...corrected(query, found), (found.meant ? "共 " : "找到 ") + found.count + " 处" + (found.count > SHOWN ? "，列出前 " + SHOWN + " 处" : ""));
  }

  // What was opened lately, once the index tells whether it is still there.
  function remind() {
    load().then(function () {
      lately.querySelector("ol").replaceChildren(...recent().map((hit) => row(hit, "")));
      lately.hidden = Boolean(input.value.trim()) || !lately.querySelector("li");
    }, () => {});
  }

  function update() {
    const query = input.value.trim();
    for (const section of starts) section.hidden = Boolean(query) || section === lately;
    if (!query) {
      list.replaceChildren();
      nearby.parentNode.hidden = true;
      kinds.hidden = true;
      narrowing.hidden = true;
      status.textContent = hint;
      return remind();
    }
    load().then(
      () => input.value.trim() === query && show(query),
      () => (status.textContent = "检索数据没有读到，请刷新页面再试。"),
    );
  }

  // The address follows what is typed, so that going back finds it again; a folder may not allow it.
  function keep() {
    try {
      history.replaceState(null, "", "?q=" + encodeURIComponent(input.value.trim()));
    } catch {
      // The results stand all the same.
    }
  }

  input.value = new URLSearchParams(location.search).get("q") || "";
  input.addEventListener("compositionstart", () => (composing = true));
  input.addEventListener("compositionend", function () {
    composing = false;
    update();
  });
  input.addEventListener("input", () => composing || update());
  input.addEventListener("change", keep);
  for (const select of [regulation, role]) select.addEventListener("change", update);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    keep();
    update();
  });
  update();
  complete().then(() => input.value.trim() && update());
})();

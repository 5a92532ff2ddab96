// 填好本机构再下载: a unit and a month, kept on this device, put into every file before it is saved.
(function () {
  "use strict";

  const panel = document.querySelector(".made-out");
  const links = [...document.querySelectorAll("a.download[data-template]")];
  if (!panel) return;
  if (!window.tenregsStamp) {
    panel.hidden = true; // without it nothing can be filled in
    return;
  }
  const stamp = window.tenregsStamp;
  const root = panel.dataset.root;
  const KEY = "tenregs.1.made-out";
  const form = panel.querySelector("form");
  const status = panel.querySelector(".made-out-status");
  const more = panel.querySelector(".made-out-details");
  const list = panel.querySelector("datalist");
  const summary = panel.querySelector(".made-out-summary");
  const clear = panel.querySelector('[data-act="clear"]');
  const TYPED = [
    ["机构编码", "机构编码"],
    ["机构简称", "简称"],
    ["上级机构", "上级机构"],
    ["所属公司", "所属公司"],
    ["地址", "地址"],
    ["电话", "电话"],
    ["监督电话", "监督电话"],
    ["客服热线", "客服热线"],
    ["负责人", "负责人"],
    ["台席数", "台席数"],
  ];
  let state = read();

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "null");
      return kept && typeof kept === "object" && typeof kept.name === "string" ? kept : null;
    } catch {
      return null;
    }
  }

  function keep(value) {
    state = value;
    try {
      if (value) localStorage.setItem(KEY, JSON.stringify(value));
      else localStorage.removeItem(KEY);
      return true;
    } catch {
      return false;
    }
  }

  function say(text) {
    status.textContent = text;
  }

  // Scripts, one at a time; each is loaded once.
  const loading = new Map();

  function load(path) {
    if (!loading.has(path)) {
      loading.set(
        path,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = root + path;
          script.onload = resolve;
          script.onerror = () => {
            loading.delete(path);
            reject(new Error(path));
          };
          document.head.append(script);
        }),
      );
    }
    return loading.get(path);
  }

  const units = () => load("downloads/units.js");

  async function template(name) {
    if (!stamp.templates.has(name)) await load(`downloads/templates/${name}.js`);
    return stamp.templates.get(name);
  }

  // The unit as the list has it, or as it was typed.
  function unitOf(kept) {
    const listed = stamp.data.units.find((unit) => unit.id === kept.id);
    if (listed) return listed;
    const values = {};
    for (const key of stamp.data.keys) values[key] = kept.values[key] || "";
    values["机构名称"] = kept.name;
    values["机构简称"] = kept.values["机构简称"] || kept.name;
    const facts = {};
    for (const asked of stamp.data.asked) {
      const answer = kept.values[asked.address];
      if (answer) {
        facts[asked.address] = answer;
        facts[`${asked.address}=`] = `"${answer}"`;
      }
    }
    const [name, post, skills] = stamp.data.staff;
    people(kept.values["员工"] || "").forEach((person, index) => {
      values[`${name}.${index + 1}`] = person.name;
      values[`${post}.${index + 1}`] = person.post;
      values[`${skills}.${index + 1}`] = "";
    });
    return { id: "", values, facts, shapes: {} };
  }

  // 张某（柜面主管）、李某
  function people(text) {
    return text
      .split(/[、，,；;\n]/)
      .map((part) => part.trim().replace("(", "（"))
      .filter(Boolean)
      .slice(0, 60)
      .map((part) => {
        const at = part.indexOf("（");
        const name = at < 0 ? part : part.slice(0, at);
        return { name: name.trim(), post: at < 0 ? "" : part.slice(at + 1).replace(/[）)\s]+$/, "") };
      });
  }

  // A file made out as chosen; without a choice a blank one, of which there is nothing to note.
  async function made(name) {
    await units();
    const unit = state ? unitOf(state) : { values: {}, facts: {}, shapes: {} };
    const shape = unit.shapes && unit.shapes[name];
    const chosen = await template(shape ? `${name}.${shape}` : name);
    const values = stamp.valuesFor(unit, state ? state.month : "");
    return { bytes: stamp.stamp(chosen, values), notes: state ? notes(chosen, values) : [] };
  }

  // What the person should know before printing: words that need more lines, people for whom there is no row.
  function notes(chosen, values) {
    const [key] = stamp.data.staff;
    const there = Object.keys(values).filter((name) => name.startsWith(`${key}.`) && values[name]).length;
    const rows = stamp.rowsFor(chosen, key);
    const found = [];
    if (rows && there > rows) found.push(`员工 ${there} 人，只填了前 ${rows} 人`);
    if (!stamp.shapeFits(chosen, values)) found.push("机构名称较长，有的格子会换行，可能多出一页，打印前先预览");
    return found;
  }

  const TYPES = {
    docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  };

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  const plain = (text) => text.replace(/[<>:"/\\|?*]/g, "_");
  const short = () => (state.values && state.values["机构简称"]) || state.short || state.name;
  const label = () => [short(), state.month ? monthName(state.month) : ""].filter(Boolean).join(" ");
  const monthName = (month) => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;

  async function download(link) {
    const name = link.dataset.template;
    say("正在填写……");
    try {
      const { bytes, notes } = await made(name);
      const suffix = name.slice(name.lastIndexOf(".") + 1);
      const file = link.download.replace(/(\.[a-z]+)$/, `（${plain(label())}）$1`);
      save(new Blob([bytes], { type: TYPES[suffix] }), file);
      say([`已下载：${file}`, ...notes].join("。"));
    } catch {
      say("没能填写，已改为下载空白表。");
      location.href = link.href;
    }
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a.download[data-template]");
    if (!link || !state) return;
    event.preventDefault();
    download(link);
  });

  // All of them in one zip. A form at a time, so that the page stays alive.
  async function everything(button) {
    const box = panel.querySelector(".made-out-all");
    const bar = box.querySelector("progress");
    const wanted = [...box.querySelectorAll("input:checked")].map((input) => input.value);
    if (!wanted.length) return say("先选要哪几种文件。");
    button.disabled = true;
    bar.hidden = false;
    try {
      await units();
      const jobs = [];
      for (const [id, kinds] of Object.entries(stamp.data.files)) {
        for (const [key, variant, file] of kinds) if (wanted.includes(variant)) jobs.push([`${id}.${key}`, file]);
      }
      const files = [];
      const noted = new Map();
      for (const [name, file] of jobs) {
        const { bytes, notes } = await made(name);
        for (const note of notes) noted.set(note, [...(noted.get(note) || []), file]);
        files.push([file, bytes]);
        bar.value = (files.length / jobs.length) * 100;
        say(`正在填写 ${files.length} / ${jobs.length}：${file}`);
        await new Promise((resolve) => setTimeout(resolve));
      }
      const folder = state ? plain(label()) : "空白表单";
      save(stamp.archive(files.map(([file, bytes]) => [`${folder}/${file}`, bytes])), `十项制度表单（${folder}）.zip`);
      const told = [...noted].map(([note, names]) => `${note}：${names.slice(0, 4).join("、")}${names.length > 4 ? ` 等 ${names.length} 份` : ""}`);
      say([`已下载 ${files.length} 份文件`, ...told].join("。"));
    } catch {
      say("没能打包：有的文件打不开。重新打开网页再试一次。");
    }
    button.disabled = false;
    bar.hidden = true;
  }

  // The panel.
  function show() {
    const set = Boolean(state);
    const editing = Boolean(panel.dataset.editing);
    const folded = (set || Boolean(panel.dataset.compact)) && !editing;
    form.hidden = folded;
    summary.hidden = !folded;
    clear.hidden = !set;
    panel.querySelector(".made-out-brief").hidden = folded;
    const [words, button] = summary.children;
    words.textContent = set
      ? `下载的表单已填好：${state.name}${state.month ? `　${monthName(state.month)}` : ""}`
      : "现在下载的是空白表。";
    button.textContent = set ? "修改" : "填写机构和月份";
    links.forEach((link) => link.classList.toggle("download-made", set));
  }

  function field(name, title, value) {
    const wrap = document.createElement("label");
    const words = document.createElement("span");
    words.textContent = title;
    const input = document.createElement("input");
    input.name = name;
    input.maxLength = name === "员工" ? 400 : 80;
    input.value = value || "";
    wrap.append(words, input);
    return wrap;
  }

  function choice(asked, value) {
    const wrap = document.createElement("label");
    const words = document.createElement("span");
    words.textContent = asked.label;
    const select = document.createElement("select");
    select.name = asked.address;
    for (const option of ["", ...asked.choices]) select.append(new Option(option || "（不填）", option));
    select.value = value || "";
    wrap.append(words, select);
    return wrap;
  }

  async function fill() {
    const values = (state && state.values) || {};
    form.unit.value = state ? state.name : "";
    form.month.value = state ? state.month : "";
    await units().catch(() => say("机构名单没有打开，可以直接输入机构名称。"));
    if (!stamp.data) return;
    list.replaceChildren(
      ...stamp.data.units.map((unit) => {
        const option = new Option(unit.values["机构编码"] || "", unit.values["机构名称"]);
        return option;
      }),
    );
    const people = field("员工", "员工", values["员工"]);
    people.lastElementChild.placeholder = "张某（柜面主管）、李某、王某";
    people.className = "made-out-wide";
    more.replaceChildren(
      ...TYPED.map(([name, title]) => field(name, title, values[name])),
      ...stamp.data.asked.filter((asked) => asked.choices.length).map((asked) => choice(asked, values[asked.address])),
      people,
    );
    listedOnly();
  }

  // A unit from the list brings its details; only what is typed asks for them.
  function listedOnly() {
    const listed = stamp.data && stamp.data.units.find((unit) => unit.values["机构名称"] === form.unit.value.trim());
    panel.querySelector(".made-out-more").hidden = Boolean(listed);
    return listed;
  }

  const oneLine = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ue000-\uf8ff]/g, "").trim();

  form.unit.addEventListener("input", listedOnly);
  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    await units().catch(() => {});
    const name = oneLine(form.unit.value);
    const month = form.month.value.trim();
    if (!name) return say("先填机构名称。"), form.unit.focus();
    if (month && !/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) return say("月份写成 2026-12。"), form.month.focus();
    const listed = listedOnly();
    const values = {};
    if (!listed) for (const input of more.querySelectorAll("input, select")) values[input.name] = oneLine(input.value);
    const kept = keep({ id: listed ? listed.id : "", name, short: listed ? listed.values["机构简称"] : "", month, values });
    delete panel.dataset.editing;
    show();
    const year = month.slice(0, 4);
    const unknown = month && stamp.data && !stamp.data.years[year];
    say(
      `${kept ? "已记在这台设备上。" : "这台设备不让保存，关掉网页就要重填。"}${unknown ? `${year} 年的放假安排还不知道，表上周六、周日标“休”，节假日和调休要自己改。` : ""}`,
    );
  });
  panel.addEventListener("click", function (event) {
    const act = event.target.dataset && event.target.dataset.act;
    if (act === "edit") {
      panel.dataset.editing = "yes";
      show();
      fill();
      form.unit.focus();
    } else if (act === "clear") {
      keep(null);
      delete panel.dataset.editing;
      form.reset();
      show();
      say("已清除，下载的是空白表。");
    } else if (act === "all") {
      everything(event.target);
    }
  });
  let opened = false;
  panel.addEventListener("focusin", function () {
    if (!opened && !form.hidden) {
      opened = true;
      fill();
    }
  });

  // Forms of one cycle.
  function filter() {
    const group = document.querySelector(".form-filter");
    if (!group) return;
    const buttons = [...group.querySelectorAll("button")];
    const cards = [...document.querySelectorAll(".form-card")];
    group.addEventListener("click", function (event) {
      const button = event.target.closest("button");
      if (!button) return;
      const cycle = button.dataset.cycle;
      buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      cards.forEach((card) => (card.hidden = Boolean(cycle) && card.dataset.cycle !== cycle));
      for (const cardList of document.querySelectorAll(".form-cards")) {
        const none = ![...cardList.children].some((card) => !card.hidden);
        cardList.hidden = none;
        if (cardList.previousElementSibling) cardList.previousElementSibling.hidden = none;
      }
      group.querySelector(".form-filter-status").textContent = `${cards.filter((card) => !card.hidden).length} 张`;
    });
  }

  // Is my printed copy current? The printed code brings version and fingerprint; or they are typed.
  function current() {
    const box = document.querySelector(".current-check");
    if (!box) return;
    const told = box.querySelector(".current-status");
    const inputs = box.querySelector("form");
    function compare(version, fingerprint) {
      const wanted = box.dataset.fingerprint;
      let words = "是现行的，可以用。";
      let old = true;
      if (version !== box.dataset.version) words = `不是现行的：现行版本是 ${box.dataset.version}，请换新的。`;
      else if (wanted && !fingerprint) words = "版本是现行的。再输入页脚的 12 位指纹，才知道所依据的条款改过没有。";
      else if (wanted && !/^[0-9a-f]{12}$/.test(fingerprint)) words = "指纹是 12 位数字和字母（a 到 f），请照页脚再输一遍。";
      else if (wanted && fingerprint !== wanted) words = "指纹不同。先核对有没有输错；没有输错，就是所依据的条款改过了，请换新的。";
      else old = false;
      told.textContent = words;
      told.classList.toggle("current-old", old);
    }
    inputs.addEventListener("submit", function (event) {
      event.preventDefault();
      const version = inputs.version.value.normalize("NFKC").trim().replace(/^v/i, "").replace(/版.*$/, "");
      const fingerprint = inputs.fingerprint ? inputs.fingerprint.value.normalize("NFKC").replace(/\s/g, "").toLowerCase() : "";
      if (!version) return inputs.version.focus();
      compare(version, fingerprint);
    });
    const asked = /^#v=([\d.]+)&f=([0-9a-f]*)$/.exec(location.hash);
    if (asked) {
      inputs.version.value = asked[1];
      if (inputs.fingerprint) inputs.fingerprint.value = asked[2];
      compare(asked[1], asked[2]);
      box.scrollIntoView({ block: "center" });
    }
  }

  show();
  filter();
  current();
})();

// What a text means, not how it is typed: full and half width, capitals, marks, numbers, times and durations made one.
(function (root) {
  "use strict";

  const UNITS_OF_WEEK = "日一二三四五六";
  const DIGITS = "零一二三四五六七八九";
  const STOP = "\n"; // between sentences: nothing is found across it
  const MARK = /[\s,、"'“”‘’《》〈〉<>()【】\[\]{}〔〕「」『』·…—–_/\\|*+=#@&$^`~＿-]/u;
  const ENDS = /[。;!?:]/;

  // Each character as it is compared: "" for what does not count. Marks inside numbers count: 9:00, 1.5, 9-12.
  function plain(character, before, after) {
    if (/[0-9a-z]/.test(character)) return character;
    const digits = /\d/.test(before) && /\d/.test(after);
    if (digits && (character === ":" || character === ".")) return character;
    if (digits && /[-~—–]/.test(character)) return "-";
    if (digits && /[,、]/.test(character)) return "、";
    if (character === ".") return "";
    if (ENDS.test(character)) return STOP;
    return MARK.test(character) ? "" : character;
  }

  // What stands between Chinese characters, mostly one mark, again and again the same.
  const between = new Map();
  function other(run, at, text) {
    const single = run.length === 1 && run > "\x7f";
    if (!single) return slowly(run, text[at - 1] || "", text[at + run.length] || "");
    let made = between.get(run);
    if (made === undefined) between.set(run, (made = slowly(run, "", "")));
    return made;
  }

  function slowly(run, before, after) {
    const shown = run.normalize("NFKC").toLowerCase();
    let kept = "";
    for (let i = 0; i < shown.length; i++) kept += plain(shown[i], i ? shown[i - 1] : before, shown[i + 1] || after);
    return kept;
  }

  const quickly = (text) => text.replace(/[^\u3400-\u9fff]+/g, other);

  // The characters kept, and, if `spans` is given, for each the piece of the text [start, end) that it stands for.
  function strip(text, spans) {
    if (!spans) return quickly(text);
    let kept = "";
    let before = "";
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0x3400 && code < 0xa000) {
        before = text[at];
        kept += before;
        spans.push([at, at + 1]);
        continue;
      }
      const size = code >= 0xd800 && code < 0xdc00 ? 2 : 1;
      const shown = text.slice(at, at + size).normalize("NFKC").toLowerCase();
      const next = (text[at + size] || "").normalize("NFKC");
      for (let i = 0; i < shown.length; i++) {
        const part = plain(shown[i], before, shown[i + 1] || next[0] || "");
        before = shown[i];
        kept += part;
        if (part) spans.push([at, at + size]);
      }
      at += size - 1;
    }
    return kept;
  }

  // 二十四 → 24, 一百二十 → 120, 二〇一一 → 2011, 35 → 35; NaN for what is no number.
  function valueOf(words) {
    if (/^[\d.]+$/.test(words)) return Number(words);
    const plainWords = words.replace(/〇/g, "零").replace(/[两俩]/g, "二");
    if (!/[十百千]/.test(plainWords)) {
      const digits = [...plainWords].map((one) => DIGITS.indexOf(one));
      return plainWords.length === 1 || (plainWords.length > 2 && !digits.includes(-1)) ? Number(digits.join("")) : NaN;
    }
    if (!/^([一二三四五六七八九]千)?零?([一二三四五六七八九]百)?零?([一二三四五六七八九]?十)?[一二三四五六七八九]?$/.test(plainWords)) return NaN;
    let sum = 0;
    let digit = 0;
    for (const one of plainWords) {
      const unit = { 十: 10, 百: 100, 千: 1000 }[one];
      if (unit) sum += (digit || 1) * unit;
      digit = unit ? 0 : DIGITS.indexOf(one);
    }
    return sum + digit;
  }

  const NUMBER = "(?:\\d+(?:\\.\\d+)?|[零〇一二两俩三四五六七八九十百千]+)";
  const COUNTED = "[个天日号月年点时分秒周人名条项类级份笔倍种位台册页张次度套元万%小刻季款章档块]";
  const two = (number) => String(number).padStart(2, "0");

  function minutes(count) {
    return count > 0 && count % 60 === 0 ? count / 60 + "小时" : count + "分钟";
  }

  function time(hour, minute, part) {
    const late = /下午|晚上|傍晚|夜里/.test(part || "") && hour < 12 ? hour + 12 : part === "中午" && hour < 3 ? hour + 12 : hour;
    return late <= 24 && minute < 60 ? late + ":" + two(minute) : null;
  }

  // [pattern, what it becomes]; null leaves it as it is. The first that fits is taken.
  const PART = "(上午|早上|早晨|清早|下午|晚上|傍晚|夜里|中午)?";
  const FIGURES = [
    ["([a-z])(\\d{1,2})-(\\d{1,2})(?!\\d)", (m) => m[1] + two(m[2]) + two(m[3])],
    [PART + "(\\d{1,2}):(\\d\\d)(?!\\d)", (m) => time(Number(m[2]), Number(m[3]), m[1])],
    [PART + "(" + NUMBER + ")(?:点钟?|时(?!间|限|候|刻|段|长))(?:(整)|(半)|([一三1 3])刻|(" + NUMBER + ")分?(?!钟))?", (m) =>
      time(valueOf(m[2]), m[4] ? 30 : m[5] ? valueOf(m[5]) * 15 : m[6] ? valueOf(m[6]) : 0, m[1])],
    ["(" + NUMBER + ")个?半(?:小时|钟头)", (m) => minutes(valueOf(m[1]) * 60 + 30)],
    ["半个?(?:小时|钟头)", () => "30分钟"],
    ["(" + NUMBER + ")个?(?:小时|钟头)", (m) => minutes(valueOf(m[1]) * 60)],
    ["(" + NUMBER + ")刻钟", (m) => minutes(valueOf(m[1]) * 15)],
    ["(" + NUMBER + ")分钟?(?=[内以之后前就没不未]|$|\n)", (m) => minutes(valueOf(m[1]))],
    ["(" + NUMBER + ")分钟", (m) => minutes(valueOf(m[1]))],
    ["半年", () => "6个月"],
    ["(?:星期|礼拜|周)([一二三四五六日天1-7])(?![次个\\d周月])", (m) => "周" + ("日天7".includes(m[1]) ? "日" : UNITS_OF_WEEK[valueOf(m[1])])],
    ["(?:星期|礼拜)", () => "周"],
    ["百分之(" + NUMBER + ")", (m) => valueOf(m[1]) + "%"],
    ["(" + NUMBER + ")个?工作[日天]", (m) => valueOf(m[1]) + "个工作日"],
    ["(" + NUMBER + ")(?:天|日|号(?![文窗柜令]))", (m) => (m[0].endsWith("号") && valueOf(m[1]) > 31 ? null : valueOf(m[1]) + "日")],
    ["(" + NUMBER + ")个?月(?=[内以之后前]|$|\n)", (m) => valueOf(m[1]) + (m[0].includes("个") ? "个月" : "月")],
    ["(" + NUMBER + ")万(?:元|块钱?)?", (m) => valueOf(m[1]) * 10000 + (/[元块]/.test(m[0]) ? "元" : "")],
    ["(" + NUMBER + ")(?:块钱?|圆)", (m) => valueOf(m[1]) + "元"],
    ["([零〇一二两三四五六七八九十百千]{2,}|[零〇一二两俩三四五六七八九十](?=" + COUNTED + "))", (m) => valueOf(m[1])],
    ["-", () => "至"],
  ];
  const RULES = FIGURES.map(([pattern, become]) => [new RegExp(pattern, "y"), become]);
  // Where a figure may begin: a numeral alone only before what is counted.
  const LEADS = new RegExp("\\d|[零〇一二两俩三四五六七八九十百千](?=[零〇一二两俩三四五六七八九十百千]|" + COUNTED + "|[工钟半%])|半个?(?:小时|钟头)|半年|[a-z](?=\\d)|星期|礼拜|周(?=[一二三四五六日天\\d])|百分之|-|(?:上午|早上|早晨|清早|下午|晚上|傍晚|夜里|中午)(?=[\\d一二三四五六七八九十两])", "g");

  function figures(text, spans) {
    LEADS.lastIndex = 0;
    if (!LEADS.test(text)) return text;
    LEADS.lastIndex = 0;
    let made = "";
    const places = [];
    let done = 0;
    const keep = (to) => {
      made += text.slice(done, to);
      if (spans) for (let i = done; i < to; i++) places.push(spans[i]);
      done = to;
    };
    for (let lead = LEADS.exec(text); lead; lead = LEADS.exec(text)) {
      const at = lead.index;
      const inside = at > 0 && /[\d.]/.test(text[at]) && /[\d.]/.test(text[at - 1]) && at > done;
      const found = inside ? null : figure(text, at);
      if (!found) {
        LEADS.lastIndex = at + 1;
        continue;
      }
      keep(at);
      const [length, become] = found;
      made += become;
      if (spans) for (let n = 0; n < become.length; n++) places.push([spans[at][0], spans[at + length - 1][1]]);
      done = at + length;
      LEADS.lastIndex = done;
    }
    keep(text.length);
    if (spans) spans.splice(0, spans.length, ...places);
    return made;
  }

  function figure(text, at) {
    for (const [pattern, become] of RULES) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      const made = match && become(match);
      if (match && made !== null && !/NaN/.test(String(made))) return [match[0].length, String(made)];
    }
    return null;
  }

  // The text as it is compared. `spans`, an empty array, is filled with the place of each of its characters in the text.
  function fold(text, spans) {
    return figures(strip(text, spans), spans);
  }

  root.tenregsFold = { fold, STOP, valueOf };
  if (typeof module !== "undefined" && module.exports) module.exports = root.tenregsFold;
})(typeof window === "undefined" ? globalThis : window);

// Makes out forms in the browser, as generator/stamp does: fixed pieces are copied as they lie compressed, values are
// put between them, checksums are combined. Nothing is fetched: templates and units are scripts.
(function () {
  "use strict";

  const templates = new Map();
  let data = null;
  window.tenregsTemplate = (name, template) => templates.set(name, template);
  window.tenregsUnits = (units) => (data = units);

  // Checksums (CRC-32). Appending n bytes is a linear map over 32 bits; see generator/stamp/checksum.py.
  const POLYNOMIAL = 0xedb88320;
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ POLYNOMIAL : c >>> 1;
    table[n] = c >>> 0;
  }

  function crc32(bytes, crc) {
    let c = ~(crc || 0);
    for (let i = 0; i < bytes.length; i++) c = (c >>> 8) ^ table[(c ^ bytes[i]) & 255];
    return ~c >>> 0;
  }

  function apply(matrix, crc) {
    let result = 0;
    for (let i = 0; crc; i++, crc >>>= 1) if (crc & 1) result ^= matrix[i];
    return result >>> 0;
  }

  const square = (matrix) => matrix.map((column) => apply(matrix, column));
  const powers = [];
  const shifts = new Map();

  function shift(length) {
    if (shifts.has(length)) return shifts.get(length);
    if (!powers.length) {
      const bit = [POLYNOMIAL];
      for (let i = 0; i < 31; i++) bit.push((1 << i) >>> 0);
      powers.push(square(square(square(bit))));
      while (powers.length < 32) powers.push(square(powers[powers.length - 1]));
    }
    let columns = Array.from({ length: 32 }, (_, i) => (1 << i) >>> 0);
    for (let place = 0, rest = length; rest; place++, rest = Math.floor(rest / 2)) {
      if (rest % 2) columns = columns.map((column) => apply(powers[place], column));
    }
    shifts.set(length, columns);
    return columns;
  }

  function bytesOf(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  const encoder = new TextEncoder();

  // Values: as generator/layout/tokens.py and generator/stamp/template.py write them.
  const POINT = 25.4 / 72;
  const PADDING = 1.4;
  const LINE = 1.3;
  const SLACK = 2;
  const STEP = 0.5;
  const LEAST = 5;
  const SNUG = 0.4;

  function isWide(code) {
    const ranges = data.wide;
    let low = 0;
    let high = ranges.length / 2 - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (code < ranges[2 * middle]) high = middle - 1;
      else if (code > ranges[2 * middle + 1]) low = middle + 1;
      else return true;
    }
    return false;
  }

  function textWidth(text, size) {
    let halves = 0;
    for (const character of text) halves += isWide(character.codePointAt(0)) ? 2 : 1.1;
    return (halves * size * POINT) / 2;
  }

  // What a line is made of, and the lines it takes: as generator/layout/measure.py says.
  const PIECE = /[“‘（《〈【〔「『([]*(?:[A-Za-z0-9.,:%/@&+_~-]+|.)[，。、；：？！”’）》〉】〕」』)\],.;:?!%…·～]*| +/gu;

  function lineCount(text, size, width) {
    const room = Math.max(width - 2 * PADDING, size * POINT) + 0.01;
    return text.split("\n").reduce((sum, line) => sum + linesOf(line, size, room), 0);
  }

  function linesOf(text, size, room) {
    if (textWidth(text, size) <= room) return 1;
    let lines = 1;
    let used = 0;
    for (const [piece] of text.matchAll(PIECE)) {
      const width = textWidth(piece, size);
      if (used + width <= room) used += width;
      else if (width <= room) {
        lines += 1;
        used = width;
      } else {
        for (const character of piece) {
          const wide = textWidth(character, size);
          if (used + wide > room) {
            lines += 1;
            used = 0;
          }
          used += wide;
        }
      }
    }
    return lines;
  }

  // The largest type in which the words have room in a cell; negative: the lines that even the smallest takes.
  function typeSize(text, size, width, height) {
    const high = (small, around) => lineCount(text, small, width) * small * POINT * LINE + around <= height + 0.01;
    if (high(size, SLACK)) return size;
    for (let small = size; small >= LEAST; small -= STEP) if (high(small, SNUG)) return small;
    return -lineCount(text, LEAST, width);
  }

  function fittingSize(text, size, width, height) {
    const room = Math.max(width - 2 * PADDING, 1);
    const wide = room / Math.max(textWidth(text, 1), 0.001);
    return Math.max(6, Math.floor(Math.min(size, wide, height / (POINT * LINE))));
  }

  const TOKEN = /\ue000([^\ue000\ue001]*)\ue001/g;
  const filled = (text, values) => text.replace(TOKEN, (_, key) => values[key] || "");

  function valueOf(key, values) {
    if (key.startsWith("fit|")) {
      const [, size, width, height] = key.split("|", 4);
      const text = key.slice(`fit|${size}|${width}|${height}|`.length);
      const words = text.replace(/\[\[([^[\]]*)\]\]/g, (_, name) => values[name] || "");
      return String(Math.round(fittingSize(words, Number(size), Number(width), Number(height)) * 2));
    }
    if (key.endsWith("+")) return (values[key.slice(0, -1)] || "").replaceAll("&", "&&");
    return values[key] || "";
  }

  function escaped(text, attribute) {
    const plain = text.replaceAll("&", "&amp;").replaceAll(">", "&gt;").replaceAll("<", "&lt;");
    return attribute ? plain.replaceAll('"', "&quot;") : plain;
  }

  // The package.
  function record(size) {
    const bytes = new Uint8Array(size);
    const view = new DataView(bytes.buffer);
    let at = 0;
    const put = (values, width) => {
      for (const value of values) {
        if (width === 2) view.setUint16(at, value, true);
        else view.setUint32(at, value, true);
        at += width;
      }
    };
    return { bytes, put };
  }

  const VERSION = 20;
  const DAY = 0x21; // 1980-01-01

  function localHeader(name, method, crc, packed, size, flags) {
    const { bytes, put } = record(30);
    put([0x04034b50], 4);
    put([VERSION, flags, method, 0, DAY], 2);
    put([crc, packed, size], 4);
    put([name.length, 0], 2);
    return bytes;
  }

  function centralHeader(name, method, crc, packed, size, offset, flags) {
    const { bytes, put } = record(46);
    put([0x02014b50], 4);
    put([VERSION, VERSION, flags, method, 0, DAY], 2);
    put([crc, packed, size], 4);
    put([name.length, 0, 0, 0, 0], 2);
    put([0, offset], 4);
    return bytes;
  }

  function ending(count, length, offset) {
    const { bytes, put } = record(22);
    put([0x06054b50], 4);
    put([0, 0, count, count], 2);
    put([length, offset], 4);
    put([0], 2);
    return bytes;
  }

  function joined(parts) {
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  class Body {
    constructor(values) {
      this.values = values;
      this.blocks = [];
      this.size = 0;
      this.crc = 0;
    }

    add(pieces) {
      for (const piece of pieces) {
        if (Array.isArray(piece)) {
          if (typeof piece[0] === "string") piece[0] = bytesOf(piece[0]);
          this.blocks.push(piece[0]);
          this.size += piece[1];
          this.crc = (apply(shift(piece[1]), this.crc) ^ piece[2]) >>> 0;
        } else if (piece.any) {
          this.add(piece.any.some((key) => valueOf(key, this.values)) ? piece.full : piece.blank);
        } else {
          this.put(encoder.encode(escaped(valueOf(piece.k, this.values), piece.a)));
        }
      }
    }

    // A value as a block without compression.
    put(bytes) {
      if (!bytes.length) return;
      const head = new Uint8Array([0, bytes.length & 255, bytes.length >> 8, ~bytes.length & 255, (~bytes.length >> 8) & 255]);
      this.blocks.push(head, bytes);
      this.size += bytes.length;
      this.crc = crc32(bytes, this.crc);
    }
  }

  const LAST_EMPTY = new Uint8Array([1, 0, 0, 0xff, 0xff]);

  function stamp(template, values) {
    if (typeof template.head === "string") {
      template.head = bytesOf(template.head);
      template.directory = bytesOf(template.directory);
    }
    const out = [template.head];
    const directory = [template.directory];
    let offset = template.head.length;
    for (const [path, pieces] of template.members) {
      const body = new Body(values);
      body.add(pieces);
      body.blocks.push(LAST_EMPTY);
      const packed = body.blocks.reduce((sum, block) => sum + block.length, 0);
      const name = encoder.encode(path);
      out.push(localHeader(name, 8, body.crc, packed, body.size, 0), name, ...body.blocks);
      directory.push(centralHeader(name, 8, body.crc, packed, body.size, offset, 0), name);
      offset += 30 + name.length + packed;
    }
    const entries = joined(directory);
    const count = template.count + template.members.length;
    out.push(entries, ending(count, entries.length, offset));
    return joined(out);
  }

  // Files in a zip, as they are; names in UTF-8.
  function archive(files) {
    const out = [];
    const directory = [];
    let offset = 0;
    for (const [path, bytes] of files) {
      const name = encoder.encode(path);
      const crc = crc32(bytes, 0);
      out.push(localHeader(name, 0, crc, bytes.length, bytes.length, 0x800), name, bytes);
      directory.push(centralHeader(name, 0, crc, bytes.length, bytes.length, offset, 0x800), name);
      offset += 30 + name.length + bytes.length;
    }
    const entries = joined(directory);
    return new Blob([...out, entries, ending(files.length, entries.length, offset)], { type: "application/zip" });
  }

  // What a unit's forms are filled with: as generator/units makes it.
  const DAYS = 31;
  const WEEKDAYS = "日一二三四五六";
  const QUARTERS = "一二三四";
  const MARKS = { w: "", r: "休", h: "节", m: "班" };

  function monthValues(month) {
    const values = { 年度: "", 年份: "", 季度: "", 月份: "" };
    const match = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(month || "");
    const year = match ? Number(match[1]) : 0;
    const number = match ? Number(match[2]) : 0;
    if (match) {
      values["年度"] = `${year}年`;
      values["年份"] = `${year}`;
      values["季度"] = `${year}年第${QUARTERS[Math.floor((number - 1) / 3)]}季度`;
      values["月份"] = `${year}年${number}月`;
    }
    const count = match ? new Date(Date.UTC(year, number, 0)).getUTCDate() : 0;
    const first = match ? (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7 : 0;
    const kinds = match && data.years[year] ? data.years[year][number - 1] : "";
    for (let day = 1; day <= DAYS; day++) {
      const there = day <= count;
      values[`日.${day}`] = there ? String(day) : "";
      const weekday = new Date(Date.UTC(year, number - 1, day)).getUTCDay();
      // Without the year's holidays only Saturdays and Sundays are known to be free.
      const kind = kinds ? kinds[day - 1] : weekday % 6 ? "w" : "r";
      values[`星期.${day}`] = there ? WEEKDAYS[weekday] : "";
      values[`日别.${day}`] = there ? MARKS[kind] : "";
      values[`周次.${day}`] = there ? String(Math.floor((day - 1 + first) / 7) + 1) : "";
    }
    return values;
  }

  // `unit` is one of the list, or has values of its own typed in; `facts` are words and numbers that differ.
  function valuesFor(unit, month) {
    return { ...data.facts, ...unit.facts, ...unit.values, ...monthValues(month) };
  }

  function shapeFits(template, values) {
    return template.measures.every(([text, size, width, height], at) => {
      const words = filled(text, values);
      return (height ? typeSize(words, size, width, height) : lineCount(words, size, width)) === template.shape[at];
    });
  }

  // How many rows a template has for people: the highest number behind `key.` among its places.
  function rowsFor(template, key) {
    let most = 0;
    const look = (piece) => {
      if (Array.isArray(piece)) return;
      if (piece.any) [...piece.full, ...piece.blank].forEach(look);
      else if (piece.k.startsWith(`${key}.`)) most = Math.max(most, parseInt(piece.k.slice(key.length + 1), 10) || 0);
    };
    for (const [, pieces] of template.members) pieces.forEach(look);
    return most;
  }

  window.tenregsStamp = {
    templates,
    get data() {
      return data;
    },
    stamp,
    archive,
    crc32,
    valuesFor,
    monthValues,
    shapeFits,
    rowsFor,
    lineCount,
    typeSize,
  };
})();

"use strict";
// Reads what is typed and compares it with the intervals that a page brings.
// It knows no page, no network and no storage.

const SIGNS = { right: "✓", wrong: "✗", mistake: "✗", near: "✗", unclear: "?", open: "?" };
const NAMES = { pi: Math.PI, "π": Math.PI, e: Math.E };
const CALLS = { sqrt: Math.sqrt, exp: Math.exp, ln: Math.log, log: Math.log, log2: Math.log2, log10: Math.log10, abs: Math.abs };

const has = (table, name) => Object.prototype.hasOwnProperty.call(table, name);

class Unreadable extends Error {}

const decoded = (text) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))));

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s_]+/g, " ")
    .replace(/−/g, "-").replace(/(\d)\s*[×x*]\s*(?=\d)/g, "$1x")
    .replace(/^[ .,;:!?"'`*]+|[ .,;:!?"'`*]+$/g, "");
}

// A number or a calculation such as 1/3 or sqrt(2); `places` is null where nothing was rounded.
function number(text, unit = "") {
  let rest = text.trim().replace(/[−–]/g, "-").replace(/[×·]/g, "*");
  if (unit && rest.toLowerCase().endsWith(unit.toLowerCase())) rest = rest.slice(0, -unit.length).trim();
  if (/^[-+]?\d+,\d+$/.test(rest)) rest = rest.replace(",", ".");
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(rest)) {
    const [digits, power] = rest.toLowerCase().split("e");
    const figures = digits.replace(/[-+.]/g, "").replace(/^0+/, "");
    return { value: Number(rest), places: (digits.split(".")[1] || "").length - Number(power || 0), figures: figures.length };
  }
  const value = calculated(rest);
  if (!Number.isFinite(value)) throw new Unreadable(`${text.trim()} is no number`);
  return { value, places: null, figures: null };
}

function calculated(text) {
  const tokens = text.match(/\d+\.?\d*(?:e[-+]?\d+)?|\.\d+|\p{L}[\p{L}\d]*|\*\*|\S/giu) || [];
  let at = 0;
  const wrong = () => new Unreadable(`${text.trim() || "nothing"} is no number: type one such as 0.5 or 1/3`);
  const taken = (...signs) => (signs.includes(tokens[at]) ? tokens[at++] : null);
  const sum = (depth) => {
    if (depth > 50) throw wrong();
    let left = product(depth), sign;
    while ((sign = taken("+", "-"))) left = sign === "+" ? left + product(depth) : left - product(depth);
    return left;
  };
  const product = (depth) => {
    let left = signed(depth), sign;
    while ((sign = taken("*", "/"))) left = sign === "*" ? left * signed(depth) : left / signed(depth);
    return left;
  };
  const signed = (depth) => {
    if (depth > 50) throw wrong();
    const sign = taken("-", "+");
    return sign === "-" ? -signed(depth + 1) : sign ? signed(depth + 1) : power(depth);
  };
  const power = (depth) => {
    const base = atom(depth);
    return taken("^", "**") ? base ** signed(depth + 1) : base;
  };
  const atom = (depth) => {
    const token = tokens[at++];
    if (token === undefined) throw wrong();
    if (token === "(") {
      const inner = sum(depth + 1);
      if (!taken(")")) throw wrong();
      return inner;
    }
    const name = token.toLowerCase();
    if (has(CALLS, name)) return CALLS[name](atom(depth + 1));
    if (has(NAMES, name)) return NAMES[name];
    if (/^[\d.]/.test(token) && token !== ".") return Number(token);
    throw wrong();
  };
  const value = sum(0);
  if (at < tokens.length) throw wrong();
  return value;
}

const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function row(text, unit, count) {
  const inner = text.trim().replace(/^[[({]+|[\])}]+$/g, "").trim();
  const separators = [/\s*;\s*/, /\s*,\s+/, /\s*,\s*/, /\s+/];
  for (const separator of separators) {
    const pieces = inner.split(separator).filter((piece) => piece !== "");
    if (pieces.length > 1 && (count === null || pieces.length === count)) return pieces.map((piece) => number(piece, unit));
  }
  const one = [number(inner, unit)];
  if (count !== null && count !== 1) throw new Unreadable(`1 number read, ${count} asked`);
  return one;
}

function rows(text, unit, [count, width]) {
  const lines = text.trim().replace(/^\[\s*\[|\]\s*\]$/g, "").split(/\]\s*,?\s*\[|\n|;/).filter((line) => line.trim());
  if (lines.length !== count) throw new Unreadable(`${counted(lines.length, "row")} read, ${count} asked: type one row a line`);
  return lines.flatMap((line) => row(line, unit, width));
}

const READERS = {
  number: (text, want) => [number(text, want.unit)],
  integer: (text, want) => [number(text, want.unit)],
  vector: (text, want) => row(text, want.unit, want.shape[0]),
  interval: (text, want) => row(text, want.unit, 2),
  matrix: (text, want) => rows(text, want.unit, want.shape),
  shape: (text) => row(text.replace(/[×x]/gi, ","), "", null),
  indices: (text) => (/^\s*(none|empty|∅|\[\s*\]|\(\s*\)|\{\s*\})\s*$/i.test(text) ? [] : row(text, "", null)),
  option: (text) => [{ value: Number(text), places: null, figures: null }],
};

const inside = (cells, values) =>
  cells.length === values.length && cells.every(([low, high], i) => values[i] >= low && values[i] <= high);

function distance(a, b) {
  const steps = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j++) steps[0][j] = j;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      steps[i][j] = Math.min(steps[i - 1][j] + 1, steps[i][j - 1] + 1, steps[i - 1][j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
    }
  return steps[a.length][b.length];
}

// Case, accents and a slip of a letter are forgiven, a digit never.
function judgeWords(text, want) {
  const said = [...plain(text)], digits = (letters) => letters.filter((c) => /\d/.test(c)).join("");
  if (!said.some((c) => /[\p{L}\p{N}]/u.test(c))) return ["unclear", "Type a word or a number."];
  for (const word of want.words) {
    const right = [...plain(word)], letters = right.filter((c) => /\p{L}/u.test(c)).length;
    if (said.join("") === right.join("")) return ["right", "Right."];
    try {
      if (number(text).value === number(word).value) return ["right", "Right."];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
    const slips = letters <= 4 ? 0 : letters <= 9 ? 1 : 2;
    if (digits(said) === digits(right) && said.length < 200 && distance(said, right) <= slips)
      return ["right", `Right; it is spelt ${word}.`];
  }
  return ["wrong", "Not right."];
}

function judge(text, want) {
  if (want.kind === "words") return judgeWords(text, want);
  let cells;
  try {
    cells = READERS[want.kind](text, want);
  } catch (error) {
    if (error instanceof Unreadable) return ["unclear", `${error.message}.`];
    throw error;
  }
  let values = cells.map((cell) => cell.value);
  if (want.sorted) values = [...new Set(values)].sort((a, b) => a - b);
  const found = want.known.find((known) => inside(known.cells, values));
  if (found && found.verdict === "right") return ["right", found.message];
  if (want.digits !== null && coarse(cells, want)) return ["unclear", `Right so far: give ${want.digits} ${want.figures ? "significant digits" : "decimals"}.`];
  if (found) return [found.verdict, found.message];
  return want.open ? ["open", "Other answers count as well: compare yours with the solution."] : ["wrong", "Not right."];
}

function coarse(cells, want) {
  const right = want.known[0].cells;
  const short = (cell) => cell.places !== null && (want.figures ? cell.figures : cell.places) < want.digits;
  return cells.length === right.length && cells.some(short) && cells.some((cell) => cell.value) &&
    cells.every((cell, i) => {
      const middle = (right[i][0] + right[i][1]) / 2, half = (right[i][1] - right[i][0]) / 2;
      const reach = short(cell) ? Math.max(half, 0.5 * 10 ** -cell.places) : half;
      return Math.abs(cell.value - middle) <= reach * (1 + 1e-9);
    });
}

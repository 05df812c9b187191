// Shows one of the questions that an exercise card brings, the same on both sides, and judges what was typed.
// It follows the judge in the same script. Where storage is switched off, the day decides on the question;
// where no script runs, the first question stands there already.

const AGE = 3600000;
const STORES = ["sessionStorage", "localStorage"];
const place = (name) => document.getElementById(`quizapp-${name}`);

// What the other side left; a store that is switched off throws.
function kept(key) {
  for (const store of STORES) {
    try {
      const found = JSON.parse(window[store].getItem(key));
      if (found && Number.isInteger(found.at)) return found;
    } catch (error) {
      continue;
    }
  }
  return null;
}

function keep(key, state) {
  let written = false;
  for (const store of STORES) {
    try {
      window[store].setItem(key, JSON.stringify(state));
      written = true;
    } catch (error) {
      continue;
    }
  }
  return written;
}

function ofTheDay(key, count) {
  let sum = 0;
  for (const letter of key + new Date().toDateString()) sum = (Math.imul(sum, 31) + letter.codePointAt(0)) >>> 0;
  return sum % count;
}

// Any question but the last one.
function another(count, last) {
  if (count < 2 || last === null) return Math.floor(Math.random() * count);
  const at = Math.floor(Math.random() * (count - 1));
  return at < last ? at : at + 1;
}

// The back takes what the front chose; so does a front that is drawn again before it was answered.
function chosen(key, count, back) {
  const before = kept(key), known = before !== null && before.at >= 0 && before.at < count;
  if (known && (back || (!before.done && Date.now() - before.since < AGE))) return before;
  const state = { at: another(count, known ? before.at : null), typed: [], done: false, since: Date.now() };
  if (!back && keep(key, state)) return state;
  return { at: ofTheDay(key, count), typed: [], done: false, since: 0 };
}

function reveal() {
  if (typeof pycmd === "function") pycmd("ans");
  else if (typeof showAnswer === "function") showAnswer();
}

function fieldOf(want) {
  const field = document.createElement(want.kind === "option" ? "select" : want.kind === "matrix" ? "textarea" : "input");
  if (want.kind === "option")
    ["", ...want.options].forEach((text, at) => field.add(new Option(text, at ? String(at - 1) : "")));
  else field.spellcheck = false;
  if (want.kind === "matrix") field.rows = want.shape[0];
  return field;
}

// Keys stay in the field: to the program a digit would be a grade.
function asked(wants, state, save) {
  const form = document.createElement("form"), fields = wants.map(fieldOf);
  form.autocomplete = "off";
  form.addEventListener("submit", (event) => event.preventDefault());
  fields.forEach((field, at) => {
    const label = document.createElement("label");
    label.className = field.className = "tappable";
    label.append(wants[at].label, field);
    field.value = state.typed[at] || "";
    field.addEventListener("input", () => {
      state.typed[at] = field.value;
      save();
    });
    for (const kind of ["keydown", "keypress", "keyup"]) field.addEventListener(kind, (event) => event.stopPropagation());
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || field.tagName === "TEXTAREA") return;
      event.preventDefault();
      if (at + 1 < fields.length) fields[at + 1].focus();
      else reveal();
    });
    form.append(label);
  });
  return form;
}

function said(want, text) {
  const [verdict, message] = judge(text, want), shown = want.kind === "option" ? want.options[Number(text)] : text;
  const line = document.createElement("p");
  line.className = `said ${verdict}`;
  line.textContent = `${SIGNS[verdict]} ${want.label}: ${shown}. ${message}`;
  return line;
}

function show() {
  const root = place("exercise"), data = decoded(place("variants").textContent), key = `quizapp/${root.dataset.key}`;
  const back = place("answer") !== null, state = chosen(key, data.variants.length, back);
  const variant = data.variants[state.at], text = (lines) => lines.map((at) => data.lines[at]).join("\n");
  const wants = variant.parts.map(([head, known]) => ({
    ...data.heads[head],
    known: known.map(([at, cells]) => ({ verdict: data.verdicts[at][0], message: data.verdicts[at][1], cells })),
  }));
  const typed = wants.map((_, at) => String(state.typed[at] || ""));
  place("question").innerHTML = text(variant.question);
  if (back) {
    place("answer").innerHTML = text(variant.answer);
    wants.forEach((want, at) => typed[at].trim() && place("said").append(said(want, typed[at])));
    keep(key, { ...state, done: true });
  } else {
    place("said").append(asked(wants, state, () => keep(key, state)));
  }
}

show();

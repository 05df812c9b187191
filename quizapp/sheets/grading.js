// Grades a quiz: the first answer that can be judged is the one that counts.
// It follows the judge in the same script, and knows no network and no storage.

function typedInto(section, place) {
  const radio = section.querySelector(`[name="${place}"]:checked`);
  if (radio) return radio.value;
  const field = section.querySelector(`[name="${place}"]:not([type=radio])`);
  return field ? field.value : "";
}

class Asked {
  constructor(section, onChange) {
    this.section = section;
    this.key = decoded(section.dataset.key);
    this.earned = this.key.places.map(() => null);
    this.onChange = onChange;
    section.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.check();
    });
    section.querySelector(".reveal").addEventListener("click", () => this.reveal());
  }

  get points() {
    const each = this.key.points / this.key.places.length;
    return this.earned.reduce((sum, share) => sum + (share || 0) * each, 0);
  }

  get done() {
    return this.earned.every((share) => share !== null);
  }

  check() {
    this.key.places.forEach((want, i) => this.one(want, i));
    this.onChange();
  }

  one(want, i) {
    const text = typedInto(this.section, want.name), output = this.section.querySelector(`#${CSS.escape(want.name)}-said`);
    if (!text.trim()) {
      this.say(output, "unclear", this.earned[i] === null ? "No answer yet." : "Left out.");
      return;
    }
    const [verdict, message] = judge(text, want);
    this.say(output, verdict, message);
    if (verdict === "open" && this.earned[i] === null) this.offer(output, i);
    else if (verdict !== "unclear" && this.earned[i] === null) this.earned[i] = verdict === "right" ? 1 : 0;
  }

  say(output, verdict, message) {
    output.className = `said ${verdict}`;
    output.textContent = `${SIGNS[verdict]} ${message}`;
  }

  offer(output, i) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Count mine as right";
    button.addEventListener("click", () => {
      if (this.earned[i] === null) this.earned[i] = 1;
      button.remove();
      this.onChange();
    });
    output.append(" ", button);
  }

  reveal() {
    const solution = this.section.querySelector(".solution"), button = this.section.querySelector(".reveal");
    if (!solution.innerHTML) solution.innerHTML = this.key.solution;
    solution.hidden = !solution.hidden;
    button.setAttribute("aria-expanded", String(!solution.hidden));
    button.textContent = solution.hidden ? "Show the solution" : "Hide the solution";
    this.earned = this.earned.map((share, i) => (share === null && !this.key.places[i].open ? 0 : share));
    this.onChange();
  }
}

function begin(sheet) {
  const score = sheet.querySelector(".score"), all = [];
  const total = Number(sheet.dataset.points);
  const show = () => {
    const points = Math.round(100 * all.reduce((sum, one) => sum + one.points, 0)) / 100;
    score.textContent = `${points} of ${total} points, ${all.filter((one) => one.done).length} of ${all.length} questions done`;
  };
  for (const section of sheet.querySelectorAll("section")) all.push(new Asked(section, show));
  sheet.querySelector(".all").addEventListener("click", () => all.forEach((one) => one.check()));
  show();
}

document.querySelectorAll("article").forEach(begin);

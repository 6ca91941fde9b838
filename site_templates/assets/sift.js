/*
  The list of commitments: what is chosen stands in the address and in the form, the list follows.
  Where the page has all rows, they are hidden and sorted; of a longer list the script makes those
  that it shows.
*/
"use strict";

const form = find("#sift"), list = find("#list .list"), told = find("#told"), chosen = find("#chosen");
const plain = [...list.children], leaves = find(".leaves"), STEP = 25;
let turn = 0;

/* What the address asks for; what the form does not know is left aside. */
function wanted() {
  const found = {};
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    const known = field?.options ? [...field.options].some((one) => one.value === value)
      : field?.type === "checkbox" ? value === field.value : field;
    if (known && value.trim()) found[name] = value.trim();
  }
  return found;
}

function chosenInForm() {
  const found = {};
  for (const [name, value] of new FormData(form)) if (value.trim()) found[name] = value.trim();
  return found;
}

function fill(state) {
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = field.name in state;
    else if (field.name) field.value = state[field.name] ?? "";
  }
}

/* The numbers of the commitments that are as wanted, in the order wanted. */
async function matching(state, table) {
  const { q, sort, ...rest } = state;
  const answer = q ? await seek(q) : null;
  const natural = Array.from({ length: table.count }, (_, n) => n);
  let found = table.sorts[sort] ?? answer?.numbers.filter((n) => n < table.count) ?? natural;
  const hit = new Set(answer?.numbers);
  if (sort && answer) found = found.filter((n) => hit.has(n));
  for (const [name, value] of Object.entries(rest)) {
    const column = table.columns[name], place = table.values[name]?.indexOf(value);
    const listed = new Set(table.signs[name]);
    found = found.filter((n) => column ? column[n].includes(place) : listed.has(n));
  }
  return { found, answer };
}

/* Puts rows into the list: those of the page, or new ones where it does not have them all. */
async function lay(numbers, table, hits, now) {
  const isPlain = numbers.length === table.count && numbers.every((n, at) => n === at);
  if (leaves) leaves.hidden = !isPlain;
  find("#rest")?.remove();
  if (plain.length === table.count || isPlain) {
    const kept = new Set(numbers);
    plain.forEach((one, n) => { one.hidden = !kept.has(n); });
    list.replaceChildren(...(isPlain ? plain : [...numbers.map((n) => plain[n]), ...plain.filter((one) => one.hidden)]));
    return;
  }
  list.replaceChildren();
  await more(numbers, hits, now);
}

async function more(numbers, hits, now) {
  const start = list.children.length;
  const rows = await Promise.all(numbers.slice(start, start + STEP).map((n) => row(n, hits)));
  if (now !== turn) return;
  list.append(...rows);
  find("#rest")?.remove();
  if (start) find("a", list.children[start]).focus();
  if (list.children.length >= numbers.length) return;
  const button = Object.assign(document.createElement("button"), { type: "button", id: "rest" });
  button.append(...say("say-more"));
  button.addEventListener("click", () => more(numbers, hits, now));
  list.after(button);
}

/* One button for each choice, to take it away, and one for all. */
function chips(state) {
  const button = (words, next) => {
    const made = Object.assign(document.createElement("button"), { type: "button" });
    made.append(...words);
    made.addEventListener("click", () => {
      const at = [...chosen.children].indexOf(made.parentNode);
      go(next, true);
      (chosen.children[at]?.firstChild ?? find("#sift-q")).focus();
    });
    const item = document.createElement("li");
    item.append(made);
    return item;
  };
  const made = Object.entries(state).map(([name, value]) => {
    const field = form.elements[name], label = field.labels[0].textContent;
    const words = field.type === "checkbox" ? label : `${label} · ${field.selectedOptions?.[0].dataset.words ?? value}`;
    const { [name]: _, ...next } = state;
    const hint = Object.assign(document.createElement("span"), { className: "vh" });
    hint.append(...say("say-take"), " ");
    return button([hint, words], next);
  });
  if (made.length) made.push(button(say("say-clear"), {}));
  chosen.replaceChildren(...made);
  chosen.hidden = !made.length;
}

async function show(state) {
  const now = ++turn;
  fill(state);
  chips(state);
  try {
    const table = await load("table");
    const { found, answer } = await matching(state, table);
    if (now !== turn) return;
    await lay(found, table, answer?.hits, now);
    if (now !== turn) return;
    const gaps = { n: found.length, total: table.count };
    const isAll = found.length === table.count;
    told.replaceChildren(...answer && !answer.isWhole && found.length ? [...say("say-part"), " "] : [],
      ...say(isAll ? "say-all" : found.length ? "say-some" : "say-none", gaps));
  } catch {
    told.replaceChildren(...say("say-lost"));
    for (const one of all(".noscript")) {
      one.classList.remove("noscript");
      one.hidden = false;
    }
  }
}

function go(state, isNew) {
  const query = `${new URLSearchParams(state)}`;
  if (query !== location.search.slice(1)) history[isNew ? "pushState" : "replaceState"](null, "", query ? `?${query}` : location.pathname);
  show(state);
}

form.addEventListener("change", () => go(chosenInForm(), true));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(chosenInForm(), true);
});
addEventListener("popstate", () => show(wanted()));

form.hidden = false;
for (const one of all(".noscript")) one.hidden = true;
const first = wanted();
if (Object.keys(first).length) show(first);
else told.replaceChildren(...say("say-all", { total: Number(form.dataset.count) }));

/* The page of the search: the question is in the address, the answers stand below it. */
"use strict";

const form = find("#seek"), field = find("#seek-q"), list = find("#found"), rest = find("#rest"), told = find("#told");
const title = document.title, STEP = 10;
let turn = 0, answer;

const asked = () => new URLSearchParams(location.search).get("q") ?? "";

/* While somebody types, one entry of the browser's history changes; a question asked stays in it. */
function remember(question, isDone) {
  const isTyping = history.state?.isTyping;
  if (question === asked() && !isTyping) return;
  const address = question ? `?${new URLSearchParams({ q: question })}` : location.pathname;
  history[isTyping ? "replaceState" : "pushState"]({ isTyping: !isDone }, "", address);
}

async function show(now) {
  const start = list.children.length;
  const rows = await Promise.all(answer.numbers.slice(start, start + STEP).map((one) => row(one, answer.hits)));
  if (now !== turn) return;
  list.append(...rows);
  rest.hidden = list.children.length >= answer.numbers.length;
  if (start) find("a", list.children[start]).focus();
}

async function ask(question) {
  const now = ++turn;
  document.title = question ? `${question} · ${title}` : title;
  try {
    const found = await seek(question);
    if (now !== turn) return;
    answer = found;
    list.replaceChildren();
    const n = answer.numbers.length;
    find("#results").hidden = !n;
    told.replaceChildren(...answer.isEmpty ? [] : say(n ? answer.isWhole ? "say-found" : "say-part" : "say-none", { n }));
    await show(now);
  } catch {
    told.replaceChildren(...say("say-lost"));
  }
}

let pause;
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    remember(field.value.trim(), false);
    ask(field.value.trim());
  }, 200);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  remember(field.value.trim(), true);
  ask(field.value.trim());
});
find("button", rest).addEventListener("click", () => show(turn));

function restore() {
  field.value = asked();
  ask(field.value);
}
addEventListener("popstate", restore);
form.hidden = false;
for (const one of all(".noscript")) one.hidden = true;
restore();

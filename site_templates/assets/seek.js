/*
  Search without a server. The index lies beside the page of the search, in files that a page may
  load from a folder too: scripts that hand over a value. All tables come with it, the words of
  the site stand in the page; text from the register is only ever put in as text.
*/
"use strict";

const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const { folder, language } = document.currentScript.dataset;

// ---- files: each is loaded once, and only when it is needed ----

const files = {};
const promisetrack = (name, value) => files[name].done(value);

function load(name) {
  files[name] ??= (() => {
    const one = {};
    one.value = new Promise((done, fail) => {
      one.done = done;
      const script = Object.assign(document.createElement("script"), { src: `${folder}${name}.js`, onerror: fail });
      document.head.append(script);
    });
    return one;
  })();
  return files[name].value;
}

// ---- words: as promisetrack.site.search.normal does, by the tables of the index ----

let index;

async function prepare() {
  if (index) return;
  const found = await load("index");
  found.letter = new RegExp(`[${Object.keys(found.letters).join("")}]`, "g");
  found.rules = found.endings.map((rules) => rules.map(([form, ending]) => [new RegExp(form, "u"), ending]));
  found.stop = new Set(found.stops.split(" "));
  index = found;
}

const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "")
  .replace(index.letter, (one) => index.letters[one]);
const words = (text) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter((one) => [...one][1] || /\p{Nd}/u.test(one));

function stem(word, rules) {
  for (const [form, ending] of rules) {
    const found = word.match(form);
    if (found) word = found[1] + ending;
  }
  return word;
}

const stems = (word) => [...new Set([word, ...index.rules.map((rules) => stem(word, rules))])];

// ---- the index ----

function* entries(line) {
  const [last, before, shared] = index.digits;
  let word = "", digits = "", at = 0;
  while (at < line.length) {
    word = word.slice(0, shared.indexOf(line[at++]));
    while (!last.includes(line[at]) && !before.includes(line[at])) word += line[at++];
    const start = at;
    while (last.includes(line[at]) || before.includes(line[at])) at++;
    digits = line.slice(start, at);
    yield [word, digits];
  }
}

/* The commitments of a word with what each counts. */
function* commitments(digits) {
  const [last, before] = index.digits, levels = index.scores.length;
  let value = 0, number = 0;
  for (const one of digits) {
    const low = last.indexOf(one);
    value = value * last.length + (low < 0 ? before.indexOf(one) : low);
    if (low < 0) continue;
    number += Math.floor(value / levels);
    yield [number, index.scores[value % levels]];
    value = 0;
  }
}

const read = {};

/* The words of the index that begin so, from the chunks in which they may stand. */
async function near(start) {
  const end = start + "\uffff";
  const wanted = index.chunks.map((_, n) => n)
    .filter((n) => index.chunks[n] <= end && !(index.chunks[n + 1] <= start));
  const lines = await Promise.all(wanted.map((n) => load(`words/${n}`)));
  return lines.flatMap((line, n) => read[wanted[n]] ??= [...entries(line)])
    .filter(([word]) => word.startsWith(start));
}

/* What one word of the question finds: itself in any form, what begins so, else what begins
   nearly so. */
async function look(word, isLast) {
  const forms = stems(word), best = new Map();
  const take = (digits, weight) => {
    for (const [number, score] of commitments(digits)) {
      best.set(number, Math.max(best.get(number) ?? 0, score * weight));
    }
  };
  for (const form of forms) {
    for (const [one, digits] of await near(form)) if (one === form) take(digits, 1);
  }
  let start = "";
  if (isLast && word.length > 2 || !best.size) {
    start = word;
    for (const [, digits] of await near(start)) take(digits, 0.5);
  }
  while (!best.size && start.length > Math.max(4, word.length * 0.6)) {
    start = start.slice(0, -1);
    for (const [, digits] of await near(start)) take(digits, 0.25);
  }
  return { best, fits: (one, its) => start && one.startsWith(start) || its.some((form) => forms.includes(form)) };
}

/*
  The commitments that a question finds, the best first. `isWhole`: they have all its words; else
  as many as any has. `hits` says which words of the question a word of a text answers.
*/
async function seek(question) {
  await prepare();
  const asked = words(question), telling = asked.filter((word) => !index.stop.has(word));
  const kept = telling.length ? telling : asked;
  const looked = await Promise.all(kept.map((word, n) => look(word, n === kept.length - 1)));
  const found = new Map();
  for (const { best } of looked) {
    const weight = Math.log(1 + index.count / (best.size || 1));
    for (const [number, score] of best) {
      const one = found.get(number) ?? { number, score: 0, words: 0 };
      found.set(number, { number, score: one.score + score * weight, words: one.words + 1 });
    }
  }
  const most = Math.max(0, ...[...found.values()].map((one) => one.words));
  const best = [...found.values()].filter((one) => one.words === most)
    .sort((a, b) => b.score - a.score || a.number - b.number);
  const hits = (text) => words(text).flatMap((word) => {
    const its = stems(word);
    return looked.flatMap((one, n) => one.fits(word, its) ? [n] : []);
  });
  return { numbers: best.map((one) => one.number), isWhole: most === kept.length, isEmpty: !kept.length, hits };
}

// ---- what is shown: rows from the page's own templates, filled with text ----

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const LONGEST = 280;

function put(place, [text, foreign], hits) {
  if (foreign) Object.assign(place, { lang: foreign, dir: "auto" });
  let at = 0;
  for (const found of hits ? text.matchAll(WORD) : []) {
    if (!hits(found[0]).length) continue;
    const mark = Object.assign(document.createElement("mark"), { textContent: found[0] });
    place.append(text.slice(at, found.index), mark);
    at = found.index + found[0].length;
  }
  place.append(text.slice(at));
}

/* The sentence that answers most words of the question, cut where it is long. */
function quote(texts, hits) {
  let best = [], most = -1;
  for (const [foreign, ...sentences] of texts) {
    for (const sentence of sentences) {
      const count = new Set(hits(sentence)).size;
      if (count > most) [best, most] = [[sentence, foreign], count];
    }
  }
  const [text, foreign] = best;
  if (text.length <= LONGEST) return best;
  const first = [...text.matchAll(WORD)].find((one) => hits(one[0]).length)?.index ?? 0;
  const start = first < LONGEST / 2 ? 0 : text.indexOf(" ", first - LONGEST / 3) + 1;
  const end = start + LONGEST < text.length ? text.lastIndexOf(" ", start + LONGEST) : text.length;
  return [`${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`, foreign];
}

const copy = (id) => document.getElementById(id)?.content.cloneNode(true) ?? "";

async function row(number, hits) {
  const one = await load(`found/${number}`), made = copy("row"), part = (name) => find(`.${name}`, made);
  part("id").append(one.number ?? "");
  const link = find("a", made);
  link.href = one.address;
  put(link, one.title, hits);
  [one.plan, ...one.who ?? []].forEach((name, n) => {
    if (n) part("by").append(n > 1 ? ", " : " · ");
    put(part("by").appendChild(document.createElement("span")), name);
  });
  part("state").append(copy(`state-${one.state}`));
  if (one.late) {
    part("state").append(" ", copy("state-late"));
    find(".late > span", part("state")).textContent = one.late;
  }
  if (hits && one.texts) put(part("quote"), quote(one.texts, hits), hits);
  else part("quote").remove();
  return made;
}

/* A sentence of the page, from the element with that id, its gaps filled with numbers. One that is
   not translated says so of itself; that stays. */
function say(id, gaps) {
  const made = find(`#${id}`).cloneNode(true), walker = document.createTreeWalker(made, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replace(/\{(\w+)\}/g, (_, name) => gaps[name].toLocaleString(language));
  }
  return [...made.childNodes];
}

/*
  What a reader fills in becomes YAML, in this browser. Nothing is loaded, stored or sent: the
  reader follows a link to the forge, or writes. All words stand in #words, all data in #book.
*/
"use strict";

const find = (selector, from = document) => from.querySelector(selector);
const on = (one, event, act) => one.addEventListener(event, act);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const book = JSON.parse(find("#book").textContent);
const word = (name, gaps = {}) => find(`[data-word=${name}]`).textContent
  .replace(/\{(\w+)\}/g, (gap, key) => gaps[key] ?? gap);

// ---- 1 YAML: block style; quotes only where a reader of YAML would not read a text ----

const NOT_TEXT = /^(~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.(nan|inf))$/i;
const NUMBER = /^([-+]?(\d[\d_,]*\.?[\d_]*|\.\d[\d_]*)(e[-+]?\d*)?|[-+]?0[xob][\da-f_]+|[-+]?\d+(:[0-5]?\d)+(\.\d*)?)$/i;
const SYNTAX = /^[-?:,[\]{}#&*!|>'"%@`]|^\.\.\.|: | #|:$/;

function scalar(value) {
  if (typeof value !== "string") return String(value);
  if (![NOT_TEXT, NUMBER, SYNTAX].some((form) => form.test(value))) return value;
  if (!/["\\]/.test(value)) return `"${value}"`;
  return value.includes("'") ? `"${value.replace(/["\\]/g, "\\$&")}"` : `'${value}'`;
}

/* The lines of what stands behind `start`: a key with its colon, or a dash. */
function after(start, value, indent) {
  if (Array.isArray(value)) return [start, ...value.flatMap((one) => item(one, indent + 2))];
  if (typeof value === "object") return [start, ...entries(value, indent + 2)];
  if (!String(value).includes("\n")) return [`${start} ${scalar(value)}`];
  return [`${start} |-`, ...value.split("\n").map((line) => line && " ".repeat(indent + 2) + line)];
}

function entries(record, indent) {
  return Object.entries(record).flatMap(([key, value]) => after(`${" ".repeat(indent)}${scalar(key)}:`, value, indent));
}

function item(value, indent) {
  const dash = `${" ".repeat(indent)}-`;
  if (typeof value !== "object") return after(dash, value, indent);
  const lines = entries(value, indent + 2);
  return [`${dash} ${lines[0].trimStart()}`, ...lines.slice(1)];
}

const dump = (lines) => `${lines.join("\n")}\n`;

// ---- 2 what was filled in ----

/* Text as it may stand in a file: no control characters, no marks that turn the direction, no
   spaces at the ends of lines. */
function clean(text) {
  return text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/\t/g, " ")
    .replace(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu, "")
    .replace(/[^\S\n]+$/gm, "").trim();
}

const LIGATURES = { œ: "oe", æ: "ae", ß: "ss" };
const bare = (text) => text.toLowerCase().replace(/[œæß]/g, (char) => LIGATURES[char]).normalize("NFD").replace(/\p{M}/gu, "");

function slug(text, longest = 40) {
  const words = bare(text).match(/[a-z0-9]+/g) ?? [];
  const kept = words.filter((_, n) => words.slice(0, n + 1).join("-").length <= longest);
  return kept.join("-") || (words[0] ?? "").slice(0, longest);
}

function free(wanted, taken) {
  let name = wanted, n = 2;
  while (taken.includes(name)) name = `${wanted.slice(0, 60)}-${n++}`;
  return name;
}

const box = (field) => find("input:not([type=checkbox]), select, textarea", field);
const questions = (place) => all(":scope > .q[data-key], :scope > .more > div > .q[data-key]", place);

function read(field, spoken) {
  const kind = field.dataset.kind;
  if (kind === "records" || kind === "many-words") {
    const chosen = all("input:checked", field).map((one) => one.value);
    return chosen.length ? chosen : undefined;
  }
  if (kind === "group") {
    const items = all(".items > li", field).map((one) => record(one, spoken)).filter((one) => Object.keys(one).length);
    return items.length ? numbered(items, field.dataset.key) : undefined;
  }
  const text = clean(box(field).value);
  if (!text) return undefined;
  if (kind === "words") return text.split(/[,;\n]/).map(clean).filter(Boolean);
  if (kind === "numbers") return text.split(/[,;\s]+/).filter(Boolean).map(toNumber);
  if (kind === "number") return toNumber(text);
  const line = kind === "prose" ? text : text.replace(/\s*\n\s*/g, " ");
  return spoken && "spoken" in field.dataset ? { [spoken]: line } : line;
}

/* Steps are numbered; evidence is named after its title. */
function numbered(items, key) {
  const taken = [];
  return items.map((one, n) => {
    taken.push(free(key === "evidence" && slug(first(one.title)) || `${key[0]}${n + 1}`, taken));
    return { id: taken[n], ...one };
  });
}

const first = (text) => (typeof text === "object" ? Object.values(text)[0] : text ?? "");
const toNumber = (text) => (/^[-+]?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text);

function record(place, spoken) {
  const found = {};
  for (const field of questions(place)) {
    const value = read(field, spoken);
    if (value !== undefined) found[field.dataset.key] = value;
  }
  return found;
}

function ordered(kind, data) {
  const keys = book.orders[kind].filter((key) => key in data);
  return Object.fromEntries(keys.map((key) => [key, data[key]]));
}

// ---- 3 what is wrong with it: as kind as the command line ----

const DATE = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])(?:-(\d\d))?|Q[1-4]|S[12]))?$/;
const two = (n) => String(n).padStart(2, "0");

function isDate(text) {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (text === "ongoing") return true;
  return Boolean(year) && year !== "0000" && (!day || (day > 0 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()));
}

const MONTHS = Array.from({ length: 12 }, (_, n) =>
  ["fr", "en", book.language].map((one) => bare(new Date(2024, n, 1).toLocaleString(one, { month: "long" }))));
const month = (name) =>
  MONTHS.findIndex((names) => names.some((one) => one === name || (name.length > 3 && one.startsWith(name)))) + 1 || "?";
const FORMS = [
  [/^(\d\d?)[/. -](\d\d?)[/. -](\d{4})$/, (d, m, y) => [y, m, d]],
  [/^(\d{4})[/. -](\d\d?)[/. -](\d\d?)$/, (...parts) => parts],
  [/^(\d\d?)[/. -](\d{4})$/, (m, y) => [y, m]],
  [/^(?:(\d\d?)(?:er|st|nd|rd|th)? )?([a-z]+)\.? (\d{4})$/, (d, name, y) => [y, month(name), d]],
];

/* What somebody meant by a date in another form: 31/12/2025, 31 décembre 2025. */
function meantDate(text) {
  for (const [form, parts] of FORMS) {
    const found = form.exec(bare(text));
    const meant = found ? parts(...found.slice(1)).filter(Boolean).map(two).join("-") : "";
    if (isDate(meant)) return meant;
  }
  return "";
}

const isUrl = (text) => /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text);

/* The sentence about one value that is there, or nothing. */
function faultOf(field, value) {
  const { kind, low, high, pattern, longest } = field.dataset;
  const told = (name, meant) => word(meant ? `${name}Meant` : name, { value, meant });
  if (kind === "date") return isDate(value) ? "" : told("date", meantDate(value));
  if (kind === "url") return isUrl(value) ? "" : told("url", isUrl(`https://${value}`) && value.includes(".") ? `https://${value}` : "");
  if (kind === "id") {
    if (!new RegExp(`^(?:${pattern})$`).test(value) || value.length > longest) return told("id", slug(value, 64));
    const taken = kindNow() === "commitment" ? [...book.taken, ...book.reserved] : chosen()?.evidence.map(([id]) => id);
    return taken?.includes(value) ? told("taken") : "";
  }
  if (kind === "pattern") return new RegExp(`^(?:${pattern})$`).test(value) ? "" : told("pattern");
  for (const one of kind === "number" ? [value] : kind === "numbers" ? value : []) {
    if (typeof one !== "number") return word("number", { value: one });
    if ((low && one < Number(low)) || (high && one > Number(high))) return word("between", { value: one, low, high });
  }
  return "";
}

/* Every fault of the chosen form, in the order of the page: [field, sentence]. */
function faults(place, outer) {
  const found = [], name = place.dataset.name, data = record(place);
  const tell = (field, text) => found.some(([one]) => one === field) || (text && found.push([field, text]));
  const at = (key, inside = place) => find(`[data-key=${key}]`, inside);
  const look = (field) => {
    const value = read(field);
    if (field.dataset.kind === "group") all(".items > li", field).forEach(lookInto);
    else if (value !== undefined) tell(field, faultOf(field, value));
    else if ("required" in field.dataset) tell(field, word("needed", { label: labelOf(field) }));
  };
  const lookInto = (inside) => {
    questions(inside).forEach(look);
    const { url, shows } = record(inside);
    if (at("shows", inside)?.parentNode === inside && !url && !shows) tell(at("url", inside), word("shown"));
  };
  outer.forEach(look);
  lookInto(place);
  if (data.due && isDate(data.start ?? "") && data.due < data.start.slice(0, data.due.length)) tell(at("due"), word("order", { value: data.due }));
  const proof = name === "update" ? record(find("#proof")) : {};
  const isSame = name === "update" && data.status === statusOf(chosen(), data.about);
  if (needsProof(data.status) && !isSame && !data.evidence && !proof.title)
    tell(at("status"), word("unproven", { value: box(at("status")).selectedOptions[0].textContent }));
  if (!proof.title !== !proof.url) tell(at(proof.title ? "url" : "title", find("#proof")), word("proof"));
  if (proof.url) look(at("url", find("#proof")));
  if (name === "update" && isDate(data.date ?? "") && data.date > today()) tell(at("date"), word("later", { value: data.date }));
  return found.sort(([a], [b]) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
}

const needsProof = (status) => Boolean((book.schemes[home()?.scheme] ?? []).find(([id]) => id === status)?.[2]);

const today = () => new Date().toLocaleDateString("sv"); // Swedish dates are those of ISO 8601
const labelOf = (field) => find("label, legend", field).firstChild.textContent.trim();

// ---- 4 what changes in which file: [{how, line, text, title, id}] ----

const chosen = () => book.commitments[find("#about").value];
const home = () => (kindNow() === "commitment" ? book.plans[find("#plan").value] : chosen());
const kindNow = () => find("[name=kind]:checked").value;
const statusOf = (one, step) => (step ? (one?.milestones.find(([id]) => id === step) ?? [])[2] : one?.status) ?? "";

/* Plain texts of a file are in its first language; another one is named. */
function spokenBeside(first) {
  const language = find("#language")?.value ?? book.language;
  return language === first ? "" : language;
}

function made(kind, place) {
  if (kind === "commitment") {
    const plan = book.plans[find("#plan").value];
    const data = record(place, spokenBeside(plan.language));
    const path = `${plan.folder}/${data.id}.yaml`;
    return { path, isNew: true, edits: [{ how: "whole", text: dump(entries(ordered(kind, data), 0)) }] };
  }
  const one = chosen(), spoken = spokenBeside(one.language), data = record(place, spoken);
  const edits = kind === "update" ? ofUpdate(one, data, spoken) : [added(one, kind, withId(one, kind, data))];
  return { path: one.path, isNew: false, edits };
}

function ofUpdate(one, data, spoken) {
  const proof = record(find("#proof"), spoken), edits = [];
  if (proof.title) {
    const kept = withId(one, "evidence", proof);
    data.evidence = [...(data.evidence ?? []), kept.id];
    edits.push(added(one, "evidence", kept));
  }
  edits.unshift(added(one, "update", data));
  const old = statusOf(one, data.about);
  if (data.status && data.status !== old && data.date >= one.last) edits.unshift(standing(one, data, old));
  return edits;
}

/* A status and the newest report stay together. */
function standing(one, data, old) {
  const text = dump([`status: ${scalar(data.status)}`]);
  if (!data.about) return { how: one.statusLine ? "instead" : "end", line: one.statusLine, text };
  const title = one.milestones.find(([id]) => id === data.about)[1];
  return { how: old ? "step" : "stepNew", line: `status: ${old}`, text, title, id: data.about };
}

function withId(one, kind, data) {
  if (kind !== "evidence" || data.id) return data;
  return { id: free(slug(first(data.title)) || "e1", one.evidence.map(([id]) => id)), ...data };
}

function added(one, kind, data) {
  const list = book.lists[kind], [how, line, isNew, indent] = one.spots[list];
  const lines = item(ordered(kind, data), isNew ? 2 : indent);
  return { how, line, text: dump(isNew ? [`${list}:`, ...lines] : lines) };
}

// ---- 5 showing it ----

function element(tag, attributes = {}, ...inside) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  one.append(...inside);
  return one;
}

function show(result) {
  const path = book.prefix + result.path;
  find("#gist").textContent = word(result.isNew ? "new" : "change", { path });
  find("#edits").replaceChildren(...result.edits.map(shown));
  forgeLink(result);
  mailLink(result, path);
  find("#told").textContent = "";
  find("#result").hidden = false;
  find("#result").focus();
}

const quoted = (text, name = "") => element("pre", { class: name, tabindex: 0, dir: "ltr", translate: "no" }, text);

function shown(edit) {
  const text = quoted(edit.text);
  const button = element("button", { type: "button" }, word("copy"));
  on(button, "click", () => copy(text));
  const said = (name) => element("p", {}, word(name, edit));
  const where = edit.line?.includes("\n")
    ? [said("look"), quoted(edit.line, "old"), said("put")]
    : [said(edit.how)];
  return element("li", { "data-how": edit.how, "data-line": edit.line ?? "", "data-id": edit.id ?? "" }, ...where, text, button);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    find("#told").textContent = word("copied");
  } catch { // not allowed here
    getSelection().selectAllChildren(text);
    text.focus();
    find("#told").textContent = word("marked");
  }
}

function forgeLink({ path, isNew, edits }) {
  const place = find("#send-forge"), link = find("a", place), note = find("span", place);
  place.hidden = !book.forge || (isNew && !book.forge.new);
  if (place.hidden) return;
  link.textContent = word(isNew ? "open" : "paste");
  note.textContent = word(isNew ? "openNote" : "pasteNote");
  link.href = isNew ? newFile(path, edits[0].text, note) : book.forge.edit + inPath(path) + book.forge.editEnd;
}

const inPath = (text) => text.split("/").map(encodeURIComponent).join("/");

function newFile(path, text, note) {
  const { address, name, content } = book.forge.new, whole = book.prefix + path;
  const folder = whole.replace(/\/[^/]*$/, ""), file = address.includes("{folder}") ? whole.slice(folder.length + 1) : whole;
  const start = `${address.replace("{folder}", inPath(folder))}?${name}=${inPath(file)}`;
  const full = `${start}&${content}=${encodeURIComponent(text)}`;
  if (full.length <= book.longest) return full;
  note.textContent = word("long");
  return start;
}

function mailLink({ edits, isNew }, path) {
  const link = find("#send-mail a");
  if (!link) return;
  const what = find(`label[for=kind-${kindNow()}]`).textContent;
  const about = isNew ? path : `${chosen().title} (${path})`, body = [about, ...edits.map((one) => `${word(one.how, one)}\n\n${one.text}`)].join("\n\n");
  const to = encodeURIComponent(book.mail).replace("%40", "@");
  const start = `mailto:${to}?subject=${encodeURIComponent(word("subject", { what }))}&body=`;
  const isLong = (start + encodeURIComponent(body)).length > book.longestMail;
  link.href = start + encodeURIComponent((isLong ? `${about}\n\n${word("mailLong")}` : body).replace(/\n/g, "\r\n"));
}

function showFaults(list) {
  all(".fault").forEach((one) => (one.textContent = ""));
  all("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  find("#faults").hidden = !list.length;
  find("#faults ul").replaceChildren(...list.map(([field, sentence]) => {
    const target = box(field) ?? find("fieldset", field), link = element("a", { href: `#${target.id}` }, sentence);
    find(".fault", field).textContent = sentence;
    target.setAttribute("aria-invalid", "true");
    field.closest("details")?.setAttribute("open", "");
    on(link, "click", (event) => {
      event.preventDefault();
      target.scrollIntoView({ block: "center" });
      target.focus();
    });
    return element("li", {}, link);
  }));
  if (list.length) find("#faults").focus();
}

// ---- 6 the page ----

function pick(list, value) {
  list.value = value ?? "";
  if (list.selectedIndex < 0) list.value = "";
}

/* Statuses, steps and evidence depend on the commitment or the plan. */
function refill() {
  const kind = kindNow(), here = home();
  const place = find(`[data-name=${kind}]`);
  for (const field of all(".q[data-kind=status], .q[data-refers=milestone]", place)) {
    const list = box(field), kept = list.value;
    const isStatus = field.dataset.kind === "status";
    const wanted = isStatus ? book.schemes[here?.scheme] : here?.milestones;
    const now = isStatus && kind === "update" && wanted?.find(([id]) => id === statusOf(here, find("#update-about").value));
    list.options[0].textContent = now ? word("unchanged", { value: now[1] }) : word(isStatus ? "choose" : "all");
    list.replaceChildren(list.options[0], ...(wanted ?? []).map(([value, words]) => element("option", { value }, words)));
    pick(list, kept);
    if (field.dataset.refers) field.hidden = !wanted?.length;
  }
  for (const field of all(".q[data-refers=evidence]", place)) {
    const known = here?.evidence ?? [], base = find("fieldset", field).id;
    field.hidden = !known.length;
    find(".many", field).replaceChildren(...known.map(([value, words], n) => element("div", {},
      element("input", { type: "checkbox", value, id: `${base}-${n}` }), " ", element("label", { for: `${base}-${n}` }, words))));
  }
  const who = find("[data-key=by] select, [data-key=lead] select", place);
  if (who && here?.lead && !who.dataset.touched) who.value = here.lead;
}

function choose() {
  const kind = kindNow();
  all(".kind").forEach((one) => (one.hidden = one.dataset.name !== kind));
  find("#which").hidden = kind === "commitment";
  find("#where").hidden = kind !== "commitment";
  find("#result").hidden = true;
  showFaults([]);
  refill();
}

function addItem(group) {
  const list = find(".items", group), n = (group.dataset.count = Number(group.dataset.count ?? 0) + 1);
  const one = element("li", { "aria-label": word("item", { n: list.children.length + 1 }) }, find("template", group).content.cloneNode(true));
  for (const name of ["id", "for", "aria-describedby"])
    all(`[${name}]`, one).forEach((inner) => inner.setAttribute(name, inner.getAttribute(name).replace(/([\w-]+?)(-hint|-fault)?(?= |$)/g, `$1-${n}$2`)));
  on(find(".drop", one), "click", () => {
    one.remove();
    find(".add", group).focus();
  });
  list.append(one);
  box(one).focus();
}

function start() {
  const asked = new URLSearchParams(location.search);
  const radio = all("[name=kind]").find((one) => one.value === asked.get("kind"));
  if (radio) radio.checked = true;
  const plans = Object.keys(book.plans);
  pick(find("#about"), asked.get("about"));
  pick(find("#plan"), asked.get("plan") ?? (plans.length === 1 ? plans[0] : ""));
  all("#update-date, #question-date").forEach((one) => (one.value ||= today()));
  for (const kind of ["commitment", "evidence"]) {
    const title = find(`#${kind}-title`), name = find(`#${kind}-id`);
    on(title, "input", () => name.dataset.touched || (name.value = slug(clean(title.value))));
    on(name, "input", () => (name.dataset.touched = name.value ? "yes" : ""));
  }
  all("select").forEach((one) => on(one, "change", () => (one.dataset.touched = "yes")));
  all("[name=kind]").forEach((one) => on(one, "change", choose));
  on(find("#about"), "change", refill);
  all("#plan, #update-about").forEach((one) => on(one, "change", refill));
  all(".q[data-kind=group]").forEach((group) => on(find(".add", group), "click", () => addItem(group)));
  on(find("#edit"), "submit", (event) => {
    event.preventDefault();
    const kind = kindNow(), place = find(`[data-name=${kind}]`);
    const wrong = faults(place, [find(kind === "commitment" ? "#where" : "#which")]);
    find("#result").hidden = true;
    showFaults(wrong);
    if (!wrong.length) show(made(kind, place));
  });
  find("#edit").hidden = false;
  choose();
}

start();

/*
  The files of this site against its manifest, in this browser. Nothing is stored or sent; besides
  files of this site only a copy is loaded, and only when the reader presses its button. All words
  stand in #words.

  What it cannot do: this script comes from the site that it checks.
*/
"use strict";

const ABREAST = 6; // files under way at a time
const FILES = 200000, MANIFEST = 64 << 20, MORE = 1 << 18, SHOWN = 20, ASKED = 50; // bounds against a hostile site
const OWN = ["audit/manifest.json", "audit/publications.jsonl"];

const find = (selector) => document.querySelector(selector);
const numbers = new Intl.NumberFormat(document.documentElement.lang);
const word = (name, gaps = {}) => find(`[data-word=${name}]`).textContent
  .replace(/\{(\w+)\}/g, (gap, key) => typeof gaps[key] === "number" ? numbers.format(gaps[key]) : gaps[key] ?? gap);

const check = find("#check");
const manifestUrl = new URL(check.dataset.manifest, location.href);
const root = new URL("..", manifestUrl);
let stopping = null;

// ---- 1 reading and hashing ----

/* The bytes at an address, at most `limit` and one more; null where there are none. */
async function bytes(url, limit, signal) {
  const answer = await fetch(url, { cache: "no-store", credentials: "omit", signal });
  if (!answer.ok) return { status: answer.status, body: null };
  const parts = [];
  let size = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size > limit) { await reader.cancel(); break; }
  }
  return { status: answer.status, body: new Uint8Array(await new Blob(parts).arrayBuffer()) };
}

const hex = (buffer) => [...new Uint8Array(buffer)].map((one) => one.toString(16).padStart(2, "0")).join("");
const sha256 = async (body) => hex(await crypto.subtle.digest("SHA-256", body));
const text = (body) => new TextDecoder().decode(body);

/* A manifest, or null for anything else. */
function manifestOf(plain) {
  const isNumber = (value) => Number.isSafeInteger(value) && value >= 0;
  const isFile = (one) => one && typeof one.path === "string" && isNumber(one.size) && /^[0-9a-f]{64}$/.test(one.sha256);
  return plain && plain.format === "promisetrack-manifest/1" && isNumber(plain.n) && plain.source
    && Array.isArray(plain.files) && plain.files.length <= FILES && plain.files.every(isFile) ? plain : null;
}

function json(words) {
  try { return JSON.parse(words); } catch { return null; }
}

async function ownManifest(signal) {
  try {
    const { body } = await bytes(manifestUrl, MANIFEST, signal);
    return body && manifestOf(json(text(body)));
  } catch { return null; }
}

/* The hash over all files, in the order of their paths' bytes: what the manifest calls its root. */
async function rootOf(files) {
  const encoder = new TextEncoder();
  const known = files.filter((one) => !OWN.includes(one.path)).map((one) => ({ ...one, key: encoder.encode(one.path) }));
  known.sort((a, b) => {
    for (let at = 0; at < Math.min(a.key.length, b.key.length); at += 1) if (a.key[at] !== b.key[at]) return a.key[at] - b.key[at];
    return a.key.length - b.key.length;
  });
  return sha256(encoder.encode(known.map((one) => `${one.sha256} ${one.size} ${one.path}\0`).join("")));
}

// ---- 2 the files ----

/* Where a reader finds a file: a page stands at its folder. */
const address = (path) => new URL(path.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/"), root);

/* Of a page somewhat more is read than it should have: what was put in may lead to other pages. */
async function loaded(one, signal) {
  const limit = one.size + (one.path.endsWith(".html") ? MORE : 0);
  const shown = await bytes(address(one.path), limit, signal);
  if (shown.body || !one.path.endsWith("index.html")) return shown;
  return bytes(new URL(one.path.split("/").map(encodeURIComponent).join("/"), root), limit, signal);
}

/* The files of this site to which a page leads. */
function* links(body, from) {
  for (const [, written] of text(body).matchAll(/(?:href|src)\s*=\s*"([^"#?]+)/gi)) {
    let url;
    try { url = new URL(written.replace(/&amp;/g, "&"), from); } catch { continue; }
    if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) continue;
    const path = url.pathname.slice(root.pathname.length).split("/").map(decoded).join("/");
    yield path === "" || path.endsWith("/") ? `${path}index.html` : path;
  }
}

function decoded(part) {
  try { return decodeURIComponent(part); } catch { return part; }
}

async function verdict(one, met, signal) {
  let found;
  try { found = await loaded(one, signal); } catch (fault) {
    if (signal.aborted) throw fault;
    return "unread";
  }
  if (!found.body) return found.status === 404 || found.status === 410 ? "missing" : "unread";
  if (one.path.endsWith(".html")) for (const path of links(found.body, address(one.path))) met.add(path);
  if (found.body.length > one.size) return "longer";
  return found.body.length === one.size && await sha256(found.body) === one.sha256 ? "" : "changed";
}

/* Addresses that pages lead to, that the manifest does not know, and where something stands. */
async function added(met, files, signal) {
  const known = new Set([...files.map((one) => one.path), ...OWN]);
  const found = [];
  for (const path of [...met].filter((one) => !known.has(one) && !known.has(`${one}/index.html`)).slice(0, ASKED)) {
    const answer = await fetch(address(path), { method: "HEAD", cache: "no-store", signal }).catch(() => null);
    if (answer && answer.ok) found.push({ kind: "added", path });
  }
  return found;
}

async function compareAll(manifest, progress, signal) {
  const met = new Set(), wrong = [], queue = [...manifest.files];
  let done = 0;
  async function work() {
    for (let one = queue.pop(); one; one = queue.pop()) {
      const kind = await verdict(one, met, signal);
      if (kind) wrong.push({ kind, path: one.path });
      progress(done += 1, manifest.files.length);
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, work));
  if (await rootOf(manifest.files) !== manifest.files_root) wrong.push({ kind: "root" });
  if (!await hasItsLog(manifest, signal)) wrong.push({ kind: "log" });
  wrong.push(...await added(met, manifest.files, signal));
  return wrong.sort((a, b) => (a.path ?? "") < (b.path ?? "") ? -1 : 1);
}

// ---- 3 publications and copies ----

async function publications(signal) {
  const { body } = await bytes(new URL(check.dataset.publications, location.href), MANIFEST, signal);
  return body ? text(body).split("\n").filter(Boolean).map(json) : null;
}

/* The list has a line for each number before this one, and its last is the entry before. */
async function hasItsLog(manifest, signal) {
  const lines = await publications(signal).catch(() => null);
  if (!lines || lines.length !== manifest.n || lines.some((one, at) => !one || one.n !== at)) return false;
  return (lines.at(-1)?.entry ?? null) === manifest.previous_entry;
}

/* What a pasted text is: a manifest, or the newest entry of a pin or of a witness's record. */
function copyOf(words) {
  const whole = json(words);
  if (manifestOf(whole)) return { manifest: whole, n: whole.n };
  const lines = whole && !Array.isArray(whole) ? [whole] : words.split("\n").map(json);
  const pins = lines.filter((one) => one && Number.isSafeInteger(one.n) && /^[0-9a-f]{40,64}$/.test(one.entry));
  return pins.length ? { n: pins.at(-1).n, pins } : null;
}

const isSame = (a, b) => a.files_root === b.files_root && a.source.commit === b.source.commit
  && a.source.tree_sha256 === b.source.tree_sha256 && a.previous_entry === b.previous_entry;

/* The first path, in the order of the copy, on which two manifests differ. */
function firstDifference(copy, ours) {
  const known = new Map(ours.files.map((one) => [one.path, one.sha256]));
  const other = copy.files.find((one) => known.get(one.path) !== one.sha256);
  if (other) return other.path;
  const named = new Set(copy.files.map((one) => one.path));
  return ours.files.find((one) => !named.has(one.path))?.path;
}

/* Whether a copy contradicts this site; [name of the words, gaps, whether it is an alarm]. */
function judged(copy, ours, lines) {
  const gaps = { n: copy.n, ours: ours.n, total: ours.files.length };
  const contradicts = (one) => {
    const line = lines[one.n];
    return one.n < ours.n && (!line || (one.entry ? line.entry !== one.entry : false));
  };
  if (copy.pins) {
    const against = copy.pins.find(contradicts);
    if (against) return ["copy-other", { ...gaps, n: against.n }, true];
    return [copy.n < ours.n ? "copy-before" : copy.n === ours.n ? "copy-open" : "copy-after", gaps, false];
  }
  if (copy.n > ours.n) return ["copy-after", gaps, false];
  if (copy.n === ours.n) {
    const same = isSame(copy.manifest, ours);
    return [same ? "copy-same" : "copy-other", { ...gaps, path: same ? "" : firstDifference(copy.manifest, ours) }, !same];
  }
  const line = lines[copy.n], before = lines[copy.n - 1]?.entry ?? null;
  const same = line && line.files_root === copy.manifest.files_root && line.source === copy.manifest.source.commit
    && before === copy.manifest.previous_entry;
  return [same ? "copy-before" : "copy-other", gaps, !same];
}

// ---- 4 what the reader sees ----

function paragraph(words, name = "") {
  const made = document.createElement("p");
  made.textContent = words;
  made.className = name;
  return made;
}

function show(words, lines, isBad) {
  const box = find("#verdict");
  box.hidden = false;
  box.classList.toggle("bad", isBad);
  box.firstElementChild.textContent = words;
  box.lastElementChild.replaceChildren(...lines.map((line) => {
    const made = document.createElement("li");
    made.textContent = line;
    return made;
  }));
  box.focus();
}

function conclude(manifest, wrong) {
  const lines = wrong.slice(0, SHOWN).map((one) => word(one.kind, one));
  if (wrong.length > SHOWN) lines.push(word("more", { count: wrong.length - SHOWN }));
  const count = wrong.length;
  const commit = String(manifest.source.commit).slice(0, 12);
  if (!count) show(word("same", { total: manifest.files.length, n: manifest.n, commit, today: manifest.today }), [], false);
  else if (wrong.every((one) => one.kind === "unread")) show(word("unknown", { count }), lines, false);
  else show(word("different", { count }), lines, true);
}

/* Why nothing can be compared here at all; empty where it can. */
function obstacle() {
  if (location.protocol === "file:") return "from-folder";
  return globalThis.crypto?.subtle ? "" : "no-crypto";
}

/* Screen readers hear every tenth part, not every file. */
function teller() {
  let heard = -1;
  return (done, total) => {
    find("#done").value = done / total;
    const tenth = Math.floor((done / total) * 10);
    if (tenth !== heard) find("#told").textContent = word("progress", { done, total });
    heard = tenth;
  };
}

function isRunning(runs) {
  find("#start").disabled = runs;
  find("#stop").hidden = !runs;
  find("#bar").hidden = !runs;
  check.setAttribute("aria-busy", String(runs));
}

async function start() {
  const why = obstacle();
  if (why) return show(word(why), [], false);
  stopping = new AbortController();
  const told = find("#told"), progress = teller();
  let done = 0, total = 0;
  find("#verdict").hidden = true;
  isRunning(true);
  told.textContent = word("asking");
  try {
    const manifest = await ownManifest(stopping.signal);
    stopping.signal.throwIfAborted();
    if (!manifest) return show(word("no-manifest"), [], true);
    const wrong = await compareAll(manifest, (...now) => { [done, total] = now; progress(...now); }, stopping.signal);
    conclude(manifest, wrong);
  } catch {
    show(word("stopped", { done, total }), [], false);
  } finally {
    isRunning(false);
    told.textContent = "";
  }
}

async function compare() {
  const why = obstacle(), box = find("#agreed");
  const say = (words, isBad = false, more = []) => {
    box.classList.toggle("bad", isBad);
    box.replaceChildren(paragraph(words, "answer"), ...more);
  };
  if (why) return say(word(why));
  const copy = copyOf(find("#copy").value);
  if (!copy) return say(word("no-copy"));
  const ours = await ownManifest();
  const lines = ours && await publications().catch(() => null);
  if (!lines) return say(word("no-manifest"), true);
  const [name, gaps, isBad] = judged(copy, ours, lines);
  say(word(name, gaps), isBad, isBad && gaps.path ? [paragraph(word("copy-first", gaps))] : []);
}

async function load() {
  try {
    const { body } = await bytes(new URL(find("#address").value), MANIFEST);
    if (!body) throw new Error("none");
    find("#copy").value = text(body);
  } catch {
    find("#agreed").replaceChildren(paragraph(word("not-fetched"), "answer"));
    return;
  }
  await compare();
}

find("#start").addEventListener("click", start);
find("#stop").addEventListener("click", () => stopping?.abort());
find("#compare").addEventListener("click", compare);
find("#fetch")?.addEventListener("click", load);
check.hidden = false;

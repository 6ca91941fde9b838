/*
  Runs the script of the search without a browser: `node search_engine.mjs FOLDER < TASK`, where
  FOLDER is `<lang>/search` of a built site, and TASK is {"words": […], "questions": […]}.
  Prints how the script reads each word, and what it finds and fetches for each question.
*/
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const root = process.argv[2], here = dirname(fileURLToPath(import.meta.url));
const fetched = new Map();
globalThis.document = {
  currentScript: { dataset: { folder: `${root}/`, language: "en" } },
  createElement: () => ({}),
  head: {
    append({ src }) {
      const text = readFileSync(src, "utf8");
      fetched.set(src, gzipSync(text, { level: 6 }).length);
      queueMicrotask(() => vm.runInThisContext(text));
    },
  },
};
vm.runInThisContext(readFileSync(join(here, "../site_templates/assets/seek.js"), "utf8"));
const engine = vm.runInThisContext("({ load, prepare, fold, words, stem, seek, quote, rules: () => index.rules })");

const task = JSON.parse(readFileSync(0, "utf8"));
await engine.prepare();
const answers = [];
for (const question of task.questions ?? []) {
  const { numbers, isWhole, hits } = await engine.seek(question);
  const shown = await Promise.all(numbers.slice(0, task.shown ?? 10).map((n) => engine.load(`found/${n}`)));
  const quotes = shown.slice(0, 3).map((one) => one.texts ? engine.quote(one.texts, hits) : []);
  answers.push({ question, count: numbers.length, isWhole, found: shown.map((one) => one.address), quotes });
}
const read = (task.words ?? []).map((word) => ({
  fold: engine.fold(word),
  words: engine.words(word),
  stems: engine.words(word).map((one) => engine.rules().map((rules) => engine.stem(one, rules))),
}));
console.log(JSON.stringify({ answers, read, fetched: Object.fromEntries(fetched) }));

// Screens texts from stdin with the phone's own module; gives what it found and the milliseconds of each note.
import { readFileSync } from "node:fs";
import { clean, makeScreener } from "../app/static/js/walk/screening.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../app/static/rules/${name}.json`, import.meta.url), "utf8"));
const { texts, place } = JSON.parse(readFileSync(0, "utf8"));
const started = performance.now();
const screen = makeScreener({ ...read("screening"), ...read("words") }, place);
screen("");
const ready_ms = performance.now() - started;
const milliseconds = [];
const hits = texts.map((text) => {
  const from = performance.now();
  const found = screen(clean(text));
  milliseconds.push(performance.now() - from);
  return found.map(({ kind, level, text: words }) => [kind, level, words]);
});
process.stdout.write(JSON.stringify({ hits, milliseconds, ready_ms }));

// Screens texts from stdin with the phone's own module; gives what it found.
import { readFileSync } from "node:fs";
import { clean, makeScreener } from "../app/static/js/walk/screening.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../app/static/rules/${name}.json`, import.meta.url), "utf8"));
const { texts, place } = JSON.parse(readFileSync(0, "utf8"));
const screen = makeScreener({ ...read("screening"), ...read("words") }, place);
const hits = texts.map((text) => screen(clean(text)).map(({ kind, level, text: words }) => [kind, level, words]));
process.stdout.write(JSON.stringify({ hits }));

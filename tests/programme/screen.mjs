// Reads texts and a place from stdin, screens them with the phone's own module, writes the hits.
import { readFileSync } from "node:fs";
import { clean, makeScreener } from "../../app/static/js/walk/screening.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../../app/static/rules/${name}.json`, import.meta.url), "utf8"));
const rules = { ...read("screening"), ...read("words") };
const { texts, place } = JSON.parse(readFileSync(0, "utf8"));
const screen = makeScreener(rules, place);
const verdicts = texts.map((text) => {
  const cleaned = clean(text);
  return { cleaned, hits: screen(cleaned).map(({ kind, level, text: found, general }) => [kind, level, found, general]) };
});
process.stdout.write(JSON.stringify(verdicts));

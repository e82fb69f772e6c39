/**
 * Finds persons, numbers and addresses in a note, with the rules that the server uses too
 * (app/programme/screening.py, rules in /static/rules/screening.json). Both must give the same verdicts.
 *
 * @typedef {{kind: string, level: "block" | "warn", start: number, end: number, text: string, general: string}} Hit
 * @typedef {{streets: string[], words: string[]}} Place
 * @typedef {{text: string, hit: Hit | null}} Piece
 */
import { makeNameFinder } from "./screening_names.js";

const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20e3\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufffe\uffff]/gu;
const SPACES = /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const HYPHENS = /[\u2010\u2011\u2012\u2212]/g;
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;
const ZEROS = [0x0660, 0x06f0, 0x0966];
const MATHEMATICAL = /[\u{1d7ce}-\u{1d7ff}]/gu;
const WIDE = /[\uff01-\uff5e]/g;
const YEARS_OR_DATE = /^(?:(?:19|20)[0-9]{2} ?[-–/ ] ?(?:19|20)[0-9]{2}|[0-3]?[0-9] ?[./-] ?[01]?[0-9] ?[./-] ?(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[./-][01][0-9][./-][0-3][0-9])$/;
/** So many signs before a hit hold a preposition. */
const BEFORE = 12;
const FIRST_WORD = /^[^ ,0-9]+/u;
const RULES = "/static/rules/screening.json";
const WORDS = "/static/rules/words.json";
const NOBODY = "Kari Nordmann i Storgata 3 er syk. Ring 99 88 77 66, skriv til kari@example.org. The bus is late.";
/** Compiles every pattern while a note is being written: at its second use, apart for texts with a wide sign like «–». */
const WARMING = [NOBODY, NOBODY, `${NOBODY} –`, `${NOBODY} –`];

/** @type {Record<string, (found: string, everyday: Set<string>) => boolean>} */
const CHECKS = {
  date_shaped: (found) => dateShaped(found.replace(/[^0-9]/g, "")),
  not_date_shaped: (found) => !dateShaped(found.replace(/[^0-9]/g, "")),
  phone_like: (found) => !(YEARS_OR_DATE.test(found) || found.replace(/[^0-9]/g, "").endsWith("000")),
  street_like: (found, everyday) => !everyday.has(FIRST_WORD.exec(found.toLowerCase())?.[0] ?? ""),
};

/** Fetch the rules and the long lists of words, which nothing but the note sheet needs. */
export async function fetchRules() {
  const [rules, words] = await Promise.all([RULES, WORDS].map(async (url) => (await fetch(url)).json()));
  return { ...rules, ...words };
}

/**
 * Bring a text to the one form that is screened and stored.
 * @param {string} text
 */
export function clean(text) {
  return text.replace(/\r\n?/g, "\n").normalize("NFC")
    .replace(INVISIBLE, "").replace(SPACES, " ").replace(HYPHENS, "-")
    .replace(MATHEMATICAL, (digit) => String((Number(digit.codePointAt(0)) - 0x1d7ce) % 10))
    .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) - Math.max(...ZEROS.filter((zero) => zero <= digit.charCodeAt(0)))))
    .replace(/^[ \n]+|[ \n]+$/g, "");
}

/**
 * Make a screener for one district; compiling is slow, screening is quick.
 * @param {any} rules the rule file and the words together, see fetchRules
 * @param {Place} place
 * @returns {(text: string) => Hit[]} hits of a clean text, in order, without overlaps
 */
export function makeScreener(rules, place) {
  const filled = (/** @type {string} */ pattern) => pattern
    .replaceAll("{H}", rules.house_number).replaceAll("{U}", rules.units).replaceAll("{S}", rules.separator).replaceAll("{L}", rules.letters);
  const patterns = rules.patterns.map((/** @type {any} */ rule) => ({ ...rule, regex: new RegExp(filled(rule.pattern), rule.case ? "gu" : "giu") }));
  const word = new RegExp(filled("[{L}]+(?:['’-][{L}]+)*"), "gu");
  const streets = anyOf(place.streets, "{H}");
  const mentions = anyOf([...place.streets, ...place.words], "");
  const [health, persons] = [new Set(rules.health_words), new Set(rules.person_words)];
  const preposition = new RegExp(filled(rules.general_after.words), "iu");
  const everyday = new Set([...rules.common_words, ...rules.known_words].join(" ").split(" "));
  const nameSpans = makeNameFinder(rules, word);

  WARMING.forEach(screen);
  return screen;

  function screen(text) {
    const named = nameHits(text);
    const found = [...patternHits(text), ...addressHits(text), ...named, ...healthHits(text, named)];
    found.sort((a, b) => Number(a.level !== "block") - Number(b.level !== "block") || a.start - a.end - (b.start - b.end) || a.start - b.start);
    /** @type {Hit[]} */
    const kept = [];
    for (const hit of found) if (kept.every((other) => hit.end <= other.start || other.end <= hit.start)) kept.push(hit);
    return kept.sort((a, b) => a.start - b.start);
  }

  function hit(kind, level, text, start, end) {
    return { kind, level, start, end, text: text.slice(start, end), general: general(kind, text.slice(Math.max(0, start - BEFORE), start)) };
  }

  /** In words that fit what stands before: «bor i dette området», not «bor i her i området». */
  function general(kind, before) {
    return kind in rules.general_after && preposition.test(before) ? rules.general_after[kind] : rules.general[kind];
  }

  function patternHits(text) {
    return patterns.flatMap((rule) => [...text.matchAll(rule.regex)]
      .filter((match) => rule.check === null || CHECKS[rule.check](match[0], everyday))
      .map((match) => hit(rule.kind, rule.level, text, match.index, match.index + match[0].length)));
  }

  function addressHits(text) {
    const matches = streets ? [...text.matchAll(streets)] : [];
    return matches.map((match) => hit("address", "block", text, match.index, match.index + match[0].length));
  }

  function nameHits(text) {
    const mentioned = mentions ? [...text.matchAll(mentions)].map((m) => [m.index, m.index + m[0].length]) : [];
    return nameSpans(text, mentioned).map(([start, end]) => hit("name", "warn", text, start, end));
  }

  function healthHits(text, named) {
    const hits = [];
    let at = 0;
    for (const part of text.split(/[.!?\n]/)) {
      const from = at;
      const words = [...part.matchAll(word)];
      const person = named.some((name) => from <= name.start && name.start < from + part.length)
        || words.some((match) => persons.has(match[0].toLowerCase()));
      if (person) {
        for (const match of words) {
          if (isHealth(match[0].toLowerCase())) hits.push(hit("health", "warn", text, from + match.index, from + match.index + match[0].length));
        }
      }
      at += part.length + 1;
    }
    return hits;
  }

  function isHealth(small) {
    return health.has(small) || rules.health_stems.some((/** @type {string} */ stem) => small.startsWith(stem));
  }

  function anyOf(placeNames, tail) {
    if (!placeNames.length) return null;
    const longestFirst = [...new Set(placeNames)].sort((a, b) => b.length - a.length);
    return new RegExp(filled(`(?<![{L}])(?:${longestFirst.map(street).join("|")})${tail}`), "giu");
  }

  function street(name) {
    const small = name.toLowerCase();
    for (const endings of rules.street_ending) {
      const ending = endings.find((/** @type {string} */ e) => small.endsWith(e));
      if (ending && small.length > ending.length) return `${literal(small.slice(0, -ending.length))}(?:${endings.map(literal).join("|")})`;
    }
    return literal(small);
  }
}

/** @param {Hit[]} hits */
export function isBlocked(hits) {
  return hits.some((hit) => hit.level === "block");
}

/**
 * Cut a text at its hits, for showing them marked.
 * @param {string} text
 * @param {Hit[]} hits
 * @returns {Piece[]}
 */
export function pieces(text, hits) {
  const cut = [];
  let at = 0;
  for (const hit of hits) {
    cut.push({ text: text.slice(at, hit.start), hit: null }, { text: hit.text, hit });
    at = hit.end;
  }
  return [...cut, { text: text.slice(at), hit: null }].filter((piece) => piece.text);
}

/**
 * Replace one hit by words that point at nobody.
 * @param {string} text
 * @param {Hit} hit
 */
export function generalise(text, hit) {
  return text.slice(0, hit.start) + hit.general + text.slice(hit.end);
}

function dateShaped(digits) {
  const [day, month] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4))];
  return day % 40 >= 1 && day % 40 <= 31 && day < 72 && month % 40 >= 1 && month % 40 <= 12;
}

function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

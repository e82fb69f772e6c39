/**
 * Finds persons, numbers and addresses in a note, with the rules that the server uses too
 * (app/programme/screening.py, rules in /static/rules/screening.json). Both must give the same verdicts.
 *
 * @typedef {{kind: string, level: "block" | "warn", start: number, end: number, text: string, general: string}} Hit
 * @typedef {{streets: string[], words: string[]}} Place
 * @typedef {{text: string, hit: Hit | null}} Piece
 */

const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const SPACES = /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const HYPHENS = /[\u2010\u2011\u2012\u2212]/g;
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g;
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10];
const BEFORE_SENTENCE = /(?:^|[.!?:;…\n)/\u2600-\u27bf\u{1f000}-\u{1faff}\ufe0f])[ \n"'«»“”(•*–-]*$/u;
const LOOK_BACK = 20;
const SHORTEST = 3;
const LONGEST_UNKNOWN = 12;
const NO_NAME_ENDINGS = ["en", "et", "er", "ne", "ar"];
const RULES = "/static/rules/screening.json";
const WORDS = "/static/rules/words.json";

const CHECKS = {
  date_shaped: (/** @type {string} */ digits) => dateShaped(digits),
  not_date_shaped: (/** @type {string} */ digits) => !dateShaped(digits),
  phone_like: (/** @type {string} */ digits) => phoneLike(digits.slice(-8)),
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
    .replaceAll("{H}", rules.house_number).replaceAll("{S}", rules.separator).replaceAll("{L}", rules.letters);
  const list = (/** @type {string[]} */ lines) => new Set(lines.join(" ").split(" "));
  const patterns = rules.patterns.map((/** @type {any} */ rule) => ({ ...rule, regex: new RegExp(filled(rule.pattern), rule.case ? "gu" : "giu") }));
  const word = new RegExp(filled("[{L}]+(?:['’-][{L}]+)*"), "gu");
  const streets = anyOf(place.streets, "{H}");
  const mentions = anyOf([...place.streets, ...place.words], "");
  const [names, common, known] = [list(rules.names), list(rules.common_words), list(rules.known_words)];
  const [health, persons, naming, saying] = [rules.health_words, rules.person_words, rules.naming_words, rules.saying_words].map((words) => new Set(words));

  return function screen(text) {
    const named = nameHits(text);
    const found = [...patternHits(text), ...addressHits(text), ...named, ...healthHits(text, named)];
    found.sort((a, b) => Number(a.level !== "block") - Number(b.level !== "block") || a.start - a.end - (b.start - b.end) || a.start - b.start);
    /** @type {Hit[]} */
    const kept = [];
    for (const hit of found) if (kept.every((other) => hit.end <= other.start || other.end <= hit.start)) kept.push(hit);
    return kept.sort((a, b) => a.start - b.start);
  };

  function hit(kind, level, text, start, end) {
    return { kind, level, start, end, text: text.slice(start, end), general: rules.general[kind] };
  }

  function patternHits(text) {
    return patterns.flatMap((rule) => [...text.matchAll(rule.regex)]
      .filter((match) => rule.check === null || CHECKS[rule.check](match[0].replace(/[^0-9]/g, "")))
      .map((match) => hit(rule.kind, rule.level, text, match.index, match.index + match[0].length)));
  }

  function addressHits(text) {
    const matches = streets ? [...text.matchAll(streets)] : [];
    return matches.map((match) => hit("address", "block", text, match.index, match.index + match[0].length));
  }

  function nameHits(text) {
    const mentioned = mentions ? [...text.matchAll(mentions)].map((m) => [m.index, m.index + m[0].length]) : [];
    const words = [...text.matchAll(word)].map((match) => readWord(text, match));
    const hits = [];
    words.forEach((found, n) => {
      if (mentioned.some(([a, b]) => a <= found.start && found.start < b)) return;
      const follows = hits.length > 0 && beside(text, hits.at(-1).end, found.start);
      if (!isName(text, words[n - 1], found, words[n + 1], follows)) return;
      let start = follows ? hits.pop().start : found.start;
      if (!follows && words[n - 1] && beside(text, words[n - 1].end, start) && isFirstHalf(words[n - 1])) start = words[n - 1].start;
      hits.push(hit("name", "warn", text, start, found.end));
    });
    return hits;
  }

  function readWord(text, match) {
    const [start, end] = [match.index, match.index + match[0].length];
    const small = match[0].toLowerCase();
    const parts = small.split(/['’-]/);
    const shouted = match[0] === match[0].toUpperCase() && end - start > 1;
    const isCommon = isIn(small, common) || parts.some((part) => common.has(part));
    const isKnown = isIn(small, known) || endsWith(small, rules.place_endings);
    return {
      start, end, small,
      capital: [...match[0]][0] !== [...small][0] && !shouted,
      opens: BEFORE_SENTENCE.test(text.slice(Math.max(0, start - LOOK_BACK), start)),
      listed: parts.some((part) => isIn(part, names)),
      common: isCommon,
      known: isKnown,
      strange: !isCommon && !isKnown && !persons.has(small),
    };
  }

  function isName(text, before, found, after, follows) {
    if (found.small.length < SHORTEST && !(found.capital && follows)) return false;
    if (!found.capital) return isSmallName(text, before, found, follows);
    const goesOn = Boolean(after?.capital) && beside(text, found.end, after.start) && (after.listed || after.strange);
    if (found.opens) return opensWithName(found, goesOn, saying.has(after?.small));
    if (found.known) return follows || (found.listed && goesOn);
    return found.listed || !found.common;
  }

  function isSmallName(text, before, found, follows) {
    if (follows) return found.listed || (found.strange && endsWith(found.small, rules.surname_endings));
    if (found.listed && !found.common && !found.known) return true;
    return naming.has(before?.small) && found.strange && beside(text, before.end, found.start);
  }

  function opensWithName(found, goesOn, says) {
    if (persons.has(found.small)) return false;
    if (found.listed && !found.known) return goesOn || says || !found.common;
    const unlike = endsWith(found.small, NO_NAME_ENDINGS) || found.small.length > LONGEST_UNKNOWN;
    return found.strange && (goesOn || (says && !unlike));
  }

  function isFirstHalf(before) {
    return before.listed && before.small.length >= SHORTEST && !saying.has(before.small);
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

/** Tell whether eight digits are neither two years, nor a date, nor a round sum. */
function phoneLike(digits) {
  const [first, last] = [digits.slice(0, 4), digits.slice(4)];
  const dayFirst = isYear(last) && isDay(first.slice(0, 2), first.slice(2));
  const yearFirst = isYear(first) && (isYear(last) || isDay(last.slice(2), last.slice(0, 2)));
  return !(dayFirst || yearFirst || digits.endsWith("000"));
}

function isYear(digits) {
  return Number(digits) >= 1800 && Number(digits) <= 2199;
}

function isDay(day, month) {
  return Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
}

function beside(text, end, start) {
  return [" ", "-"].includes(text.slice(end, start));
}

/** Tell whether a word stands in a list, also in the genitive. */
function isIn(word, words) {
  return words.has(word) || (word.endsWith("s") && word.length > SHORTEST && words.has(word.slice(0, -1)));
}

function endsWith(word, endings) {
  return endings.some((/** @type {string} */ ending) => word.endsWith(ending));
}

function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** Finds names of persons in a note, in any case; the same steps as in app/programme/screening_names.py. */

const BEFORE_SENTENCE = /(?:^|[.!?:;…\n)/\u2600-\u27bf\u{1f000}-\u{1faff}\ufe0f])[ \n"'«»“”(•*–-]*$/u;
const LOOK_BACK = 20;
const SHORTEST = 3;
const LONGEST_UNKNOWN = 12;
const NO_NAME_ENDINGS = ["en", "et", "er", "ne", "ar", "te", "de"];
const NOT_NORWEGIAN = /[^a-pr-vyæøåéèêóòôäöü'’-]|c(?![hk])/u;
const NOT_ENGLISH = /[^a-z'’-]|aa|ii|uu|q(?!u)|[bdfghkpstvx]j|j$|[dsr]z|[xz]h|hv|vk|v$|tsy/u;
const ENGLISH_ENDINGS = ["s", "es", "ed", "d", "ing", "er", "ers", "ly"];
const ENGLISH_ENOUGH = 2;

/**
 * @param {any} rules
 * @param {RegExp} wordPattern what counts as one word
 * @returns {(text: string, mentioned: number[][]) => number[][]} where names stand; neighbours are one
 */
export function makeNameFinder(rules, wordPattern) {
  const list = (/** @type {string[]} */ lines) => new Set(lines.join(" ").split(" "));
  const [names, common, known, english] = [rules.names, rules.common_words, rules.known_words, rules.english_words].map(list);
  const [persons, meeting, relation, naming, saying] = [
    rules.person_words, rules.meeting_words, rules.relation_words, rules.naming_words, rules.saying_words,
  ].map((words) => new Set(words));

  return function nameSpans(text, mentioned) {
    const found = withLanguage([...text.matchAll(wordPattern)].map((match) => readWord(text, match)));
    const spans = [];
    found.forEach((word, n) => {
      if (mentioned.some(([a, b]) => a <= word.start && word.start < b)) return;
      const follows = spans.length > 0 && beside(text, spans.at(-1)[1], word.start);
      if (!isName(word, neighbours(text, found, n, follows))) return;
      spans.push([follows ? spans.pop()[0] : firstHalf(text, found, n), word.end]);
    });
    return spans;
  };

  function readWord(text, match) {
    const [start, end] = [match.index, match.index + match[0].length];
    const small = match[0].toLowerCase();
    const parts = small.split(/['’-]/);
    const shouted = match[0] === match[0].toUpperCase() && end - start > 1;
    const listed = parts.some((part) => isIn(part, names));
    const isCommon = isIn(small, common) || (small.includes("-") && small.split("-").every((part) => common.has(part) || known.has(part)));
    const isKnown = (!listed && endsWith(small, rules.place_endings)) || isIn(small, known);
    const strange = !isCommon && !isKnown && !persons.has(small);
    return {
      start, end, small, listed, strange,
      capital: [...match[0]][0] !== [...small][0] && !shouted,
      opens: BEFORE_SENTENCE.test(text.slice(Math.max(0, start - LOOK_BACK), start)),
      common: isCommon,
      known: isKnown,
      english: false,
      foreign: strange && NOT_NORWEGIAN.test(small),
      likeNoName: !endsWith(small, rules.surname_endings) && (endsWith(small, NO_NAME_ENDINGS) || small.length > LONGEST_UNKNOWN),
    };
  }

  /** Mark the words of a note that has more English words than Norwegian ones. */
  function withLanguage(found) {
    const own = found.map((word) => isEnglish(word.small));
    const count = own.filter(Boolean).length;
    const norwegian = found.filter((word, n) => !own[n] && !word.strange).length;
    if (count < ENGLISH_ENOUGH || count <= norwegian) return found;
    return found.map((word, n) => ({ ...word, english: own[n], foreign: word.strange && NOT_ENGLISH.test(word.small) }));
  }

  /** Tell whether an English word stands in the list, also with a usual ending: «waited», «busier». */
  function isEnglish(word) {
    if (english.has(word)) return true;
    const stems = ENGLISH_ENDINGS.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, -ending.length));
    return stems.some((stem) => stem.length >= SHORTEST && [stem, `${stem}e`, stem.replace(/i$/, "y")].some((form) => english.has(form)));
  }

  /** See what stands around a word: does it follow a name, does a surname follow, is a person led up to? */
  function neighbours(text, found, n, follows) {
    const [word, after] = [found[n], found[n + 1]];
    const near = after !== undefined && beside(text, word.end, after.start);
    const before = n > 0 && beside(text, found[n - 1].end, word.start) ? found[n - 1].small : "";
    const second = before && n > 1 && beside(text, found[n - 2].end, found[n - 1].start) ? found[n - 2].small : "";
    const leads = meeting.has(before) || meeting.has(`${second} ${before}`);
    return {
      follows,
      goesOn: near && after.capital && (after.listed || after.strange),
      says: near && saying.has(after.small),
      introduced: naming.has(before) || persons.has(before) || leads || (relation.has(before) && persons.has(second)),
    };
  }

  function isName(word, around) {
    if (word.small.length < SHORTEST && !(word.capital && (around.follows || around.goesOn))) return false;
    if (!word.capital) return isSmallName(word, around);
    if (word.opens) return opensWithName(word, around);
    if (word.known) return around.follows || (word.listed && around.goesOn);
    if (word.english && !(around.introduced || around.follows)) return word.listed;
    return word.listed || !word.common;
  }

  function isSmallName(word, around) {
    if (around.follows) return word.listed || (word.strange && !word.likeNoName);
    const usual = word.common || word.english;
    if (word.listed && !word.known && (!usual || around.introduced || around.says)) return true;
    if (word.foreign) return true;
    return (around.introduced || (word.opens && around.says)) && word.strange && !word.english && !word.likeNoName;
  }

  function opensWithName(word, around) {
    if (persons.has(word.small)) return false;
    if (word.listed && !word.known) return around.goesOn || around.says || !word.common;
    return word.strange && (around.goesOn || (around.says && !word.likeNoName));
  }

  function firstHalf(text, found, n) {
    const before = found[n - 1];
    if (!before || !beside(text, before.end, found[n].start) || before.small.length < SHORTEST) return found[n].start;
    return before.listed && !saying.has(before.small) ? before.start : found[n].start;
  }
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

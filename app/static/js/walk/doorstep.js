/**
 * What to say at the door: talking points in the languages that the chapter has written, and candidate cards.
 * The language somebody reads is chosen here and goes nowhere: it is neither stored nor sent.
 */
import { $, make } from "./words.js";

/** @param {any} sheet the route sheet; one that has lain on the phone for a while may lack languages and cards */
export function showDoorstep(sheet) {
  const points = sheet.points ?? (sheet.talking_points ? [{ language: "nb", name: "", text: sheet.talking_points }] : []);
  const cards = sheet.candidates ?? [];
  $("help-points").hidden = !points.length;
  $("help-language").hidden = points.length < 2;
  const chips = points.map(({ language, name }) => make("label", { className: "chip small" }, [
    make("input", { type: "radio", name: "language", value: language, onchange: () => showPoints(points, language) }),
    make("span", { lang: language, textContent: name }),
  ]));
  $("help-languages").replaceChildren(...chips);
  if (points.length) showPoints(points, (points.find((one) => one.language === document.documentElement.lang) ?? points[0]).language);
  $("help-candidates").hidden = !cards.length;
  $("help-candidates-body").replaceChildren(...cards.map(card));
}

function showPoints(points, language) {
  const chosen = document.querySelector(`input[name=language][value="${language}"]`);
  if (chosen instanceof HTMLInputElement) chosen.checked = true;
  const { text } = points.find((one) => one.language === language);
  const lines = text.split(/\n+/).filter(Boolean).map((line) => make("p", { textContent: line, lang: language, dir: "auto" }));
  $("help-points-body").replaceChildren(...lines);
}

function card({ name, text, picture }) {
  return make("li", { className: "candidate" }, [
    ...(picture ? [make("img", { src: picture, alt: "", width: 72, height: 72 })] : []),
    make("div", {}, [make("h4", { textContent: name }), make("p", { textContent: text })]),
  ]);
}

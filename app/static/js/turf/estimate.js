/** How many routes, or how long, before cutting: the server's estimate of the work, divided as the form says. */

/** @param {HTMLFormElement|null} form */
export function watchEstimate(form) {
  if (!form || form.dataset.watched) return;
  form.dataset.watched = "yes";
  const show = () => update(form);
  form.addEventListener("input", show);
  show();
}

function update(form) {
  const output = form.querySelector("output");
  const byTeams = form.elements.by.value === "teams";
  const share = Number(byTeams ? form.elements.teams.value : form.elements.target_minutes.value);
  form.dataset.by = form.elements.by.value;
  if (!(share > 0)) return;
  const n = Math.max(1, Math.round(Number(form.dataset.work) / share));
  output.textContent = (byTeams ? output.dataset.byTeams : output.dataset.byMinutes).replace("{n}", n);
}

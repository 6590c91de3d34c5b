"use strict";
// The page reads well without this; it only narrows lists and sorts the table of sources.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const folded = (text) => text.toLowerCase().replace(/[\u064b-\u065f\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا");

function filterRules() {
  const words = folded(document.getElementById("rule-search").value).split(/\s+/).filter(Boolean);
  const pressed = document.querySelector("#families button[aria-pressed=true]");
  const family = pressed ? pressed.dataset.family : "";
  let shown = 0;
  for (const rule of all("details.rule[data-family]")) {
    const text = folded(rule.dataset.text);
    rule.hidden = !((!family || rule.dataset.family === family) && words.every((word) => text.includes(word)));
    shown += !rule.hidden;
  }
  document.getElementById("no-rules").hidden = shown > 0;
}

function press(button) {
  const on = button.getAttribute("aria-pressed") === "true";
  for (const other of all("#families button")) other.setAttribute("aria-pressed", String(other === button && !on));
  filterRules();
}

function filterSources() {
  const text = folded(document.getElementById("source-search").value);
  const rows = all("table.sources tbody tr");
  for (const row of rows) row.hidden = !folded(row.dataset.text).includes(text);
  document.getElementById("no-sources").hidden = rows.some((row) => !row.hidden);
}

function sortSources(key) {
  const body = document.querySelector("table.sources tbody");
  const rows = all("tr", body).sort((a, b) => Number(b.dataset[key]) - Number(a.dataset[key]));
  body.append(...rows);
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target && target.matches("details")) {
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }
}

const on = (id, event, act) => document.getElementById(id)?.addEventListener(event, act);
on("rule-search", "input", filterRules);
on("source-search", "input", filterSources);
on("source-order", "change", (event) => sortSources(event.target.value));
for (const button of all("#families button")) button.addEventListener("click", () => press(button));
for (const tools of all(".tools")) tools.hidden = false;
addEventListener("hashchange", openTarget);
openTarget();

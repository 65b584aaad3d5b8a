// The desk's only script: the queue refreshes itself, a case says that new words came, a form is sent once.
// Without it every page still works.
"use strict";

const EVERY = 10_000;

async function look(url) {
  const answer = await fetch(url, { cache: "no-store" });
  if (answer.redirected) location.reload(); // signed out meanwhile: the reload leads to the sign-in page
  return answer.ok && !answer.redirected ? answer : null;
}

async function refresh(area) {
  const answer = await look(area.dataset.refresh);
  if (!answer) return;
  const text = await answer.text();
  if (text === area.lastText) return;
  const first = area.lastText === undefined;
  area.lastText = text;
  const focused = area.contains(document.activeElement) ? document.activeElement.id : "";
  area.innerHTML = text;
  if (focused) document.getElementById(focused)?.focus();
  const current = area.querySelector("[aria-current]");
  if (!first && current) document.getElementById(area.dataset.status).textContent = current.textContent.trim();
}

async function pulse(news) {
  const answer = await look(news.dataset.pulse);
  if (answer) news.hidden = Date.parse((await answer.json()).changed) <= Date.parse(news.dataset.since);
}

function every(selector, act) {
  for (const found of document.querySelectorAll(selector)) {
    setInterval(() => document.hidden || act(found).catch(() => {}), EVERY);
  }
}

every("[data-refresh]", refresh);
every("[data-pulse]", pulse);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-once")) return;
  if (form.sent) event.preventDefault();
  form.sent = true;
  setTimeout(() => { form.sent = false; }, 5_000);
});

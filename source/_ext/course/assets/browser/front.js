/* The home: the way back to where one was. */
"use strict";

{
  const words = WORDS;
  const start = document.querySelector(".actions .main");
  let place = null;
  try { place = JSON.parse(localStorage.getItem(`${progress.course}:lieu`) ?? "null"); } catch { /* nothing kept */ }
  const cards = [...document.querySelectorAll(".card")];
  const card = place && cards.find((one) => one.pathname.endsWith(`/${place.chapter}.html`));
  if (start && card && typeof place.title === "string") {
    start.href = card.href + (place.section ? `#${encodeURIComponent(place.section)}` : "");
    start.textContent = words.resume.replace("{title}", place.title.slice(0, 80));
  }
}

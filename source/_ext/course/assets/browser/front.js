/* The home: what is done in each chapter, and the way back to where one was. */
"use strict";

{
  const words = WORDS;
  const start = document.querySelector(".actions .main");
  const place = progress.place();
  const card = place && [...document.querySelectorAll(".card")].find((one) => one.pathname.endsWith(`/${place.chapter}.html`));
  if (start && card) {
    start.href = card.href + (place.section ? `#${place.section}` : "");
    start.textContent = words.resume.replace("{title}", place.title);
  }
}

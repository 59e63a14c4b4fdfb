/* « À prévoir »: one writes what will be printed, then looks, by the button or by Ctrl and Enter: a
   prediction may have several lines. Who does not care to says so once. */
"use strict";

{
  const COURSE = SLUG, SHOWN = `${COURSE}:sorties`, words = WORDS;
  const boxes = [...document.querySelectorAll("details.predict")];
  const read = () => { try { return localStorage.getItem(SHOWN) === "1"; } catch { return false; } };
  const keep = (isShown) => { try { localStorage.setItem(SHOWN, isShown ? "1" : "0"); } catch { /* for this page */ } };

  const showAll = (isShown) => {
    for (const box of boxes) {
      box.open = isShown;
      box.previousElementSibling.hidden = isShown;
      box.querySelector(".predict-always input").checked = isShown;
    }
  };
  boxes.forEach((box, rank) => {
    const guess = document.createElement("p");
    guess.className = "predict-guess";
    guess.innerHTML = `<label for="guess-${rank}"></label><textarea id="guess-${rank}" rows="2" autocapitalize="off" spellcheck="false"></textarea>`;
    guess.firstChild.textContent = words.guess;
    guess.lastChild.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      box.open = true;
    });
    box.before(guess);
    const always = document.createElement("p");
    always.className = "predict-always";
    always.innerHTML = '<label><input type="checkbox"> </label>';
    always.firstChild.append(words.always);
    always.querySelector("input").addEventListener("change", ({ target }) => {
      keep(target.checked);
      showAll(target.checked);
    });
    box.append(always);
  });
  if (read()) showAll(true);
}

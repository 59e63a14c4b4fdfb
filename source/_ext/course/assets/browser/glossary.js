/* A term's definition beside it: under the mouse, at the keyboard's focus, at a touch. */
"use strict";

{
  const words = WORDS;
  const box = document.createElement("div");
  box.id = "term-box";
  box.className = "term-box";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  let shown = null;
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    box.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  };
  const show = (term) => {
    clearTimeout(timer);
    if (shown === term) return;
    hide();
    shown = term;
    const [english, ...rest] = term.dataset.text.split(". ");
    const name = document.createElement("i");
    name.lang = "en";
    name.textContent = english;
    box.replaceChildren(name, ` — ${rest.join(". ")}`);
    if (matchMedia("(hover: none)").matches) {
      const more = document.createElement("a");
      more.href = term.href;
      more.textContent = words.glossary;
      box.append(" ", more);
    }
    box.hidden = false;
    term.setAttribute("aria-describedby", box.id);
    coursePage.putBeside(box, term.getBoundingClientRect());
  };
  const later = () => {
    timer = setTimeout(hide, 250);
  };

  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", later);
  for (const term of document.querySelectorAll("a.term")) {
    term.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(term));
    term.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later());
    term.addEventListener("focus", () => term.matches(":focus-visible") && show(term));
    term.addEventListener("blur", later);
    term.addEventListener("click", (event) => {
      if (!coursePage.isTouch(event) || shown === term) return;
      event.preventDefault();
      show(term);
    });
  }
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("pointerdown", (event) => {
    if (!event.target.closest?.("a.term, .term-box")) hide();
  });
}

/* A figure fills the screen: at a click, or by its button; then twice as large at another click. */
"use strict";

{
  const words = WORDS;
  const viewer = document.createElement("dialog");
  viewer.className = "figure-viewer";
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
  close.setAttribute("aria-label", words.close);
  close.addEventListener("click", () => viewer.close());
  document.body.append(viewer);

  const show = (figure) => {
    const shown = [...figure.querySelectorAll("img")].find((image) => image.getClientRects().length);
    if (!shown) return;
    const { alt, currentSrc } = shown;
    const copy = Object.assign(new Image(), { alt, src: currentSrc });
    copy.addEventListener("click", () => {
      viewer.classList.toggle("large");
      viewer.scrollTo((viewer.scrollWidth - viewer.clientWidth) / 2, 0);
    });
    viewer.classList.remove("large");
    viewer.setAttribute("aria-label", alt);
    viewer.replaceChildren(copy, close);
    viewer.showModal();
  };

  for (const figure of document.querySelectorAll("article figure:has(img)")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "enlarge" });
    button.setAttribute("aria-label", words.enlarge);
    button.addEventListener("click", () => show(figure));
    figure.append(button);
    figure.addEventListener("click", ({ target }) => {
      if (target.matches("img") && !target.closest("a, button")) show(figure);
    });
  }
}

// A tap on what is covered shows it, with all that comes before it on the slide.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    const covered = event.target.closest(".covered, .covered-cells, .curtain g, .predict-prompt");
    if (!covered) { return; }
    const step = covered.matches(".predict-prompt")
      ? covered.nextElementSibling
      : covered.closest(".fragment") || covered.querySelector(".fragment:not(.visible)");
    if (!step || step.classList.contains("visible") || !step.closest(".present")) { return; }
    Reveal.slide(Reveal.getIndices().h, 0, Number(step.dataset.fragmentIndex));
  });
})();

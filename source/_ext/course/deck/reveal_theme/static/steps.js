// What a slide shows on arrival. reveal.js shows all the steps of the slides before the one that is
// shown: right after one step back, while a jump back to a question would bring its answer along.
(function () {
  "use strict";
  Reveal.on("beforeslidechange", function ({ indexh }) {
    const slide = indexh < Reveal.getIndices().h - 1 && Reveal.getSlides()[indexh];
    if (slide) { slide.querySelectorAll(".fragment").forEach((one) => one.classList.remove("visible", "current-fragment")); }
  });
  // What the room has seen: the overview shows no more.
  function note() {
    const slide = Reveal.getCurrentSlide();
    if (slide) { slide.querySelectorAll(".fragment.visible").forEach((one) => one.classList.add("seen")); }
  }
  for (const event of ["ready", "slidechanged", "fragmentshown"]) { Reveal.on(event, note); }
})();

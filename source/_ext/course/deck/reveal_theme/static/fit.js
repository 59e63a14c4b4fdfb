// Slides that asked to fit: `shrink` down to the legible, `scroll` made smaller in print.
(function () {
  "use strict";
  const SMALLEST = 0.818;  // 22 px of code becomes 18; text has its own floor in deck.css
  const IN_PRINT = 0.2;

  function overflows(slide) {
    const style = getComputedStyle(slide);
    const bottom = slide.clientHeight - 42;
    const right = slide.clientWidth - parseFloat(style.paddingRight) + 1;
    for (const child of slide.children) {
      if (child.matches("aside, .slide-background")) { continue; }
      if (child.offsetTop + child.offsetHeight > bottom) { return true; }
      if (child.offsetLeft + child.scrollWidth > right + 20) { return true; }
    }
    return [...slide.querySelectorAll("pre, .katex-html, .table-wrapper")].some(function (block) {
      return block.scrollWidth > block.clientWidth + 1 && block.clientWidth > 0;
    });
  }

  function shrink(slide, smallest) {
    if (slide.dataset.fitted || !slide.clientHeight) { return; }
    slide.dataset.fitted = "";
    for (let size = 1; size >= smallest; size -= 0.02) {
      slide.style.setProperty("--fit", size.toFixed(2));
      if (!overflows(slide)) { return; }
    }
    slide.style.setProperty("--fit", smallest);
  }

  function fitCurrent() {
    const slide = Reveal.getCurrentSlide();
    if (slide && slide.dataset.fit === "shrink") { shrink(slide, SMALLEST); }
  }
  function fitForPrint() {
    for (const slide of document.querySelectorAll("[data-fit=shrink]")) { shrink(slide, SMALLEST); }
    for (const slide of document.querySelectorAll("[data-fit=scroll]")) { shrink(slide, IN_PRINT); }
  }
  document.fonts.ready.then(fitCurrent);
  Reveal.on("ready", fitCurrent);
  Reveal.on("slidechanged", fitCurrent);
  Reveal.on("pdf-ready", fitForPrint);
})();

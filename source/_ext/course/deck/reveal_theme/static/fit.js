// Slides that fill the room: text and code grow by a few steps until the slide is full, once for
// the slide with all its steps shown, and `shrink` goes down to the legible. The same everywhere:
// a slide is measured at its own size, whatever the screen. deck-sizes.css has what grows.
(function () {
  "use strict";
  const STEPS = [1.714, 1.571, 1.43, 1.286, 1.143, 1.091, 1];  // of 28 px of text and 22 px of code
  const LARGEST = 1.43;  // a question alone goes beyond
  const AIR = [1, 0.5, 0];  // then lines and blocks are set wider apart
  const FOOT = 52;  // deck.css leaves 54 under the last block
  const SMALLEST = 0.818, IN_PRINT = 0.2;
  const ON_PHONE = 0.8;
  const WIDE = "pre, .katex-display, .table-wrapper, p, li, .quiz-lines";
  const printed = /print-pdf/.test(location.search);

  // From the largest: code as large as it can be, and text a little above it at most.
  const SIZES = [];
  for (const code of STEPS) {
    for (const text of STEPS) {
      const apart = text - code;
      if (apart >= 0 && apart < 0.15) { SIZES.push({ text, code, rank: code + text }); }
    }
  }
  SIZES.sort((one, other) => other.rank - one.rank || other.code - one.code);

  function set(slide, text, code, air) {
    slide.style.setProperty("--text-size", text);
    slide.style.setProperty("--code-size", code);
    slide.style.setProperty("--air", air);
  }
  function drawnHeight(image) {
    const ratio = (image.naturalHeight || image.getAttribute("height")) / (image.naturalWidth || image.getAttribute("width"));
    return Math.min(image.clientHeight, image.clientWidth * ratio) || 0;
  }
  function figures(slide) {
    return [...slide.querySelectorAll("figure img")].filter((image) => image.clientWidth);
  }
  function overflows(slide) {
    const style = getComputedStyle(slide);
    const bottom = slide.clientHeight - FOOT;
    const right = slide.clientWidth - parseFloat(style.paddingRight) + 1;
    for (const child of slide.children) {
      if (child.matches("aside, .ink, .slide-background") || !child.offsetParent) { continue; }
      if (getComputedStyle(child).position === "absolute") { continue; }
      if (child.offsetTop + child.offsetHeight > bottom || child.offsetTop < 8) { return true; }
      if (child.offsetLeft + child.scrollWidth > right + 20) { return true; }
    }
    return [...slide.querySelectorAll(WIDE)].some(function (block) {
      return block.clientWidth > 0 && block.scrollWidth > block.clientWidth + 1;
    });
  }

  // A size is kept when nothing overflows and no figure is drawn smaller for it.
  function fill(slide) {
    set(slide, 1, 1, 0);
    const images = figures(slide), before = images.map(drawnHeight);
    function fits(text, code, air) {
      set(slide, text, code, air);
      return !overflows(slide) && images.every((image, rank) => drawnHeight(image) >= 0.97 * before[rank]);
    }
    const largest = slide.matches(".layout-question") ? STEPS[0] : LARGEST;
    const sizes = SIZES.filter((one) => (isPhone() ? one.code === 1 : one.text <= largest));
    const size = sizes.find((one) => fits(one.text, one.code, 0)) || { text: 1, code: 1 };
    const air = AIR.find((one) => fits(size.text, size.code, one)) || 0;
    set(slide, size.text, size.code, air);
  }
  function shrink(slide, smallest) {
    for (let size = 1; size >= smallest; size -= 0.02) {
      set(slide, size.toFixed(2), size.toFixed(2), 0);
      if (!overflows(slide)) { return; }
    }
    set(slide, smallest, smallest, 0);
  }

  // A picture that is not there yet has no height.
  function measureAgainWhenDrawn(slide) {
    for (const image of slide.querySelectorAll("img")) {
      if (image.complete || !image.getClientRects().length) { continue; }
      image.loading = "eager";
      image.addEventListener("load", function () {
        delete slide.dataset.fitted;
        fit(slide);
      }, { once: true });
    }
  }

  // All the steps of a slide are shown while it is measured, and a larger text is set aside.
  function fit(slide) {
    if (!slide || "fitted" in slide.dataset || !slide.clientHeight) { return; }
    if (isPhone() && !CourseDeck.hangRows) { return; }  // code-rows.js is on its way
    slide.dataset.fitted = "";
    if (isPhone()) { CourseDeck.hangRows(slide); }
    measureAgainWhenDrawn(slide);
    if (slide.matches(".layout-title, .layout-divider, .layout-pause, [data-fit=none]")) { return; }
    slide.classList.add("measured");
    withAllSteps(slide, function () {
      if (slide.dataset.fit !== "scroll") { fill(slide); }
      if ((slide.dataset.fit === "shrink" || isPhone()) && overflows(slide)) {
        shrink(slide, isPhone() ? ON_PHONE : SMALLEST);
      }
      if (printed && slide.dataset.fit === "scroll") { shrink(slide, IN_PRINT); }
    });
    slide.classList.remove("measured");
  }
  function withAllSteps(slide, act) {
    const hidden = slide.querySelectorAll(".fragment:not(.visible)");
    hidden.forEach((one) => one.classList.add("visible"));
    act();
    hidden.forEach((one) => one.classList.remove("visible"));
  }

  // The slide that comes is ready before it is shown.
  const later = window.requestIdleCallback || ((work) => setTimeout(work, 50));
  function fitHere() {
    const here = Reveal.getCurrentSlide();
    fit(here);
    later(function () {
      fit(here.nextElementSibling);
      fit(here.previousElementSibling);
    });
  }
  // On a phone slides are one under the other: each is ready a page before it is in sight.
  function isPhone() { return document.documentElement.classList.contains("phone"); }
  const near = new IntersectionObserver(function (seen) {
    seen.filter((one) => one.isIntersecting).forEach((one) => fit(one.target));
  }, { rootMargin: "150% 0px" });
  const slides = document.querySelectorAll(".slides section");
  function fitShown() {
    slides.forEach((slide) => near.unobserve(slide));
    if (!isPhone()) { fitHere(); return; }
    CourseDeck.load("code-rows.js").then(() => slides.forEach((slide) => near.observe(slide)));
  }
  function again() {
    if (!Reveal.isReady?.()) { return; }  // fonts of the disk come before the deck
    slides.forEach((slide) => delete slide.dataset.fitted);
    fitShown();
  }
  Object.assign(CourseDeck, { fit, withAllSteps });

  if (printed) { Reveal.on("pdf-ready", () => slides.forEach(fit)); return; }
  Reveal.on("ready", fitShown);
  Reveal.on("slidechanged", fitHere);
  document.addEventListener("slides-resized", again);
  document.fonts.addEventListener("loadingdone", again);  // those that come late have other widths
})();

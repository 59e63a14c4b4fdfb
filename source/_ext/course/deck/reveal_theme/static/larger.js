// Text for the back of the room. The first « + » makes the text of each slide as large as the slide
// holds it; the next ones go on beyond: lines of code are folded, the slide scrolls (clicker.js).
(function () {
  "use strict";
  const deck = window.CourseDeck;
  const root = document.documentElement;
  const LEAST = [1, 1, 1.15, 1.3, 1.5], TRIED = [1.5, 1.4, 1.3, 1.2, 1.1];
  const WIDE = "pre, .katex-display, .table-wrapper, p, li";
  let level = 0;

  const set = (slide, size) => slide.style.setProperty("--size", size);
  const heights = (slide) => [...slide.querySelectorAll("figure img")].map((image) => image.getBoundingClientRect().height);
  function spills(slide) {
    return slide.scrollHeight > slide.clientHeight || [...slide.querySelectorAll(WIDE)].some((block) => block.clientWidth && block.scrollWidth > block.clientWidth + 1);
  }
  // The largest at which nothing spills and no figure is drawn smaller.
  function held(slide) {
    if (slide.dataset.held || root.classList.contains("phone")) { return Number(slide.dataset.held || 1); }
    deck.withAllSteps(slide, function () {
      slide.classList.add("as-is");
      const before = heights(slide);
      slide.classList.replace("as-is", "holding");
      slide.dataset.held = TRIED.find(function (size) {
        set(slide, size);
        return !spills(slide) && heights(slide).every((height, rank) => height >= 0.97 * before[rank]);
      }) || 1;
      slide.classList.remove("holding");
    });
    return Number(slide.dataset.held);
  }
  function put() {
    root.classList.toggle("larger", level > 0);
    const slide = Reveal.getCurrentSlide();
    if (!level || !slide) { return 1; }
    deck.fit(slide);
    const size = Math.max(LEAST[level], held(slide));
    set(slide, size);
    slide.classList.toggle("as-is", size === 1);
    if (size > held(slide)) { deck.load("code-rows.js").then(() => deck.hangRows(slide)); }
    return size;
  }
  deck.larger = function (words, say, step) {
    level = Math.max(0, Math.min(LEAST.length - 1, level + step));
    const size = put();
    deck.share("size", level);
    say((level === 1 && size === 1 ? words.full : words.size).replace("{size}", Math.round(size * 100)));
  };
  Reveal.on("slidechanged", put);
  document.addEventListener("slides-resized", function () {
    Reveal.getSlides().forEach((slide) => delete slide.dataset.held);
    put();
  });
  deck.mirror("size", function (said) {
    level = said;
    put();
  });
})();

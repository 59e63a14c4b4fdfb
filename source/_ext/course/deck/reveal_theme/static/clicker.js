// The two keys of a clicker, Page Down and Page Up, always move on: out of a box, of a dialog, of a
// black screen. With ↓ and the space bar they go through a slide that is longer than the screen
// first; a mark says that there is more below.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  const ways = { PageDown: 1, PageUp: -1, ArrowDown: 1, ArrowUp: -1, " ": 1, ArrowRight: 1, ArrowLeft: -1, Enter: 1 };
  const more = document.createElement("p");
  more.id = "more-below";
  more.setAttribute("aria-hidden", "true");
  document.querySelector(".reveal").append(more);

  const below = (slide) => slide.scrollHeight - slide.clientHeight - slide.scrollTop;
  function scrolls(slide, way) {
    return /auto|scroll/.test(getComputedStyle(slide).overflowY) && (way > 0 ? below(slide) > 8 : slide.scrollTop > 8);
  }
  function mark() {
    const slide = Reveal.getCurrentSlide();
    more.hidden = !slide || !scrolls(slide, 1);
  }
  // Three quarters of what is in sight: the last lines are read again at the top.
  function scroll(way) {
    const slide = Reveal.getCurrentSlide();
    if (!scrolls(slide, way)) { return false; }
    slide.scrollTop += way * 0.75 * slide.clientHeight;
    return true;
  }
  window.addEventListener("keydown", function (event) {
    const way = event.shiftKey && event.key === " " ? -1 : ways[event.key], clicked = event.key.startsWith("Page");
    if (!way || event.ctrlKey || event.metaKey || event.altKey || document.documentElement.classList.contains("phone")) { return; }
    const open = document.querySelector("dialog[open]");
    const busy = open || document.activeElement.matches("input, textarea, button, a, summary, [tabindex]:not(.slides *)");
    if (busy && !clicked) { return; }
    if (Reveal.isPaused()) {
      Reveal.togglePause(false);
    } else if (clicked) {
      if (open) { deck.run("escape"); }
      document.activeElement.blur();
      if (!scroll(way)) { deck.run(way > 0 ? "next" : "previous"); }
    } else if (/^Arrow[LR]|Enter/.test(event.key) || !scroll(way)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // A slide is read from its top, or from its end when one goes back; a step that comes is in sight.
  Reveal.on("slidechanged", function ({ currentSlide, previousSlide }) {
    const back = previousSlide && previousSlide === currentSlide.nextElementSibling;
    if (scrolls(currentSlide, back ? 1 : -1)) { currentSlide.scrollTop = back ? currentSlide.scrollHeight : 0; }
  });
  Reveal.on("fragmentshown", function ({ fragment }) {
    const slide = Reveal.getCurrentSlide(), frame = slide.getBoundingClientRect();
    const over = (fragment.getBoundingClientRect().bottom - frame.bottom) * slide.offsetHeight / frame.height + 60;
    if (over > 0 && scrolls(slide, 1)) { slide.scrollTop += over; }
  });
  for (const event of ["ready", "slidechanged", "fragmentshown", "fragmenthidden"]) { Reveal.on(event, mark); }
  document.addEventListener("scroll", mark, true);
  new ResizeObserver(mark).observe(document.documentElement);
  deck.follow((name) => name === "size" && requestAnimationFrame(mark));
})();

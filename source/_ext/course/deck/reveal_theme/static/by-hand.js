// Results hidden by the lecturer on a slide that covers nothing: in both windows, until the key again.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  let hidden = [];

  function put(ids) {
    hidden = ids;
    for (const slide of Reveal.getSlides()) { slide.classList.toggle("by-hand", ids.includes(slide.id)); }
  }
  deck.hideResults = function (words, say) {
    const slide = Reveal.getCurrentSlide();
    if (!slide.querySelector(".snippet-results, figure")) { say(words.nothingHidden); return; }
    put(hidden.includes(slide.id) ? hidden.filter((id) => id !== slide.id) : [...hidden, slide.id]);
    deck.share("hidden", hidden);
  };
  deck.mirror("hidden", put);
})();

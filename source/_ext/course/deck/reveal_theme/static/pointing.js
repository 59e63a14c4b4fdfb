// The laser and the magnifier, both at a point of the slide: the same on every screen.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  const root = document.documentElement;
  const slides = document.querySelector(".reveal .slides");
  let laser = null, asked = 0;

  function point() {
    const frame = slides.getBoundingClientRect();
    const scale = 1280 / frame.width;
    return { x: Math.round((deck.mouse.x - frame.left) * scale), y: Math.round((deck.mouse.y - frame.top) * scale) };
  }

  function putLaser(at) {
    if (!at) {
      if (laser) { laser.remove(); }
      laser = null;
      return;
    }
    if (!laser) {
      laser = document.createElement("div");
      laser.id = "laser";
      slides.append(laser);
    }
    laser.style.left = `${at.x}px`;
    laser.style.top = `${at.y}px`;
  }
  function follow() {
    asked = 0;
    if (!root.classList.contains("pointing")) { return; }
    putLaser(point());
    deck.share("laser", point());
  }
  function togglePointer(words, say) {
    const on = root.classList.toggle("pointing");
    if (on) {
      deck.opened("pointer", () => togglePointer(words, say));
      follow();
    } else {
      deck.closed("pointer");
      putLaser(null);
      deck.share("laser", null);
    }
    say(on ? words.pointer : words.off);
  }
  document.addEventListener("pointermove", function () {
    if (root.classList.contains("pointing") && !asked) { asked = requestAnimationFrame(follow); }
  });

  function putZoom(at) {
    const reveal = Reveal.getRevealElement();
    root.classList.remove("zoomed");
    if (!at) { deck.closed("zoom"); return; }
    const frame = reveal.getBoundingClientRect(), slide = slides.getBoundingClientRect();
    const scale = slide.width / 1280;
    reveal.style.transformOrigin = `${slide.left - frame.left + at.x * scale}px ${slide.top - frame.top + at.y * scale}px`;
    root.classList.add("zoomed");
    deck.opened("zoom", leaveZoom);
  }
  function leaveZoom() {
    putZoom(null);
    deck.share("zoom", null);
  }
  function toggleZoom() {
    if (root.classList.contains("zoomed")) { leaveZoom(); return; }
    const at = point();
    putZoom(at);
    deck.share("zoom", at);
  }
  Reveal.on("slidechanged", function () { if (root.classList.contains("zoomed")) { leaveZoom(); } });

  Object.assign(deck, { pointer: togglePointer, zoom: toggleZoom });
  deck.mirror("laser", putLaser);
  deck.mirror("zoom", putZoom);
})();

// The countdown, on both screens: minutes typed, or those that the slide's notes plan, or started
// on a slide that has a clock of its own (slide-clock.js). It follows the lecturer from slide to
// slide, in their corner, until it is stopped; once over, Escape, a click or the next slide clears it.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  let box = null, field, shown = null, end = 0, slide = "", timer = 0;

  function own() {
    return Number(Reveal.getCurrentSlide().dataset.timing / 60) || 5;
  }
  function tick() {
    const left = (end - Date.now()) / 1000;
    shown.textContent = deck.timeLeft(left);
    shown.hidden = Reveal.getCurrentSlide().id === slide;  // its own clock says it
    if (left > 0) { return; }
    clearInterval(timer);
    shown.classList.add("over");
    deck.opened("countdown-over", stop);
  }
  function put([until, id]) {
    clearInterval(timer);
    end = until;
    slide = id;
    if (shown) { shown.remove(); }
    shown = null;
    deck.closed("countdown-over");
    if (!end) { return; }
    shown = document.createElement("div");
    shown.id = "countdown";
    shown.setAttribute("role", "timer");
    shown.addEventListener("click", stop);
    document.querySelector(".reveal .slides").append(shown);
    timer = setInterval(tick, 250);
    tick();
  }
  // There is one: the clock of a slide, named by its id, stops when another takes its place.
  deck.runCountdown = function (until, id = "") {
    if (slide && slide !== id) { deck.stopSlideClock(slide); }
    put([until, id]);
    deck.share("countdown", [until, id]);
  };
  const stop = () => deck.runCountdown(0);
  deck.endCountdown = (id) => slide === id && stop();
  deck.otherCountdown = (id) => end && slide !== id;
  Reveal.on("slidechanged", function () {
    if (!shown) { return; }
    if (shown.classList.contains("over")) { stop(); } else { tick(); }
  });
  function close() {
    box.hidden = true;
    field.blur();
    deck.closed("countdown");
  }
  function answer(words, say) {
    const typed = field.value.trim().replace(",", ".");
    const minutes = typed === "" ? own() : Number(typed);
    if (!(minutes >= 0 && minutes <= 600)) { say(words.noMinutes); field.select(); return; }
    deck.runCountdown(minutes && Date.now() + Math.round(minutes * 60000));
    close();
  }
  function build(words, say) {
    box = deck.box("countdown-ask", "form", words.countdown, '<label><span></span> <input inputmode="decimal" autocomplete="off" size="4"></label><button></button><button type="button"></button>');
    field = box.querySelector("input");
    const [go, off] = box.querySelectorAll("button");
    box.querySelector("span").textContent = words.minutes;
    go.textContent = words.start;
    off.textContent = words.stop;
    off.addEventListener("click", function () { stop(); close(); });
    box.addEventListener("submit", function (event) { event.preventDefault(); answer(words, say); });
  }
  deck.countdown = function (words, say) {
    if (!box) { build(words, say); }
    box.hidden = false;
    field.value = own().toLocaleString("fr-FR");
    field.focus();
    field.select();
    deck.opened("countdown", close);
  };
  deck.mirror("countdown", put);
})();

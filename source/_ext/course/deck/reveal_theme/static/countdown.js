// A countdown on both screens: minutes typed, or those that the slide's notes plan. It is kept
// in the slide's corner until it is stopped. A slide with a clock of its own: slide-clock.js.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  let box = null, field, shown = null, end = 0, timer = 0;

  function own() {
    return Number(Reveal.getCurrentSlide().dataset.timing / 60) || 5;
  }
  function tick() {
    const left = (end - Date.now()) / 1000;
    shown.textContent = deck.timeLeft(left);
    shown.classList.toggle("over", left <= 0);
    if (left <= 0) { clearInterval(timer); }
  }
  function put(until) {
    clearInterval(timer);
    end = until;
    if (shown) { shown.remove(); }
    shown = null;
    if (!end) { return; }
    shown = document.createElement("div");
    shown.id = "countdown";
    shown.setAttribute("role", "timer");
    document.querySelector(".reveal .slides").append(shown);
    timer = setInterval(tick, 250);
    tick();
  }
  function start(minutes) {
    const until = minutes ? Date.now() + Math.round(minutes * 60000) : 0;
    put(until);
    deck.share("countdown", until);
  }
  function close() {
    box.hidden = true;
    field.blur();
    deck.closed("countdown");
  }
  function answer(words, say) {
    const typed = field.value.trim().replace(",", ".");
    const minutes = typed === "" ? own() : Number(typed);
    if (!(minutes >= 0 && minutes <= 600)) { say(words.noMinutes); field.select(); return; }
    start(minutes);
    close();
  }
  function build(words, say) {
    box = document.createElement("form");
    box.id = "countdown-ask";
    box.className = "deck-box";
    box.setAttribute("role", "form");
    box.setAttribute("aria-label", words.countdown);
    box.innerHTML = '<label><span></span> <input inputmode="decimal" autocomplete="off" size="4"></label><button></button><button type="button"></button>';
    field = box.querySelector("input");
    const [go, stop] = box.querySelectorAll("button");
    box.querySelector("span").textContent = words.minutes;
    go.textContent = words.start;
    stop.textContent = words.stop;
    stop.addEventListener("click", function () { start(0); close(); });
    box.addEventListener("submit", function (event) { event.preventDefault(); answer(words, say); });
    box.addEventListener("keydown", (event) => event.stopPropagation());
    document.body.append(box);
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

// The time of a lecture: spent and planned by section, left, ahead or behind; the clock pauses.
// The deck keeps a copy: it goes on when the notes window is closed and opened again.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  const { words } = deck;
  const slides = Reveal.getSlides();
  const planned = slides.map((slide) => Number(slide.dataset.timing) || 0);
  const total = planned.reduce((sum, one) => sum + one, 0);
  const place = (id) => document.getElementById(id);
  const rows = [];
  // Seconds spent on each slide up to `at`; since then the clock runs, or not.
  let clock = { spent: slides.map(() => 0), at: Date.now(), runs: true };

  const here = () => slides.indexOf(Reveal.getCurrentSlide());
  const sum = (numbers, from = 0, to = numbers.length) => numbers.slice(from, to).reduce((all, one) => all + one, 0);
  function time(seconds) {
    const whole = Math.abs(Math.round(seconds)), hours = Math.floor(whole / 3600);
    const rest = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0")).join(":");
    return `${seconds <= -1 ? "−" : ""}${hours ? `${hours}:` : ""}${rest}`;
  }
  const minutes = (seconds) => `${Math.round(seconds / 60)}`;

  // One row a section; what stands before the first is the opening.
  const starts = slides.map((slide, rank) => ("section" in slide.dataset ? rank : -1)).filter((rank) => rank > 0);
  [0, ...starts].forEach(function (from, rank) {
    const title = rank && slides[from].querySelector("h1, h2");
    const row = place("plan-rows").insertRow();
    row.innerHTML = '<th scope="row"></th><td></td><td></td>';
    row.cells[0].textContent = title ? title.textContent : words.opening;
    row.cells[1].textContent = minutes(sum(planned, from, starts[rank]));
    rows.push({ row, from, to: starts[rank] });
  });

  function pace(spent) {
    const before = sum(planned, 0, here()), after = before + planned[here()];
    const late = spent > after ? spent - after : spent < before ? spent - before : 0;
    const words_ = late > 0 ? words.behind : words.ahead;
    return [Math.abs(late) < 60 ? words.onTime : words_.replace("{minutes}", minutes(Math.abs(late))), late >= 60];
  }
  function show() {
    const spent = sum(clock.spent);
    place("clock-spent").textContent = time(spent);
    place("clock-now").textContent = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
    place("clock-pause").textContent = clock.runs ? words.clockPause : words.clockGo;
    place("clock").classList.toggle("stopped", !clock.runs);
    place("clock-here").textContent = planned[here()] ? words.here.replace("{spent}", time(clock.spent[here()])).replace("{planned}", time(planned[here()])) : time(clock.spent[here()]);
    place("clock-left").textContent = total ? time(total - spent) : "–";
    const [text, late] = total ? pace(spent) : ["", false];
    place("clock-pace").textContent = text;
    place("clock-pace").classList.toggle("late", late);
    for (const { row, from, to } of rows) {
      const seconds = sum(clock.spent, from, to);
      row.cells[2].textContent = minutes(seconds);
      row.classList.toggle("over", total > 0 && seconds > sum(planned, from, to) + 60);
      const current = here() >= from && !(here() >= to);
      if (current && !row.classList.contains("current")) { row.scrollIntoView({ block: "center" }); }
      row.classList.toggle("current", current);
    }
  }
  function count() {
    const now = Date.now();
    if (clock.runs) { clock.spent[last] += (now - clock.at) / 1000; }
    clock.at = now;
    last = here();
    deck.share("clock", clock);
    show();
  }
  let last = here();
  deck.clockPause = function () {
    count();
    clock.runs = !clock.runs;
    count();
  };
  function reset() {
    clock = { spent: slides.map(() => 0), at: Date.now(), runs: true };
    count();
  }
  deck.mirror("clock", function (said) { if (said.spent.length === slides.length) { clock = said; show(); } });
  deck.answer("clockPause", deck.clockPause);
  place("clock-pause").addEventListener("click", deck.clockPause);
  place("clock-reset").addEventListener("click", reset);
  Reveal.on("slidechanged", count);
  setInterval(count, 1000);
  count();
})();

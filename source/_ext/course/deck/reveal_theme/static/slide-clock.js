// The countdown of a slide that has data-minutes: started, stopped and set back by its buttons or
// by the key of countdowns, in the deck or in the notes window.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  const words = JSON.parse(document.currentScript.dataset.words);
  const clocks = new Map();

  function button(name, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `clock-${name}`;
    made.textContent = words[name];
    made.addEventListener("click", act);
    return made;
  }

  class Clock {
    constructor(slide) {
      this.slide = slide;
      this.whole = parseFloat(slide.dataset.minutes) * 60;
      this.box = document.createElement("div");
      this.box.className = "clock";
      this.face = document.createElement("p");
      this.face.className = "clock-face";
      this.face.setAttribute("role", "timer");
      this.face.setAttribute("aria-label", words.label);
      this.run = button("start", () => this.toggle());
      const buttons = document.createElement("p");
      buttons.className = "clock-buttons";
      buttons.append(this.run, button("reset", () => this.reset()));
      this.box.append(this.face, buttons);
      const place = slide.querySelector(".clock-here");
      if (place) { place.replaceWith(this.box); } else { slide.append(this.box); }
      this.kept = this.whole;
      this.end = 0;
      this.show();
    }
    // What is left is counted from the time of the end: a sleeping tab does not slow it.
    left() { return this.end ? (this.end - Date.now()) / 1000 : this.kept; }
    toggle() {
      if (this.end) {
        this.kept = this.left();
        this.end = 0;
      } else {
        if (this.kept <= 0) { this.kept = this.whole; }
        this.end = Date.now() + this.kept * 1000;
      }
      this.tell();
    }
    reset() {
      this.kept = this.whole;
      this.end = 0;
      this.tell();
    }
    tell() {
      this.show();
      deck.share("slide-clock", { slide: this.slide.id, kept: this.kept, end: this.end });
      // The lecturer's countdown, which follows them to other slides: countdown.js.
      if (this.end) {
        deck.load("countdown.js").then(() => deck.runCountdown(this.end, this.slide.id));
      } else if (deck.endCountdown) {
        deck.endCountdown(this.slide.id);
      }
    }
    show() {
      const left = this.left();
      if (this.end && left <= 0) {
        this.kept = 0;
        this.end = 0;
      }
      const over = !this.end && this.kept <= 0;
      this.box.classList.toggle("over", over);
      this.box.classList.toggle("running", Boolean(this.end));
      this.face.textContent = over ? words.over : deck.timeLeft(left);
      this.run.textContent = this.end ? words.pause : words.start;
      clearTimeout(this.tick);
      if (this.end) { this.tick = setTimeout(() => this.show(), 250); }
    }
  }

  for (const slide of document.querySelectorAll(".slides section[data-minutes]")) {
    clocks.set(slide, new Clock(slide));
  }
  deck.toggleSlideClock = function () {
    const slide = Reveal.getCurrentSlide(), clock = clocks.get(slide);
    if (!clock || (deck.otherCountdown && deck.otherCountdown(slide.id))) { return false; }
    clock.toggle();
    return true;
  };
  deck.stopSlideClock = function (id) {
    const clock = clocks.get(document.getElementById(id));
    if (clock.end) { clock.toggle(); }
  };
  deck.mirror("slide-clock", function ({ slide, kept, end }) {
    const clock = clocks.get(document.getElementById(slide));
    Object.assign(clock, { kept, end });
    clock.show();
  });
})();

// A countdown on the slides that have data-minutes: started, stopped and set back by its buttons,
// or by CourseDeck.countdown (also from another window): toggle(), reset(), state().
window.CourseDeck = window.CourseDeck || {};
(function () {
  "use strict";
  const words = JSON.parse(document.currentScript.dataset.words);
  const clocks = new Map();

  function write(seconds) {
    const left = Math.max(0, Math.ceil(seconds));
    return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
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
      this.reset();
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
      this.show();
    }
    reset() {
      this.kept = this.whole;
      this.end = 0;
      this.show();
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
      this.face.textContent = over ? words.over : write(left);
      this.run.textContent = this.end ? words.pause : words.start;
      clearTimeout(this.tick);
      if (this.end) { this.tick = setTimeout(() => this.show(), 250); }
      document.dispatchEvent(new CustomEvent("countdown", { detail: this.state() }));
    }
    state() { return { slide: this.slide.id, left: this.left(), running: Boolean(this.end) }; }
  }

  for (const slide of document.querySelectorAll(".slides section[data-minutes]")) {
    clocks.set(slide, new Clock(slide));
  }
  function here() { return clocks.get(Reveal.getCurrentSlide()); }
  CourseDeck.countdown = {
    toggle() { if (here()) { here().toggle(); } },
    reset() { if (here()) { here().reset(); } },
    state() { return here() ? here().state() : null; },
  };
})();

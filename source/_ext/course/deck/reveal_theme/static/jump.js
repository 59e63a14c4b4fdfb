// Go to a slide by its number, or by words of its title: named while one types, shown by Enter.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  let box = null, input, named, target = -1;

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const titleOf = (slide) => slide.querySelector("h1, h2")?.textContent || "";
  function look(words) {
    const slides = Reveal.getSlides(), asked = fold(input.value.trim());
    target = /^\d+$/.test(asked) ? asked - 1 : asked ? slides.findIndex((slide) => fold(titleOf(slide)).includes(asked)) : -1;
    named.textContent = slides[target] ? `${target + 1}. ${titleOf(slides[target])}` : asked && words.none;
  }
  function close() {
    box.hidden = true;
    input.blur();
    deck.closed("jump");
  }
  function build(words) {
    box = deck.box("deck-jump", "search", words.jump, '<label><span></span> <input autocomplete="off" size="8"></label><output></output>');
    input = box.querySelector("input");
    named = box.querySelector("output");
    box.querySelector("span").textContent = words.jump;
    box.addEventListener("submit", function (event) {
      event.preventDefault();
      if (!Reveal.getSlides()[target]) { return; }
      close();
      Reveal.slide(target, 0, -1);
    });
    input.addEventListener("input", () => look(words));
    Reveal.on("slidechanged", () => box.hidden || close());
  }
  deck.jump = function (words) {
    if (!box) { build(words); }
    box.hidden = false;
    input.value = "";
    look(words);
    input.focus();
    deck.opened("jump", close);
  };
})();

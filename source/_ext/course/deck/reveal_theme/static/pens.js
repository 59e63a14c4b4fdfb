// The tools of drawing, beside the slide while one draws: colours, widths, undo, erase, print.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  let bar = null;

  function tool(name, value, label, keys) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = `${label} (${keys})`;
    button.setAttribute("aria-label", button.title);
    button.className = value ? `pen-tool ${name}-${value}` : `pen-tool tool-${name}`;
    if (value) { button.dataset.tool = name; button.dataset.value = value; }
    button.addEventListener("click", () => deck.run(name, value));
    return button;
  }
  deck.showPens = function (on, pen, words) {
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "pens";
      bar.setAttribute("role", "region");
      bar.setAttribute("aria-label", words.pens);
      bar.append(
        ...words.colours.map((label, rank) => tool("colour", rank + 1, label, rank + 1)),
        ...words.widths.map((label, rank) => tool("width", rank + 1, label, rank + 4)),
        tool("undo", 0, words.undo, "U"), tool("erase", 0, words.erase, "X"),
        tool("taught", 0, words.taught, "I"), tool("draw", 0, words.stopDrawing, "E"),
      );
      document.body.append(bar);
    }
    bar.hidden = !on;
    for (const button of bar.querySelectorAll("[data-tool]")) {
      button.setAttribute("aria-pressed", pen[button.dataset.tool] === Number(button.dataset.value));
    }
  };
})();

// Lines of code that are folded hang under their start: what Python says by its indentation stays.
(function () {
  "use strict";
  function rows(html) {
    const open = [];
    return html.replace(/\n$/, "").split("\n").map(function (line) {
      const before = open.map(([tag]) => tag).join("");
      for (const [tag, end, name] of line.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
        if (end) { open.pop(); } else { open.push([tag, name]); }
      }
      return `<span class="row">${before}${line}\n${open.map(([, name]) => `</${name}>`).reverse().join("")}</span>`;
    }).join("");
  }
  window.CourseDeck.hangRows = function (slide) {
    for (const pre of slide.querySelectorAll("pre:not(.hung)")) {
      pre.classList.add("hung");
      if (!pre.querySelector(".ln")) { pre.innerHTML = rows(pre.innerHTML); }
      for (const row of pre.querySelectorAll(".ln, .row")) {
        const number = row.querySelector(".linenos"), text = row.textContent.slice(number ? number.textContent.length : 0);
        row.style.setProperty("--hang", text.search(/\S|$/) + 4 + (number ? 4 : 0));
      }
    }
  };
})();

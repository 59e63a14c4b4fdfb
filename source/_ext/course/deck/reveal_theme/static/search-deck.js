// Search in the deck: accents and capitals do not matter, Enter goes to the next slide that has it.
// (reveal.js's own plugin reads the input as a regular expression, searches the help too, and
// removes every emphasis of the deck when it clears its marks.)
(function () {
  "use strict";
  const deck = window.CourseDeck;
  let box = null, input, count, found = [], rank = -1, asked = "";

  const fold = (text) => [...text].map((letter) => letter.normalize("NFD")[0].toLowerCase()).join("");

  // The text nodes of a slide, with where each starts in its text.
  function textOf(slide) {
    const nodes = [];
    let text = "";
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("aside.notes, .katex-mathml")) { continue; }
      nodes.push({ node, start: text.length });
      text += fold(node.data).padEnd(node.data.length).slice(0, node.data.length);
    }
    return { nodes, text };
  }
  function place(nodes, position) {
    const holder = nodes.findLast((one) => one.start <= position);
    return [holder.node, Math.min(position - holder.start, holder.node.data.length)];
  }
  function rangesIn(slide, query) {
    const { nodes, text } = textOf(slide);
    const ranges = [];
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
      const range = new Range();
      range.setStart(...place(nodes, at));
      range.setEnd(...place(nodes, at + query.length - 1));
      range.setEnd(range.endContainer, range.endOffset + 1);
      ranges.push(range);
    }
    return ranges;
  }
  function mark(ranges) {
    if (window.CSS && CSS.highlights) { CSS.highlights.set("deck-search", new Highlight(...ranges)); }
  }
  // What is looked for is marked on the other screen too; the slide follows by itself.
  function markAll(query) {
    mark(query ? Reveal.getSlides().flatMap((slide) => rangesIn(slide, query)) : []);
  }

  function look(words, step) {
    const query = fold(input.value.trim());
    if (query !== asked) {
      asked = query;
      rank = step > 0 ? -1 : 0;
      found = query ? Reveal.getSlides().filter((slide) => rangesIn(slide, query).length) : [];
      markAll(query);
      deck.share("query", query);
    }
    if (!found.length) { count.textContent = query ? words.none : ""; return; }
    rank = (rank + step + found.length) % found.length;
    Reveal.slide(Reveal.getSlides().indexOf(found[rank]), 0, 999);
    count.textContent = words.found.replace("{rank}", rank + 1).replace("{count}", found.length);
  }
  function close() {
    box.hidden = true;
    asked = "";
    markAll("");
    deck.share("query", "");
    deck.closed("search");
    input.blur();
  }
  function build(words) {
    box = document.createElement("form");
    box.id = "deck-search";
    box.className = "deck-box";
    box.setAttribute("role", "search");
    input = document.createElement("input");
    input.type = "search";
    input.placeholder = words.search;
    input.setAttribute("aria-label", words.search);
    count = document.createElement("output");
    box.append(input, count);
    box.addEventListener("submit", function (event) { event.preventDefault(); });
    input.addEventListener("keydown", function (event) {
      event.stopPropagation();
      if (event.key === "Enter") { look(words, event.shiftKey ? -1 : 1); }
    });
    document.body.append(box);
  }

  deck.search = function (words) {
    if (!box) { build(words); }
    box.hidden = false;
    input.focus();
    input.select();
    deck.opened("search", close);
  };
  deck.mirror("query", markAll);
})();

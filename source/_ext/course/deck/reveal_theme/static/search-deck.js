// Search in the deck: accents and capitals do not matter, Enter goes to the next slide that has it,
// Escape back to where one was.
// (reveal.js's own plugin reads the input as a regular expression, searches the help too, and
// removes every emphasis of the deck when it clears its marks.)
(function () {
  "use strict";
  const deck = window.CourseDeck;
  let box = null, input, said, found = [], began = null, moves = false, moved = false;

  const fold = (text) => [...text].map((letter) => letter.normalize("NFD")[0].toLowerCase()).join("");

  // The text nodes of a slide, with where each starts in its text.
  function textOf(slide) {
    const nodes = [];
    let text = "";
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("aside.notes")) { continue; }
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

  function putQuery(query) {
    markAll(query);
    deck.share("query", query);
  }
  // While one types, how many slides have it; nothing moves.
  function count(words) {
    const query = fold(input.value.trim());
    found = query ? [...Reveal.getSlides().entries()].filter(([, slide]) => rangesIn(slide, query).length).map(([rank]) => rank) : [];
    said.textContent = !query ? "" : found.length ? words.hits.replace("{count}", found.length) : words.none;
    putQuery("");
  }
  // Enter: the next one after the slide that is shown, or before it.
  function look(words, step) {
    if (!found.length) { return; }
    const here = Reveal.getIndices().h;
    const there = step > 0 ? found.find((rank) => rank > here) ?? found[0] : found.findLast((rank) => rank < here) ?? found[found.length - 1];
    putQuery(fold(input.value.trim()));
    moves = true;
    if (there !== here) { Reveal.slide(there, 0, -1); }
    moves = false;
    moved = true;
    input.blur();  // the deck's keys are back; Enter goes on
    said.textContent = words.found.replace("{rank}", found.indexOf(there) + 1).replace("{count}", found.length);
  }
  function close() {
    box.hidden = true;
    putQuery("");
    deck.closed("search");
    input.blur();
  }
  // Escape goes back to where the search began; whoever moves on, or touches the slide, stays.
  function leave() {
    close();
    if (moved) { Reveal.slide(began.h, 0, began.f ?? -1); }
  }
  function stay(event) {
    if (box.hidden || moves || box.contains(event.target)) { return; }
    close();
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
    said = document.createElement("output");
    box.append(input, said);
    box.addEventListener("submit", function (event) { event.preventDefault(); });
    input.addEventListener("input", () => count(words));
    document.addEventListener("keydown", function (event) {
      if (!box.hidden && event.key === "Enter" && !event.target.matches("a, button")) { look(words, event.shiftKey ? -1 : 1); }
    });
    for (const name of ["slidechanged", "fragmentshown"]) { Reveal.on(name, stay); }
    document.addEventListener("pointerdown", stay);
    document.body.append(box);
  }

  deck.search = function (words) {
    if (!box) { build(words); }
    if (box.hidden || !began) {
      began = Reveal.getIndices();
      moved = false;
    }
    box.hidden = false;
    count(words);
    input.focus();
    input.select();
    deck.opened("search", leave);
  };
  deck.mirror("query", markAll);
})();

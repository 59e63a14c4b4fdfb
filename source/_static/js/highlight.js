/* Words of the last search, highlighted in the page whatever their accents.
   Takes the place of Sphinx's sphinx_highlight.js. */
"use strict";

const FOLDED = { "œ": "oe", "æ": "ae", "’": "'", "\u00a0": " ", "\u202f": " " };

/* Return the text in lower case without accents, and the place of each of its characters. */
const fold = (original) => {
  let text = "";
  const places = [];
  for (let place = 0; place < original.length; place++) {
    const letter = original[place].toLowerCase();
    const plain = FOLDED[letter] ?? letter.normalize("NFD").replace(/\p{Mark}/gu, "");
    text += plain;
    for (let i = 0; i < plain.length; i++) places.push(place);
  }
  places.push(original.length);
  return { text, places };
};

const _highlightText = (root, word, className) => {
  const wanted = fold(word).text;
  const skipped = `button, select, textarea, script, style, svg, math, .katex, .${className}`;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const node of wanted ? texts : []) {
    if (node.parentElement.closest(skipped)) continue;
    const { text, places } = fold(node.nodeValue);
    for (let at = text.lastIndexOf(wanted); at >= 0; at = at && text.lastIndexOf(wanted, at - 1)) {
      node.splitText(places[at + wanted.length]);
      const mark = document.createElement("span");
      mark.className = className;
      mark.append(node.splitText(places[at]));
      node.after(mark);
      if (at === 0) break;
    }
  }
};

const _highlightSought = () => {
  let words = new URLSearchParams(location.search).get("highlight") ?? "";
  try {
    words = localStorage.getItem("sphinx_highlight_terms") || words;
    localStorage.removeItem("sphinx_highlight_terms");
  } catch {
    // no storage, nothing to highlight
  }
  const article = document.querySelector('[role="main"]');
  if (!words.trim() || !article) return;
  words.trim().split(/\s+/).forEach((word) => _highlightText(article, word, "highlighted"));
  const box = document.getElementById("searchbox");
  if (!box) return;
  const button = document.createElement("button");
  button.className = "highlight-off";
  button.textContent = "Masquer le surlignage";
  button.addEventListener("click", () => {
    article.querySelectorAll(".highlighted").forEach((mark) => mark.replaceWith(...mark.childNodes));
    button.remove();
  });
  box.append(button);
};
_highlightSought(); // page.js loads it when one comes from a search

/* What a page does for its reader: light or dark, where one is, copy code, reach with the
   keyboard what scrolls sideways. The first two are furo.js's work, which lays the whole page
   out several times before it can be read. */
"use strict";

(() => {
/* One comes from a search: the words looked for are highlighted. */
let isSought = new URLSearchParams(location.search).has("highlight");
try { isSought ||= Boolean(localStorage.getItem("sphinx_highlight_terms")); } catch { /* not kept */ }
const beside = document.currentScript.src;
const load = (name) =>
  document.head.append(Object.assign(document.createElement("script"), { src: new URL(name, beside) }));
const isSearchPage = document.getElementById("search-results") !== null;
if (isSought && !isSearchPage) load("highlight.js");

/* The search comes when one is about to use it; the header of a phone has a button for it. */
const field = document.querySelector(".sidebar-search");
if (isSearchPage || document.activeElement === field) load("search.js");
else field?.addEventListener("focus", () => load("search.js"), { once: true });
const seek = () => {
  const drawer = document.getElementById("__navigation");
  if (drawer && !field.getClientRects().length) drawer.checked = true;
  if (drawer && field.getBoundingClientRect().right <= 0) drawer.checked = true;
  setTimeout(() => field.focus(), drawer?.checked ? 300 : 0);
};
document.querySelector(".search-button")?.addEventListener("click", seek);

/* Automatic, then the other one, then this one. */
for (const button of document.querySelectorAll(".theme-toggle")) {
  button.addEventListener("click", () => {
    const { dataset } = document.body;
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const order = ["auto", ...(isDark ? ["light", "dark"] : ["dark", "light"])];
    dataset.theme = order[(order.indexOf(dataset.theme) + 1) % 3];
    try { localStorage.setItem("theme", dataset.theme); } catch { /* kept for this page */ }
  });
}

/* An address may hold anything. */
const named = (hash) => {
  try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch { return null; }
};

/* The contents mark the section at the top of the window, and those around it. */
const contents = document.querySelector(".toc-scroll");
const entries = new Map([...document.querySelectorAll(".toc-tree a[href^='#']")].map((link) =>
  [link.hash ? named(link.hash) : null, link]));
entries.delete(null);
const near = new Set();
const mark = (changes) => {
  for (const { target, isIntersecting } of changes) near[isIntersecting ? "add" : "delete"](target);
  const current = [...entries.keys()].filter((section) => near.has(section)).at(-1);
  if (!current) return;
  contents.querySelectorAll(".scroll-current").forEach((item) => item.classList.remove("scroll-current"));
  const link = entries.get(current);
  for (let item = link.closest("li"); item; item = item.parentElement.closest(".toc-tree li")) {
    item.classList.add("scroll-current");
  }
  const { offsetTop } = link, { clientHeight } = contents;
  contents.scrollTop = Math.max(0, offsetTop - clientHeight / 2);
};
if (contents) {
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -80% 0px" });
  entries.forEach((link, section) => observer.observe(section));
}

/* A spot is chosen: put the drawer away. */
document.querySelector(".toc-tree")?.addEventListener("click", (event) => {
  const drawer = document.getElementById("__toc");
  if (drawer && event.target.closest("a")) drawer.checked = false;
});

/* On the way up: back to the top. */
let height = 0;
addEventListener("scroll", () => requestAnimationFrame(() => {
  document.querySelector("header")?.classList.toggle("scrolled", scrollY > 0);
  document.documentElement.classList.toggle("show-back-to-top", scrollY >= 64 && scrollY < height);
  height = scrollY;
}), { passive: true });

for (const block of document.querySelectorAll("div.highlight")) {
  const pre = block.querySelector("pre");
  if (!pre || block.parentElement.matches(".highlight-none, .snippet-output")) continue;
  const button = document.createElement("button");
  button.className = "copy";
  button.type = "button";
  button.textContent = "Copier";
  button.setAttribute("aria-label", "Copier le code");
  button.addEventListener("click", async () => {
    const code = pre.cloneNode(true);
    code.querySelectorAll(".linenos, .gp, .go").forEach((element) => element.remove());
    const copied = await copy(code.textContent.trimEnd());
    button.textContent = copied ? "Copié" : "Échec de la copie";
    button.classList.add("done");
    setTimeout(() => {
      button.textContent = "Copier";
      button.classList.remove("done");
    }, 1500);
  });
  block.append(button);
}

/* A bubble goes above what it is about, where a finger does not hide it, or below, where there is
   no room; and whole within the width. */
const putBeside = (bubble, { left, top, bottom }) => {
  const rightmost = document.documentElement.clientWidth - bubble.offsetWidth - 8;
  const isAbove = top > bubble.offsetHeight + 60;
  bubble.style.left = `${Math.max(8, Math.min(left, rightmost)) + scrollX}px`;
  bubble.style.top = `${scrollY + (isAbove ? top - bubble.offsetHeight - 4 : bottom + 4)}px`;
};
/* A click by a finger; browsers that do not say are believed where nothing hovers. */
const isTouch = ({ pointerType, detail }) =>
  pointerType ? pointerType === "touch" : detail > 0 && matchMedia("(hover: none)").matches;

/* From the disk there may be no clipboard. */
window.coursePage = { copy, putBeside, isTouch };
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}

/* What scrolls sideways is reached with the keyboard: all that may, until it is laid out. Sections
   below are, one after the other, while the page rests; at once when one goes to a spot of the page. */
const MAY_SCROLL = "pre, .table-wrapper, .math-wrapper";
document.querySelectorAll(MAY_SCROLL).forEach((element) => { element.tabIndex = 0; });
const reach = (part = document) => {
  for (const element of part.querySelectorAll(MAY_SCROLL)) {
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  }
};
const rest = window.requestIdleCallback ?? setTimeout;
const sections = [...document.querySelectorAll("article > section > section")];
const layOut = () => {
  const section = sections.shift();
  if (!section) return reach();
  section.style.contentVisibility = "visible";
  reach(section);
  rest(layOut);
};
const layOutAll = () => {
  document.documentElement.classList.add("whole");
  sections.length = 0;
  reach();
};
addEventListener("click", (event) => event.target.closest?.("a[href^='#']") && layOutAll(), true);
addEventListener("hashchange", layOutAll);
addEventListener("resize", () => reach());
(document.fonts?.ready ?? Promise.resolve()).then(() => {
  if (document.documentElement.classList.contains("whole")) layOutAll();
  else rest(layOut);
});

/* The fonts come after the jump to the address's spot, and move it: jump again. */
const spot = named(location.hash);
if (spot) document.fonts?.ready.then(() => spot.scrollIntoView());

/* Two keys: / looks for something, T shows in the slides what one is reading. The foot of the
   page names them; not while one types, nor with another key held. */
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") {
    if (!field) return;
    event.preventDefault();
    seek();
  } else if (event.key.toLowerCase() === "t") {
    const links = [...document.querySelectorAll(".slide-link, .deck-link a")];
    const above = links.filter((link) => link.parentElement.getBoundingClientRect().top < innerHeight / 3);
    const link = above.at(-1) ?? links[0];
    if (link) location.href = link.href;
  }
});
})();

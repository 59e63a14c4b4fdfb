/* What a page does for its reader: copy code, reach with the keyboard what scrolls sideways. */
"use strict";

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

/* A page read from the disk may have no clipboard of its own. */
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

/* What scrolls sideways is reached with the keyboard. Sections below are laid out one after the
   other while the page rests, at once when one goes to a spot of the page. */
const reach = (part = document) => {
  for (const element of part.querySelectorAll("pre, .table-wrapper, .math-wrapper")) {
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
    else element.removeAttribute("tabindex");
  }
};
const rest = window.requestIdleCallback ?? setTimeout;
const sections = [...document.querySelectorAll("article > section > section")];
const layOut = () => {
  const section = sections.shift();
  if (!section) return;
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
const spot = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (spot) document.fonts?.ready.then(() => spot.scrollIntoView());

/* Two keys: / looks for something, T shows in the slides what one is reading. The foot of the
   page names them; not while one types, nor with another key held. */
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") {
    const field = document.querySelector(".sidebar-search");
    if (!field) return;
    event.preventDefault();
    const drawer = document.getElementById("__navigation");
    if (drawer && !field.getClientRects().length) drawer.checked = true;
    if (drawer && field.getBoundingClientRect().right <= 0) drawer.checked = true;
    setTimeout(() => field.focus(), drawer?.checked ? 300 : 0);
  } else if (event.key.toLowerCase() === "t") {
    const links = [...document.querySelectorAll(".slide-link, .deck-link a")];
    const above = links.filter((link) => link.parentElement.getBoundingClientRect().top < innerHeight / 3);
    const link = above.at(-1) ?? links[0];
    if (link) location.href = link.href;
  }
});

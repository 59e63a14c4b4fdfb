// The deck: reveal.js's settings, line steps, light and dark, the way to the page.
(function () {
  "use strict";
  const script = document.currentScript;
  const root = document.documentElement;
  // In the speaker view's two small copies, the slide alone.
  root.classList.toggle("receiver", location.search.includes("receiver"));

  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    display: "flex",
    hash: true,
    respondToHashChanges: true,
    transition: "none",
    backgroundTransition: "none",
    navigationMode: "linear",
    slideNumber: "c/t",
    showSlideNumber: "all",
    help: false,
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    viewDistance: 3,
  });

  // Line steps: the fragments of a code block say which lines are lit.
  function lightLines(block) {
    const shown = block.parentElement.querySelectorAll(".code-step.visible");
    const last = shown[shown.length - 1];
    const lit = (last ? last.dataset.lines : block.dataset.steps).split(" ");
    for (const line of block.querySelectorAll(".ln")) {
      line.classList.toggle("dim", !lit.includes(line.dataset.line));
    }
  }
  function lightAll() {
    document.querySelectorAll("[data-steps]").forEach(lightLines);
  }
  Reveal.on("ready", lightAll);
  Reveal.on("fragmentshown", lightAll);
  Reveal.on("fragmenthidden", lightAll);
  Reveal.on("slidechanged", lightAll);

  // Light and dark, the same choice as on the pages (furo's key).
  function toggleTheme() {
    const theme = root.dataset.theme === "dark" ? "light" : "dark";
    root.dataset.theme = theme;
    try { localStorage.setItem("theme", theme); } catch (error) { /* from the disk */ }
  }

  // The page, at the spot of the current slide.
  function pageAddress() {
    const link = Reveal.getCurrentSlide().querySelector("a.to-page");
    return link ? link.href : document.getElementById("to-page").href;
  }
  function followSlide() {
    document.getElementById("to-page").href = pageAddress();
    const source = Reveal.getCurrentSlide().querySelector(".snippet-source a");
    const script = document.getElementById("slide-script");
    script.textContent = source ? source.textContent : "";
    if (source) { script.href = source.href; } else { script.removeAttribute("href"); }
  }
  Reveal.on("ready", followSlide);
  Reveal.on("slidechanged", followSlide);

  // Speaker view: its plugin weighs 70 KB, so it comes when it is asked for.
  let notes = null;
  function openNotes() {
    if (notes) { notes.open(); return; }
    const loader = document.createElement("script");
    loader.src = script.dataset.notes;
    loader.onload = function () {
      notes = RevealNotes();
      notes.init(Reveal);
      notes.open();
    };
    document.head.append(loader);
  }

  const help = document.getElementById("help");
  function toggleHelp() {
    if (help.open) { help.close(); } else { help.showModal(); }
  }

  const keys = {
    68: toggleTheme,                                             // D
    83: openNotes,                                               // S
    84: function () { window.location.href = pageAddress(); },   // T
  };
  for (const code in keys) { Reveal.addKeyBinding(Number(code), keys[code]); }
  document.addEventListener("keydown", function (event) {
    if (event.key === "?") { toggleHelp(); }
  });
  document.getElementById("toggle-theme").addEventListener("click", toggleTheme);
  document.getElementById("open-notes").addEventListener("click", openNotes);
  document.getElementById("open-help").addEventListener("click", toggleHelp);
})();

// The deck: reveal.js's settings, line steps, plan of the dividers, what a slide shows on arrival. Gestures are in gestures.js.
(function () {
  "use strict";
  // In the notes window the deck has a part of the screen; in its copy of what comes, the slide alone.
  const { isNotes } = window.CourseDeck;
  document.documentElement.classList.toggle("receiver", location.search.includes("receiver"));
  document.querySelector("main").classList.toggle("reveal-viewport", isNotes);

  // A figure is described once: its dark picture stands after the light one.
  for (const dark of document.querySelectorAll("img.only-dark:not([alt])")) { dark.alt = dark.previousElementSibling.alt; }
  for (const code of document.querySelectorAll("code, pre, .math")) { code.translate = false; }

  // On each divider, the sections around its own: those that are done, this one, those that come.
  const MOST_NAMED = 6;
  const dividers = [...document.querySelectorAll(".slides > .layout-divider")];
  dividers.forEach(function (divider, rank) {
    const first = Math.max(0, Math.min(rank - MOST_NAMED / 2, dividers.length - MOST_NAMED));
    const plan = document.createElement("ul");
    plan.className = "divider-plan";
    plan.classList.toggle("more-before", first > 0);
    plan.classList.toggle("more-after", first + MOST_NAMED < dividers.length);
    dividers.slice(first, first + MOST_NAMED).forEach(function (other, place) {
      const item = document.createElement("li"), link = document.createElement("a");
      item.className = other === divider ? "here" : first + place < rank ? "done" : "coming";
      link.href = `#/${other.nextElementSibling.id}`;
      link.append(...other.querySelector("h2").cloneNode(true).childNodes);
      item.append(link);
      plan.append(item);
    });
    divider.querySelector(".divider-rank").after(plan);
  });

  Reveal.initialize({
    ...CourseDeck.screen(),
    margin: 0,
    embedded: isNotes,
    ...(isNotes && { scrollActivationWidth: 0 }),
    jumpToSlide: false,  // ours is a box: jump.js
    overview: false,  // ours shows every slide at once: overview.js
    keyboardCondition: () => !document.querySelector("dialog[open]"),
    center: false,
    display: "flex",
    hash: true,
    respondToHashChanges: true,
    transition: document.body.dataset.transition || "none",
    backgroundTransition: "none",
    navigationMode: "linear",
    slideNumber: "c/t",
    showSlideNumber: "all",
    help: false,
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    viewDistance: 3,
    defaultTiming: 0,  // each slide has its own data-timing, from its notes
  });

  // Line steps: the fragments of a code block say which lines are lit.
  const printed = /print-pdf/.test(location.search) && !/pdfSeparateFragments=true/.test(location.search);
  function lightLines(block) {
    if (printed) { return; }  // one page for all the steps
    const shown = block.parentElement.querySelectorAll(".code-step.visible");
    const last = shown[shown.length - 1];
    const lit = (last ? last.dataset.lines : block.dataset.steps).split(" ").filter(Boolean);
    const toCome = "uncover" in block.dataset ? linesToCome(block, shown.length) : [];
    for (const line of block.querySelectorAll(".ln")) {  // a step without lines is the whole
      line.classList.toggle("dim", lit.length > 0 && !lit.includes(line.dataset.line));
      line.classList.toggle("waiting", toCome.includes(line.dataset.line));
    }
    for (const results of block.parentElement.querySelectorAll("[data-with-step]")) {
      results.classList.toggle("waiting", shown.length < results.dataset.withStep);
    }
  }
  // What only a later step names; the last one is the whole.
  function linesToCome(block, count) {
    const steps = [...block.parentElement.querySelectorAll(".code-step")].map((step) => step.dataset.lines.split(" "));
    return count < steps.length ? steps.slice(count).flat().filter((line) => !steps.slice(0, count).flat().includes(line)) : [];
  }
  function lightAll() {
    document.querySelectorAll("[data-steps]").forEach(lightLines);
  }
  Reveal.on("ready", lightAll);
  Reveal.on("fragmentshown", lightAll);
  Reveal.on("fragmenthidden", lightAll);
  Reveal.on("slidechanged", lightAll);
  Reveal.on("pdf-ready", lightAll);

  // Progress by section: a mark on the bar where each starts, and its rank in the footer.
  const slides = Reveal.getSlides();
  const starts = slides.map((slide, rank) => ("section" in slide.dataset ? rank : -1)).filter((rank) => rank >= 0);
  function markSections() {
    const bar = document.querySelector(".reveal .progress");
    for (const start of starts) {
      const mark = document.createElement("i");
      mark.style.left = `${(100 * start) / Math.max(1, slides.length - 1)}%`;
      bar.append(mark);
    }
  }
  function sayRank() {
    const here = slides.indexOf(Reveal.getCurrentSlide());
    const parts = dividers.length ? dividers : starts.map((start) => slides[start]);  // counted as dividers do
    const rank = parts.indexOf(slides[starts.findLast((start) => start <= here)]) + 1;
    document.getElementById("deck-section").textContent = rank ? `${rank}/${parts.length}` : "";
  }
  Reveal.on("ready", markSections);
  Reveal.on("ready", sayRank);
  Reveal.on("slidechanged", sayRank);

  // The page, at the spot of the current slide.
  const cameFrom = new URLSearchParams(location.search).get("from");
  let opened = null;
  function followSlide() {
    const slide = Reveal.getCurrentSlide(), link = document.getElementById("to-page");
    opened = opened || slide;
    link.hash = cameFrom && slide === opened ? cameFrom : slide.dataset.page || slide.id;
    const quoted = slide.querySelector("[data-cell]"), script = document.getElementById("slide-script");
    const name = quoted && quoted.dataset.cell.split(":")[0];
    script.textContent = name ? `${name.split("/").pop()}.py` : "";
    if (name) { script.href = `${script.dataset.folder}/${name}.html`; } else { script.removeAttribute("href"); }
  }
  Reveal.on("ready", followSlide);
  Reveal.on("slidechanged", followSlide);
})();

// What a slide shows on arrival. reveal.js shows all the steps of the slides before the one that is
// shown: right after one step back, while a jump back to a question would bring its answer along.
(function () {
  "use strict";
  Reveal.on("beforeslidechange", function ({ indexh }) {
    const slide = indexh < Reveal.getIndices().h - 1 && Reveal.getSlides()[indexh];
    if (slide) { slide.querySelectorAll(".fragment").forEach((one) => one.classList.remove("visible", "current-fragment")); }
  });
  // What the room has seen: the overview shows no more.
  function note() {
    const slide = Reveal.getCurrentSlide();
    if (slide) { slide.querySelectorAll(".fragment.visible").forEach((one) => one.classList.add("seen")); }
  }
  for (const event of ["ready", "slidechanged", "fragmentshown"]) { Reveal.on(event, note); }
})();

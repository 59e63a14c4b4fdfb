// A sequence of figures: slider, previous, next, play. On a slide, each step shows one.
(function () {
  "use strict";
  const deck = window.Reveal;
  const PACE = 700;

  function set_up(figure) {
    const { folder, first } = figure.dataset;
    const files = figure.dataset.files.split(" "), labels = figure.dataset.labels.split("\n");
    const images = [...figure.querySelectorAll("img")];
    const slider = figure.querySelector("input"), shown = figure.querySelector("output");
    const [back, play, on] = figure.querySelectorAll("button");
    const described = images[0].alt.slice(labels[first].length);
    const ahead = [], steps = deck ? [...figure.querySelectorAll(".frame-step")] : [];
    let timer = 0;

    const address = (image, rank) => folder + files[2 * rank + images.indexOf(image)];
    function show(rank) {
      if (!(rank in labels)) { return; }
      slider.value = rank;
      slider.setAttribute("aria-valuetext", labels[rank]);
      shown.textContent = labels[rank];
      for (const image of images) {
        image.src = address(image, rank);
        image.alt = labels[rank] + described;
      }
      // The next key goes on from there, however one came to this frame.
      for (const one of steps) { one.classList.toggle("visible", Number(one.dataset.frame) <= rank); }
      figure.dispatchEvent(new CustomEvent("frame", { bubbles: true, detail: rank }));
    }
    figure.show = show;  // the deck's other window follows
    // Seen soon: ask for the frames of this theme once, so that none is late.
    function fetchAhead() {
      const seen = images.find((image) => image.getClientRects().length);
      if (ahead.length || !seen) { return; }
      for (const rank of labels.keys()) {
        ahead.push(new Image());
        ahead[rank].src = address(seen, rank);
      }
    }
    function stop() {
      clearInterval(timer);
      timer = 0;
      play.setAttribute("aria-pressed", "false");
    }
    function step(by) {
      stop();
      shown.ariaLive = "polite";  // a button was pressed: say the frame
      show(Number(slider.value) + by);
    }
    function toggle() {
      if (timer) { stop(); return; }
      fetchAhead();
      shown.ariaLive = "off";
      play.setAttribute("aria-pressed", "true");
      if (Number(slider.value) === labels.length - 1) { show(0); }
      timer = setInterval(function () {
        show(Number(slider.value) + 1);
        if (Number(slider.value) === labels.length - 1) { stop(); }
      }, PACE);
    }

    back.addEventListener("click", () => step(-1));
    on.addEventListener("click", () => step(1));
    play.addEventListener("click", toggle);
    slider.addEventListener("input", function () {  // the slider says its own value
      stop();
      shown.ariaLive = "off";
      show(Number(slider.value));
    });
    for (const event of ["pointerenter", "focusin"]) { figure.addEventListener(event, fetchAhead); }
    stop();
    figure.querySelector(".scrubber-bar").hidden = false;
    if (!deck) { return; }

    // The deck keeps its keys: a click leaves no focus behind, the space bar presses a button.
    slider.addEventListener("pointerup", () => slider.blur());
    figure.addEventListener("click", (event) => { if (event.detail) { document.activeElement.blur(); } });
    figure.addEventListener("keydown", (event) => { if (event.key === " ") { event.stopPropagation(); } });
    figure.follow = function () {
      const last = steps.filter((one) => one.classList.contains("visible")).pop();
      stop();
      fetchAhead();
      show(last ? Number(last.dataset.frame) : Number(first));
    };
  }

  document.querySelectorAll(".scrubber").forEach(set_up);
  if (!deck) { return; }
  const wholePages = /print-pdf/.test(location.search) && !/pdfSeparateFragments=true/.test(location.search);
  function follow(root) { root.querySelectorAll(".scrubber").forEach((figure) => figure.follow()); }
  if (wholePages) { return; }  // a page a slide: the first frame
  deck.on("ready", (event) => follow(event.currentSlide));
  deck.on("slidechanged", (event) => follow(event.currentSlide));
  for (const name of ["fragmentshown", "fragmenthidden"]) {
    deck.on(name, function (event) {
      const figure = event.fragment.closest(".scrubber");
      if (figure) { figure.follow(); }
    });
  }
  deck.on("pdf-ready", function () {  // a page a step: reveal.js copied the figures, not what moves them
    for (const figure of document.querySelectorAll(".scrubber")) {
      if (!figure.follow) { set_up(figure); }
      figure.follow();
    }
  });
})();

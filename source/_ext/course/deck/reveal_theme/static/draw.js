// Drawing on the slide: strokes in an SVG of the slide's own, kept for the session.
// (reveal.js-plugins' chalkboard weighs 200 KB with its images, and asks for icons of a CDN.)
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const root = document.documentElement;
  const slides = document.querySelector(".reveal .slides");
  const store = `ink:${location.pathname}`;
  let stroke = null;

  function sheet(slide) {
    let svg = slide.querySelector(":scope > .ink");
    if (!svg) {
      svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("class", "ink");
      svg.setAttribute("viewBox", "0 0 1280 720");
      svg.setAttribute("aria-hidden", "true");
      slide.append(svg);
    }
    return svg;
  }
  function addStroke(slide, points) {
    const line = document.createElementNS(SVG, "polyline");
    line.setAttribute("points", points);
    sheet(slide).append(line);
    return line;
  }
  function point(event) {
    const frame = sheet(Reveal.getCurrentSlide()).getBoundingClientRect();
    const scale = 1280 / frame.width;
    return `${Math.round((event.clientX - frame.left) * scale)},${Math.round((event.clientY - frame.top) * scale)}`;
  }
  function save() {
    const ink = {};
    for (const svg of document.querySelectorAll(".slides > section > .ink")) {
      const strokes = [...svg.children].map(function (line) { return line.getAttribute("points"); });
      if (strokes.length) { ink[svg.parentElement.id] = strokes; }
    }
    try { sessionStorage.setItem(store, JSON.stringify(ink)); } catch (error) { /* from the disk */ }
  }

  slides.addEventListener("pointerdown", function (event) {
    if (!root.classList.contains("drawing") || event.button !== 0) { return; }
    event.preventDefault();
    stroke = addStroke(Reveal.getCurrentSlide(), point(event));
  });
  window.addEventListener("pointermove", function (event) {
    if (stroke) { stroke.setAttribute("points", `${stroke.getAttribute("points")} ${point(event)}`); }
  });
  window.addEventListener("pointerup", function () {
    if (stroke) { stroke = null; save(); }
  });

  window.CourseDeck = Object.assign(window.CourseDeck || {}, {
    draw: function (words, say) {
      const on = root.classList.toggle("drawing");
      Reveal.configure({ touch: !on });
      say(on ? words.draw : words.off);
    },
    erase: function (words, say) {
      const svg = Reveal.getCurrentSlide().querySelector(":scope > .ink");
      if (svg) { svg.remove(); }
      save();
      say(words.erased);
    },
  });

  try {
    const ink = JSON.parse(sessionStorage.getItem(store) || "{}");
    for (const id in ink) {
      const slide = document.getElementById(id);
      if (slide) { for (const points of ink[id]) { addStroke(slide, points); } }
    }
  } catch (error) { /* from the disk */ }
})();

// Drawing on the slide: strokes in an SVG of the slide's own, kept by the browser from one
// lecture to the next. The tools are in pens.js.
// (reveal.js-plugins' chalkboard weighs 200 KB with its images, and asks for icons of a CDN.)
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const deck = window.CourseDeck;
  const root = document.documentElement;
  const slides = document.querySelector(".reveal .slides");
  const store = `ink:${location.pathname}`;
  const pen = { colour: 1, width: 1 };
  const past = [];  // what undo goes back to: [slide, its strokes before]
  let ink = {};  // of each slide by its id: strokes {colour, width, points}
  let stroke = null, asked = 0;

  const here = () => Reveal.getCurrentSlide().id;
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
  function lineOf({ colour, width, points }) {
    const line = document.createElementNS(SVG, "polyline");
    line.setAttribute("class", `pen-${colour} width-${width}`);
    line.setAttribute("points", points.length === 1 ? `${points} ${points}` : points.join(" "));
    return line;
  }
  function show(id, live) {
    const slide = document.getElementById(id);
    if (!slide) { return; }
    const strokes = [...(ink[id] || []), ...(live ? [live] : [])];
    if (strokes.length) { sheet(slide).replaceChildren(...strokes.map(lineOf)); } else { sheet(slide).remove(); }
  }
  // Every change comes by here, whichever window makes it; each can be undone in both.
  function put(next, back) {
    for (const id of new Set([...Object.keys(ink), ...Object.keys(next)])) {
      if (JSON.stringify(ink[id]) === JSON.stringify(next[id])) { continue; }
      const rank = back ? past.findLastIndex(([slide]) => slide === id) : -1;
      if (rank >= 0) { past.splice(rank, 1); } else { past.push([id, ink[id]]); }
      ink = { ...ink, [id]: next[id] };
      show(id);
    }
    try { localStorage.setItem(store, JSON.stringify(ink)); } catch (error) { /* full, or refused from the disk */ }
  }
  function change(id, strokes, back) {
    put({ ...ink, [id]: strokes && strokes.length ? strokes : undefined }, back);
    deck.share("stroke", null);
    deck.share("ink", { ink, back });
  }

  function point(event) {
    const frame = sheet(Reveal.getCurrentSlide()).getBoundingClientRect();
    const scale = 1280 / frame.width;
    return `${Math.round((event.clientX - frame.left) * scale)},${Math.round((event.clientY - frame.top) * scale)}`;
  }
  function follow() {
    asked = 0;
    if (!stroke) { return; }
    show(here(), stroke);
    deck.share("stroke", [here(), stroke]);
  }
  slides.addEventListener("pointerdown", function (event) {
    if (!root.classList.contains("drawing") || event.button !== 0) { return; }
    event.preventDefault();
    stroke = { ...pen, points: [point(event)] };
    follow();
  });
  window.addEventListener("pointermove", function (event) {
    if (!stroke) { return; }
    stroke.points.push(point(event));
    asked = asked || requestAnimationFrame(follow);
  });
  window.addEventListener("pointerup", function () {
    if (!stroke) { return; }
    const done = stroke;
    stroke = null;
    change(here(), [...(ink[here()] || []), done]);
  });

  function toggle(words, say) {
    const on = root.classList.toggle("drawing");
    Reveal.configure({ touch: !on });
    if (on) { deck.opened("drawing", () => toggle(words, say)); } else { deck.closed("drawing"); }
    deck.load("pens.js").then(() => deck.showPens(on, pen, words));
    say(on ? words.draw : words.off);
  }
  function choose(what, count) {
    return function (words, say, value) {
      pen[what] = value || (pen[what] % count) + 1;
      if (!root.classList.contains("drawing")) { toggle(words, say); }
      deck.load("pens.js").then(() => deck.showPens(true, pen, words));
    };
  }
  Object.assign(deck, {
    draw: toggle,
    colour: choose("colour", 3),
    width: choose("width", 2),
    undo: function (words, say) {
      const last = past.findLast(([id]) => id === here());
      if (!last) { say(words.noUndo); return; }
      change(...last, true);
      say(words.undone);
    },
    erase: function (words, say) {
      change(here(), []);
      say(words.erased);
    },
  });

  try {
    ink = JSON.parse(localStorage.getItem(store) || "{}");
    for (const id in ink) { show(id); }
  } catch (error) { /* refused from the disk */ }
  deck.mirror("stroke", (said) => said && show(...said));
  deck.mirror("ink", (said) => put(said.ink, said.back));
})();

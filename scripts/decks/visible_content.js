// What the room sees of the current slide that it cannot see whole, or cannot read.
// Measures what is drawn (text, images, formulas), not boxes. Lengths in slide pixels.
// Returns {kind, what, over}: the worst case of each kind.
() => {
  const LEGIBLE = { text: 24, code: 18 }, LEAST_FIGURE = 160, MARGIN = 8, FOOTER = 38;
  const slide = Reveal.getCurrentSlide();
  const frame = document.querySelector(".slides").getBoundingClientRect();
  const scale = frame.width / 1280;
  const scrolls = slide.dataset.fit === "scroll";
  const room = {
    left: frame.left + MARGIN * scale, right: frame.right - MARGIN * scale,
    top: frame.top + MARGIN * scale, bottom: frame.bottom - FOOTER * scale,
  };
  const worst = new Map();
  const skipped = (node) => node.closest("aside.notes, .frame-step");
  const drawn = (node) => node.getClientRects().length > 0 && !skipped(node);
  const sample = (text) => text.trim().replace(/\s+/g, " ").slice(0, 40);

  function complain(kind, over, what) {
    const known = worst.get(kind);
    if (!known || over > known.over) { worst.set(kind, { kind, over: Math.round(over), what: sample(what) }); }
  }
  function outside(rect, frame) {
    return {
      bottom: (rect.bottom - frame.bottom) / scale, right: (rect.right - frame.right) / scale,
      left: (frame.left - rect.left) / scale, top: (frame.top - rect.top) / scale,
    };
  }
  function checkRoom(rect, what, kind) {
    if (rect.width < 1 || rect.height < 1) { return; }
    const over = outside(rect, room);
    if (scrolls) { over.bottom = over.top = 0; }
    for (const side of ["bottom", "right", "left", "top"]) {
      if (over[side] > 1) { complain(kind + side, over[side], what); }
    }
  }
  function clippers(node) {
    const found = [];
    for (let parent = node; parent && parent !== slide; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      if (/hidden|clip|auto|scroll/.test(style.overflowX + style.overflowY) && style.display !== "inline") { found.push(parent); }
    }
    return found;
  }
  function checkClips(rects, parents, what, kind) {
    for (const parent of parents) {
      const frame = parent.getBoundingClientRect();
      for (const rect of rects) {
        const over = outside(rect, frame);
        const most = Math.max(over.bottom, over.right, over.left, over.top);
        if (rect.width >= 1 && most > 2) { complain(kind, most, what); }
      }
    }
  }
  function checkSize(node, what) {
    const formula = node.closest(".katex");
    if (!formula && node.closest("sup, sub")) { return; }
    const kind = node.closest("pre, code, kbd, samp") ? "code" : "text";
    const size = parseFloat(getComputedStyle(formula || node).fontSize);
    if (size < LEGIBLE[kind] - 0.05) { complain(`small-${kind}`, LEGIBLE[kind] - size, what); }
  }

  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.replace(/[\s\u200b]/g, "") || !drawn(parent)) { continue; }
    const range = document.createRange();
    range.selectNodeContents(text);
    const rects = [...range.getClientRects()];
    for (const rect of rects) { checkRoom(rect, text.data, ""); }
    if (!parent.closest(".katex")) { checkClips(rects, clippers(parent), text.data, "clipped"); }
    checkSize(parent, text.data);
  }
  for (const image of slide.querySelectorAll("img, svg, canvas, video")) {
    if (!drawn(image) || image.closest(".katex")) { continue; }
    const rect = image.getBoundingClientRect(), what = image.alt || image.tagName;
    checkRoom(rect, what, "figure-");
    checkClips([rect], clippers(image.parentElement), what, "figure-clipped");
    if (image.matches("img") && rect.height < LEAST_FIGURE * scale && image.naturalHeight > LEAST_FIGURE) {
      complain("figure-small", LEAST_FIGURE - rect.height / scale, what);
    }
  }
  checkOverlaps();
  return [...worst.values()];

  // Blocks of the slide that cover one another.
  function checkOverlaps() {
    const blocks = [...slide.children].filter((node) => drawn(node) && !node.matches("aside"));
    const rects = blocks.map((node) => {
      const image = node.querySelector("img:not(.only-dark)");
      return (image || node).getBoundingClientRect();
    });
    for (let i = 1; i < rects.length; i += 1) {
      const before = rects[i - 1], after = rects[i];
      const beside = before.right <= after.left + 1 || after.right <= before.left + 1;
      const over = (Math.min(before.bottom, after.bottom) - Math.max(before.top, after.top)) / scale;
      if (!beside && over > 2) { complain("overlap", over, blocks[i].textContent); }
    }
  }
}

// What of a slide no one can see on this screen, even by scrolling the slide: text and figures
// out of its box, under the footer, or hidden by a frame; and figures too small to be read.
// Lengths in pixels of the screen. Returns sentences, none for a slide that is whole.
(slide) => {
  const LEAST_FIGURE = 110;
  const box = slide.getBoundingClientRect(), scale = box.width / slide.offsetWidth;
  const scrolls = /auto|scroll/.test(getComputedStyle(slide).overflowY);
  const footer = document.querySelector(".deck-footer").getBoundingClientRect();
  const height = scrolls ? slide.scrollHeight : slide.clientHeight;
  const top = box.top - slide.scrollTop * scale;
  const bottom = scrolls ? top + height * scale : Math.min(box.bottom, Math.max(footer.top, box.top));
  const found = new Set();
  const skipped = "aside, .frame-step, .ink, .code-step";
  const drawn = (node) => node.getClientRects().length > 0 && !node.closest(skipped);

  function clip(node) {
    for (let parent = node; parent !== slide; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      if (style.overflowX === "hidden" && style.display !== "inline" && !parent.closest(".katex")) { return parent; }
    }
    return null;
  }
  function check(rect, node, what) {
    if (rect.width < 1 || rect.height < 1) { return; }
    const said = what.trim().replace(/\s+/g, " ").slice(0, 40);
    const over = {
      "à droite": rect.right - box.right, "à gauche": box.left - rect.left,
      "en bas": rect.bottom - bottom, "en haut": top - rect.top,
    };
    for (const [side, much] of Object.entries(over)) {
      if (much > 2) { found.add(`coupé ${side} de ${Math.round(much)} px : « ${said} »`); }
    }
    const frame = clip(node);
    if (frame && rect.right - frame.getBoundingClientRect().right > 3) { found.add(`caché par son cadre : « ${said} »`); }
  }
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.replace(/[\s\u200b]/g, "") || !drawn(parent)) { continue; }
    const scroller = parent.closest(".table-wrapper, .katex-display, p, li, .math");  // one slides over these
    if (scroller && scroller.scrollWidth > scroller.clientWidth && getComputedStyle(scroller).overflowX === "auto") { continue; }
    for (const word of text.data.matchAll(/[^\s\u200b]+/g)) {  // spaces may hang out of a line that is folded
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      for (const rect of range.getClientRects()) { check(rect, parent, text.data); }
    }
  }
  for (const image of slide.querySelectorAll("figure img")) {
    if (!drawn(image)) { continue; }
    const rect = image.getBoundingClientRect();
    check(rect, image.parentElement, image.alt);
    const ratio = image.getAttribute("width") / image.getAttribute("height") || 1;
    const width = Math.min(rect.width, rect.height * ratio);
    if (width < LEAST_FIGURE) { found.add(`figure de ${Math.round(width)} px de large : « ${image.alt.slice(0, 40)} »`); }
  }
  return [...found];
}

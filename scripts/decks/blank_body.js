// How much of the body of the current slide shows nothing, in percent of its height.
// The body lies between the title and the footer; rows that any text, figure or box touches
// are taken, and so are the gaps of at most a line and a half between them.
() => {
  const GAP = 48, FOOTER = 38, MARGIN = 24;
  const slide = Reveal.getCurrentSlide();
  const frame = slide.getBoundingClientRect();
  const scale = document.querySelector(".slides").getBoundingClientRect().width / 1280;
  const skipped = "aside.notes, .frame-step, .ink";
  const title = slide.querySelector(":scope > :is(h1, h2)");
  const top = title ? title.getBoundingClientRect().bottom : frame.top + MARGIN * scale;
  const bottom = document.querySelector(".slides").getBoundingClientRect().bottom - (FOOTER + MARGIN) * scale;
  const rows = [];
  function take(rect) {
    const from = Math.max(top, rect.top), to = Math.min(bottom, rect.bottom);
    if (rect.width > 1 && to > from) { rows.push([from, to]); }
  }
  // What an image really draws, within the room that it was given.
  function drawn(image) {
    const box = image.getBoundingClientRect();
    const ratio = Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight);
    const height = image.naturalWidth ? ratio * image.naturalHeight : box.height;
    return { top: box.top + (box.height - height) / 2, bottom: box.bottom - (box.height - height) / 2, width: box.width };
  }
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.nodeType === 3 ? node.parentElement : node;
    if (holder.closest(skipped) || !holder.getClientRects().length) { continue; }
    if (title && title.contains(holder)) { continue; }
    if (node.nodeType === 3 && node.data.trim()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      [...range.getClientRects()].forEach(take);
    } else if (holder.matches("img")) {
      take(drawn(holder));
    } else if (holder.matches("svg, canvas, video, pre, .admonition, .snippet-output, td, th")) {
      take(holder.getBoundingClientRect());
    }
  }
  rows.sort((one, other) => one[0] - other[0]);
  let blank = 0, reached = top;
  for (const [from, to] of [...rows, [bottom, bottom]]) {
    if (from - reached > GAP * scale) { blank += from - reached; }
    reached = Math.max(reached, to);
  }
  return Math.round((100 * blank) / (bottom - top));
}

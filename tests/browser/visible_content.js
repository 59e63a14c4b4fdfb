// What the room sees of the current slide that it cannot see whole: list of complaints.
// Measures what is drawn (text, images, formulas), not boxes. Lengths in slide pixels.
() => {
  const slide = Reveal.getCurrentSlide();
  const frame = document.querySelector(".slides").getBoundingClientRect();
  const scale = frame.width / 1280;
  const margin = 8, footer = 38;
  const room = {
    left: frame.left + margin * scale, right: frame.right - margin * scale,
    top: frame.top + margin * scale, bottom: frame.bottom - footer * scale,
  };
  const complaints = [];
  const hidden = (node) => node.closest("aside.notes, a.to-page, .katex-mathml, .snippet-source");
  function complain(rect, what) {
    const over = Math.max(rect.bottom - room.bottom, rect.right - room.right, room.left - rect.left, room.top - rect.top) / scale;
    if (rect.width > 0 && rect.height > 0 && over > 1) { complaints.push(`${what} +${Math.round(over)} px`); }
  }
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || hidden(text.parentElement)) { continue; }
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) { complain(rect, text.data.trim().slice(0, 30)); }
  }
  for (const image of slide.querySelectorAll("img")) {
    if (!image.getClientRects().length || hidden(image)) { continue; }
    complain(image.getBoundingClientRect(), image.alt.slice(0, 30));
    if (image.getBoundingClientRect().height < 160 * scale) { complaints.push(`figure trop petite : ${image.alt.slice(0, 30)}`); }
  }
  for (const block of slide.querySelectorAll("pre")) {
    if (!block.getClientRects().length || hidden(block)) { continue; }
    if (block.scrollWidth > block.clientWidth + 1) { complaints.push(`code coupé : ${block.textContent.trim().slice(0, 30)}`); }
    if (block.scrollHeight > block.clientHeight + 1) { complaints.push(`code coupé en hauteur : ${block.textContent.trim().slice(0, 30)}`); }
  }
  return complaints.concat(overlaps());

  // Blocks of the slide that cover one another.
  function overlaps() {
    const blocks = [...slide.children].filter((node) => !node.matches("aside, a.to-page") && node.getClientRects().length);
    const drawn = blocks.map((node) => {
      const image = node.querySelector("img:not(.only-dark)");
      return image ? image.getBoundingClientRect() : node.getBoundingClientRect();
    });
    const found = [];
    for (let i = 1; i < drawn.length; i += 1) {
      const before = drawn[i - 1], after = drawn[i];
      const beside = before.right <= after.left + 1 || after.right <= before.left + 1;
      if (!beside && before.bottom > after.top + 2 * scale) {
        found.push(`recouvrement de ${Math.round((before.bottom - after.top) / scale)} px : ${blocks[i].textContent.trim().slice(0, 30)}`);
      }
    }
    return found;
  }
}

/* A name of the code, under the mouse or a finger: what it was when its cell had run. */
"use strict";

{
  const NAME = /[\p{L}\p{N}_.]/u;
  const box = document.createElement("div");
  box.id = "look-box";
  box.className = "look-box";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  let shown = null;

  /* The name at a place of the window, as long as it has a meaning: `w.grad` at its `grad`, `w` at its `w`. */
  const spot = (x, y) => {
    if (document.caretPositionFromPoint) {
      const place = document.caretPositionFromPoint(x, y);
      return place && [place.offsetNode, place.offset];
    }
    const range = document.caretRangeFromPoint?.(x, y);
    return range && [range.startContainer, range.startOffset];
  };
  const textBefore = (line, node, offset) => {
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, offset);
    return range.toString();
  };
  const nameAt = (pre, x, y) => {
    const place = spot(x, y);
    if (place?.[0].nodeType !== Node.TEXT_NODE || !pre.contains(place[0])) return null;
    const text = pre.textContent, at = textBefore(pre, ...place).length;
    let start = at, end = at;
    while (NAME.test(text[start - 1] ?? "")) start -= 1;
    while (NAME.test(text[end] ?? "") && text[end] !== ".") end += 1;
    const name = text.slice(start, end);
    return name && { name, start, end };
  };

  const rangeOf = (pre, start, end) => {
    const range = document.createRange(), walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), before = 0; node; before += node.length, node = walker.nextNode()) {
      if (start >= before && start < before + node.length) range.setStart(node, start - before);
      if (end <= before + node.length) {
        range.setEnd(node, end - before);
        break;
      }
    }
    return range;
  };

  const hide = () => {
    box.hidden = true;
    shown = null;
  };
  const show = async (block, pre, x, y) => {
    const found = nameAt(pre, x, y);
    const [script, cell] = block.dataset.program.split(":");
    const { looks } = quotedScripts.of[script] ?? (await quotedScripts.load(script));
    const look = found && looks[Number(cell)]?.[found.name];
    pre.style.cursor = look ? "help" : "";
    if (!look) return hide();
    const key = `${block.dataset.program} ${found.start}`;
    if (key === shown) return;
    shown = key;
    const name = document.createElement("b");
    name.textContent = found.name;
    box.replaceChildren(name, ` ${look}`);
    box.hidden = false;
    const place = rangeOf(pre, found.start, found.end).getBoundingClientRect();
    const left = Math.min(place.left, document.documentElement.clientWidth - box.offsetWidth - 8);
    const above = place.top > box.offsetHeight + 60;
    box.style.left = `${Math.max(8, left) + scrollX}px`;
    box.style.top = `${scrollY + (above ? place.top - box.offsetHeight - 4 : place.bottom + 4)}px`;
  };

  for (const block of document.querySelectorAll("[data-program]")) {
    const pre = block.querySelector(".highlight > pre");
    if (!pre) continue;
    let timer = 0;
    const at = ({ clientX, clientY }) => show(block, pre, clientX, clientY).catch(hide);
    pre.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse") return;
      clearTimeout(timer);
      timer = setTimeout(at, 80, event);
    });
    pre.addEventListener("pointerleave", () => {
      clearTimeout(timer);
      hide();
    });
    pre.addEventListener("click", at);
  }
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", hide, { passive: true });
}

/* A name of the code, under the mouse or a finger: what it was when its cell had run. Under a
   finger, a name that has a documentation says which, and the way there, before one leaves. */
"use strict";

{
  const words = WORDS;
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
  const say = (name, place, ...rest) => {
    const bold = document.createElement("b");
    bold.textContent = name;
    box.replaceChildren(bold, ...rest);
    box.hidden = false;
    coursePage.putBeside(box, place.getBoundingClientRect());
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
    say(found.name, rangeOf(pre, found.start, found.end), ` ${look}`);
  };

  /* The whole name ends the address, unless the page says it: `torch.nn` is at /nn.html. */
  const wholeName = ({ dataset, hash, pathname }) =>
    dataset.name ?? (hash.slice(1) || pathname.split("/").at(-1).replace(/\.html$/, ""));
  const showDocumented = (link) => {
    const more = Object.assign(document.createElement("a"), {
      href: link.href, target: "_blank", rel: "noopener", textContent: words.documentation,
    });
    shown = link;
    say(wholeName(link), link, more);
    more.focus({ preventScroll: true });
  };
  for (const link of document.querySelectorAll(".highlight > pre a")) {
    link.addEventListener("click", (event) => {
      if (!coursePage.isTouch(event)) return;
      event.preventDefault();
      event.stopPropagation();
      showDocumented(link);
    });
  }

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
  addEventListener("pointerdown", ({ target }) => target.closest?.(".look-box") ?? hide());
  addEventListener("scroll", hide, { passive: true });
}

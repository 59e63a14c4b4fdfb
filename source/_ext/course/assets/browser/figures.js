/* A figure fills the screen, at a click or by its button, its texts legible: where the screen is
   narrower, one slides over it. Then larger, or whole. The browser's Back closes it too. */
"use strict";

{
  const words = WORDS;
  const create = (tag, className, text = "") =>
    Object.assign(document.createElement(tag), { className, textContent: text });
  const viewer = create("dialog", "figure-viewer"), room = create("div", "");
  const bar = create("p", ""), hint = create("span", "");
  const size = Object.assign(create("button", "size"), { type: "button" });
  const close = Object.assign(create("button", "close", "×"), { type: "button" });
  close.setAttribute("aria-label", words.close);
  bar.append(hint, size, close);
  viewer.append(room, bar);
  document.body.append(viewer);
  let shown = null;

  /* The width where its smallest text is legible: the build knows it, or the author's size is. */
  const legibleWidth = ({ figure, image }) =>
    Number(figure.dataset.legible) || Number(image.getAttribute("width")) || image.naturalWidth;
  const widths = () => {
    const { naturalWidth, naturalHeight } = shown.image;
    const whole = Math.min(room.clientWidth, (room.clientHeight * naturalWidth) / (naturalHeight || 1));
    const legible = legibleWidth(shown);
    return legible > whole * 1.05 ? [legible, whole] : [whole, 2 * whole];
  };
  const tellMore = () => {
    const isWider = room.scrollWidth > room.clientWidth + 1;
    room.classList.toggle("more", isWider && room.scrollLeft + room.clientWidth < room.scrollWidth - 2);
    hint.textContent = isWider ? words.more : "";
    if (isWider || room.scrollHeight > room.clientHeight + 1) room.tabIndex = 0;
    else room.removeAttribute("tabindex");
  };
  const setSize = (rank, [x, y] = [0, 0]) => {
    const [width, other] = [widths()[rank], widths()[1 - rank]], { copy } = shown;
    shown.rank = rank;
    copy.style.width = `${width}px`;
    copy.style.cursor = other > width ? "zoom-in" : "zoom-out";
    size.textContent = other > width ? words.larger : words.whole;
    room.scrollTo(x * copy.offsetWidth - room.clientWidth / 2, y * copy.offsetHeight - room.clientHeight / 2);
    tellMore();
  };

  /* Open, it is a step of the browser's history; closed otherwise than by Back, it takes it away. */
  const forget = () => {
    if (history.state?.figure && !viewer.open) history.back();
  };
  const show = (figure) => {
    const image = [...figure.querySelectorAll("img")].find((one) => one.getClientRects().length);
    if (!image) return;
    const copy = Object.assign(new Image(), { alt: image.alt, src: image.currentSrc });
    copy.addEventListener("click", ({ offsetX, offsetY }) =>
      setSize(1 - shown.rank, [offsetX / copy.offsetWidth, offsetY / copy.offsetHeight]));
    shown = { figure, image, copy, rank: 0 };
    viewer.setAttribute("aria-label", image.alt);
    room.replaceChildren(copy);
    viewer.showModal();
    setSize(0);
    copy.addEventListener("load", tellMore);
    history.pushState({ figure: true }, "");
  };
  size.addEventListener("click", () => setSize(1 - shown.rank));
  close.addEventListener("click", () => viewer.close());
  viewer.addEventListener("close", forget);
  room.addEventListener("scroll", tellMore, { passive: true });
  addEventListener("resize", () => viewer.open && setSize(shown.rank));
  addEventListener("popstate", () => {
    if (history.state?.figure) forget();
    else viewer.close();
  });
  forget();

  for (const figure of document.querySelectorAll("article figure:has(img)")) {
    const button = Object.assign(create("button", "enlarge", words.enlarge), { type: "button" });
    button.setAttribute("aria-label", words.enlargeFigure);
    button.addEventListener("click", () => show(figure));
    (figure.querySelector(".scrubber-bar") ?? figure).append(button);
    figure.addEventListener("click", ({ target }) => {
      if (target.matches("img") && !target.closest("a, button")) show(figure);
    });
  }
}

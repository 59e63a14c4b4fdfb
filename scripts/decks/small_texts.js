// The smallest text of each figure of the current slide, and its smallest code, in slide pixels.
// matplotlib draws texts as outlines: groups `text_N`, scaled by a hundredth of their points.
// Returns {where, code, text, size, points}; points are 0 for what is no figure.
async () => {
  const slide = Reveal.getCurrentSlide();
  const scale = document.querySelector(".slides").getBoundingClientRect().width / 1280;
  const files = (window.figureTexts = window.figureTexts || new Map());

  async function textsOf(address) {
    if (!files.has(address)) {
      const svg = new DOMParser().parseFromString(await (await fetch(address)).text(), "image/svg+xml");
      const [, , width, height] = (svg.documentElement.getAttribute("viewBox") || "").split(" ").map(Number);
      const texts = [...svg.querySelectorAll('g[id^="text_"] > g[transform*="scale("]')].map((line) => ({
        points: 100 * Number(/scale\(([\d.e-]+)/.exec(line.getAttribute("transform"))[1]),
        code: [...line.querySelectorAll("use")].some((use) => /Mono/.test(use.getAttribute("xlink:href") || use.getAttribute("href"))),
        text: [...line.parentNode.childNodes].filter((node) => node.nodeType === Node.COMMENT_NODE).map((node) => node.data.trim())[0] || "",
      }));
      files.set(address, { width, height, texts });
    }
    return files.get(address);
  }

  const found = [];
  for (const image of slide.querySelectorAll("img")) {
    const box = image.getBoundingClientRect();
    if (!box.width || !/\.svg$/.test(new URL(image.src).pathname)) { continue; }
    const { width, height, texts } = await textsOf(image.src);
    const shown = Math.min(box.width / width, box.height / height) / scale;
    const holder = image.closest("[data-cell]");
    for (const code of [false, true]) {
      const sizes = texts.filter((one) => one.code === code && one.text).sort((one, other) => one.points - other.points);
      if (sizes.length && width) {
        found.push({ ...sizes[0], size: sizes[0].points * shown, where: holder ? holder.dataset.cell : image.alt });
      }
    }
  }
  const codes = [...slide.querySelectorAll("pre")].filter((one) => one.getClientRects().length && !one.closest("aside"));
  for (const block of codes) {
    const size = parseFloat(getComputedStyle(block).fontSize);
    found.push({ where: "", code: true, text: block.textContent.trim().split("\n")[0].slice(0, 40), size, points: 0 });
  }
  return found;
}

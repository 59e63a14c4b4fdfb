/* A block is copied with its script up to there: a program that runs alone, in a new file. */
"use strict";

{
  const words = WORDS;
  const here = document.currentScript.src;

  /* Asked for each time: `make live` may have made another one. */
  const load = (script) => new Promise((resolve, reject) => {
    const file = `program-${script.replace("/", "--")}.js?${Date.now()}`;
    document.head.append(Object.assign(document.createElement("script"), {
      src: new URL(file, here), onload: () => resolve(quotedScripts.of[script]), onerror: reject,
    }));
  });
  window.quotedScripts = { of: {}, load };
  /* Each cell has three pieces: as one of those before; what opens it as the last; its code. */
  const programUpTo = (pieces, last) =>
    [...pieces.slice(0, last).map(([before]) => before), pieces[last].slice(1).join("")].join("\n\n\n") + "\n";
  const cellAlone = (pieces, last) => pieces[last][2] + "\n";

  const buttonOf = (block, name, text, made) => {
    const button = document.createElement("button");
    const [script, cell] = block.dataset.program.split(":");
    button.type = "button";
    button.className = name;
    button.textContent = text;
    button.addEventListener("click", async () => {
      let isDone = false;
      try {
        const { pieces } = await quotedScripts.load(script);
        isDone = await coursePage.copy(made(pieces, Number(cell)));
      } catch { /* said below */ }
      button.textContent = isDone ? words.copied : words.failed;
      setTimeout(() => { button.textContent = text; }, 1500);
    });
    return button;
  };

  for (const block of document.querySelectorAll("[data-program]")) {
    let line = block.querySelector(".snippet-source");
    if (!line) {
      line = Object.assign(document.createElement("p"), { className: "snippet-source" });
      block.append(line);
    }
    line.prepend(buttonOf(block, "copy-program", words.copy, programUpTo));
    if ("cut" in block.dataset) {  // lines of a function do not run: the whole cell is copied
      block.querySelector(".copy").replaceWith(buttonOf(block, "copy", words.cell, cellAlone));
    }
  }
}

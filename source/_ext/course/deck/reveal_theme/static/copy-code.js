// The code of the slide, in the clipboard.
(function () {
  "use strict";
  window.CourseDeck.copy = async function (words, say) {
    const blocks = [...Reveal.getCurrentSlide().querySelectorAll("[class*=highlight-]:not(.snippet-output) pre")];
    const code = blocks.map(function (block) {
      const copy = block.cloneNode(true);
      copy.querySelectorAll(".linenos").forEach(function (number) { number.remove(); });
      return copy.textContent.trimEnd();
    }).join("\n\n");
    if (!code) { say(words.noCode); return; }
    try {
      await navigator.clipboard.writeText(`${code}\n`);
    } catch (error) {  // from the disk there is no clipboard
      const area = document.createElement("textarea");
      area.value = `${code}\n`;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say(words.copied);
  };
})();

// Every slide of the deck at once, in a grid, with the sections' names: arrows, Enter, a click.
// (reveal.js lines them up in one row, and has no overview in its scroll view, that of phones.)
(function () {
  "use strict";
  const deck = window.CourseDeck;
  const GAP = 8, NAME = 22, SIDE = 12, TOP = 52, LEAST = 100;
  let dialog = null, across = 1;

  // How many columns, so that all rows fit; on a small screen, those that can be told apart.
  function columns(count) {
    const width = innerWidth - 2 * SIDE, height = innerHeight - TOP - SIDE;
    const wide = (number) => Math.floor((width - GAP * (number - 1)) / number);
    const most = Math.max(1, Math.floor((width + GAP) / (LEAST + GAP)));
    let number = 1;
    while (number < most && Math.ceil(count / number) * (wide(number) * 9 / 16 + NAME + GAP) > height) { number += 1; }
    return [number, wide(number)];
  }
  function copyOf(slide) {
    const copy = slide.cloneNode(true);
    copy.querySelectorAll("aside, .code-step, script").forEach((one) => one.remove());
    for (const one of [copy, ...copy.querySelectorAll("[id]")]) { one.removeAttribute("id"); }
    for (const name of ["hidden", "aria-hidden", "style", "data-section"]) { copy.removeAttribute(name); }
    copy.classList.remove("past", "present", "future");
    copy.querySelectorAll(".fragment.visible:not(.seen)").forEach((one) => one.classList.remove("visible"));
    for (const image of copy.querySelectorAll("img")) { image.loading = "eager"; }
    return copy;
  }
  function cell(slide, rank) {
    const title = slide.querySelector("h1, h2");
    const item = document.createElement("li"), button = document.createElement("button"), frame = document.createElement("div");
    item.dataset.name = "section" in slide.dataset && title ? title.textContent : "";
    button.type = "button";
    button.setAttribute("aria-label", `${rank + 1}. ${title ? title.textContent : ""}`);
    button.dataset.rank = rank + 1;
    button.addEventListener("click", function () { close(); Reveal.slide(rank, 0, -1); });
    frame.className = "thumb";
    frame.inert = true;
    frame.innerHTML = '<div class="reveal ready"><div class="slides"></div></div>';
    frame.querySelector(".slides").append(copyOf(slide));
    item.append(frame, button);
    return item;
  }
  // A section's name goes on above its next slides, as far as its row and the next name.
  function spread(cells) {
    cells.forEach(function (item, rank) {
      if (!item.dataset.name) { return; }
      let span = 1;
      while ((rank + span) % across && cells[rank + span] && !cells[rank + span].dataset.name) { span += 1; }
      item.style.setProperty("--span", span);
    });
  }
  const cellsOf = () => [...dialog.lastElementChild.children];
  const buttonsOf = () => cellsOf().map((item) => item.lastElementChild);
  function lay() {
    const cells = cellsOf();
    const [number, wide] = columns(cells.length);
    across = number;
    dialog.style.setProperty("--across", number);
    dialog.style.setProperty("--wide", `${wide}px`);
    dialog.style.setProperty("--small", wide / 1280);
    spread(cells);
  }
  const moves = { ArrowLeft: () => -1, ArrowRight: () => 1, ArrowUp: () => -across, ArrowDown: () => across, Home: () => -9999, End: () => 9999 };
  function onKey(event) {
    if (event.key.toLowerCase() === "o") {
      event.preventDefault();
      event.stopPropagation();  // the deck's own key would open it again
      close();
    }
    if (!(event.key in moves)) { return; }
    const buttons = buttonsOf();
    const here = buttons.indexOf(document.activeElement), by = moves[event.key]();
    const there = Math.abs(by) > 999 ? Math.sign(by) * 9999 : here + by;
    event.preventDefault();
    if (Math.abs(by) === across && across > 1 && !buttons[there]) { return; }
    buttons[Math.max(0, Math.min(buttons.length - 1, there))].focus();
  }
  function close() {
    window.removeEventListener("resize", lay);
    deck.closed("overview");
    dialog.remove();
    dialog = null;
  }
  deck.overview = function (words) {
    if (dialog) { close(); return; }
    dialog = document.createElement("dialog");
    dialog.id = "overview";
    dialog.setAttribute("aria-labelledby", "overview-title");
    dialog.innerHTML = '<h2 id="overview-title"></h2><p aria-hidden="true"></p><button type="button" class="close"></button><ol></ol>';
    for (const name of ["focusin", "mouseover"]) {  // too small to be read: named above
      dialog.addEventListener(name, function (event) { if (event.target.dataset.rank) { dialog.querySelector("p").textContent = event.target.getAttribute("aria-label"); } });
    }
    dialog.querySelector("h2").textContent = words.overview;
    dialog.querySelector(".close").textContent = words.close;
    dialog.querySelector(".close").addEventListener("click", close);
    dialog.querySelector("ol").append(...Reveal.getSlides().map(cell));
    dialog.addEventListener("keydown", onKey);
    dialog.addEventListener("cancel", function (event) { event.preventDefault(); close(); });
    document.body.append(dialog);
    lay();
    dialog.showModal();
    const here = buttonsOf()[Reveal.getSlides().indexOf(Reveal.getCurrentSlide())];
    here.setAttribute("aria-current", "true");
    here.focus();
    deck.opened("overview", close);
    window.addEventListener("resize", lay);
  };
})();

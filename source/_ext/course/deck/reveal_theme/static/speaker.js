// The notes window: the deck again, small, with the notes, what comes next, the plan and the time.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  const { words } = deck;
  const SIZES = [15, 17, 19, 21, 24, 28, 32, 38, 45];
  const root = document.documentElement;
  const page = document.getElementById("notes-window").content.cloneNode(true);
  document.title = words.notesTitle.replace("{title}", document.title);
  document.body.append(page);
  const pane = document.getElementById("notes-pane"), text = document.getElementById("notes-text");
  const gone = document.getElementById("deck-gone");

  // Notes at the size that was chosen, or the largest at which they are seen whole.
  let size = 4;
  try { size = Number(localStorage.getItem("notes-size") || 4); } catch (error) { /* from the disk */ }
  function fit() {
    for (let rank = size; rank >= 0; rank -= 1) {
      text.style.fontSize = `${SIZES[rank]}px`;
      if (pane.scrollHeight <= pane.clientHeight) { return; }
    }
  }
  function resize(step) {
    size = Math.max(0, Math.min(SIZES.length - 1, size + step));
    try { localStorage.setItem("notes-size", size); } catch (error) { /* from the disk */ }
    fit();
  }
  deck.notesLarger = () => resize(1);
  deck.notesSmaller = () => resize(-1);
  deck.answer("notesLarger", deck.notesLarger);
  deck.answer("notesSmaller", deck.notesSmaller);
  document.getElementById("notes-larger").addEventListener("click", deck.notesLarger);
  document.getElementById("notes-smaller").addEventListener("click", deck.notesSmaller);
  new ResizeObserver(fit).observe(pane);

  function showNotes() {
    const notes = [...Reveal.getCurrentSlide().querySelectorAll("aside.notes")];
    text.innerHTML = notes.map((one) => one.innerHTML).join("") || `<p class="none">${words.noNote}</p>`;
    text.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
    pane.scrollTop = 0;
    fit();
  }
  Reveal.on("slidechanged", showNotes);
  document.fonts.ready.then(showNotes);

  // What comes next: the deck once more, one step ahead, by reveal.js's own messages.
  const ahead = document.getElementById("ahead");
  const call = (method, ...args) => ahead.contentWindow.postMessage(JSON.stringify({ method, args }), "*");
  function goAhead() {
    const isLast = Reveal.getIndices().h === Reveal.getTotalSlides() - 1;  // reveal.js counts a countdown as a slide
    document.getElementById("next-slide").classList.toggle("end", isLast && !Reveal.availableFragments().next);
    const { indexh, indexv, indexf } = Reveal.getState();
    call("setState", { indexh, indexv, indexf, paused: false });
    call("next");
  }
  ahead.src = `${location.pathname}?receiver&controls=false&progress=false&history=false&hash=false&scrollActivationWidth=0`;
  ahead.addEventListener("load", goAhead);
  for (const event of ["slidechanged", "fragmentshown", "fragmenthidden"]) { Reveal.on(event, goAhead); }
  deck.follow(function (name, value) {
    if (["theme", "size", "ink"].includes(name)) { deck.tell(ahead.contentWindow, name, value); }
    if (name === "place") { goAhead(); }
  });

  // The deck may be closed before this window, or go elsewhere: say so, and offer it again.
  function watch() {
    const lost = !deck.isDeckThere();
    gone.hidden = !lost;
    root.classList.toggle("alone", lost);
  }
  document.getElementById("reopen-deck").addEventListener("click", function () {
    const address = new URL(location.href);
    address.search = "";
    window.open(address.href, `deck ${location.pathname}`);
  });
  setInterval(watch, 1000);
  watch();
  deck.load("speaker-clock.js");
})();

// What a lecturer does with the deck: one command for each line of the help, by key and by button.
// The help's own buttons say which keys call which command; what is long comes when it is asked for.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  const words = JSON.parse(document.currentScript.dataset.words);
  const root = document.documentElement;
  const status = document.getElementById("deck-status");
  const help = document.getElementById("help");
  const open = new Map();  // what Escape closes, the last one first
  let hush = 0, still = 0;

  function say(text) {
    status.textContent = text;
    clearTimeout(hush);
    hush = setTimeout(function () { status.textContent = ""; }, 2500);
  }
  Object.assign(deck, {
    words,
    say,
    mouse: { x: innerWidth / 2, y: innerHeight / 2 },
    opened: function (name, close) { open.delete(name); open.set(name, close); },
    closed: function (name) { open.delete(name); },
    run: function (name, value) { commands[name](value); },
  });
  document.addEventListener("pointermove", function (event) {
    deck.mouse = { x: event.clientX, y: event.clientY };
    root.classList.add("mouse");  // the tools are seen for a while
    clearTimeout(still);
    still = setTimeout(function () { root.classList.remove("mouse"); }, 3000);
  });

  // Light and dark, the same choice as on the pages (furo's key).
  function putTheme(theme) {
    root.dataset.theme = theme;
    try { localStorage.setItem("theme", theme); } catch (error) { /* from the disk */ }
  }
  deck.mirror("theme", putTheme);
  function toggleTheme() {
    putTheme(root.dataset.theme === "dark" ? "light" : "dark");
    deck.share("theme", root.dataset.theme);
  }

  function toggleFullscreen() {
    if (!deck.isNotes) {
      if (document.fullscreenElement) { document.exitFullscreen(); } else { root.requestFullscreen(); }
      return;
    }
    // The browser lets whoever was touched last allow it to the other window; not from the disk.
    try { deck.ask("fullscreen", { delegate: "fullscreen" }); } catch (error) { say(words.fullscreenThere); }
  }
  deck.answer("fullscreen", function () { root.requestFullscreen().catch(function () { say(words.fullscreenHere); }); });

  let notes = null;
  function openNotes() {
    if (deck.isNotes) { say(words.inNotes); return; }
    if (notes && !notes.closed) { notes.focus(); return; }
    const address = new URL(location.href);
    address.search = "?notes";
    notes = window.open(address.href, `notes ${location.pathname}`, "width=1200,height=760");
  }
  // During a lecture nothing takes a window away: the page, or another deck, opens beside.
  function leave(address) {
    if (deck.isNotes || deck.isAccompanied()) { window.open(address, "_blank", "noopener"); } else { location.href = address; }
  }
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[href]");
    if (!link || !(deck.isNotes || deck.isAccompanied()) || link.pathname === location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    leave(link.href);
  });
  function call(file, name) {
    return async function (value) {
      await deck.load(file);
      deck[name](words, say, value);
    };
  }
  // What only the notes window has: said there, from either window.
  function there(name) {
    return function () {
      if (!deck.isNotes && !deck.isAccompanied()) { say(words.noNotes); return; }
      if (deck.isNotes) { deck[name](); return; }
      deck.ask(name);
      say(words.there[name]);
    };
  }
  function escape() {
    const last = [...open.values()].pop();
    if (last) { last(); }
    return Boolean(last);
  }
  function toggleHelp() {
    if (help.open) { help.close(); return; }
    help.showModal();
    help.querySelector("form button").focus();
    deck.opened("help", () => help.close());
  }
  help.addEventListener("close", () => deck.closed("help"));
  Reveal.on("paused", () => deck.opened("pause", () => Reveal.togglePause(false)));
  Reveal.on("resumed", () => deck.closed("pause"));

  // A box that one types in: its keys are not the deck's.
  deck.box = function (id, role, label, inside) {
    const box = document.createElement("form");
    box.id = id;
    box.className = "deck-box";
    box.setAttribute("role", role);
    box.setAttribute("aria-label", label);
    box.innerHTML = inside;
    box.addEventListener("keydown", (event) => event.stopPropagation());
    document.body.append(box);
    return box;
  };

  const resize = call("larger.js", "larger");
  const hideResults = call("by-hand.js", "hideResults");
  const askCountdown = call("countdown.js", "countdown");
  const commands = {
    next: function () { Reveal.next(); },
    previous: function () { Reveal.prev(); },
    first: function () { Reveal.slide(0); },
    last: function () { Reveal.slide(Reveal.getTotalSlides() - 1); },
    jump: call("jump.js", "jump"),
    pause: function () { Reveal.togglePause(); },
    overview: call("overview.js", "overview"),
    search: call("search-deck.js", "search"),
    draw: call("draw.js", "draw"),
    colour: call("draw.js", "colour"),
    width: call("draw.js", "width"),
    undo: call("draw.js", "undo"),
    erase: call("draw.js", "erase"),
    zoom: call("pointing.js", "zoom"),
    pointer: call("pointing.js", "pointer"),
    copy: call("copy-code.js", "copy"),
    countdown: function () {  // the slide's own, or one that is asked for
      if (!deck.toggleSlideClock || !deck.toggleSlideClock()) { askCountdown(); }
    },
    taught: function () { window.open(`${location.pathname}?print-pdf&taught`, "_blank"); },
    larger: () => resize(1),
    smaller: () => resize(-1),
    uncover: function () {  // all the steps of the slide, or none; what it shows where it has no step
      if (!Reveal.getCurrentSlide().querySelector(".fragment")) { hideResults(); return; }
      const more = Reveal.availableFragments().next;
      Reveal.slide(Reveal.getIndices().h, 0, more ? 999 : -1);
    },
    fullscreen: toggleFullscreen,
    theme: toggleTheme,
    notes: openNotes,
    page: function () { leave(document.getElementById("to-page").href); },
    help: toggleHelp,
    escape,
    "notes-larger": there("notesLarger"),
    "notes-smaller": there("notesSmaller"),
    clock: there("clockPause"),
  };
  // reveal.js has these keys already.
  const native = ["next", "previous", "first", "last", "pause"];
  const characters = {};

  for (const button of help.querySelectorAll("[data-command]")) {
    const name = button.dataset.command;
    const keys = [...button.closest("div").querySelectorAll("kbd")].map((key) => key.textContent);
    const value = /^\d$/.test(keys[0]);
    button.addEventListener("click", function () {
      help.close();
      if (name !== "help") { commands[name](); }
    });
    if (native.includes(name)) { continue; }
    keys.forEach(function (key, rank) {
      if (/^[A-Z]$/.test(key)) { Reveal.addKeyBinding(key.charCodeAt(0), () => commands[name]()); }
      else { characters[key] = () => commands[name](value ? rank + 1 : undefined); }
    });
  }
  Reveal.addKeyBinding(191, function () {});  // reveal.js would pause on it; "?" is there on some keyboards
  Reveal.addKeyBinding(27, function () {});  // Escape: below, before anything else
  for (const letter of "JKLN") { Reveal.addKeyBinding(letter.charCodeAt(0), function () {}); }  // reveal.js would move
  document.addEventListener("keydown", function (event) {
    if (event.target.matches("input, textarea")) { return; }
    if ((event.ctrlKey || event.metaKey) && event.key === "z") { event.preventDefault(); commands.undo(); }
    // What the browser would print of slides that nobody has seen yet is not laid out.
    if ((event.ctrlKey || event.metaKey) && event.key === "p" && !Reveal.isPrintView()) { event.preventDefault(); commands.taught(); }
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    // French keyboards have digits with Shift: the key's place counts.
    const key = /^Digit\d$/.test(event.code) ? event.code.slice(5) : event.key === "=" ? "+" : event.key;
    const modal = document.querySelector("dialog[open]");
    if (characters[key] && (!modal || (key === "?" && modal === help))) { characters[key](); }
  });
  window.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !escape()) { return; }
    event.preventDefault();
    event.stopPropagation();
  }, true);
  for (const [id, name] of [["toggle-theme", "theme"], ["open-notes", "notes"], ["open-help", "help"], ["open-search", "search"], ["open-overview", "overview"], ["toggle-draw", "draw"]]) {
    document.getElementById(id).addEventListener("click", () => commands[name]());
  }

  // What was drawn comes back with its slides; « tel qu'enseigné » is printed with it.
  try {
    if (localStorage.getItem(`ink:${location.pathname}`)) { deck.load("draw.js"); }
  } catch (error) { /* from the disk */ }
  Reveal.on("pdf-ready", function () {
    if (location.search.includes("taught")) { document.fonts.ready.then(() => window.print()); }
  });
  if (deck.isNotes) { deck.load("speaker.js"); }
})();

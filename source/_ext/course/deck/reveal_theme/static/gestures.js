// What a lecturer does with the deck: one command for each line of the help, by key and by button.
// The help's own buttons say which keys call which command; what is long comes when it is asked for.
(function () {
  "use strict";
  const script = document.currentScript;
  const words = JSON.parse(script.dataset.words);
  const root = document.documentElement;
  const status = document.getElementById("deck-status");
  const help = document.getElementById("help");
  const mouse = { x: innerWidth / 2, y: innerHeight / 2 };
  let hush = 0;

  function say(text) {
    status.textContent = text;
    clearTimeout(hush);
    hush = setTimeout(function () { status.textContent = ""; }, 2500);
  }
  const loaded = {};
  function load(file) {
    loaded[file] = loaded[file] || new Promise(function (resolve, reject) {
      const loader = document.createElement("script");
      loader.src = new URL(file, script.src).href;
      loader.onload = resolve;
      loader.onerror = reject;
      document.head.append(loader);
    });
    return loaded[file];
  }

  // Light and dark, the same choice as on the pages (furo's key).
  function toggleTheme() {
    const theme = root.dataset.theme === "dark" ? "light" : "dark";
    root.dataset.theme = theme;
    try { localStorage.setItem("theme", theme); } catch (error) { /* from the disk */ }
  }

  // Larger text for the back of the room: what no longer fits scrolls.
  const sizes = [1, 1.15, 1.3, 1.5];
  let size = 0;
  function resize(step) {
    size = Math.max(0, Math.min(sizes.length - 1, size + step));
    root.style.setProperty("--size", sizes[size]);
    root.classList.toggle("larger", size > 0);
    say(words.size.replace("{size}", Math.round(sizes[size] * 100)));
  }

  // reveal.js's zoom answers a click with a modifier: make one where the mouse is.
  let zoom = null;
  async function toggleZoom() {
    await load("revealjs/plugin/zoom/zoom.js");
    if (!zoom) {
      zoom = RevealZoom();
      Reveal.configure({ zoomKey: "alt" });
      zoom.init(Reveal);
    }
    Reveal.getRevealElement().dispatchEvent(
      new MouseEvent("mousedown", { altKey: true, clientX: mouse.x, clientY: mouse.y })
    );
  }

  let laser = null;
  function togglePointer() {
    const on = root.classList.toggle("pointing");
    if (on) {
      laser = document.createElement("div");
      laser.id = "laser";
      document.body.append(laser);
      follow();
    } else {
      laser.remove();
      laser = null;
    }
    say(on ? words.pointer : words.off);
  }
  function follow() {
    if (laser) { laser.style.left = `${mouse.x}px`; laser.style.top = `${mouse.y}px`; }
  }
  document.addEventListener("pointermove", function (event) {
    mouse.x = event.clientX;
    mouse.y = event.clientY;
    follow();
  });

  async function copyCode() {
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
  }

  let notes = null, speaker = null;
  async function openNotes() {
    await load("revealjs/plugin/notes/notes.js");
    if (!notes) { notes = RevealNotes(); notes.init(Reveal); }
    const open = window.open;
    window.open = function (...given) {
      speaker = open.apply(window, given);
      return speaker;
    };
    notes.open();
    window.open = open;
    if (speaker) { dress(speaker.document); }
  }
  // The lecturer's window has the deck's fonts, formulas and colours of code.
  function dress(page) {
    page.documentElement.lang = "fr";
    const sheets = [...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.href);
    const wanted = sheets.filter((href) => /fonts|colours|katex/.test(href));
    for (const href of [...wanted, new URL("speaker.css", script.src).href]) {
      const link = page.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      page.head.append(link);
    }
  }
  async function call(file, name) {
    await load(file);
    window.CourseDeck[name](words, say);
  }

  const commands = {
    next: function () { Reveal.next(); },
    previous: function () { Reveal.prev(); },
    first: function () { Reveal.slide(0); },
    last: function () { Reveal.slide(Reveal.getTotalSlides() - 1); },
    overview: function () { Reveal.toggleOverview(); },
    jump: function () { Reveal.toggleJumpToSlide(); },
    pause: function () { Reveal.togglePause(); },
    fullscreen: function () { root.requestFullscreen(); },
    search: function () { call("search-deck.js", "search"); },
    draw: function () { call("draw.js", "draw"); },
    erase: function () { call("draw.js", "erase"); },
    zoom: toggleZoom,
    larger: function () { resize(1); },
    smaller: function () { resize(-1); },
    pointer: togglePointer,
    copy: copyCode,
    uncover: function () {  // all the steps of the slide, or none
      const more = Reveal.availableFragments().next;
      Reveal.slide(Reveal.getIndices().h, 0, more ? 999 : -1);
    },
    theme: toggleTheme,
    notes: openNotes,
    page: function () { location.href = document.getElementById("to-page").href; },
    help: function () { if (help.open) { help.close(); } else { help.showModal(); } },
  };
  // reveal.js has these keys already.
  const native = ["next", "previous", "first", "last", "overview", "jump", "pause", "fullscreen"];

  for (const button of help.querySelectorAll("[data-command]")) {
    const name = button.dataset.command;
    button.addEventListener("click", function () {
      help.close();
      if (name !== "help") { commands[name](); }
    });
    if (native.includes(name)) { continue; }
    for (const key of button.dataset.keys.split(" ")) {
      if (/^[A-Z]$/.test(key)) { Reveal.addKeyBinding(key.charCodeAt(0), commands[name]); }
      else { commands[key] = commands[name]; }
    }
  }
  Reveal.addKeyBinding(191, function () {});  // reveal.js would pause on it; "?" is there on some keyboards
  document.addEventListener("keydown", function (event) {
    if (event.target.matches("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) { return; }
    const key = event.key === "=" ? "+" : event.key;
    if (["+", "-", "?"].includes(key)) { commands[key](); }
  });
  for (const [id, name] of [["toggle-theme", "theme"], ["open-notes", "notes"], ["open-help", "help"], ["open-search", "search"], ["toggle-draw", "draw"]]) {
    document.getElementById(id).addEventListener("click", commands[name]);
  }

  // What was drawn in this session comes back with its slides.
  try {
    if (sessionStorage.getItem(`ink:${location.pathname}`)) { load("draw.js"); }
  } catch (error) { /* from the disk */ }
})();

// Two screens are one lecture: what is done in the deck or in the notes window happens in both.
// The notes window is the same deck, opened with ?notes; each says to the other, by postMessage
// (which works from the disk too), the name and the new value of what changed:
//   CourseDeck.mirror("theme", set)   how a value that comes from the other window is put in place
//   CourseDeck.share("theme", value)  this window changed it
//   CourseDeck.answer("clock", act), CourseDeck.ask("clock")  what only one of the two can do
// Whoever opens or reloads a window says hello, and is told everything that is known.
(function () {
  "use strict";
  const asked = new URLSearchParams(location.search);
  const isNotes = asked.has("notes"), isFrame = asked.has("receiver"), isPrint = asked.has("print-pdf");
  const fromDisk = location.protocol === "file:";
  const known = {}, setters = {}, actions = {}, followers = [], here = document.currentScript.src;
  // What comes with the first use: the file that puts a value in place.
  const files = { ink: "draw.js", stroke: "draw.js", query: "search-deck.js", laser: "pointing.js", zoom: "pointing.js", countdown: "countdown.js", size: "larger.js", hidden: "by-hand.js" };
  let partner = null, unanswered = 0;

  const loaded = {};
  function load(file) {
    loaded[file] = loaded[file] || new Promise(function (resolve, reject) {
      const loader = document.createElement("script");
      loader.src = new URL(file, here).href;
      loader.onload = resolve;
      loader.onerror = reject;
      document.head.append(loader);
    });
    return loaded[file];
  }

  function send(target, kind, name, value, options) {
    target.postMessage({ lecture: location.pathname, kind, name, value }, { targetOrigin: fromDisk ? "*" : location.origin, ...options });
  }
  const isAccompanied = () => Boolean(partner && !partner.closed);
  function share(name, value) {
    const text = JSON.stringify(value);
    if (isFrame || known[name] === text) { return; }  // what has just come does not go back
    known[name] = text;
    if (isAccompanied()) { send(partner, "do", name, value); }
    for (const follow of followers) { follow(name, value); }
  }
  function mirror(name, set) {
    setters[name] = set;
    if (name in known) { set(JSON.parse(known[name])); }
  }
  function put(name, value) {
    known[name] = JSON.stringify(value);
    if (setters[name]) { setters[name](value); } else if (files[name]) { load(files[name]); }
    for (const follow of followers) { follow(name, value); }
  }
  const answers = {
    hello: function (source) {
      for (const name in known) { send(source, "do", name, JSON.parse(known[name])); }
      send(source, "pong");
    },
    do: function (source, name, value) { put(name, value); },
    ask: function (source, name) { if (actions[name]) { actions[name](); } },
    ping: function (source) { send(source, "pong"); },
    pong: function () { unanswered = 0; },
  };

  function listen() {
    window.addEventListener("message", function (event) {
      const said = event.data;
      if (!said || said.lecture !== location.pathname || !(said.kind in answers) || (!fromDisk && event.origin !== location.origin)) { return; }
      if (isFrame) { put(said.name, said.value); return; }
      if (event.source !== partner) {
        partner = event.source;
        if (said.kind !== "hello" && partner !== window.opener) { send(partner, "hello"); }  // this window was reloaded
      }
      answers[said.kind](event.source, said.name, said.value);
    });
    if (window.opener && !isFrame) { send(window.opener, "hello"); }
  }

  window.CourseDeck = {
    isNotes,
    load,
    share,
    mirror,
    isAccompanied,
    // Minutes and seconds, as countdowns write what is left.
    timeLeft: function (seconds) {
      const left = Math.max(0, Math.ceil(seconds));
      return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    },
    follow: function (say) { followers.push(say); },
    answer: function (name, act) { actions[name] = act; },
    ask: function (name, options) { send(partner, "ask", name, null, options); },
    tell: function (target, name, value) { send(target, "do", name, value); },
    // Once a second, from the notes window: is the deck still there?
    isDeckThere: function () {
      const other = partner || window.opener;
      if (!other || other.closed) { return false; }
      send(other, "ping");
      unanswered += 1;
      return unanswered < 5;
    },
  };
  if (isPrint) { return; }

  // Where the lecture is: slide, step, black screen.
  let follows = false;  // the slide, then the black screen: what is half put in place is not said
  function sharePlace() {
    if (follows) { return; }
    const { indexh, indexv, indexf, paused } = Reveal.getState();
    share("place", { indexh, indexv, indexf, paused });
  }
  mirror("place", function (place) {
    follows = true;
    Reveal.setState(place);
    follows = false;
  });
  for (const event of ["slidechanged", "fragmentshown", "fragmenthidden", "paused", "resumed"]) { Reveal.on(event, sharePlace); }

  // How far a long slide is scrolled, and which picture of a sequence is shown.
  document.addEventListener("scroll", function (event) {
    if (event.target.matches && event.target.matches(".slides > section")) { share("scroll", [event.target.id, Math.round(event.target.scrollTop)]); }
  }, true);
  mirror("scroll", function ([id, top]) { document.getElementById(id).scrollTop = top; });
  const scrubbers = () => [...document.querySelectorAll(".slides .scrubber")];
  document.addEventListener("frame", function (event) { share("frame", [scrubbers().indexOf(event.target), event.detail]); });
  mirror("frame", function ([rank, frame]) { scrubbers()[rank].show(frame); });

  Reveal.on("ready", function () {
    sharePlace();
    if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", listen); } else { listen(); }
  });
})();

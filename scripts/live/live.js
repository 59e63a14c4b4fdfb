/* Served by `make live` alone: shows what the build does, then what it made, at the same place. */
"use strict";

(() => {
  const KEY = `suivi:${location.pathname}${location.search}`;
  const panel = document.createElement("div");
  panel.setAttribute("role", "status");

  function show({ state, title, text }) {
    const failed = state === "failed";
    panel.style.cssText = "position:fixed;z-index:10000;left:0;right:0;bottom:0;padding:.8rem 1.2rem;" +
      "font:16px/1.45 system-ui,sans-serif;white-space:pre-wrap;max-height:60vh;overflow:auto;color:#fff;" +
      "background:" + (failed ? "#8c1d18" : "#1b2333") +
      (failed ? "" : ";left:auto;right:1rem;bottom:1rem;border-radius:8px;padding:.4rem .9rem");
    panel.textContent = title + (text ? "\n\n" + text : "");
    document.body.append(panel);
  }

  // Not left to the address: reveal.js writes the slide there once a second at most.
  function reload() {
    const deck = window.Reveal?.isReady() && { state: Reveal.getState(), slide: Reveal.getCurrentSlide().id };
    sessionStorage.setItem(KEY, JSON.stringify({ scroll: [scrollX, scrollY], deck }));
    location.reload();
  }

  function putBack({ scroll, deck }) {
    scrollTo(...scroll);
    if (!deck) return;
    const goTo = () => {  // by its name: there may be a new slide before it
      const slide = document.getElementById(deck.slide);
      Reveal.setState(slide ? { ...deck.state, indexh: Reveal.getIndices(slide).h } : deck.state);
    };
    if (Reveal.isReady()) goTo();
    else Reveal.on("ready", goTo);
  }

  const place = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (place) addEventListener("load", () => putBack(JSON.parse(place)));

  let turn = Promise.resolve(), isOpen = false;
  const update = () => {
    turn = turn.then(servedPage.update).catch(() => false).then((done) => done || reload());
  };
  const events = new EventSource("/_suivi");
  events.onopen = () => {
    if (isOpen) reload();  // `make live` has started anew
    else update();  // what was published while the page was loading is not told any more
    isOpen = true;
  };
  events.onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (news.state === "remade") reload();
    else if (news.state === "built") {
      panel.remove();
      update();
    } else show(news);
  };
})();

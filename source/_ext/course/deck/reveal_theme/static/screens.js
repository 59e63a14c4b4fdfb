// Every screen: slides are 1280 × 720, enlarged to the room; on a phone held upright they are
// columns of 640 pixels, one under the other, which fit.js fills like any other.
window.CourseDeck = window.CourseDeck || {};
(function () {
  "use strict";
  const root = document.documentElement;
  const PHONE = 500, COLUMN = 640, ROOM_FOR_FOOTER = 34;
  const printed = /print-pdf/.test(location.search);

  function size() {
    const phone = !printed && innerWidth <= PHONE && innerHeight > innerWidth;
    root.classList.toggle("phone", phone);
    const height = phone ? Math.round((COLUMN * (innerHeight - ROOM_FOR_FOOTER)) / innerWidth) : 720;
    root.style.setProperty("--slide-height", `${height}px`);
    return { width: phone ? COLUMN : 1280, height };
  }
  window.CourseDeck.screen = function () {
    return { ...size(), minScale: 0.05, maxScale: 20, scrollActivationWidth: PHONE };
  };

  // A phone that is turned: the slides change shape. A bar of the browser that goes does not.
  let upright = innerHeight > innerWidth;
  addEventListener("resize", function () {
    if ((innerHeight > innerWidth) === upright) { return; }
    upright = !upright;
    Reveal.configure(size());
    document.dispatchEvent(new Event("slides-resized"));
  });

  // A figure as wide as a phone is small: a touch enlarges it, and one slides over it.
  document.addEventListener("click", function (event) {
    const figure = root.classList.contains("phone") && event.target.closest("figure");
    if (figure) { figure.classList.toggle("enlarged"); }
  });

  // On a phone reveal.js makes pages of the slides after it has read the address, and goes a page
  // too early to another one: go there again, and have the address say where one is.
  function asked() {
    try { return decodeURIComponent(location.hash.replace(/^#\/?/, "")).split("/")[0]; } catch { return ""; }
  }
  const wanted = asked();
  function go(name) {
    const slide = name && document.getElementById(name);
    const page = slide && slide.closest(".scroll-page");
    if (page) { page.scrollIntoView(); }
  }
  let timer = 0;
  function sayWhere() {
    if (!root.classList.contains("phone") || asked() === Reveal.getCurrentSlide().id) { return; }
    history.replaceState(null, "", `#/${Reveal.getCurrentSlide().id}`);
  }
  Reveal.on("ready", () => go(wanted));
  addEventListener("hashchange", function () {
    const name = asked();
    setTimeout(() => go(name), 50);
  });
  Reveal.on("slidechanged", function () {
    clearTimeout(timer);
    timer = setTimeout(sayWhere, 300);  // after reveal.js has written what it takes it for
  });
})();

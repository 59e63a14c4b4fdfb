/* Served by `make live` alone: shows what the build does, reloads in place. */
(function () {
  const KEY = "suivi:" + location.pathname;
  let panel = null;

  function show(kind, title, text) {
    if (!panel) {
      panel = document.createElement("div");
      panel.setAttribute("role", "status");
      document.body.append(panel);
    }
    const failed = kind === "failed";
    panel.style.cssText = "position:fixed;z-index:10000;left:0;right:0;bottom:0;padding:.8rem 1.2rem;" +
      "font:16px/1.45 system-ui,sans-serif;white-space:pre-wrap;max-height:60vh;overflow:auto;color:#fff;" +
      "background:" + (failed ? "#8c1d18" : "#1b2333") +
      (failed ? "" : ";left:auto;right:1rem;bottom:1rem;border-radius:8px;padding:.4rem .9rem");
    panel.textContent = title + (text ? "\n\n" + text : "");
    panel.hidden = false;
  }

  const events = new EventSource("/_suivi");
  events.onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (news.state === "building") { show("building", news.title, news.text); }
    if (news.state === "failed") { show("failed", news.title, news.text); }
    if (news.state === "built") {
      sessionStorage.setItem(KEY, JSON.stringify([scrollX, scrollY]));
      location.reload();
    }
  };

  // A page keeps its scroll position, a deck its slide (reveal.js: the address).
  const place = sessionStorage.getItem(KEY);
  if (place) {
    sessionStorage.removeItem(KEY);
    addEventListener("load", () => scrollTo(...JSON.parse(place)));
  }
})();

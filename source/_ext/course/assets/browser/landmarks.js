/* A long page has landmarks: how far one is, in which section; its questions, counted; P and N. */
"use strict";

{
  const words = WORDS;
  const create = (tag, className) => Object.assign(document.createElement(tag), { className });

  const bar = create("div", "reading-bar"), here = create("div", "here");
  bar.ariaHidden = here.ariaHidden = "true";
  document.body.append(bar);
  document.querySelector(".header-center")?.append(here);
  const titles = [...document.querySelectorAll("article section[id] > :is(h2, h3)")];
  const said = new Map();
  const textOf = (title) => {
    if (!said.has(title)) {
      const copy = title.cloneNode(true);
      copy.querySelectorAll(".slide-link, .headerlink").forEach((link) => link.remove());
      said.set(title, copy.textContent.trim());
    }
    return said.get(title);
  };
  const above = () => titles.filter((title) => title.getBoundingClientRect().top < innerHeight / 3).at(-1);
  let waits = false;
  const look = () => {
    waits = false;
    const whole = document.documentElement.scrollHeight - innerHeight;
    bar.style.transform = `scaleX(${whole > 0 ? Math.min(1, scrollY / whole) : 0})`;
    const title = above();
    here.textContent = title ? textOf(title) : "";
  };
  addEventListener("scroll", () => {
    if (!waits) requestAnimationFrame(look);
    waits = true;
  }, { passive: true });

  /* Where one leaves: the home leads back there, and so does the chapter, opened again at its top. */
  const chapter = location.pathname.split("/CHAPTERS/")[1]?.replace(/\.html$/, "");
  const PLACES = `${progress.course}:lieux`;
  const places = () => { try { return JSON.parse(localStorage.getItem(PLACES)) ?? {}; } catch { return {}; } };
  const keepPlace = () => {
    const title = above() ?? document.querySelector("article h1");
    const place = { chapter, section: above()?.parentElement.id ?? "", title: textOf(title) };
    try {
      localStorage.setItem(`${progress.course}:lieu`, JSON.stringify(place));
      // Who looked at the top alone has not read anew.
      if (place.section && scrollY > innerHeight / 2) localStorage.setItem(PLACES, JSON.stringify({ ...places(), [chapter]: place.section }));
    } catch { /* not kept */ }
  };
  for (const leaving of ["pagehide", "visibilitychange"]) addEventListener(leaving, keepPlace);

  const kept = titles.find((title) => title.parentElement.id === places()[chapter]);
  if (kept && !location.hash && kept.getBoundingClientRect().top + scrollY > innerHeight) {
    const line = create("p", "resume"), link = document.createElement("a");
    link.href = `#${encodeURIComponent(kept.parentElement.id)}`;
    link.textContent = words.resume.replace("{title}", textOf(kept));
    link.addEventListener("click", () => line.remove());
    line.append(link);
    document.querySelector(".chapter-facts").after(line);
  }

  const quizzes = [...document.querySelectorAll("article form.quiz")].filter((form) => !form.closest(".rappels"));
  if (quizzes.length > 1) {
    const score = create("p", "quiz-score");
    score.setAttribute("role", "status");
    quizzes.forEach((form, rank) => {
      form.querySelector(".box-label").textContent = words.question.replace("{rank}", rank + 1).replace("{count}", quizzes.length);
    });
    quizzes.at(-1).after(score);
    const count = () => {
      const { answers } = progress.read();
      const given = quizzes.map((form) => answers[form.dataset.key]).filter(Boolean);
      const right = given.filter(([, isRight]) => isRight).length;
      score.textContent = given.length
        ? words.score.replace("{right}", right).replace("{count}", quizzes.length) : "";
    };
    addEventListener("progress", count);
    count();
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const way = { n: ".next-page", p: ".prev-page" }[event.key.toLowerCase()];
    const link = way && document.querySelector(way);
    if (link) location.href = link.href;
  });
}

/* The student's progress, kept in this browser alone: answers given, objectives ticked.
   Every page loads this: it marks the chapters of the menu. WORDS come from wording/quizzes.py. */
"use strict";

const progress = (() => {
  const COURSE = SLUG, VERSION = 1, words = WORDS;
  const NAME = /^[\w-]{1,80}\/[\w-]{1,40}$/, LONGEST = 500;
  const script = document.currentScript;
  let memory = { answers: {}, ticks: {} };

  /* What is not ours, or no longer makes sense, is left out; null when nothing is ours. */
  function clean(raw) {
    if (!raw || raw.course !== COURSE || raw.version !== VERSION) return null;
    const state = { answers: {}, ticks: {} };
    for (const [name, given] of Object.entries(raw.answers ?? {})) {
      const valid = Array.isArray(given) && typeof given[0] === "string" && given[0].length <= LONGEST;
      if (NAME.test(name) && valid) state.answers[name] = [given[0], given[1] === 1 ? 1 : 0];
    }
    for (const [name, ticked] of Object.entries(raw.ticks ?? {})) {
      if (NAME.test(name) && ticked === 1) state.ticks[name] = 1;
    }
    return state;
  }

  function read() {
    try {
      memory = clean(JSON.parse(localStorage.getItem(COURSE) ?? "null")) ?? { answers: {}, ticks: {} };
    } catch (error) {
      // Text that is no JSON is no progress; a browser that keeps nothing leaves the memory.
      if (error instanceof SyntaxError) memory = { answers: {}, ticks: {} };
    }
    return memory;
  }

  const packed = (state) => JSON.stringify({ course: COURSE, version: VERSION, ...state });

  function change(edit) {
    const state = read();
    edit(state);
    try {
      localStorage.setItem(COURSE, packed(state));
    } catch { /* kept until the page is left */ }
    show();
  }

  /* Add an exported progress to this one: what is right in either stays right. */
  function merge(text) {
    let other = null;
    try {
      other = clean(JSON.parse(text));
    } catch { /* not JSON */ }
    if (!other) return false;
    change((state) => {
      for (const [name, given] of Object.entries(other.answers)) {
        if (!state.answers[name]?.[1]) state.answers[name] = given;
      }
      Object.assign(state.ticks, other.ticks);
    });
    return true;
  }

  /* The chapters and what there is to do in each: course-tasks.js calls this. */
  let tasks = null;
  const done = ([chapter, , quizzes, ticks], state = read()) =>
    quizzes.filter((key) => state.answers[`${chapter}/${key}`]?.[1]).length +
    ticks.filter((key) => state.ticks[`${chapter}/${key}`]).length;

  const load = (name) =>
    document.head.append(Object.assign(document.createElement("script"), { src: new URL(name, script.src) }));
  const loadSheet = (name) =>
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, script.src) }));

  function show() {
    const state = read();
    if (!tasks) {
      if (Object.keys({ ...state.answers, ...state.ticks }).length) load("course-tasks.js");
      return;
    }
    for (const link of document.querySelectorAll(".sidebar-tree a.reference, a.card")) {
      const task = tasks.find(([name]) => link.pathname.endsWith(`/CHAPTERS/${name}.html`));
      link.querySelector(".progress-mark")?.remove();
      const count = task ? done(task, state) : 0;
      if (count) (link.querySelector("h3") ?? link).append(mark(count, task[2].length + task[3].length));
    }
    dispatchEvent(new Event("progress"));
  }

  function mark(count, total) {
    const element = document.createElement("span");
    element.className = "progress-mark";
    element.style.setProperty("--done", `${(100 * count) / total}%`);
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", words.mark.replace("{done}", count).replace("{total}", total));
    element.textContent = `${count}/${total}`;
    return element;
  }

  addEventListener("storage", show);
  const menu = document.querySelector(".sidebar-tree");
  if (menu) {
    const list = document.createElement("ul");
    const link = document.createElement("a");
    link.className = "reference internal";
    link.href = new URL("../../progression.html", script.src);
    link.textContent = words.title;
    const item = document.createElement("li");
    item.className = "toctree-l1";
    item.append(link);
    list.append(item);
    menu.prepend(list);
  }
  return {
    course: COURSE, read, change, merge, packed, done, mark, load, loadSheet, show,
    tasks: (given) => { if (given) { tasks = given; show(); } return tasks; },
  };
})();
progress.show();

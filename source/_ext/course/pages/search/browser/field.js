/* The field of the menu answers as one types, in a panel under it; the search page, in its place. */

let index;
const whenRead = () => (index ??= new Promise((resolve) => {
  window.Search = { setIndex: (read) => resolve(readIndex(read)) }; // what searchindex.js calls
  document.head.append(Object.assign(document.createElement("script"), { src: `${root}searchindex.js` }));
}));

/* Down and up go through the results, from the field and back to it. */
const goThrough = (event, field, box) => {
  const places = [field, ...box.querySelectorAll("p:not([hidden]) button, ul.search a")];
  const at = places.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || at < 0 || !places[at + step]) return;
  event.preventDefault();
  places[at + step].focus();
};

const answerIn = (field, box, isPage) => {
  const again = (query) => {
    field.value = query;
    field.focus();
    answer();
  };
  const answer = async (isTyping = false) => {
    await whenRead();
    if (field.value.trim()) show(box, field.value, { isTyping, most: isPage ? 60 : 10, again });
  };
  return answer;
};

/* A list of links under the field: Escape, the button, a press or a focus elsewhere close it. */
const attachPanel = (field) => {
  const form = field.form;
  const panel = element("div", "search-panel");
  panel.setAttribute("role", "region");
  panel.setAttribute("aria-label", WORDS.title);
  fill(panel);
  const close = element("button", "search-close");
  close.type = "button";
  close.setAttribute("aria-label", WORDS.close);
  panel.append(close);
  form.after(panel);
  field.autocomplete = "off";
  const answer = answerIn(field, panel, false);
  const open = (isOpen) => {
    const { left, bottom } = form.getBoundingClientRect();
    panel.style.setProperty("--left", `${left}px`);
    panel.style.setProperty("--top", `${bottom}px`);
    panel.hidden = !isOpen;
    document.documentElement.classList.toggle("searching", isOpen);
  };
  const update = () => {
    open(field.value.trim() !== "");
    answer(true);
  };
  open(false);
  whenRead();
  field.addEventListener("input", update);
  field.addEventListener("focus", () => panel.hidden && update());
  const isInside = (target) => form.contains(target) || panel.contains(target);
  addEventListener("pointerdown", ({ target }) => isInside(target) || open(false));
  addEventListener("focusin", ({ target }) => isInside(target) || open(false));
  addEventListener("resize", () => panel.hidden || open(true));
  panel.addEventListener("click", ({ target }) => {
    if (!target.closest("a, .search-close")) return;
    open(false);
    const drawer = document.getElementById("__navigation");
    if (drawer) drawer.checked = false;
  });
  const onKey = (event) => {
    if (panel.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      field.focus();
      open(false);
    } else goThrough(event, field, panel);
  };
  form.addEventListener("keydown", onKey);
  panel.addEventListener("keydown", onKey);
  if (document.activeElement === field) update();
};

const attachPage = (box, field) => {
  fill(box);
  box.children[0].textContent = "";
  const answer = answerIn(field, box, true);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value.trim()) box.children[0].textContent = WORDS.loading;
  answer();
  field.addEventListener("input", () => answer(true));
  for (const part of [field, box]) part.addEventListener("keydown", (event) => goThrough(event, field, box));
};

/* For those who would ask it themselves, the tests among them. */
window.courseSearch = { read: readIndex, rank, stem, sections: () => sections, isReady: () => isRead };

const menuField = document.querySelector(".sidebar-search");
if (menuField) attachPanel(menuField);
const pageBox = document.getElementById("search-results");
if (pageBox) attachPage(pageBox, document.querySelector(".search-form input"));

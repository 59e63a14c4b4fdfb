/* The answer to a query as a list of links, under a line that counts them. */

const element = (tag, className, ...content) => {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
};
const root = document.documentElement.dataset.content_root ?? "";

const addressOf = ({ page, anchor }) => {
  const address = new URL(`${root}${page}.html`, location.href);
  const hash = anchor && `#${anchor}`;
  return address.pathname === location.pathname && hash ? hash : `${root}${page}.html${hash}`;
};

const itemOf = ({ section }, { terms, groups }) => {
  const link = element("a", "", element("span", "search-title", section.title));
  link.href = addressOf(section);
  if (section.title !== section.chapter) link.append(" ", element("span", "search-place", section.chapter));
  if (section.prose || section.code) link.append(excerptOf(section, terms));
  link.addEventListener("click", () => {
    if (link.getAttribute("href").startsWith("#")) return;
    try { // highlight.js shows them on the page that opens
      localStorage.setItem("sphinx_highlight_terms", groups.map(({ word, correction }) => correction ?? word).join(" "));
    } catch { /* nothing is highlighted */ }
  });
  return element("li", "", link);
};

/* The query with its words corrected, or "" when each is in the course or has no like. */
const correctionOf = (query, groups) => {
  const corrected = groups.filter(({ correction }) => correction);
  if (!corrected.length || groups.length > 5) return "";
  return corrected.reduce((text, { word, correction }) => text.replace(word, correction), query.normalize("NFC"));
};

/* Fill `box`; `again` is called with the query that the reader may have meant. */
const show = (box, query, { isTyping, most, again }) => {
  const answer = rank(query, isTyping);
  const { results, groups } = answer;
  const [status, meant, list] = box.children;
  const text = results.length > 1 ? WORDS.many : results.length ? WORDS.one : WORDS.none;
  const count = text.replace("{count}", results.length);
  status.textContent = results.length ? count : `${count} ${WORDS.advice}`;
  const correction = correctionOf(query, groups);
  meant.hidden = !correction;
  if (correction) {
    const button = element("button", "", correction);
    button.type = "button";
    button.addEventListener("click", () => again(correction));
    meant.replaceChildren(`${WORDS.meant} `, button, "\u00a0?");
  }
  list.replaceChildren(...results.slice(0, most).map((result) => itemOf(result, answer)));
};

const fill = (box) => {
  const status = element("p", "search-status");
  status.setAttribute("role", "status");
  box.replaceChildren(status, element("p", "search-meant"), element("ul", "search"));
  status.textContent = WORDS.loading;
  box.children[1].hidden = true;
};

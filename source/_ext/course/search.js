/* Search without accents: what course/search.py does to the index, done to the query.
   Runs on the search page only, after Sphinx's searchtools.js and _static/js/highlight.js,
   which gives fold(). */

var splitQuery = (query) =>
  query.normalize("NFC").split(/[^\p{Letter}\p{Number}_]+/gu).filter((word) => word);

var Stemmer = function () {
  const snowball = new FrenchStemmer();
  this.stemWord = (word) => snowball.stemWord(fold(word).text).replace(/e+$/, "");
};

/* Results give their place; what they are called is looked up there. */
const searchNames = new Map();

const foldKeys = (table) => {
  const folded = {};
  for (const [key, places] of Object.entries(table))
    (folded[fold(key).text] ??= []).push(...places);
  return folded;
};

const foldObjects = (index) => {
  const folded = {};
  for (const [prefix, objects] of Object.entries(index.objects)) {
    folded[fold(prefix).text] = objects.map(([file, type, priority, anchor, name]) => {
      const full = prefix ? `${prefix}.${name}` : name;
      if (anchor === "") anchor = full;
      else if (anchor === "-") anchor = `${index.objnames[type][1]}-${full}`;
      searchNames.set(`object ${index.docnames[file]}#${anchor}`, full);
      return [file, type, priority, anchor, fold(name).text];
    });
  }
  return folded;
};

const foldIndex = (index) => {
  for (const [title, places] of Object.entries(index.alltitles))
    for (const [file, id] of places) {
      const page = index.titles[file];
      const place = index.docnames[file] + (id === null ? "" : `#${id}`);
      searchNames.set(`title ${place}`, id === null || page === title ? page : `${page} > ${title}`);
    }
  return {
    ...index,
    alltitles: foldKeys(index.alltitles),
    indexentries: foldKeys(index.indexentries),
    objects: foldObjects(index),
  };
};

{
  const { setIndex, _performSearch } = Search;
  const foldAll = (terms) => new Set([...terms].map((term) => fold(term).text));

  Search.setIndex = (index) => setIndex(foldIndex(index));

  Search._performSearch = (query, terms, excluded, highlighted, objects) => {
    const results = _performSearch(
      fold(query).text, terms, excluded, highlighted, foldAll(objects),
    );
    const seen = new Set();
    return results
      .reverse() // the best first, to keep it when one place comes twice
      .map((result) => {
        const [page, name, anchor, , , , kind] = result;
        return result.with(1, searchNames.get(`${kind} ${page}${anchor}`) ?? name);
      })
      .filter((result) => {
        const key = result.slice(0, 3).join("\n");
        return !seen.has(key) && seen.add(key);
      })
      .reverse();
  };

  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const noise =
      ".headerlink, .slide-link, .chapter-facts, .sphx-glr-download-link-note, .katex-html, script, style";
    page.querySelectorAll(noise).forEach((element) => element.remove());
    const main = page.querySelector('[role="main"]');
    const part = anchor && page.getElementById(anchor.slice(1));
    return (part || main)?.textContent.replace(/\s+/g, " ").trim() ?? "";
  };

  Search.makeSearchSummary = (html, keywords, anchor) => {
    const text = Search.htmlToText(html, anchor);
    const folded = fold(text);
    const found = [...keywords].map((word) => folded.text.indexOf(word)).filter((at) => at >= 0);
    const start = found.length ? Math.max(folded.places[Math.min(...found)] - 120, 0) : 0;
    const summary = document.createElement("p");
    summary.className = "context";
    summary.textContent =
      (start ? "…" : "") + text.slice(start, start + 240).trim() + (start + 240 < text.length ? "…" : "");
    return summary;
  };

  // The chapters explain, the scripts follow.
  Scorer.score = ([page, , , , score]) => (page.startsWith("galerie/") ? score - 4 : score);

  // A page read from the disk may not fetch another to quote it.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}

/* Search by section, without accents: reads the index that course/search.py writes.
   Runs on the search page only, after Sphinx's searchtools.js (whose boxes it fills) and
   _static/js/highlight.js. SEARCH_WORDING comes before this file. */

const WORD = /[\p{L}\p{N}_]+/gu;
const words = (text) => text.normalize("NFC").match(WORD) ?? [];
const plain = (text) =>
  text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/’/g, "'")
    .normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();

/* The stem of a word, the same for any spelling of its accents; one stem for each name in code. */
const stems = new Map();
const stemmer = new FrenchStemmer();
const stem = (word) => {
  let known = stems.get(word);
  if (known === undefined) {
    known = plain(word);
    if (!known.includes("_")) known = stemmer.stemWord(known).replace(/e+$/, "");
    stems.set(word, known);
  }
  return known;
};
var Stemmer = function () {
  this.stemWord = stem;
};
/* zero_grad is found by its name and by its two words. */
const tokens = (text) =>
  words(text).flatMap((word) => (word.includes("_") ? [word, ...word.split("_")] : [word]))
    .filter((word) => word && !stopwords.has(word.toLowerCase())).map(stem);

const sections = [];
const spread = new Map(); // in how many sections a stem is
let length = 1;

const read = (index) => {
  for (const [page, [chapter, parts]] of Object.entries(index.documents))
    for (const [anchor, title, names, prose, code, weight] of parts) {
      const counts = new Map();
      const inChapter = new Set(tokens(chapter));
      const inTitle = new Set(tokens([title, ...names].join(" ")));
      let size = 0;
      for (const [text, worth] of [[prose, 1], [code, 0.5]])
        for (const token of tokens(text)) {
          counts.set(token, (counts.get(token) ?? 0) + worth);
          size += worth;
        }
      const all = new Set([...counts.keys(), ...inTitle]);
      for (const token of all) spread.set(token, (spread.get(token) ?? 0) + 1);
      length += size;
      const called = [title, ...names].map((name) => plain(words(name).join(" ")));
      sections.push({ page, chapter, anchor, title, prose, code, weight, counts, size, inTitle, inChapter, called });
    }
  length /= sections.length || 1;
};

/* What stands for a word of the query: itself, or the known words that it begins. */
const variants = (token) => {
  if (spread.has(token)) return [token];
  const found = token.length > 2 ? [...spread.keys()].filter((known) => known.startsWith(token)) : [];
  return found.length ? found : [token];
};

const rank = (query) => {
  const phrase = plain(words(query).join(" "));
  let asked = [...new Set(words(query).filter((word) => !stopwords.has(word.toLowerCase())).map(stem))];
  if (!asked.length) asked = [...new Set(words(query).map(stem))];
  const terms = asked.map(variants);
  const results = [];
  for (const section of sections) {
    let score = 0;
    let covered = 0;
    for (const term of terms) {
      let best = 0;
      for (const token of term) {
        const rare = Math.log(1 + sections.length / (spread.get(token) ?? 1));
        const count = section.counts.get(token) ?? 0;
        let worth = (2.2 * count) / (count + 0.3 + (0.9 * section.size) / length);
        if (section.inTitle.has(token)) worth += section.anchor ? 4 : 3;
        else if (worth && section.inChapter.has(token)) worth += 0.5;
        best = Math.max(best, rare * worth);
      }
      if (best) covered++;
      score += best;
    }
    if (!covered) continue;
    if (section.called.includes(phrase)) score *= 2;
    else if (section.called.some((name) => ` ${name} `.includes(` ${phrase} `))) score *= 1.3;
    else if (terms.length > 1 && (section.folded ??= plain(section.prose)).includes(phrase)) score *= 1.3;
    score *= section.weight * (covered / terms.length) ** 2;
    results.push({ section, score, terms: new Set(terms.flat()) });
  }
  results.sort((one, other) => other.score - one.score);
  return results.filter(({ score }) => score > 0.12 * results[0].score).slice(0, 30);
};

/* Where the words of the query stand in a text: [start, end, stem]. */
const hits = (text, terms) =>
  [...text.matchAll(WORD)]
    .map((match) => [match.index, match.index + match[0].length, match[0]])
    .filter(([, , word]) => tokens(word).some((token) => terms.has(token)) || terms.has(stem(word)))
    .map(([start, end, word]) => [start, end, stem(word)]);

const LENGTH = 200;
const excerpt = (text, terms) => {
  const found = hits(text, terms);
  let best = 0;
  let most = 0;
  for (const [start] of found) {
    const near = found.filter(([at]) => at >= start && at < start + LENGTH - 60);
    const worth = new Set(near.map(([, , word]) => word)).size * 10 + near.length;
    if (worth > most) [most, best] = [worth, start];
  }
  let from = best < 60 ? 0 : text.lastIndexOf(" ", best - 50) + 1;
  let to = Math.min(text.length, from + LENGTH);
  if (to < text.length) to = text.lastIndexOf(" ", to);
  const paragraph = document.createElement("p");
  paragraph.className = "context";
  if (from) paragraph.append("… ");
  for (const [start, end] of found) {
    if (start < from || end > to) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    paragraph.append(text.slice(from, start), mark);
    from = end;
  }
  paragraph.append(text.slice(from, to), to < text.length ? " …" : "");
  return paragraph;
};

const show = ({ section, terms }) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${section.page}.html${section.anchor && `#${section.anchor}`}`;
  link.textContent = section.title;
  item.append(link);
  if (section.title !== section.chapter) {
    const place = document.createElement("span");
    place.className = "search-place";
    place.textContent = section.chapter;
    item.append(" ", place);
  }
  const text = hits(section.prose, terms).length || !section.code ? section.prose : section.code;
  if (text) item.append(excerpt(text, terms));
  return item;
};

Search.rank = rank;
Search.setIndex = (index) => {
  read(index);
  Search._index = index;
  if (Search._queued_query !== null) Search.query(Search._queued_query);
};
Search.query = (query) => {
  const results = rank(query);
  Search.output.replaceChildren(...results.map(show));
  Search.stopPulse();
  Search.title.textContent = results.length ? SEARCH_WORDING.title : SEARCH_WORDING.none;
  const count = results.length > 1 ? SEARCH_WORDING.many : SEARCH_WORDING.one;
  Search.status.textContent = results.length ? count.replace("{count}", results.length) : SEARCH_WORDING.advice;
  try {
    const said = words(query).filter((word) => !stopwords.has(word.toLowerCase()));
    localStorage.setItem("sphinx_highlight_terms", said.join(" "));
  } catch {
    // no storage, nothing highlighted in the page
  }
};

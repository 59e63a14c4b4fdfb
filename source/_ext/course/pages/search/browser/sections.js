/* The sections of the course in MiniSearch, and their words in another: what a word begun or
   misspelt stands for is a word that the course writes, not a stem. */

const BOOST = { title: 5, keywords: 5, chapter: 0.4, prose: 1, code: 0.6 };
let sections = [];
let isRead = false;
let places; // MiniSearch of sections
let spellings; // MiniSearch of words
let english; // [English name, French term], the longest first

const readIndex = async ({ documents, french: names }) => {
  sections = Object.entries(documents).flatMap(([page, [chapter, parts]]) =>
    parts.map(([anchor, title, keywords, prose, code, weight]) =>
      ({ page, chapter, anchor, title, keywords, prose, code, weight })));
  sections.forEach((section, id) => {
    section.id = id;
    section.called = [section.title, ...section.keywords].map(phraseOf);
  });
  english = Object.entries(names ?? {}).map(([name, term]) => [phraseOf(name), term])
    .sort(([one], [other]) => other.length - one.length);
  const counts = new Map();
  places = new MiniSearch({
    fields: Object.keys(BOOST),
    extractField: (section, field) =>
      field === "chapter" && !section.anchor ? "" : field === "keywords" ? section.keywords.join(" ; ") : section[field],
    tokenize: words,
    processTerm: (word) => {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      return formsOf(word);
    },
  });
  await places.addAllAsync(sections, { chunkSize: 16 }); // the reader types meanwhile
  spellings = new MiniSearch({
    fields: ["folded"], storeFields: ["word", "count", "folded"],
    tokenize: (text) => [text], processTerm: (term) => term,
  });
  const known = new Map();
  for (const [word, count] of counts) {
    const folded = plain(word);
    if (folded.length < 3 || isStop(word)) continue;
    const one = known.get(folded);
    if (!one) known.set(folded, { id: known.size, folded, word, count, most: count });
    else {
      one.count += count;
      if (count > one.most) Object.assign(one, { word, most: count });
    }
  }
  spellings.addAll([...known.values()]);
  isRead = true;
};

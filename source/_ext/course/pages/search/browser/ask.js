/* Answer a query: what each of its words stands for, then the sections that hold most of them. */

const asTerms = { tokenize: (text) => text.split("\n"), processTerm: (term) => term, prefix: false, fuzzy: false };
const isKnown = (term) => term !== "" && places.search(term, asTerms).length > 0;

/* Words of the course that begin so, and those that differ by one letter, or by two when long. */
const beginning = (word) => spellings.search(plain(word), { ...asTerms, prefix: true }).slice(0, 40);
const near = (word) => {
  const folded = plain(word);
  for (const fuzzy of folded.length < 4 ? [] : folded.length < 7 ? [1] : [1, 2]) {
    const found = spellings.search(folded, { ...asTerms, fuzzy });
    if (found.length) return found.sort((one, other) => other.count - one.count).slice(0, 3);
  }
  return [];
};

/* What a word of the query stands for, each term of the index with its worth, and its correction.
   A word that may not be typed to its end also stands for those that it begins. */
const meant = (word, isLast) => {
  const terms = new Map();
  const add = (term, worth) => term && !terms.has(term) && terms.set(term, worth);
  if (isKnown(stem(word))) add(stem(word), 1);
  const name = word.split(".").at(-1);
  if (name !== word && isKnown(stem(name))) add(stem(name), 0.7);
  const isExact = terms.size > 0;
  if (word.length > (isExact ? 2 : 1) && (isLast || !isExact))
    for (const found of beginning(word)) add(stem(found.word), isExact ? 0.15 : 0.8);
  if (terms.size) return { word, terms };
  if (name !== word) return word.split(".").flatMap((part) => meant(part, false));
  const [best, ...others] = near(word);
  if (!best && isName(word)) return within(word).flatMap((part) => meant(part, false));
  if (best) [best, ...others].forEach((found) => add(stem(found.word), found === best ? 0.9 : 0.5));
  return { word, terms, correction: best?.word };
};

/* The words of a query, those of the glossary's English names in French: what was asked stays. */
const inFrench = (query) => {
  let phrase = ` ${phraseOf(query)} `;
  const said = [];
  for (const [name, term] of english)
    if (phrase.includes(` ${name} `)) {
      phrase = phrase.replace(` ${name} `, ` ${phraseOf(term)} `);
      said.push(...name.split(" "));
    }
  return { phrase: phrase.trim(), said };
};

const asking = (query) => {
  const all = [...new Set(words(query))];
  const full = all.filter((word) => !isStop(word));
  return full.length ? full : all;
};

/* What a section is worth for the words asked: MiniSearch's score of it, all the less as it lacks
   some, and more when it says the whole query. */
const rank = (query, isTyping = false) => {
  const { phrase, said } = inFrench(query);
  const asked = asking(said.length ? phrase : query);
  const groups = asked.flatMap((word, at) => meant(word, isTyping && at === asked.length - 1));
  for (const word of said) if (isKnown(stem(word)) && !groups[0].terms.has(stem(word))) groups[0].terms.set(stem(word), 0.4);
  const worth = new Map(groups.flatMap(({ terms }) => [...terms]));
  if (!worth.size) return { results: [], groups, terms: new Set() };
  const results = places.search([...worth.keys()].join("\n"), {
    ...asTerms,
    boost: BOOST,
    boostTerm: (term) => worth.get(term),
    boostDocument: (id) => sections[id].weight,
  }).map(({ id, score, match }) => {
    const section = sections[id];
    const terms = Object.keys(match).filter((term) => match[term].some((field) => field !== "chapter"));
    const held = groups.filter((group) => terms.some((term) => group.terms.has(term))).length;
    const part = held / groups.length;
    return { section, part, score: score * part ** 2 * fits(section, phrase, groups.length > 1) };
  });
  results.sort((one, other) => other.score - one.score);
  const least = 0.12 * results[0]?.score;
  return {
    results: results.filter(({ part, score }) => part === 1 || (part && score > least)),
    groups,
    terms: new Set(worth.keys()),
  };
};

const fits = (section, phrase, hasManyWords) => {
  if (section.called.includes(phrase)) return 2;
  if (section.called.some((name) => ` ${name} `.includes(` ${phrase} `))) return 1.3;
  section.said ??= phraseOf(`${section.prose} ${section.code}`);
  return hasManyWords && section.said.includes(phrase) ? 1.4 : 1;
};

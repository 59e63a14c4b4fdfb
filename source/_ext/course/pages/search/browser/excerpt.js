/* What a section says around the words asked for, marked; its code in the font of code. */

const LENGTH = 180;

/* Where the words asked for stand in a text: [start, end, stem]. */
const hitsIn = (text, terms) =>
  [...text.matchAll(WORD)]
    .map((found) => [found.index, found.index + found[0].length, found[0]])
    .filter(([, , word]) => formsOf(word).some((term) => terms.has(term)) || terms.has(stem(word)));

/* Where most of them stand near each other. */
const startOf = (hits) => {
  let [best, most] = [0, 0];
  for (const [start] of hits) {
    const near = hits.filter(([at]) => at >= start && at < start + LENGTH - 60);
    const worth = new Set(near.map(([, , word]) => stem(word))).size * 10 + near.length;
    if (worth > most) [most, best] = [worth, start];
  }
  return best;
};

const excerptOf = (section, terms) => {
  const inProse = hitsIn(section.prose, terms);
  const codeHits = inProse.length ? [] : hitsIn(section.code, terms);
  const isCode = codeHits.length > 0 || !section.prose;
  const text = isCode ? section.code : section.prose;
  const hits = isCode ? codeHits : inProse;
  const start = startOf(hits);
  const from = start < 60 ? 0 : text.lastIndexOf(" ", start - 50) + 1;
  let to = Math.min(text.length, from + LENGTH);
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);

  const paragraph = document.createElement("p");
  paragraph.className = "context";
  let inCode = isCode;
  let holder = paragraph;
  const turn = (toCode) => {
    inCode = toCode;
    holder = paragraph;
    if (inCode) paragraph.append((holder = document.createElement("code")));
  };
  const write = (piece, isHit) =>
    piece.split("`").forEach((part, at) => {
      if (at && !isCode) turn(!inCode);
      if (part && isHit) holder.append(Object.assign(document.createElement("mark"), { textContent: part }));
      else if (part) holder.append(part);
    });
  if (from) paragraph.append("… ");
  turn(isCode || text.slice(0, from).split("`").length % 2 === 0);
  let at = from;
  for (const [first, last] of hits) {
    if (first < at || last > to) continue;
    write(text.slice(at, first), false);
    write(text.slice(first, last), true);
    at = last;
  }
  write(text.slice(at, to), false);
  if (to < text.length) paragraph.append(" …");
  return paragraph;
};

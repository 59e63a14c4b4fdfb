/* Words of a text, the same whatever their accents and their plural; names of code as they are.
   WORDS, STOP_WORDS and Snowball's FrenchStemmer come before this file. */

/* A name of code with its dots, or a word: nn.Linear, zero_grad, réseau. */
const WORD = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)+|[\p{L}\p{N}_]+/gu;
const HUMP = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|\p{N}+/gu;
const words = (text) => text.normalize("NFC").match(WORD) ?? [];
const plain = (text) =>
  text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/’/g, "'")
    .normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
const phraseOf = (text) => words(text).map(plain).join(" ");

const isName = (word) => /[._]/.test(word);
const isStop = (word) => STOP_WORDS.has(word.toLowerCase());

/* The stem of a word; a name of code is its own. */
const stems = new Map();
const stemmer = new FrenchStemmer();
const stem = (word) => {
  let known = stems.get(word);
  if (known === undefined) {
    known = plain(word);
    if (!isName(known)) known = stemmer.stemWord(known).replace(/e+$/, "");
    stems.set(word, known);
  }
  return known;
};

/* The words within a name: optimizer.zero_grad has zero_grad, zero and grad; DataLoader has loader. */
const within = (word) => {
  if (word.includes(".")) return word.split(".").flatMap((part) => [part, ...within(part)]);
  if (word.includes("_")) return word.split("_").filter(Boolean);
  const humps = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word) ? word.match(HUMP) : [];
  return humps.length > 1 ? humps : [];
};
const forms = new Map();
const formsOf = (word) => {
  let known = forms.get(word);
  if (!known) {
    known = [word, ...within(word)].filter((one) => !isStop(one)).map(stem);
    forms.set(word, known);
  }
  return known;
};

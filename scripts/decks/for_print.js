// Make a deck opened with ?print-pdf ready for paper: links that lead somewhere, handout sheets.
// `handout` is "", "students" or "lecturer"; students have `perPage` slides a page, and no answer.
// Returns how many links to pages are left as text, for want of the site's address.
([handout, perPage]) => {
  const LINES = 12;  // as many as a sheet may show
  const ANSWERS = ".fragment:has(> .fold-label)";  // of a question, a quiz, a fold, an exercise
  const site = document.body.dataset.site;
  const here = location.pathname;
  let left = 0;
  for (const link of document.querySelectorAll(".slides a[href]")) {
    const url = new URL(link.href);
    if (url.origin !== location.origin) { continue; }
    if (url.pathname === here && url.hash) {
      link.setAttribute("href", url.hash.replace("#/", "#"));
    } else if (site) {
      link.setAttribute("href", site + url.pathname + url.hash);
    } else {
      link.removeAttribute("href");
      left += 1;
    }
  }
  for (const image of document.images) { image.loading = "eager"; }
  if (!handout) { return left; }
  const root = document.documentElement, forStudents = handout === "students";
  root.classList.add("handout", `for-${handout}`);
  root.classList.toggle("without-answers", forStudents);
  root.classList.toggle("by-three", forStudents && perPage === 3);
  root.style.setProperty("--per-page", perPage);
  for (const page of [...document.querySelectorAll(".pdf-page")]) {
    const sheet = document.createElement("div");
    sheet.className = "sheet";
    page.before(sheet);
    sheet.append(page);
    const notes = page.querySelectorAll("aside.notes");
    if (!forStudents) { sheet.append(...notes); continue; }
    for (const one of [...notes, ...page.querySelectorAll(ANSWERS)]) { one.remove(); }
    // What a covered picture shows is not said either.
    for (const image of page.querySelectorAll(":is(.covered, .curtained) img")) { image.alt = ""; }
    const lines = document.createElement("div");
    lines.className = "lines";
    lines.innerHTML = "<i></i>".repeat(LINES);
    sheet.append(lines);
  }
  return left;
}

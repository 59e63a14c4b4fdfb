// Make a deck opened with ?print-pdf ready for paper: links that lead somewhere, handout sheets.
// `handout` is "", "students" or "lecturer".
(handout) => {
  const site = document.body.dataset.site;
  const here = location.pathname;
  for (const link of document.querySelectorAll(".slides a[href]")) {
    const url = new URL(link.href);
    if (url.origin !== location.origin) { continue; }
    if (url.pathname === here && url.hash) {
      link.setAttribute("href", url.hash.replace("#/", "#"));
    } else if (site) {
      link.setAttribute("href", site + url.pathname + url.hash);
    } else {
      link.removeAttribute("href");
    }
  }
  for (const image of document.images) { image.loading = "eager"; }
  if (!handout) { return; }
  document.documentElement.classList.add("handout");
  for (const page of [...document.querySelectorAll(".pdf-page")]) {
    const sheet = document.createElement("div");
    sheet.className = "sheet";
    page.before(sheet);
    sheet.append(page);
    for (const notes of page.querySelectorAll("aside.notes")) {
      if (handout === "lecturer") { sheet.append(notes); } else { notes.remove(); }
    }
  }
  const size = document.createElement("style");
  size.textContent = "@page { size: A4; margin: 14mm 12mm; }";
  document.head.append(size);
  document.body.style.width = document.body.style.height = "auto";
}

/* « Ma progression »: the chapters and what is done in each; export, import, erase. */
"use strict";

(() => {
  const words = WORDS;
  const panel = document.getElementById("progress-panel");
  const body = panel.querySelector("tbody"), status = document.getElementById("progress-status");
  const file = document.getElementById("progress-file");

  function show() {
    const rows = (progress.tasks() ?? []).map((task) => {
      const [chapter, title, quizzes, ticks] = task, row = document.createElement("tr");
      const head = document.createElement("th"), link = document.createElement("a");
      link.href = `CHAPTERS/${chapter}.html`;
      link.textContent = title;
      head.scope = "row";
      head.append(link);
      row.append(head);
      for (const counted of [[quizzes, []], [[], ticks]]) {
        const cell = row.insertCell(), total = counted[0].length + counted[1].length;
        if (total) cell.append(progress.mark(progress.done([chapter, "", ...counted]), total));
        else cell.textContent = "–";
      }
      return row;
    });
    body.replaceChildren(...rows);
  }

  addEventListener("progress", show);
  document.getElementById("progress-export").addEventListener("click", () => {
    const blob = new Blob([progress.packed(progress.read())], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `progression-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    status.textContent = words.exported;
  });
  document.getElementById("progress-import").addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    const [given] = file.files;
    const read = given.size < 1e6 && progress.merge(await given.text());
    status.textContent = read ? words.imported : words.refused;
    file.value = "";
  });
  document.getElementById("progress-erase").addEventListener("click", () => {
    if (!confirm(words.confirm)) return;
    progress.change((state) => { state.answers = {}; state.ticks = {}; });
    status.textContent = words.erased;
  });
  panel.hidden = false;
  progress.load("course-tasks.js");
})();

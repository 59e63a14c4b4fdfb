/* The lines of a question change places by their buttons, by the arrows on these, or by dragging. */
"use strict";

function movableLines(list, fields, result) {
  const words = WORDS;
  let dragged = null;
  const say = (line) => {
    const rank = [...list.children].indexOf(line) + 1;
    result.textContent = words.moved.replace("{rank}", rank).replace("{count}", list.children.length);
  };
  const move = (line, down, button) => {
    const other = down ? line.nextElementSibling : line.previousElementSibling;
    if (other) other[down ? "after" : "before"](line);
    button.focus();
    say(line);
  };
  for (const line of list.children) {
    line.draggable = true;
    const group = Object.assign(document.createElement("span"), { className: "quiz-moves" });
    for (const [sign, label, down] of [["↑", words.up, false], ["↓", words.down, true]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
      button.setAttribute("aria-label", `${label} ${line.textContent.trim()}`);
      button.addEventListener("click", () => move(line, down, button));
      button.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        move(line, event.key === "ArrowDown", button);
      });
      group.append(button);
    }
    line.prepend(group);
  }
  list.addEventListener("dragstart", (event) => {
    if (fields.disabled) event.preventDefault();
    else dragged = event.target.closest("li");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const lines = [...list.children];
    over[lines.indexOf(over) > lines.indexOf(dragged) ? "after" : "before"](dragged);
  });
  list.addEventListener("dragend", () => {
    if (dragged) say(dragged);
    dragged = null;
  });
}

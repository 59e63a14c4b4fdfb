// The hands of the room, counted: a number typed beside each choice draws its bar.
(function () {
  "use strict";
  const deck = window.CourseDeck;
  const label = document.currentScript.dataset.label;
  const questions = [...document.querySelectorAll(".quiz-choices")].map(function (list, question) {
    const boxes = [...list.children].map(function (choice, rank) {
      const box = document.createElement("input");
      box.className = "hands";
      box.inputMode = "numeric";
      box.maxLength = 3;
      box.setAttribute("aria-label", label.replace("{choice}", String.fromCharCode(65 + rank)));
      box.addEventListener("input", function () {
        draw();
        deck.share("hands", [question, boxes.map((one) => one.value)]);
      });
      box.addEventListener("keydown", function (event) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.key === "Enter" || event.key === "Escape") { box.blur(); }
        if (step && boxes[rank + step]) { boxes[rank + step].focus(); }
      });
      choice.append(box);
      return box;
    });
    function draw() {
      const counts = boxes.map((box) => parseInt(box.value, 10) || 0);
      const most = Math.max(1, ...counts);
      boxes.forEach(function (box, rank) {
        box.parentElement.style.setProperty("--hands", counts[rank] / most);
        box.parentElement.classList.toggle("counted", counts[rank] > 0);
      });
    }
    return function (counts) {
      boxes.forEach((box, rank) => { box.value = counts[rank]; });
      draw();
    };
  });
  deck.mirror("hands", function ([question, counts]) { questions[question](counts); });
})();

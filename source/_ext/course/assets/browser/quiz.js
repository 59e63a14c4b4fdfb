/* Quizzes, checklists and questions of earlier chapters. WORDS come from wording/quizzes.py. */
"use strict";

(() => {
  const words = WORDS;
  /* The answers are written so that an eye does not meet them: see quizzes/page.py. */
  const unseal = (text) =>
    JSON.parse(text.replace(/[!-~]/g, (c) => String.fromCharCode(33 + ((c.charCodeAt(0) + 14) % 94))));
  /* What is printed, whatever the spaces, the quotes and the zeros that a student types otherwise. */
  const printed = (text) => {
    let depth = 0;
    const folded = text.replace(/[\n[({})\]]/g, (c) => {  // a tensor may be typed on one line
      depth += "[({".includes(c) ? 1 : "])}".includes(c) ? -1 : 0;
      return c === "\n" && depth > 0 ? " " : c;
    });
    return folded.toLowerCase()
      .replace(/[\u2212\u2013]/g, "-").replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"')
      .replace(/[^\S\n]+/g, " ").replace(/ ?([[\](){},:=]) ?/g, "$1").replace(/ *(\n|$)/g, "$1")
      .replace(/\btorch\./g, "").replace(/(?<![\d.])\.(?=\d)/g, "0.").replace(/(\.\d*?)0+(?!\d)/g, "$1")
      .replace(/^-?\d+,\d+$/gm, (n) => n.replace(",", ".")).trim();
  };
  const create = (tag, className, text = "") =>
    Object.assign(document.createElement(tag), { className, textContent: text });

  const number = (text) => {
    const typed = text.replace(/\s/g, "").replace("−", "-").replace(",", ".");
    return typed && isFinite(typed) ? Number(typed) : null;
  };
  const shape = (text) => {
    const inside = text.replace(/torch\.size/i, "").replace(/[()[\]]/g, " ").trim();
    if (!text.trim() || /[^\d\s,;×x]/.test(inside)) return null;
    return inside.split(/[\s,;×x]+/).filter(Boolean).map(Number).join();
  };
  const ordered = (lines, groups) => {
    const result = [...lines];
    for (const group of groups) {
      const sorted = group.map((rank) => lines[rank]).sort((a, b) => a - b);
      group.forEach((rank, place) => { result[rank] = sorted[place]; });
    }
    return result;
  };
  /* The lines as they were put, and as they go, free ones alike. */
  const bothOrders = (given, key) => [
    ordered(given.split(",").map((rank) => key.lines[rank]), key.free),
    ordered(key.answer, key.free),
  ];
  /* The first line that differs, from 1, when there are several; past the last, when some miss. */
  const wrongLine = (given, right) => {
    const lines = given.trimEnd().split("\n"), whole = printed(right);
    if (lines.length === 1 && !right.includes("\n")) return 0;
    for (let rank = 1; rank <= lines.length; rank += 1) {
      const start = lines.slice(0, rank).join("\n"), folded = printed(start);
      const isOpen = start.replace(/[^[({]/g, "").length > start.replace(/[^\])}]/g, "").length;
      const next = whole.slice(folded.length, folded.length + 1);
      const endsThere = !folded || next === "\n" || next === "" || (isOpen && !/\w\.?$/.test(folded));
      if (!whole.startsWith(folded) || !endsThere) return rank;
    }
    return lines.length + 1;
  };
  /* Where to look, not what to see. */
  const help = {
    print: (given, key) => {
      const rank = wrongLine(given, key.answer), count = given.trimEnd().split("\n").length;
      if (!rank) return "";
      return rank > count ? words.missing.replace("{rank}", count) : words.line.replace("{rank}", rank);
    },
    shape: (given, key) => {
      const count = shape(given).split(",").filter(Boolean).length;
      return words.dimensions[Number(count === key.answer.length)];
    },
    order: (given, key) => {
      const [put, right] = bothOrders(given, key);
      return words.misplaced.replace("{rank}", put.findIndex((line, place) => line !== right[place]) + 1);
    },
  };
  /* Is the answer right? null: it cannot be read. */
  const judges = {
    choice: (given, key) => given === key.answer,
    number: (given, key) => {
      const value = number(given);
      return value === null ? null
        : Math.abs(value - key.answer) <= key.tolerance + 1e-9 * Math.abs(key.answer);
    },
    shape: (given, key) => {
      const value = shape(given);
      return value === null ? null : value === key.answer.join();
    },
    print: (given, key) => (given.trim() ? printed(given) === printed(key.answer) : null),
    order: (given, key) => {
      const [put, right] = bothOrders(given, key);
      return put.join() === right.join();
    },
  };

  function start(form, isRecalled = false) {
    const key = unseal(form.querySelector('script[type="text/plain"]').textContent);
    const { kind, key: name } = form.dataset;
    const fields = form.querySelector("fieldset"), list = form.querySelector(".quiz-lines");
    const field = form.querySelector("textarea, input:not([type=radio])");
    const main = create("button", "", words.check);
    const reveal = Object.assign(create("button", "", words.reveal), { type: "button", hidden: true });
    const actions = create("p", "quiz-actions");
    const result = create("div", "quiz-result");
    actions.append(main, reveal);
    fields.disabled = false;

    const given = () =>
      list ? [...list.children].map((line) => line.dataset.line).join()
        : field ? field.value : form.querySelector(":checked")?.value ?? "";

    /* Put back an answer of an earlier visit; false when it is none. */
    function put(answer) {
      if (field) field.value = answer;
      else if (list) {
        const lines = answer.split(",").map((rank) => list.querySelector(`[data-line="${+rank}"]`));
        if (new Set(lines).size !== list.children.length || lines.includes(null)) return false;
        list.append(...lines);
      } else {
        const button = [...fields.querySelectorAll("input")].find(({ value }) => value === answer);
        if (button) button.checked = true;
        return Boolean(button);
      }
      return true;
    }

    /* What is typed wrong is corrected at once, and checked anew. */
    function show(answer, isRight, isRevealed = false) {
      fields.disabled = !field || isRight || isRevealed;
      main.textContent = fields.disabled ? words.again : words.check;
      reveal.hidden = isRight || isRevealed || kind === "choice";
      form.classList.toggle("right", isRight);
      form.classList.toggle("wrong", !isRight);
      form.querySelector(":checked")?.closest("label").classList.add("given");
      const verdict = create("p", "quiz-verdict", isRight ? words.right : words.wrong);
      if (isRevealed) verdict.textContent = key.shown ? `${words.answer} ${key.shown}` : words.explanation;
      result.replaceChildren(verdict);
      const why = kind === "choice" ? key.why[answer] : isRight || isRevealed ? key.why[0] : "";
      result.insertAdjacentHTML("beforeend", why);
      const hint = isRight || isRevealed ? "" : help[kind]?.(answer, key);
      if (hint) result.append(create("p", "", hint));
      dispatchEvent(new Event("resize"));  // page.js: what scrolls sideways can be reached
    }

    function again() {
      fields.disabled = false;
      main.textContent = words.check;
      reveal.hidden = true;
      form.classList.remove("right", "wrong");
      form.querySelector(".given")?.classList.remove("given");
      result.replaceChildren();
      (field ?? fields.querySelector(":checked") ?? fields.querySelector("button, input"))?.focus();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (fields.disabled) return again();
      const answer = given();
      const isRight = answer || kind === "shape" ? judges[kind](answer, key) : null;
      if (isRight === null) {
        form.classList.remove("wrong");
        result.replaceChildren(create("p", "", words.unreadable[kind]));
        return field?.focus();
      }
      show(answer, isRight);
      progress.change((state) => { state.answers[name] = [answer.slice(0, 500), isRight ? 1 : 0]; });
    });
    reveal.addEventListener("click", () => {
      show(given(), false, true);
      main.focus();
    });
    if (list) movableLines(list, fields, result);
    const past = progress.read().answers[name];
    if (past && !isRecalled && put(past[0])) {
      const isRight = judges[kind](past[0], key);
      if (isRight !== null) show(past[0], isRight);
    }
    fields.after(actions, result);
    result.setAttribute("role", "status");
  }

  document.querySelectorAll("form.quiz").forEach((form) => start(form));

  for (const box of document.querySelectorAll(".checklist input")) {
    const name = box.dataset.key;
    box.disabled = false;
    box.checked = Boolean(progress.read().ticks[name]);
    box.addEventListener("change", () => progress.change((state) => {
      if (box.checked) state.ticks[name] = 1;
      else delete state.ticks[name];
    }));
  }

  /* Of an earlier chapter: what was wrong first, then what was never asked. */
  for (const holder of document.querySelectorAll(".rappels")) {
    const chapters = holder.dataset.from.split(" ").filter(Boolean);
    const places = new Map(chapters.map((chapter) => [chapter, holder.appendChild(create("div", "rappel"))]));
    progress.recall = (chapter, forms) => {
      const { answers } = progress.read();
      const rank = (form) => {
        const past = answers[form.match(/data-key="([^"]*)"/)[1]];
        return past ? 2 * past[1] : 1;
      };
      const sorted = forms.map((form, place) => [rank(form), place, form]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      const place = places.get(chapter);
      place.innerHTML = sorted.slice(0, chapters.length > 1 ? 1 : 2).map(([, , form]) => form).join("");
      if (place.querySelector(".katex") && !document.querySelector('link[href*="katex"]')) {
        progress.loadSheet("../katex/katex.min.css");
      }
      place.querySelectorAll("form").forEach((form) => start(form, true));
    };
    const load = () => chapters.forEach((chapter) => progress.load(`recall-${chapter}.js`));
    if (holder.open) load();
    else holder.addEventListener("toggle", load, { once: true });
  }
})();

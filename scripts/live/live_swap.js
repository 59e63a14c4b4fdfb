/* Served by `make live` alone: puts in place what a build changed in the page.

   The page is kept as it was served, before its own scripts run, and for each node of this copy
   the one on the screen. What differs between two served pages is done to the nodes on the
   screen, so that all else stays: where one is, an answer given, a step shown. Where a script
   has set up what differs, only a reload does. */
"use strict";

const servedPage = (() => {
  // What is in these was read by a script when the page was loaded.
  const READ = "script, form, .scrubber, .rappels, [data-fit=shrink]";
  // These may not come or go without the script that sets them up.
  const SET_UP = `${READ}, section, pre, figure, input, a.term, .fragment`;
  // Attributes that scripts read when the page was loaded: all of theirs but these.
  const READ_DATA = /^data-(?!(source|line|page|timing|minutes|text|remarks)$)/;

  const own = document.currentScript;
  const onScreen = new WeakMap();  // from a node as it was served
  const pair = (served, node) => {
    onScreen.set(served, node);
    served.childNodes.forEach((child, rank) => pair(child, node.childNodes[rank]));
  };
  // A browser that runs scripts does not parse these, DOMParser does.
  const emptyNoScript = (part) => part.querySelectorAll("noscript").forEach((one) => one.replaceChildren());

  // In another document, where images are not loaded.
  const shown = document.implementation.createHTMLDocument().importNode(document.body, true);
  pair(shown, document.body);
  shown.lastChild.remove();  // our own tag
  emptyNoScript(shown);
  let { version } = own.dataset, around = null;

  async function fetchPage() {
    const response = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const tag = page.querySelector(`script[src="${own.getAttribute("src")}"]`);
    const before = page.createRange();
    before.setStart(page.body, 0);
    before.setEndBefore(tag);
    const content = before.extractContents();
    emptyNoScript(content);
    tag.remove();
    return { content, version: tag.dataset.version, around: page.documentElement.outerHTML };
  }

  /* Add to `edits` what makes of `served` the node `next`; false when only a reload does. */
  function compare(served, next, edits) {
    const node = onScreen.get(served);
    if (!served.attributes) {
      edits.push(() => { served.data = node.data = next.data; });
      return node.data === served.data;
    }
    for (const name of new Set([...served.getAttributeNames(), ...next.getAttributeNames()])) {
      const old = served.getAttribute(name), value = next.getAttribute(name);
      if (old === value) continue;
      if (READ_DATA.test(name) || node.getAttribute(name) !== old) return false;
      const change = value === null ? "removeAttribute" : "setAttribute";
      edits.push(() => [served, node].forEach((element) => element[change](name, value)));
    }
    return compareChildren(served, next, edits);
  }

  function compareChildren(served, next, edits) {
    const gone = [...served.childNodes], come = [...next.childNodes];
    const isSame = (rank) => gone.length && come.length && gone.at(rank).isEqualNode(come.at(rank));
    let previous = null;
    while (isSame(0)) [previous] = [gone.shift(), come.shift()];
    while (isSame(-1)) [gone.pop(), come.pop()];
    if (!gone.length && !come.length) return true;
    const parent = onScreen.get(served);
    if (parent.closest(READ)) return false;
    const names = (nodes) => nodes.map(({ nodeName }) => nodeName).join();
    if (names(gone) === names(come)) return gone.every((child, rank) => compare(child, come[rank], edits));

    const isSetUp = (child) => child.matches?.(SET_UP) || child.querySelector?.(SET_UP);
    const isChanged = (child) => !child.isEqualNode(onScreen.get(child));
    if ([...gone, ...come].some(isSetUp) || gone.some(isChanged)) return false;
    const put = (element, after, nodes) => (after ? after.after(...nodes) : element.prepend(...nodes));
    edits.push(() => {
      const nodes = come.map((child) => document.importNode(child, true));
      come.forEach((child, rank) => pair(child, nodes[rank]));
      gone.forEach((child) => { onScreen.get(child).remove(); child.remove(); });
      put(served, previous, come);
      put(parent, onScreen.get(previous), nodes);
    });
    return true;
  }

  return {
    /* Show the page as it is served now; false when only a reload does. */
    async update() {
      const next = await fetchPage(), edits = [];
      if (next.version === version) {
        around ??= next.around;
        return true;
      }
      if (next.around !== around || !compareChildren(shown, next.content, edits)) return false;
      edits.forEach((edit) => edit());
      version = next.version;
      return true;
    },
  };
})();

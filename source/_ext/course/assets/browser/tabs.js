/* One choice for all the tabs of the course that have the same title. */
"use strict";

{
  const COURSE = SLUG, CHOSEN = `${COURSE}:onglets`;
  const SYSTEMS = { Windows: /win/i, macOS: /mac|iphone|ipad/i, Linux: /linux|android|cros/i };
  const all = [...document.querySelectorAll("fieldset.tabs")];
  const titleOf = (tabs) => tabs.querySelector("legend").textContent;
  const read = () => { try { return JSON.parse(localStorage.getItem(CHOSEN)) ?? {}; } catch { return {}; } };
  const keep = (chosen) => { try { localStorage.setItem(CHOSEN, JSON.stringify(chosen)); } catch { /* for this page */ } };

  const machine = navigator.userAgentData?.platform || navigator.platform;
  const own = Object.keys(SYSTEMS).find((name) => SYSTEMS[name].test(machine));
  const show = (tabs, isWanted) => {
    const wanted = [...tabs.querySelectorAll(":scope > input")].find((one) => isWanted(one.value));
    if (wanted) wanted.checked = true;
  };

  const chosen = read();
  for (const tabs of all) {
    const name = chosen[titleOf(tabs)];
    show(tabs, name ? (value) => value === name : (value) => own && value.includes(own));
  }
  addEventListener("change", ({ target }) => {
    const tabs = target.parentElement;
    if (!all.includes(tabs)) return;
    keep({ ...read(), [titleOf(tabs)]: target.value });
    const before = target.getBoundingClientRect().top;
    for (const other of all) {
      if (titleOf(other) === titleOf(tabs)) show(other, (value) => value === target.value);
    }
    scrollBy({ top: target.getBoundingClientRect().top - before, behavior: "instant" }); // the same spot under the finger
  });
}

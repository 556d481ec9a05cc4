// The candidate list by keyboard: j and k move, Enter opens, e corrects, x chooses. And how many are chosen.
(() => {
  "use strict";
  const rows = () => Array.from(document.querySelectorAll("[data-row]"));
  const ticks = () => Array.from(document.querySelectorAll("[data-row] .tick"));
  let current = -1;
  let lastTicked = null;

  function move(step) {
    const list = rows();
    if (list.length === 0) return;
    current = Math.min(list.length - 1, Math.max(0, current + step));
    list.forEach((row, index) => row.setAttribute("aria-selected", index === current));
    list[current].scrollIntoView({ block: "nearest" });
    list[current].querySelector("a.row-link").focus({ preventScroll: true });
  }
  function count() {
    const number = document.querySelector("[data-chosen]");
    if (!number) return;
    const all = ticks();
    const chosen = all.filter((tick) => tick.checked).length;
    const matching = document.querySelector("[data-all-matching]");
    number.textContent = matching?.checked ? "" : chosen;
    number.nextElementSibling.hidden = Boolean(matching?.checked);
    const head = document.querySelector("[data-all-rows]");
    if (head) {
      head.checked = chosen > 0 && chosen === all.length;
      head.indeterminate = chosen > 0 && chosen < all.length;
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
    const row = rows()[current];
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "e" && row?.closest("[data-correctable]")) location.assign(`${row.querySelector("a.row-link").href}/correct`);
    else if (event.key === "x" && row) row.querySelector(".tick")?.click();
  });
  document.addEventListener("click", (event) => {
    // With the shift key everybody between two ticks is chosen, as in a mailbox.
    const tick = event.target.closest?.("[data-row] .tick");
    if (!tick) return;
    const list = ticks();
    if (event.shiftKey && lastTicked && list.includes(lastTicked)) {
      const [from, to] = [list.indexOf(lastTicked), list.indexOf(tick)].sort((one, other) => one - other);
      for (const between of list.slice(from, to + 1)) between.checked = tick.checked;
    }
    lastTicked = tick;
    count();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all-rows]")) for (const tick of ticks()) tick.checked = event.target.checked;
    count();
  });
  document.addEventListener("htmx:afterSwap", () => { current = -1; lastTicked = null; count(); });
  count();
})();

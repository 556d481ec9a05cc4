// The candidate list by keyboard: j and k move, Enter opens.
(() => {
  "use strict";
  const rows = () => Array.from(document.querySelectorAll("[data-row]"));
  let current = -1;
  function move(step) {
    const list = rows();
    if (list.length === 0) return;
    current = Math.min(list.length - 1, Math.max(0, current + step));
    list.forEach((row, index) => row.setAttribute("aria-selected", index === current));
    list[current].scrollIntoView({ block: "nearest" });
    list[current].querySelector("a").focus({ preventScroll: true });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
  });
  document.addEventListener("htmx:afterSwap", () => { current = -1; });
})();

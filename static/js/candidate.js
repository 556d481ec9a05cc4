// The candidate page: a value and its place in the document light up together, both ways.
(() => {
  "use strict";
  const pages = document.querySelector("[data-document]");
  const record = document.querySelector("[data-record]");
  if (!pages || !record) return;
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const places = (path) => Array.from(pages.querySelectorAll("[data-places]")).filter((place) => place.dataset.places.split(" ").includes(path));
  const values = (path) => Array.from(record.querySelectorAll("[data-path]")).filter((value) => value.dataset.path === path);
  let lit = [];

  function darken() {
    for (const element of lit) element.classList.remove("lit");
    lit = [];
  }
  function light(paths) {
    darken();
    lit = paths.flatMap((path) => [...places(path), ...values(path)]);
    for (const element of lit) element.classList.add("lit");
  }
  function into(element, frame) {
    const box = element.getBoundingClientRect();
    const view = frame.getBoundingClientRect();
    if (box.top >= view.top + 40 && box.bottom <= view.bottom - 40) return;
    frame.scrollTo({ top: frame.scrollTop + box.top - view.top - view.height / 3, behavior: smooth ? "smooth" : "auto" });
  }

  function fromRecord(event, scroll) {
    const value = event.target.closest?.("[data-path]");
    if (!value) return;
    light([value.dataset.path]);
    const place = places(value.dataset.path)[0];
    if (place && scroll) into(place, pages);
  }
  record.addEventListener("mouseover", (event) => fromRecord(event, false));
  record.addEventListener("focusin", (event) => fromRecord(event, true));
  record.addEventListener("click", (event) => { if (!event.target.closest("a, button")) fromRecord(event, true); });
  record.addEventListener("mouseleave", darken);
  record.addEventListener("keydown", (event) => {
    // A value that is being corrected: Escape leaves it as it was.
    if (event.key === "Escape") event.target.closest(".correct-field")?.querySelector("[data-cancel]").click();
  });

  pages.addEventListener("mouseover", (event) => {
    const place = event.target.closest?.("[data-places]");
    if (place) light(place.dataset.places.split(" ")); else darken();
  });
  pages.addEventListener("mouseleave", darken);
  pages.addEventListener("click", (event) => {
    const place = event.target.closest?.("[data-places]");
    if (!place) return;
    const value = place.dataset.places.split(" ").flatMap(values)[0];
    if (!value) return;
    value.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
    light(place.dataset.places.split(" "));
  });
})();

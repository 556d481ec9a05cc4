// What every page has: copy buttons, menus, dialogs, toasts, local times, keyboard. All of it is an extra; the pages work without.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  function localTimes(root) {
    const year = new Date().getFullYear();
    for (const time of all("time[data-form]", root)) {
      const moment = new Date(time.dateTime);
      if (Number.isNaN(moment.getTime())) continue;
      const form = { day: "numeric", month: "short" };
      if (time.dataset.form === "day" || moment.getFullYear() !== year) form.year = "numeric";
      if (time.dataset.form === "moment" && moment.getFullYear() === year) {
        Object.assign(form, { hour: "2-digit", minute: "2-digit", hour12: false });
      }
      const language = document.documentElement.lang || "en";
      time.textContent = new Intl.DateTimeFormat(language, form).format(moment);
      time.title = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "long" }).format(moment);
    }
  }

  function reveal(root) {
    // Controls that do nothing without this script are hidden until it runs.
    for (const control of all("[data-copy][hidden], [data-dismiss][hidden], [data-open-dialog][hidden], [data-needs-script][hidden]", root)) control.hidden = false;
  }

  async function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    const text = source.value ?? source.textContent;
    try {
      await navigator.clipboard.writeText(text.trim());
    } catch {
      const range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand("copy");
    }
    const label = button.querySelector("[data-copy-label]") ?? button;
    label.dataset.before ??= label.textContent;
    label.textContent = button.dataset.copied || "Copied";
    setTimeout(() => { label.textContent = label.dataset.before; }, 1600);
  }

  function selectTab(tab) {
    const tabs = all("[role=tab]", tab.closest("[role=tablist]"));
    for (const other of tabs) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", chosen);
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
    }
  }

  function selectLanguage(tab) {
    // One choice of language counts for every example of the page.
    for (const same of all(`[role=tab][data-language="${tab.dataset.language}"]`)) selectTab(same);
    try { localStorage.setItem("code-language", tab.dataset.language); } catch { /* private mode */ }
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-copy], [data-dismiss], [data-open-dialog], [data-close-dialog], [role=tab]");
    for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
    if (!target) return;
    if (target.matches("[data-copy]")) copy(target);
    else if (target.matches("[data-dismiss]")) target.closest("[data-toast]").remove();
    else if (target.matches("[data-open-dialog]")) document.getElementById(target.dataset.openDialog)?.showModal();
    else if (target.matches("[data-close-dialog]")) target.closest("dialog").close();
    else if (target.matches("[data-language]")) selectLanguage(target);
    else if (target.matches("[role=tab]")) selectTab(target);
  });

  document.addEventListener("submit", (event) => {
    // A button sends its form once, and says that it is at it. What answers with a file leaves the page as it is.
    const form = event.target;
    const pressed = event.submitter ?? form;
    if (form.method === "get" || event.defaultPrevented || "download" in pressed.dataset) return;
    if (pressed.ariaBusy === "true") { event.preventDefault(); return; }
    pressed.ariaBusy = "true";
    setTimeout(() => { pressed.ariaBusy = null; }, 8000);
  });
  // Back in a page that the browser kept: nothing of it is under way.
  addEventListener("pageshow", (event) => { if (event.persisted) for (const busy of all("button[aria-busy=true]")) busy.ariaBusy = null; });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  const goTo = { o: "/overview", u: "/upload", c: "/candidates", j: "/jobs", r: "/roles", k: "/settings/api-keys", s: "/settings" };
  let goPressed = false;
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.("[role=tab]");
    if (tab && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const tabs = all("[role=tab]", tab.closest("[role=tablist]"));
      const next = tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
      next.focus();
      next.click();
      return;
    }
    if (event.key === "Escape") {
      for (const menu of all("details[data-menu][open]")) { menu.open = false; menu.querySelector("summary").focus(); }
      if (event.target.matches?.("[data-shortcut]")) event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
    if (!document.querySelector(".app")) return;
    if (goPressed && goTo[event.key]) { location.assign(goTo[event.key]); event.preventDefault(); }
    goPressed = event.key === "g";
    if (goPressed) setTimeout(() => { goPressed = false; }, 1000);
    const wanted = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (wanted) {
      event.preventDefault();
      if (wanted.matches("input, textarea")) { wanted.focus(); wanted.select(); } else wanted.click();
    }
    if (event.key === "?") document.getElementById("shortcuts")?.showModal();
  });

  function start(root) {
    // What scrolls sideways can be scrolled by keyboard.
    for (const frame of all(".table-frame", root)) if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    localTimes(root);
    reveal(root);
  }
  start(document);
  document.addEventListener("htmx:afterSwap", () => start(document));
  document.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.xhr.status === 286) event.detail.shouldSwap = true; });
  for (const toast of all(".toast-success, .toast-info")) setTimeout(() => toast.remove(), 8000);
  let language = null;
  try { language = localStorage.getItem("code-language"); } catch { /* private mode */ }
  // Without this script all languages stand below one another; with it, one at a time.
  for (const tablist of all("[role=tablist]")) selectTab(tablist.querySelector("[aria-selected=true]"));
  const remembered = language && document.querySelector(`[role=tab][data-language="${CSS.escape(language)}"]`);
  if (remembered) selectLanguage(remembered);
})();

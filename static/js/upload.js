// Choosing files: drag and drop, folders, a list with what does not fit the limits. The form is sent as a plain form.
(() => {
  "use strict";
  const form = document.querySelector("[data-upload]");
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");
  const list = form.querySelector("[data-files]");
  const panel = form.querySelector("[data-files-panel]");
  const summary = form.querySelector("[data-files-summary]");
  const submit = form.querySelector("[data-submit]");
  const words = form.dataset;
  const limits = { files: Number(words.maxFiles), bytes: Number(words.maxBytes), left: Number(words.left) };
  const accepted = new Set(input.accept.split(","));
  let chosen = [];

  const size = (bytes) => bytes >= 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`;
  const ending = (name) => (name.match(/\.[^.]+$/) ?? [""])[0].toLowerCase();

  function problemOf(file) {
    if (file.size > limits.bytes) return words.tooLarge;
    if (!accepted.has(ending(file.name))) return words.wrongType;
    return "";
  }

  function add(files) {
    const known = new Set(chosen.map((file) => `${file.name}/${file.size}/${file.lastModified}`));
    for (const file of files) {
      if (file.name.startsWith(".") || known.has(`${file.name}/${file.size}/${file.lastModified}`)) continue;
      chosen.push(file);
    }
    show();
  }

  function show() {
    const transfer = new DataTransfer();
    list.replaceChildren();
    let problems = 0;
    for (const file of chosen) {
      const problem = problemOf(file);
      if (problem) problems += 1; else transfer.items.add(file);
      list.append(line(file, problem));
    }
    input.files = transfer.files;
    panel.hidden = chosen.length === 0;
    const ready = transfer.files.length;
    const tooMany = ready > limits.files;
    summary.textContent = tooMany
      ? words.tooMany.replace("%n", ready).replace("%m", limits.files)
      : words.ready.replace("%n", ready) + (problems ? ` · ${words.leftOut.replace("%n", problems)}` : "");
    summary.classList.toggle("field-error", tooMany);
    submit.disabled = ready === 0 || tooMany;
  }

  function line(file, problem) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "file-name truncate";
    name.textContent = file.name;
    name.title = file.name;
    const note = document.createElement("span");
    note.className = problem ? "badge badge-bad" : "muted numeric";
    note.textContent = problem || size(file.size);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "button button-quiet button-small";
    remove.textContent = words.remove;
    remove.setAttribute("aria-label", `${words.remove}: ${file.name}`);
    remove.addEventListener("click", () => { chosen = chosen.filter((other) => other !== file); show(); });
    item.append(name, note, remove);
    return item;
  }

  async function filesOf(entry) {
    if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (batch.length === 0) return found;
      for (const child of batch) found.push(...await filesOf(child));
    }
  }

  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.dataset.over = "true"; });
  }
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => { delete drop.dataset.over; });
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = Array.from(event.dataTransfer.items).map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = entries.length ? (await Promise.all(entries.map(filesOf))).flat() : Array.from(event.dataTransfer.files);
    add(files);
  });
  input.addEventListener("change", () => add(Array.from(input.files)));

  const folder = form.querySelector("[data-folder]");
  if (folder) {
    const picker = document.createElement("input");
    picker.type = "file";
    picker.webkitdirectory = true;
    picker.addEventListener("change", () => { add(Array.from(picker.files).filter((file) => accepted.has(ending(file.name)))); picker.value = ""; });
    folder.addEventListener("click", () => picker.click());
  }
  form.querySelector("[data-browse]").addEventListener("click", () => input.click());
  form.querySelector("[data-clear]").addEventListener("click", () => { chosen = []; show(); });
  input.tabIndex = -1; // the buttons stand for it; upload.css hides it before anything is painted

  form.addEventListener("submit", () => {
    submit.querySelector("span").textContent = words.sending;
    submit.setAttribute("aria-disabled", "true");
  });
  if (input.files.length) add(Array.from(input.files)); // chosen before this script ran
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();

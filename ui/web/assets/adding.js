// Files and folders that are dropped or chosen are uploaded one after the other, then read.
const progress = (words) => {
  const line = element.querySelector("[data-uploading]");
  if (line) line.textContent = words;
};
const hidden = (name) => name.startsWith(".") || name.startsWith("~$");
const bring = async (chosen, lost = []) => {
  const held = [];
  for (const [number, file] of chosen.entries()) {
    progress(`Copying ${number + 1} of ${chosen.length}: ${file.name}`);
    try {
      held.push({ path: (await upload(file)).path, name: file.name });
    } catch {
      lost.push(file.name);  // the others are read all the same
    }
  }
  wanted = "outcomes";
  if (held.length || lost.length) trigger("bring", { files: held, lost });
  else progress("There is no file in it that could be a paper.");
};

// The files of what was dropped; what cannot be opened is put with the lost ones.
const filesOf = async (entry, lost) => {
  if (hidden(entry.name)) return [];
  try {
    if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {  // a folder is given out a hundred entries at a time
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return found;
      for (const one of some) found.push(...await filesOf(one, lost));
    }
  } catch {
    lost.push(entry.name);
    return [];
  }
};

element.addEventListener("change", (event) => {
  if (!event.target.matches("input[type=file]")) return;
  bring([...event.target.files].filter((file) => !(file.webkitRelativePath || file.name).split("/").some(hidden)));
});
// A file that is let go beside the place for it would open in the page's stead.
const over = (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return null;
  event.preventDefault();
  const place = element.querySelector("[data-drop]");
  const hit = Boolean(place?.contains(event.target)) && event.type === "dragover";
  event.dataTransfer.dropEffect = hit ? "copy" : "none";
  place?.toggleAttribute("data-over", hit);
  return place?.contains(event.target) ? place : null;
};
document.addEventListener("dragover", over);
document.addEventListener("dragleave", over);
document.addEventListener("drop", async (event) => {
  if (!over(event)) return;
  const dropped = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  const files = [];
  const lost = [];
  progress("Looking through what was dropped");
  for (const entry of dropped) files.push(...await filesOf(entry, lost));
  bring(files, lost);
});

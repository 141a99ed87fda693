// Files and folders that are dropped or chosen are uploaded one after the other, then read.
const progress = (words) => {
  const line = element.querySelector("[data-uploading]");
  if (line) line.textContent = words;
};
const bring = async (files) => {
  const chosen = files.filter((file) => !file.name.startsWith("."));
  const held = [];
  for (const [number, file] of chosen.entries()) {
    progress(`Copying ${number + 1} of ${chosen.length}: ${file.name}`);
    try {
      held.push({ path: (await upload(file)).path, name: file.name });
    } catch {
      progress(`${file.name} could not be copied. Choose it again.`);
      return;
    }
  }
  wanted = "outcomes";
  if (held.length) trigger("bring", { files: held });
};

const entries = async (entry) => {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {  // a folder is given out a hundred entries at a time
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const one of some) found.push(...await entries(one));
  }
};

element.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file]")) bring([...event.target.files]);
});
const mark = (event, over) => {
  const drop = event.target.closest?.("[data-drop]");
  if (!drop) return;
  event.preventDefault();
  drop.toggleAttribute("data-over", over);
};
element.addEventListener("dragover", (event) => mark(event, true));
element.addEventListener("dragleave", (event) => mark(event, false));
element.addEventListener("drop", async (event) => {
  mark(event, false);
  const dropped = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  const files = [];
  for (const entry of dropped) files.push(...await entries(entry));
  bring(files);
});

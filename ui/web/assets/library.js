// The way down to where papers are added.
element.addEventListener("click", (event) => {
  const place = document.getElementById(event.target.closest("[data-jump]")?.dataset.jump ?? "");
  place?.scrollIntoView({ block: "start" });
  place?.focus({ preventScroll: true });
});
// A newer file that was chosen for a paper is uploaded, then read in its place.
element.addEventListener("change", async (event) => {
  const paper = event.target.dataset.replace;
  const file = event.target.files?.[0];
  if (!paper || !file) return;
  announce(`Copying ${file.name}`);
  wanted = kept = "paper-title";
  trigger("replace", { paper, files: [{ path: (await upload(file)).path, name: file.name }] });
});

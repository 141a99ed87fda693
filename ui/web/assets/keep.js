// The questions are kept in this browser only while its box is ticked; unticking it deletes them.
const KEPT = "dueregard.talk";
const box = element.querySelector("#keep-box");
const keeps = () => localStorage.getItem(KEPT) !== null;
let told = "{}";
box.checked = keeps();
document.addEventListener("dueregard:told", (event) => {
  told = event.detail || "{}";
  if (keeps()) localStorage.setItem(KEPT, told);
});
box.addEventListener("change", () => {
  if (box.checked) localStorage.setItem(KEPT, told);
  else localStorage.removeItem(KEPT);
  announce(box.checked ? "Your questions are kept in this browser." : "Nothing is kept in this browser any more.");
});

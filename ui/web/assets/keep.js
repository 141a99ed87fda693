// The questions are held in this tab, for a reload; in the browser only while the box is ticked.
const KEPT = "dueregard.talk";
const box = element.querySelector("#keep-box");
const keeps = () => localStorage.getItem(KEPT) !== null;
let told = "{}";
box.checked = keeps();
document.addEventListener("dueregard:told", (event) => {
  if (!event.detail && told === "{}") return;  // a page that has not been filled yet forgets nothing
  told = event.detail || "{}";
  sessionStorage.setItem(KEPT, told);
  if (keeps()) localStorage.setItem(KEPT, told);
});
box.addEventListener("change", () => {
  if (box.checked) localStorage.setItem(KEPT, told);
  else localStorage.removeItem(KEPT);
  announce(box.checked ? "Your questions are kept in this browser." : "Nothing is kept in this browser any more.");
});

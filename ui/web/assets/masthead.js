// The skip link leads to the question box; opening the library asks for its state of now.
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-skip]")) return;
  event.preventDefault();
  location.hash = "ask";
  document.querySelector("#question textarea, #question input")?.focus();
});
document.addEventListener("dueregard:screen", (event) => {
  if (event.detail !== "ask") trigger("look");
});

// The skip link leads to the question box; a screen that is opened is filled with the state of now.
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-skip]")) return;
  event.preventDefault();
  location.hash = "ask";
  document.querySelector("#question textarea, #question input")?.focus();
});
document.addEventListener("dueregard:screen", (event) => {
  if (event.detail !== "ask") trigger(event.detail);
});

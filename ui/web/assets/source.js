// The panel beside the conversation: a citation that was just opened takes the focus, at its marked words.
let opening = false;
document.addEventListener("dueregard:cite", () => { opening = true; });
document.addEventListener("dueregard:screen", () => document.body.removeAttribute("data-source"));

const showQuote = () => {
  const reader = element.querySelector("#reader");
  const mark = reader?.querySelector("mark, .page-mark");
  if (!mark) { reader?.scrollTo(0, 0); return; }
  const gap = mark.getBoundingClientRect().top - reader.getBoundingClientRect().top;
  reader.scrollTop += gap - reader.clientHeight / 3;
  reader.scrollLeft += mark.getBoundingClientRect().left - reader.getBoundingClientRect().left - 24;
};

watch("value", () => {
  const title = element.querySelector("#source-title");
  document.body.toggleAttribute("data-source", Boolean(title && "open" in title.dataset));
  showQuote();
  if (!opening) return;
  opening = false;
  element.scrollIntoView({ block: "nearest" });
  title?.focus({ preventScroll: true });
});

element.addEventListener("click", (event) => {
  const larger = event.target.closest("button[data-larger]");
  if (larger) {
    const large = larger.ariaPressed !== "true";
    larger.ariaPressed = String(large);
    element.querySelector(".sheet").toggleAttribute("data-large", large);
    showQuote();
  }
  const close = event.target.closest("button[data-close]");
  const link = close && document.getElementById(close.dataset.close);
  link?.scrollIntoView({ block: "center" });
  link?.focus({ preventScroll: true });
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") element.querySelector("button[data-close]")?.click();
});

// In every part of the page: what carries data-do becomes an event of that name, and the focus outlives a redrawing.
const NUMBERS = ["turn", "number", "step", "row"];
let focus = "";

const send = (node, more = {}) => {
  const told = { ...node.dataset, ...more };
  NUMBERS.forEach((name) => { if (name in told) told[name] = Number(told[name]); });
  focus = node.dataset.then || document.activeElement?.id || "";
  if (EVENTS.includes(node.dataset.do)) trigger(node.dataset.do, told);
};
element.addEventListener("click", (event) => {
  const node = event.target.closest("[data-do]");
  if (!node || node.matches("form, select") || node.ariaDisabled === "true") return;
  event.preventDefault();
  send(node);
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, { fields: Object.fromEntries(new FormData(event.target)) });
});
element.addEventListener("change", (event) => {
  if (event.target.matches("select[data-do]")) send(event.target, { value: event.target.value });
});
watch("value", () => {
  const lost = !document.activeElement || document.activeElement === document.body;
  if (focus && lost) element.querySelector(`#${CSS.escape(focus)}`)?.focus({ preventScroll: true });
});
const announce = (words) => {
  const region = document.querySelector("#said [role=status]");
  if (region) region.textContent = words;
};

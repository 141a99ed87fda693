// A suggestion that was taken goes away; the focus goes to its question.
element.addEventListener("click", (event) => {
  if (!event.target.closest("button[data-question]")) return;
  const waiting = new MutationObserver(() => {
    const questions = document.querySelectorAll("#conversation h2.question");
    if (questions.length === count) return;
    waiting.disconnect();
    questions[questions.length - 1]?.focus({ preventScroll: true });
  });
  const count = document.querySelectorAll("#conversation h2.question").length;
  waiting.observe(document.querySelector("#conversation"), { childList: true, subtree: true });
});

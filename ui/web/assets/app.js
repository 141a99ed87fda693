// Once, when the page loads: which screen is shown, and the page's language.
() => {
  const screens = { ask: "Ask", library: "Library", about: "About" };
  document.documentElement.lang = "en-GB";

  const show = (moveFocus) => {
    const asked = location.hash.slice(1);
    // Only a screen's own name changes the screen; a link inside one does not.
    const name = asked in screens ? asked : document.body.dataset.screen || "ask";
    const changed = document.body.dataset.screen !== name;
    document.body.dataset.screen = name;
    document.title = `${screens[name]} – Due Regard`;
    document.querySelectorAll("a[data-screen]").forEach((link) => {
      if (link.dataset.screen === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    if (!changed) return;
    document.dispatchEvent(new CustomEvent("dueregard:screen", { detail: name }));
    if (!moveFocus) return;
    scrollTo(0, 0);
    document.querySelector(`#screen-${name} h1`)?.focus({ preventScroll: true });
  };

  addEventListener("hashchange", () => show(true));
  show(false);
}

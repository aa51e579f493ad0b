// Sees to it that the page starts. If one of its files does not come, the page is loaded once more; if that does not
// help, the words for it are shown. A classic script that needs no other, so that it runs where they do not.
// A page has started when its root has data-started. Modules that a page cannot do without set it; where all scripts came
// and ran without an error, it is set here.
(() => {
  const root = document.documentElement;
  const key = `offramp-again ${location.pathname}`;
  const MINUTE = 60000; // a failure after that is a new trouble
  const PATIENCE = 20000;
  let leaving = false;
  let broken = false;
  const started = () => root.dataset.started !== undefined;

  function mayTryAgain() {
    try {
      const before = Number(sessionStorage.getItem(key));
      if (Math.abs(Date.now() - before) < MINUTE) return false;
      sessionStorage.setItem(key, String(Date.now()));
      return true;
    } catch {
      return false;
    }
  }

  // Not reload(): a page that is the answer to a form would send it again.
  function loadAgain() {
    leaving = true;
    location.replace(location.pathname + location.search);
  }

  function failed() {
    if (leaving) return;
    broken = true;
    if (!started() && mayTryAgain()) loadAgain();
    else root.dataset.lost = "broken";
  }

  addEventListener(
    "error",
    (event) => {
      const { target } = event;
      if (!(target instanceof Element)) {
        if (!started() && event.filename?.startsWith(location.origin)) failed();
      } else if (target.tagName === "SCRIPT") {
        // Not for a link that only names a module early: whoever imports it asks for it once more.
        failed();
      } else if (target instanceof HTMLLinkElement && target.rel === "stylesheet" && !leaving && !started() && mayTryAgain()) {
        loadAgain();
      }
    },
    true,
  );

  addEventListener("load", () => {
    const old = !("noModule" in HTMLScriptElement.prototype); // a browser that passes over modules in silence
    if (old || broken) return failed();
    root.dataset.started = "";
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Nothing was kept then.
    }
  });

  // A file that is neither answered nor refused: the browser goes on waiting, and a page that starts late hides the words.
  setTimeout(() => { if (!leaving && !started()) root.dataset.lost ??= "late"; }, PATIENCE);

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(".not-started a")) return;
    event.preventDefault();
    loadAgain();
  });
})();

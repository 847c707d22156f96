// A form that saves itself a moment after the last keystroke, and when its page is left.
(() => {
  const form = document.querySelector("form[data-keep]");
  const told = document.getElementById("kept");
  if (!form || !told) return;
  const pairs = () => new URLSearchParams(new FormData(form));
  let typed = false;
  let done = false;
  let timer = 0;

  async function keep() {
    if (done) return;
    const answer = await fetch(form.dataset.keep, { method: "POST", body: pairs() }).catch(() => null);
    if (answer?.status === 409) {
      // Somebody else has changed it: nothing more is saved unseen.
      done = true;
      told.textContent = (await answer.json()).text;
    } else {
      told.textContent = answer?.ok ? told.dataset.kept : told.dataset.failed;
    }
  }

  form.addEventListener("input", () => {
    typed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
  });
  form.addEventListener("submit", () => {
    done = true;
    clearTimeout(timer);
  });
  window.addEventListener("pagehide", () => {
    if (typed && !done) navigator.sendBeacon(form.dataset.keep, pairs());
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) done = false;
  });
  document.getElementById("problem")?.focus();
})();

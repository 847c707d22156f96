// The form of permanent signs answers while it is filled in: the page is asked for anew and its
// form put in place of this one. Without this script the buttons do the same.
(() => {
  const id = "make-form";
  let timer = 0;
  let asked = 0;

  const form = () => document.getElementById(id);
  const place = (field) => field?.name && [...form().elements]
    .filter((other) => other.name === field.name && other.type === field.type)
    .findIndex((other) => other === field || other.value === field.value);

  const typed = () => new Map([...form().querySelectorAll("textarea,input:not([type])," +
    "input[type=text]")].map((field) => [field.name, field.value]));

  async function look(whole) {
    const turn = ++asked;
    const sent = typed();
    const body = new URLSearchParams(new FormData(form()));
    body.set("action", "look");
    const answer = await fetch(form().getAttribute("action"), { method: "POST", body }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(id);
    if (!fresh || turn !== asked) return;
    if (whole) {
      const at = document.activeElement;
      const where = place(at);
      const picks = form().querySelector(".picks")?.scrollTop ?? 0;
      // What was typed while the answer was on its way stays.
      const now = typed();
      form().replaceWith(document.adoptNode(fresh));
      for (const [name, value] of now) {
        const field = form().elements[name];
        if (sent.get(name) !== value && field && "value" in field) field.value = value;
      }
      begin();
      const same = [...form().elements].filter((f) => f.name === at?.name && f.type === at?.type);
      (same.find((f) => f.value === at.value) ?? same[where])?.focus({ preventScroll: true });
      const list = form().querySelector(".picks");
      if (list) list.scrollTop = picks;
    } else {
      for (const part of ["sheet", "answer"]) {
        document.getElementById(part)?.replaceWith(document.adoptNode(page.getElementById(part)));
      }
    }
  }

  function begin() {
    form().querySelector(".nojs")?.setAttribute("hidden", "");
  }

  document.addEventListener("change", (event) => {
    if (!form()?.contains(event.target)) return;
    clearTimeout(timer);
    look(event.target.matches("select,[type=radio],[type=checkbox]"));
  });
  document.addEventListener("input", (event) => {
    if (!form()?.contains(event.target) || !event.target.matches("textarea,input:not([type=radio]):not([type=checkbox])")) return;
    clearTimeout(timer);
    timer = setTimeout(look, 400, false);
  });
  if (form()) begin();
})();

// The form of new signs: what follows from a choice appears at once, the sheet beside it too.
// Without this script the buttons do the same.
(() => {
  const form = document.getElementById("sign-form");
  const where = document.getElementById("where");
  const sheet = document.getElementById("sheet");
  const note = document.getElementById("sheet-note");
  if (!form || !where || !sheet) return;
  form.querySelector(".nojs")?.setAttribute("hidden", "");
  let timer = 0;
  let asked = 0;

  async function check(chosen) {
    const turn = ++asked;
    const answer = await fetch(form.dataset.check, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
    }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const live = await answer.json();
    if (turn !== asked) return;
    if (live.sheet) sheet.innerHTML = live.sheet;
    note.textContent = live.note;
    if (!chosen) return;
    const { name, value } = document.activeElement ?? {};
    where.innerHTML = live.place;
    const same = [...where.querySelectorAll("input,select")];
    same.find((field) => field.name === name && (field.value === value || field.type !== "radio" && field.type !== "checkbox"))?.focus();
    if (form.elements.alternative) form.elements.alternative.value = live.alternative;
    form.elements.proposed.value = live.proposed;
  }

  form.addEventListener("change", (event) => {
    if (!where.contains(event.target)) return;
    clearTimeout(timer);
    check(event.target.type !== "checkbox");
  });
  form.addEventListener("input", (event) => {
    if (where.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(check, 350, false);
  });
})();

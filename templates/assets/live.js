// A form that answers while it is filled in. It is sent with action=look, the server draws its page anew, and
// what is marked data-live is brought into line with that page node by node: focus, caret, scroll and what was
// typed meanwhile stay. data-live="choice" waits for a choice, data-live="self" keeps what it contains.
// Without this script the buttons do the same.
(() => {
  const form = document.querySelector("form[data-look]");
  if (!form) return;
  const FIELDS = "input:not([type=file]),select,textarea";
  const ticked = (field) => field.type === "radio" || field.type === "checkbox";
  const isChoice = (field) => ticked(field) || field.matches("select");
  const state = (field) => (ticked(field) ? field.checked : field.value);
  let timer = 0;
  let asked = 0;
  let chosen = false;
  let composing = false;

  // Two nodes with the same key are the same part of the page, as it was and as it shall be.
  function key(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
    const field = node.matches(FIELDS) ? node : node.querySelector(FIELDS);
    return [node.nodeName, node.id, field?.name, field && ticked(field) && field.value].join(" ");
  }

  function put(field, value) {
    if (state(field) === value) return;
    if (ticked(field)) {
      field.checked = value;
      return;
    }
    const caret = field === document.activeElement && field.selectionEnd;
    field.value = value;
    if (typeof caret === "number") field.setSelectionRange(caret, caret);
  }

  function alike(now, fresh) {
    for (const { name } of [...now.attributes]) {
      // What the reader has opened stays open.
      if (!fresh.hasAttribute(name) && name !== "open") now.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    }
  }

  function follow(now, fresh, sent) {
    if (now.nodeType !== Node.ELEMENT_NODE) {
      if (now.data !== fresh.data) now.data = fresh.data;
    } else if (now.nodeName === "svg") {
      if (!now.isEqualNode(fresh)) now.replaceWith(document.importNode(fresh, true));
    } else {
      const typed = now.matches(FIELDS) && state(now);
      alike(now, fresh);
      contents(now, fresh, sent);
      if (now.matches(FIELDS)) put(now, sent.get(now) === typed ? state(fresh) : typed);
    }
  }

  function drop(from, to) {
    while (from !== to) {
      const gone = from;
      from = from.nextSibling;
      gone.remove();
    }
  }

  function contents(now, fresh, sent) {
    let at = now.firstChild;
    for (const next of fresh.childNodes) {
      const wanted = key(next);
      let same = at;
      while (same && key(same) !== wanted) same = next.nodeType === Node.ELEMENT_NODE ? same.nextSibling : null;
      if (!same) {
        now.insertBefore(document.importNode(next, true), at);
        continue;
      }
      drop(at, same);
      at = same.nextSibling;
      follow(same, next, sent);
    }
    drop(at, null);
  }

  function show(page, sent) {
    const parts = chosen ? "[data-live]" : "[data-live]:not([data-live=choice])";
    chosen = false;
    for (const part of document.querySelectorAll(parts)) {
      const fresh = page.getElementById(part.id);
      if (!fresh || !part.isConnected) continue;
      if (part.dataset.live === "self") alike(part, fresh);
      else follow(part, fresh, sent);
    }
  }

  async function look() {
    const turn = ++asked;
    const body = new URLSearchParams(new FormData(form));
    body.set("action", "look");
    const sent = new Map([...form.elements].map((field) => [field, state(field)]));
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body })
      .then((found) => (found.ok && !found.redirected ? found.text() : null))
      .catch(() => null);
    // A later question has an answer of its own, and so has a word when it is written.
    if (answer === null || turn !== asked || composing) return;
    show(new DOMParser().parseFromString(answer, "text/html"), sent);
  }

  function soon(after) {
    clearTimeout(timer);
    timer = setTimeout(look, after);
  }

  form.addEventListener("input", (event) => {
    if (event.isComposing) return;
    const choice = isChoice(event.target);
    chosen = chosen || choice;
    soon(choice ? 0 : 300);
  });
  form.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
  });
  form.addEventListener("compositionend", () => {
    composing = false;
    soon(300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asked++;
  });

  // After Back the browser puts back what was typed, into a page that knows nothing of it.
  function restored(field) {
    if (!field.matches(FIELDS)) return false;
    if (ticked(field)) return field.checked !== field.defaultChecked;
    if (!field.matches("select")) return field.value !== field.defaultValue;
    const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
    return first && field.value !== first.value;
  }
  window.addEventListener("pageshow", (event) => {
    composing = false;
    if (!event.persisted && ![...form.elements].some(restored)) return;
    chosen = true;
    look();
  });
  document.documentElement.classList.add("js");
})();

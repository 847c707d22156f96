// A button that copies what stands beside it; without this script there is no button.
(() => {
  for (const button of document.querySelectorAll("button[data-copies]")) {
    const from = document.getElementById(button.dataset.copies);
    if (!from) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      let done = false;
      try {
        await navigator.clipboard.writeText(from.textContent.trim());
        done = true;
      } catch {
        const range = document.createRange();
        range.selectNodeContents(from);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        done = document.execCommand("copy");
      }
      button.textContent = done ? button.dataset.copied : button.dataset.uncopied;
    });
  }
})();

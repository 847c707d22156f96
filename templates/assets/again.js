// A button that opens sheets in a window of their own changes this page too: it is read again.
document.addEventListener("submit", (event) => {
  if (event.target.target === "_blank") setTimeout(() => location.reload(), 1500);
});

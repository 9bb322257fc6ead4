// Sets the chosen theme before the first paint, so that the page does not flash in the other one.
// A classic script on purpose: modules run only after the document was parsed.
try {
  const theme = localStorage.getItem("holdfast.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (localStorage.getItem("holdfast.sidebar") === "closed") document.documentElement.dataset.sidebar = "closed";
} catch {
  // Storage can be forbidden; then the system's theme counts.
}

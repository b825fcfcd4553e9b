// Before the first paint: the colours the reader chose on an earlier visit (site.js writes them).
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: the system's colours serve.
}

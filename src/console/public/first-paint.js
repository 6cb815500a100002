// Before anything is drawn: the theme and language that were chosen, so that nothing flashes.
try {
  const kept = JSON.parse(localStorage.getItem('interline.preferences') ?? '{}');
  if (kept.theme === 'light' || kept.theme === 'dark') document.documentElement.dataset.theme = kept.theme;
  if (typeof kept.locale === 'string') document.documentElement.lang = kept.locale;
} catch {
  // Storage may be off; then the browser's own preference holds.
}

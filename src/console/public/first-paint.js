// Before anything is drawn: the theme and language that were chosen, so that nothing flashes. `app/theme.ts` goes on from here.
const root = document.documentElement;
root.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
try {
  const kept = JSON.parse(localStorage.getItem('interline.preferences') ?? '{}');
  if (kept.theme === 'light' || kept.theme === 'dark') root.dataset.theme = kept.theme;
  if (typeof kept.locale === 'string') root.lang = kept.locale;
} catch {
  // Storage may be off; then the browser's own preference holds.
}

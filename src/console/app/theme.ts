/** What somebody may choose. */
export const THEMES = ['system', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

/** Puts a theme into effect as `data-theme` of the page, and follows the system where it decides, until what it returns is called. */
export function applyTheme(theme: Theme): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const ofSystem = system.matches ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = theme === 'system' ? ofSystem : theme;
  };
  apply();
  system.addEventListener('change', apply);
  return () => system.removeEventListener('change', apply);
}

import { rgb, type Rgb } from './point-layer.js';

/** A colour for dark paper and one for light, six digits each. */
export interface Tone {
  readonly dark: string;
  readonly light: string;
}

/** Colours of carriers, as everywhere on the console. */
export const PARTY_TONES: readonly Tone[] = [
  { dark: '#5cc4f5', light: '#0b6290' },
  { dark: '#ffb05c', light: '#b24a08' },
  { dark: '#c9a4f5', light: '#6b3fa0' },
  { dark: '#c2d670', light: '#55661a' },
];

/** What a page looks like now, as far as the map depends on it. */
export interface MapTheme {
  readonly dark: boolean;
  readonly paper: Rgb;
  readonly ink: string;
  readonly font: string;
}

/** Reads the theme from custom properties of an element: `--map-paper`, `--ink` and `--font`. */
export function themeOf(element: Element): MapTheme {
  const style = getComputedStyle(element);
  const paperText = style.getPropertyValue('--map-paper').trim();
  const paper = rgb(/^#[0-9a-f]{6}$/i.test(paperText) ? paperText : '#0a0e13');
  return {
    dark: paper[0] + paper[1] + paper[2] < 1.5,
    paper,
    ink: style.getPropertyValue('--ink').trim() || '#888888',
    font: style.getPropertyValue('--font').trim() || 'system-ui',
  };
}

/** Calls `changed` when somebody or the system changes the theme, until what it returns is called. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** A tone as sprites have it, opaque. */
export function spriteColour(tone: Tone, dark: boolean): number {
  const number = Number.parseInt((dark ? tone.dark : tone.light).slice(1), 16);
  return (0xff00_0000 | ((number & 255) << 16) | (number & 0xff00) | (number >> 16)) >>> 0;
}

import type { Colour } from '../map/png.js';

/** A colour for places reached within some days: of words and bars, and of points on a map. */
export interface DayTone {
  /** Name of its class in the page's style. */
  readonly tone: string;
  readonly label: string;
  /** Days it stands for, both included. */
  readonly from: number;
  readonly to: number;
  readonly light: Colour;
  readonly dark: Colour;
}

type Rgb = readonly [number, number, number];

/** From soon to late; lightness changes with hue, so that the steps stay apart for every kind of colour blindness. */
const STEPS: readonly { readonly from: number; readonly to: number; readonly light: Rgb; readonly dark: Rgb }[] = [
  { from: 0, to: 1, light: [12, 52, 94], dark: [236, 252, 255] },
  { from: 2, to: 2, light: [12, 100, 140], dark: [120, 222, 244] },
  { from: 3, to: 3, light: [32, 150, 140], dark: [52, 172, 160] },
  { from: 4, to: 4, light: [222, 166, 42], dark: [236, 176, 62] },
  { from: 5, to: 5, light: [206, 98, 34], dark: [220, 104, 48] },
  { from: 6, to: 254, light: [150, 34, 40], dark: [176, 52, 70] },
];
const NOT_REACHED = { light: [196, 190, 178], dark: [66, 74, 84] } as const;

/** The steps that occur among days below `beyondDays`, then the one for what is not reached. */
export function dayTones(beyondDays: number): DayTone[] {
  const steps = STEPS.filter(({ from }) => from < beyondDays).map(({ from, to, light, dark }, index): DayTone => {
    const last = to >= beyondDays - 1;
    const label = from === 0 ? 'at most 1 day' : last && to > from ? `${from} days or more` : `${from} days`;
    return { tone: `days-${index}`, label, from, to, light: [...light, 1], dark: [...dark, 1] };
  });
  const { light, dark } = NOT_REACHED;
  return [
    ...steps,
    { tone: 'days-none', label: 'not reached', from: 255, to: 255, light: [...light, 1], dark: [...dark, 1] },
  ];
}

/** Classes that set the tones, for a page's style. */
export function dayToneStyle(tones: readonly DayTone[]): string {
  const rgb = ([red, green, blue]: Colour) => `rgb(${red} ${green} ${blue})`;
  const rule = (theme: 'light' | 'dark') => tones.map((one) => `.${one.tone}{--tone:${rgb(one[theme])}}`).join('');
  return `${rule('light')}@media screen and (prefers-color-scheme:dark){${rule('dark')}}`;
}

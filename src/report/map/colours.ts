import type { Colour } from './png.js';

/** A party's colours: of its lines and words on light and dark pages, and of its points from faint to bright. */
export interface PartyColours {
  readonly onLight: string;
  readonly onDark: string;
  readonly light: readonly [Colour, Colour];
  readonly dark: readonly [Colour, Colour];
}

/** Blue and orange first: they stay apart for every kind of colour blindness. */
const PALETTE: readonly PartyColours[] = [
  {
    onLight: '#0b6290',
    onDark: '#5cc4f5',
    light: [
      [70, 150, 195, 0.55],
      [8, 84, 128, 1],
    ],
    dark: [
      [60, 150, 210, 0.6],
      [190, 235, 255, 1],
    ],
  },
  {
    onLight: '#b24a08',
    onDark: '#ffb05c',
    light: [
      [176, 122, 74, 0.3],
      [104, 50, 12, 1],
    ],
    dark: [
      [196, 122, 52, 0.3],
      [255, 226, 170, 1],
    ],
  },
  {
    onLight: '#6b3fa0',
    onDark: '#c9a4f5',
    light: [
      [160, 130, 200, 0.35],
      [90, 50, 140, 1],
    ],
    dark: [
      [140, 100, 190, 0.4],
      [230, 210, 255, 1],
    ],
  },
  {
    onLight: '#2c6e49',
    onDark: '#7fd8a4',
    light: [
      [110, 170, 140, 0.35],
      [30, 90, 60, 1],
    ],
    dark: [
      [70, 150, 110, 0.4],
      [200, 250, 220, 1],
    ],
  },
];

/** Colours of a party by its index; the fifth party looks like the first. */
export function partyColours(party: number): PartyColours {
  return PALETTE[party % PALETTE.length];
}

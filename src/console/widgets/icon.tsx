import type { JSX } from 'preact';

/** Drawn on a grid of 24, in lines, so that they take the colour of the words beside them. */
const PATHS = {
  network: 'M5 6.5a2 2 0 1 0 0-.01M19 8.5a2 2 0 1 0 0-.01M9 18.5a2 2 0 1 0 0-.01M7 7l10 1.2M6 8.3l2.4 8.3M17.6 10l-7 7',
  plan: 'M4 19h16M6 15l4-5 3 3 5-7',
  explore: 'M12 3v4M12 17v4M3 12h4M17 12h4M12 8.5l3 6-3 1-3-1z',
  promise: 'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  dock: 'M4 5v14M7 5v14M10.5 5v14M13 5v14M16.5 5v14M20 5v14',
  parcels: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  exceptions: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.3',
  agreement: 'M7 3h8l4 4v14H7zM15 3v4h4M10 12h6M10 16h6',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  warning: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.3',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5',
  play: 'M8 5.500v13l11-6.500z',
  pause: 'M8 5v14M16 5v14',
  pin: 'M9 3h6l-1 6 4 4H6l4-4zM12 13v8',
  stop: 'M7 7h10v10H7z',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  up: 'M5 15l7-7 7 7',
  down: 'M5 9l7 7 7-7',
  back: 'M19 12H5M11 6l-6 6 6 6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  copy: 'M9 9h11v11H9zM5 15V4h11',
  print: 'M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z',
  camera: 'M4 8h4l1.5-3h5L16 8h4v11H4zM12 16.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  swap: 'M7 4L3 8l4 4M3 8h13M17 12l4 4-4 4M21 16H8',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.500l3.5 2',
  truck: 'M3 7h11v9H3zM14 10h4l3 3v3h-7M7 18.500a1.7 1.7 0 1 0 0-.01M17 18.500a1.7 1.7 0 1 0 0-.01',
  train: 'M7 4h10v12H7zM7 10h10M9.5 13.200h.01M14.5 13.200h.01M8 16l-2 4M16 16l2 4',
  plane:
    'M12 3c1 0 1.5 1 1.5 2.500V9l7 4.500v2L13.5 13v4l2 2v1.500L12 19.5 8.5 20.500V19l2-2v-4l-7 2.500v-2l7-4.500V5.500C10.5 4 11 3 12 3z',
  offline: 'M4 4l16 16M8.5 16a5 5 0 0 1 5-1.200M5 12.500a10 10 0 0 1 4-2.300M19 12.500a10 10 0 0 0-6-3M12 19.500h.01',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  key: 'M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h9M17 12v4M20 12v3',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside words; it says nothing by itself. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

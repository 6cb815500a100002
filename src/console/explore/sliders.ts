import type { z } from '@hono/zod-openapi';
import type { ScenarioSchema } from '../../wire/explorations/explorations.js';

export type SentScenario = z.input<typeof ScenarioSchema>;

/** A clause that is tried at several values. */
export type SliderName = 'capacity' | 'delivery' | 'slots' | 'later' | 'volume';

export interface Slider {
  readonly name: SliderName;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** As the agreement is. */
  readonly usual: number;
  /** What its number is: times what there is, or hours later. */
  readonly unit: 'times' | 'hours';
}

/** The clauses that matter, in the order in which they are shown. */
export const SLIDERS: readonly Slider[] = [
  { name: 'capacity', least: 0.5, most: 2, step: 0.25, usual: 1, unit: 'times' },
  { name: 'delivery', least: 0.5, most: 1.5, step: 0.25, usual: 1, unit: 'times' },
  { name: 'slots', least: 0.5, most: 3, step: 0.25, usual: 1, unit: 'times' },
  { name: 'later', least: 0, most: 5, step: 1, usual: 0, unit: 'hours' },
  { name: 'volume', least: 0.5, most: 3, step: 0.25, usual: 1, unit: 'times' },
];

/** Where every slider stands. */
export type SliderValues = Readonly<Record<SliderName, number>>;

export const AS_IT_IS: SliderValues = { capacity: 1, delivery: 1, slots: 1, later: 0, volume: 1 };

/** Values of an address; what is missing, or no number, stands as the agreement is, and the rest is kept within its slider. */
export function valuesOf(query: Readonly<Record<string, string>>): SliderValues {
  const entries = SLIDERS.map(({ name, least, most, step, usual }) => {
    const sent = Number(query[name]);
    if (query[name] === undefined || query[name] === '' || !Number.isFinite(sent)) return [name, usual] as const;
    return [name, Math.min(most, Math.max(least, Math.round(sent / step) * step))] as const;
  });
  return Object.fromEntries(entries) as unknown as SliderValues;
}

/** What of values stands otherwise than the agreement, as an address has it: `capacity=1.5&later=2`; empty for none. */
export function queryOf(values: SliderValues): string {
  return SLIDERS.filter(({ name, usual }) => values[name] !== usual)
    .map(({ name }) => `${name}=${values[name]}`)
    .join('&');
}

export function isAsItIs(values: SliderValues): boolean {
  return queryOf(values) === '';
}

/** A window of the agreement that is closed later: the last of the day at each point. */
export interface LastWindow {
  readonly path: string; // interchange[IX-DEL].windows[2].close
  readonly closeMinutes: number; // after the service day's start
}

/** Changes that values mean, with the keys of a scenario file. */
export function scenarioOf(values: SliderValues, name: string, windows: readonly LastWindow[]): SentScenario {
  const scale: Record<string, number> = {};
  if (values.capacity !== 1) scale['capacity[*].kg'] = values.capacity;
  if (values.delivery !== 1) scale['capacity[*].parcels'] = values.delivery;
  if (values.slots !== 1) scale['interchange[*].parcels_per_window'] = values.slots;
  const later = values.later === 0 ? [] : together(windows);
  const set = Object.fromEntries(
    later.map(({ path, closeMinutes }) => [path, clock(closeMinutes + values.later * 60)]),
  );
  const agreement = {
    ...(Object.keys(scale).length === 0 ? {} : { scale }),
    ...(later.length === 0 ? {} : { set }),
  };
  return {
    scenario: name,
    ...(Object.keys(agreement).length === 0 ? {} : { agreement }),
    ...(values.volume === 1 ? {} : { demand: [{ times: values.volume }] }),
  };
}

/** One path for all points where their last windows are alike. */
function together(windows: readonly LastWindow[]): readonly LastWindow[] {
  const general = windows.map(({ path, ...rest }) => ({
    path: path.replace(/^interchange\[[^\]]*\]/, 'interchange[*]'),
    ...rest,
  }));
  const [first] = general;
  const isAlike =
    first !== undefined && general.every((one) => one.path === first.path && one.closeMinutes === first.closeMinutes);
  return isAlike ? [first] : windows;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** A scenario as a file of the command line: JSON, which YAML is a superset of. */
export function scenarioFile(scenario: SentScenario): string {
  return `${JSON.stringify(scenario, null, 2)}\n`;
}

/** Names of scenarios that people pinned, from an address: queries joined by `;`. */
export function pinnedOf(text: string | undefined): readonly SliderValues[] {
  if (text === undefined || text === '') return [];
  return text
    .split(';')
    .slice(0, PINNED_MAX)
    .map((query) => valuesOf(Object.fromEntries(new URLSearchParams(query))));
}

/** As many scenarios stand side by side. */
export const PINNED_MAX = 6;

/** Pinned scenarios as an address has them. */
export function pinnedText(pinned: readonly SliderValues[]): string {
  return pinned.map(queryOf).join(';');
}

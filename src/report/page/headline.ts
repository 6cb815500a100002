import type { Summary } from '../summary.js';
import type { Hero, Tile } from './frame.js';
import type { Numbers } from './numbers.js';

/** Title, one sentence that says it all, and the numbers a board asks for first. */
export function headline(summary: Summary, numbers: Numbers): Omit<Hero, 'map'> {
  return {
    kicker: `${summary.alone === null ? 'Plan' : 'Joint plan'} · ${periodOf(summary)}`,
    heading: summary.name,
    lede: sentence(summary, numbers),
    tiles: tilesOf(summary, numbers),
  };
}

function tilesOf(summary: Summary, numbers: Numbers): Tile[] {
  const { joint, alone, saving, parties } = summary;
  const saved = saving !== null &&
    alone !== null && {
      term: 'Saving',
      figure: numbers.shortMoney(saving.amount),
      detail: `${numbers.change(-saving.share)} against ${numbers.shortMoney(alone.total.cost)} alone`,
    };
  const onTime = {
    term: 'On time',
    figure: numbers.share(joint.total.onTimeShare),
    detail:
      alone === null
        ? `${numbers.count(summary.onTime)} of ${numbers.count(summary.parcels)} parcels`
        : `${numbers.share(alone.total.onTimeShare)} alone`,
  };
  const cost = {
    term: 'Cost a parcel',
    figure: numbers.money(joint.total.costPerParcel),
    detail: alone === null ? numbers.shortMoney(summary.cost) : `${numbers.money(alone.total.costPerParcel)} alone`,
  };
  const proven = {
    term: 'Proven within',
    figure: numbers.gap(summary.gap),
    detail: `of the best plan possible, after ${numbers.seconds(summary.seconds)}`,
  };
  const interlined = parties.length > 1 && {
    term: 'Change hands',
    figure: numbers.shortCount(joint.total.interlined),
    detail: `${numbers.share(ratio(joint.total.interlined, summary.parcels))} of parcels are interlined`,
  };
  const emissions = {
    term: 'Emissions',
    figure: numbers.mass(joint.total.co2Kg.total),
    detail:
      alone === null
        ? 'CO₂e of the planned parcels'
        : `CO₂e, ${numbers.change(ratio(joint.total.co2Kg.total, alone.total.co2Kg.total) - 1)} against alone`,
  };
  return [saved, onTime, cost, proven, interlined, emissions].filter((tile) => tile !== false);
}

/** `23 to 30 November 2026`, from the first and the last service day. */
export function periodOf({ start, days }: Pick<Summary, 'start' | 'days'>): string {
  const first = new Date(`${start}T00:00:00Z`);
  const last = new Date(first.getTime() + (days - 1) * 86_400_000);
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return days <= 1 ? format.format(first) : format.formatRange(first, last);
}

function sentence(summary: Summary, numbers: Numbers): string {
  const { joint, alone, saving, parcels } = summary;
  if (parcels === 0) return 'No parcels were planned.';
  const one = `${numbers.count(parcels)} parcels`;
  const onTime = numbers.share(joint.total.onTimeShare);
  if (alone === null || saving === null) return `${one}: ${onTime} on time for ${numbers.shortMoney(summary.cost)}.`;
  const before = numbers.share(alone.total.onTimeShare);
  const cheaper =
    saving.amount >= 0
      ? `cost ${numbers.shortMoney(saving.amount)} less (${numbers.change(-saving.share)})`
      : `cost ${numbers.shortMoney(-saving.amount)} more (${numbers.change(-saving.share)})`;
  const service =
    before === onTime
      ? `while as many arrive on time: ${onTime}.`
      : `and ${onTime} of them arrive on time instead of ${before}.`;
  return `Planned as one network, ${one} ${cheaper} than when each carrier plans alone, ${service}`;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

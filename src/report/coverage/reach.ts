import type { Coverage, CoverageWay, Reached } from '../../domain/coverage.js';
import { legend, shareBar } from '../page/charts.js';
import { dataTable, type TableRow } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import { shortName } from '../page/labels.js';
import { lineChart } from '../page/line-chart.js';
import type { Numbers } from '../page/numbers.js';

/** A way of carrying as a reader calls it. */
export function wayLabel(way: CoverageWay, parties: Coverage['parties']): string {
  if (way.kind === 'joint') return parties.length > 1 ? 'Jointly' : 'Its own network';
  if (way.kind === 'better_alone') return 'The better alone';
  return `${shortName(parties.find(({ id }) => id === way.party)?.name ?? way.party)} alone`;
}

/** Ways that differ: a single carrier has one. */
export function shownWays({ ways, parties }: Coverage): { readonly way: CoverageWay; readonly index: number }[] {
  return ways.map((way, index) => ({ way, index })).filter(({ way }) => parties.length > 1 || way.kind === 'joint');
}

/** Colours of a way. */
export function wayTone(way: CoverageWay, parties: Coverage['parties']): string {
  if (way.kind === 'joint') return 'joint';
  return way.kind === 'better_alone' ? 'alone' : `party-${parties.findIndex(({ id }) => id === way.party)}`;
}

/** How much is reached how soon, by every way: as curves, and as a table for offices and for people. */
export function reachSection(coverage: Coverage, numbers: Numbers): Html {
  const { all, parties } = coverage;
  const several = parties.length > 1;
  return html`<section aria-labelledby="reach">
    <h2 id="reach">How much is reached, how soon</h2>
    <div class="cards ${several && 'two'}">
      <div class="card chart-card">${curves(coverage, numbers)}</div>
      ${several && html`<div class="card">${senderTable(coverage, numbers)}</div>`}
    </div>
    <div class="card">${reachTable('Offices', all.byOffices, coverage, numbers)}</div>
    ${all.byPeople !== null && html`<div class="card">${reachTable('People', all.byPeople, coverage, numbers)}</div>`}
    ${
      several &&
      html`<p class="fine">
        “The better alone” takes, for each parcel, whichever carrier is sooner over its own network. Jointly, parcels
        may also change hands as the agreement allows.
      </p>`
    }
  </section>`;
}

function curves(coverage: Coverage, numbers: Numbers): Html {
  const { byDays, parties, all, beyondDays } = coverage;
  const last = beyondDays - 1;
  const lines = shownWays(coverage).map(({ way, index }) => {
    let reached = 0;
    const points = byDays[index].slice(0, beyondDays).map((offices, day): readonly [number, number] => {
      reached += offices;
      return [day, all.offices === 0 ? 0 : reached / all.offices];
    });
    return { label: wayLabel(way, parties), tone: wayTone(way, parties), points, style: 'steps' as const };
  });
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const summary = lines.map(({ label, points }) => `${label} ${numbers.share(points[points.length - 1]?.[1] ?? 0)}`);
  return html`<h3>Share of offices reached within so many days</h3>
    ${legend(lines)}
    ${lineChart({
      label: `Share of offices reached after ${last} days: ${summary.join(', ')}`,
      lines,
      x: {
        from: 0,
        to: last,
        ticks: Array.from({ length: last + 1 }, (_, day) => day),
        show: String,
        title: 'Days from posting',
      },
      y: { from: 0, to: 1, ticks: [0, 0.25, 0.5, 0.75, 1], show: percent },
    })}`;
}

function senderTable({ senders, parties, withinDays }: Coverage, numbers: Numbers): Html {
  const shown = withinDays.slice(1);
  const rows = senders.flatMap((sender, party): TableRow[] => {
    const cells = (reached: Reached): [string, ...string[]] => [
      ...(shown.map((_, at) => numbers.share(reached.within[at + 1])) as [string, ...string[]]),
      numbers.share(reached.served),
      reached.meanDays.toFixed(2),
    ];
    return [
      [html`<i class="dot party-${party}"></i>${shortName(parties[party].name)} alone`, ...cells(sender.alone)],
      ['… with partners', ...cells(sender.together)],
    ];
  });
  return html`${dataTable({
      caption: "Offices reached by a carrier's own parcels, from where they start",
      columns: [
        { heading: 'Parcels of', kind: 'words' },
        ...shown.map((days) => ({ heading: `≤ ${days} d` })),
        { heading: 'Ever' },
        { heading: 'Mean days' },
      ],
      rows,
    })}
    <p class="fine">“Ever” is within the horizon.</p>`;
}

function reachTable(caption: string, reached: readonly Reached[], coverage: Coverage, numbers: Numbers): Html {
  const { parties, withinDays } = coverage;
  return dataTable({
    caption: `${caption} reached, from all origins`,
    columns: [
      { heading: 'By', kind: 'words' },
      ...withinDays.map((days) => ({
        heading: `Within ${days} ${days === 1 ? 'day' : 'days'}`,
        kind: 'meter' as const,
      })),
      { heading: 'Ever' },
      { heading: 'Mean days' },
      { heading: 'Slowest tenth' },
      { heading: 'Gini' },
    ],
    rows: shownWays(coverage).map(({ way, index }) => {
      const { within, served, meanDays, worstTenthDays, gini } = reached[index];
      const tone = wayTone(way, parties);
      return [
        wayLabel(way, parties),
        ...within.map((share) => shareBar(share, numbers.share(share), tone)),
        numbers.share(served),
        meanDays.toFixed(2),
        worstTenthDays.toFixed(2),
        gini.toFixed(3),
      ];
    }),
  });
}

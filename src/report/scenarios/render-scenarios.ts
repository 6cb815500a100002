import { MODES } from '../../domain/network.js';
import type { Exploration, Interval, Outcome } from '../../domain/exploration.js';
import { dataTable, type TableRow } from '../page/data-table.js';
import { renderPage, type Tile } from '../page/frame.js';
import { periodOf } from '../page/headline.js';
import { html, type Html } from '../page/html.js';
import { MODE_LABELS, shortName } from '../page/labels.js';
import { numbersOf, type Numbers } from '../page/numbers.js';
import { differenceChart, DIFFERENCE_STYLE } from './difference-chart.js';
import { allOutcomes, certaintyOf, findingOf, signed, verdictOf } from './scenario-words.js';

/** `scenarios.html`: scenarios beside the workspace as it is, with what is certain about their differences. */
export function renderScenarios(exploration: Exploration): string {
  const { subject, scenarios } = exploration;
  const numbers = numbersOf(subject.currency);
  return renderPage(subject, {
    file: 'scenarios.html',
    title: `${subject.name}: scenarios`,
    kind: 'scenarios',
    hero: {
      kicker: `${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'} · ${periodOf(subject)}`,
      heading: 'What if?',
      lede: findingOf(exploration, numbers),
      tiles: tilesOf(exploration, numbers),
    },
    sections: [
      differenceSection(exploration, numbers),
      costSection(exploration, numbers),
      serviceSection(exploration, numbers),
      ...(exploration.base.coverage === null ? [] : [coverageSection(exploration, numbers)]),
      networkSection(exploration, numbers),
      changesSection(exploration),
    ],
    notes: exploration.notes,
    data: html`Every figure is also in <code>scenarios.json</code>, beside this file.`,
    style: DIFFERENCE_STYLE,
  });
}

function tilesOf({ base, scenarios, seconds }: Exploration, numbers: Numbers): Tile[] {
  const most = scenarios.toSorted((a, b) => b.gain.amount - a.gain.amount).at(0);
  const proven = scenarios.filter(({ difference }) => difference && verdictOf(difference.cost) !== 'open').length;
  const tile = (term: string, figure: string, detail: string): Tile => ({ term, figure, detail });
  return [
    tile(
      'Cost a parcel, as it is',
      numbers.money(base.costPerParcel.amount),
      `${numbers.shortMoney(base.cost.amount)} in all`,
    ),
    tile(
      'Gain of working together',
      numbers.shortMoney(base.gain.amount),
      `${numbers.share(base.gainShare)} of the cost alone`,
    ),
    tile(
      'On time, as it is',
      numbers.share(base.onTimeShare),
      `${numbers.count(base.late)} late, ${numbers.count(base.spot)} by spot`,
    ),
    ...(most === undefined ? [] : [tile('Most gain', numbers.shortMoney(most.gain.amount), most.name)]),
    tile('Differences proved', `${proven} of ${scenarios.length}`, 'whose sign no better plan could turn'),
    tile('Planned in', numbers.seconds(seconds), 'the workspace as it is, and all scenarios'),
  ];
}

function differenceSection({ scenarios, gap }: Exploration, numbers: Numbers): Html {
  const rows = scenarios.flatMap(({ name, difference }) =>
    difference === null
      ? []
      : [{ name, interval: difference.costPerParcel, detail: `all parcels: ${certaintyOf(difference.cost, numbers)}` }],
  );
  return html`<section aria-labelledby="differences">
    <h2 id="differences">What a parcel would cost more or less</h2>
    <div class="card">${differenceChart(rows, (amount) => signed(amount, numbers.money))}</div>
    <p class="fine">
      The dot is the difference of the plans that were found, each asked to be within ${numbers.fineShare(gap)} of its
      bound and stopped when its time ended; the bar is where the difference of the best possible plans certainly lies,
      and the line below it says what that is for all parcels together.
    </p>
  </section>`;
}

function costSection(exploration: Exploration, numbers: Numbers): Html {
  const { parties } = exploration.subject;
  const several = parties.length > 1;
  return section('costs', 'Cost and gain', exploration, {
    caption: several ? 'With whom the gain lands' : 'Cost',
    columns: [
      'Parcels', 'Cost', 'against as it is', 'a parcel', ...(several ? ['Gain', 'of cost alone'] : []), 'Plan within',
    ], // prettier-ignore
    parties: several
      ? parties.map(({ name }, party) => html`<i class="dot party-${party}"></i>${shortName(name)}`)
      : [],
    row: (outcome) => [
      numbers.count(outcome.parcels),
      numbers.shortMoney(outcome.cost.amount),
      outcome.difference === null ? '–' : toned(outcome.difference.cost, numbers),
      numbers.money(outcome.costPerParcel.amount),
      ...(several ? [numbers.shortMoney(outcome.gain.amount), numbers.share(outcome.gainShare)] : []),
      numbers.gap(outcome.gap),
      ...(several ? outcome.parties.map(({ gain }) => signed(gain, numbers.shortMoney)) : []),
    ],
    fine: several
      ? 'The gain is what all parties save against each planning alone, as the plan counts cost: with the tariff where a partner carries. A party’s gain is its net cost alone less its net cost together: what its parcels cost it, less what partners pay it, plus what carrying theirs costs. The tariff moves gain between parties.'
      : undefined,
  });
}

function serviceSection(exploration: Exploration, numbers: Numbers): Html {
  const { within } = exploration.base;
  return section('service', 'Service', exploration, {
    caption: 'Parcels delivered within so many days after the day on which they were ready',
    columns: [
      'On time', ...within.map(({ days }) => `${days} ${days === 1 ? 'day' : 'days'}`), 'Days, mean', 'Late', 'Spot',
      'Unplanned', 'Changing hands',
    ], // prettier-ignore
    row: (outcome) => [
      numbers.share(outcome.onTimeShare),
      ...outcome.within.map(({ share }) => numbers.share(share)),
      outcome.transitDays === null ? '–' : outcome.transitDays.toFixed(2),
      numbers.count(outcome.late),
      numbers.count(outcome.spot),
      numbers.count(outcome.unplanned),
      numbers.shortCount(outcome.interlined),
    ],
  });
}

function coverageSection(exploration: Exploration, numbers: Numbers): Html {
  const days = exploration.base.coverage?.withinDays ?? [];
  const shares = (all: readonly number[] | undefined): string[] =>
    days.map((_, index) => (all === undefined ? '–' : numbers.share(all[index])));
  return section('coverage', 'Coverage', exploration, {
    caption: 'Share of offices reached within so many days, by the better carrier alone and jointly',
    columns: ['alone', 'jointly'].flatMap((way) => days.map((day) => `${day} d ${way}`)),
    row: ({ coverage }) => [...shares(coverage?.apart), ...shares(coverage?.joint)],
    fine: 'For a parcel of 500 g from where shipments start, at the usual hour of posting; an office is reached when half of what is sent there is. Coverage minds the timetable and the agreement, not how full departures are.',
  });
}

function networkSection(exploration: Exploration, numbers: Numbers): Html {
  const outcomes = allOutcomes(exploration);
  const modes = MODES.filter((mode) => outcomes.some(({ utilisation }) => utilisation[mode] !== null));
  return section('network', 'Network and emissions', exploration, {
    caption: 'How full vehicles are, and what moving the parcels emits',
    columns: [...modes.map((mode) => `${MODE_LABELS[mode]} filled`), 'Vehicle km', 'Tonne-km', 'CO₂e', 'CO₂e a parcel'],
    row: (outcome) => [
      ...modes.map((mode) => {
        const share = outcome.utilisation[mode];
        return share === null ? '–' : numbers.share(share);
      }),
      numbers.shortCount(outcome.vehicleKm),
      numbers.shortCount(outcome.tonneKm),
      numbers.mass(outcome.co2Kg),
      outcome.parcels === 0 ? '–' : `${Math.round((outcome.co2Kg / outcome.parcels) * 1000)} g`,
    ],
    fine: 'In the manner of ISO 14083: tonne-kilometres of the planned parcels at each vehicle’s well-to-wheel factor, spot carriage at an assumed one on the great-circle distance. Own traffic fills vehicles but is not part of the emissions.',
  });
}

interface ScenarioTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly parties?: readonly Html[]; // further headings
  readonly row: (outcome: Outcome) => (string | Html)[];
  readonly fine?: string | undefined;
}

function section(id: string, heading: string, exploration: Exploration, table: ScenarioTable): Html {
  const headings = [...table.columns, ...(table.parties ?? [])];
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${heading}</h2>
    <div class="card">
      ${dataTable({
        caption: table.caption,
        columns: [{ heading: 'Scenario', kind: 'words' }, ...headings.map((text) => ({ heading: text }))],
        rows: allOutcomes(exploration).map((outcome): TableRow => [outcome.name, ...table.row(outcome)]),
      })}
    </div>
    ${table.fine !== undefined && html`<p class="fine">${table.fine}</p>`}
  </section>`;
}

function toned(interval: Interval, numbers: Numbers): Html {
  const verdict = verdictOf(interval);
  const tone = verdict === 'less' ? 'sure less' : verdict === 'more' ? 'sure more' : 'soft';
  return html`<span class="${tone}">${signed(interval.amount, numbers.shortMoney)}</span>`;
}

function changesSection({ scenarios }: Exploration): Html {
  return html`<section aria-labelledby="changes">
    <h2 id="changes">What each scenario changes</h2>
    <div class="cards two">
      ${scenarios.map(
        ({ name, about, changes }) =>
          html`<div class="card">
            <h3>${name}</h3>
            ${about !== '' && html`<p>${about}</p>`} ${changeList(changes)}
          </div>`,
      )}
    </div>
  </section>`;
}

const CHANGES_SHOWN = 8;

function changeList(changes: readonly string[]): Html {
  const shown = changes.length <= CHANGES_SHOWN + 1 ? changes : changes.slice(0, CHANGES_SHOWN);
  const more = changes.length - shown.length;
  return html`<ul class="changes">
    ${shown.map((change) => html`<li>${change}</li>`)} ${more > 0 && html`<li>and ${more} more of these</li>`}
  </ul>`;
}

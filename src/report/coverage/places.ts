import type { Coverage, CoverageGroup } from '../../domain/coverage.js';
import { shareBar } from '../page/charts.js';
import { dataTable, type TableRow } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import type { Numbers } from '../page/numbers.js';
import { headlineStep } from './headline-step.js';

const KIND_LABELS: Readonly<Record<string, readonly [string, string]>> = {
  post_office: ['Post offices', 'head and sub offices, mostly in towns'],
  branch_office: ['Branch offices', 'mostly rural'],
  delivery_station: ['Delivery stations', 'of carriers'],
  hub: ['Hubs', 'that deliver themselves'],
};

/** Coverage by kind of office and by circle, before and after. */
export function placesSection(coverage: Coverage, numbers: Numbers): Html {
  const { kinds, circles, withinDays } = coverage;
  const days = withinDays[headlineStep(coverage)];
  const kindName = ({ name }: CoverageGroup): Html => {
    const [title, meaning] = KIND_LABELS[name] ?? [name.replaceAll('_', ' '), ''];
    return html`${title}<small>${meaning}</small>`;
  };
  return html`<section aria-labelledby="places">
    <h2 id="places">Town and country, circle by circle</h2>
    <p class="finding">
      Before is the better carrier alone; the bars are offices reached within ${days === 1 ? 'a day' : `${days} days`}.
    </p>
    <div class="card">${groupTable('By kind of office', 'Kind', kinds, kindName, coverage, numbers)}</div>
    <div class="card">
      ${groupTable('By circle', 'Circle', circles, ({ name }) => html`${name === '' ? 'not given' : name}`, coverage, numbers)}
    </div>
  </section>`;
}

function groupTable(
  caption: string,
  heading: string,
  groups: readonly CoverageGroup[],
  nameOf: (group: CoverageGroup) => Html,
  coverage: Coverage,
  numbers: Numbers,
): Html {
  const { ways } = coverage;
  const at = headlineStep(coverage);
  const [better, joint] = [ways.length - 2, ways.length - 1];
  const people = groups.some((group) => group.people !== null);
  return dataTable({
    caption,
    columns: [
      { heading, kind: 'words' },
      { heading: 'Offices', minor: true },
      { heading: 'Before', kind: 'meter' },
      { heading: 'Jointly', kind: 'meter' },
      ...(people
        ? [
            { heading: 'People before', minor: true },
            { heading: 'People jointly', minor: true },
          ]
        : []),
      { heading: 'Mean days before' },
      { heading: 'Mean days jointly' },
      { heading: 'Slowest tenth', minor: true },
      { heading: 'Gini before', minor: true },
      { heading: 'Gini jointly', minor: true },
    ],
    rows: groups.map((group): TableRow => {
      const [before, after] = [group.byOffices[better], group.byOffices[joint]];
      const peopleWithin = (way: number) =>
        group.byPeople === null ? '–' : numbers.share(group.byPeople[way].within[at]);
      return [
        nameOf(group),
        numbers.count(group.offices),
        shareBar(before.within[at], numbers.share(before.within[at]), 'alone'),
        shareBar(after.within[at], numbers.share(after.within[at]), 'joint'),
        ...(people ? [peopleWithin(better), peopleWithin(joint)] : []),
        before.meanDays.toFixed(2),
        after.meanDays.toFixed(2),
        after.worstTenthDays.toFixed(2),
        before.gini.toFixed(3),
        after.gini.toFixed(3),
      ];
    }),
  });
}

import type { Coverage, CoverageGroup } from '../../domain/coverage.js';
import { shareBar } from '../page/charts.js';
import { dataTable, type Column, type TableRow } from '../page/data-table.js';
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
  const { kinds, circles, withinDays, parties } = coverage;
  const days = withinDays[headlineStep(coverage)];
  const kindName = ({ name }: CoverageGroup): Html => {
    const [title, meaning] = KIND_LABELS[name] ?? [name.replaceAll('_', ' '), ''];
    return html`${title}<small>${meaning}</small>`;
  };
  return html`<section aria-labelledby="places">
    <h2 id="places">Town and country, circle by circle</h2>
    <p class="finding">
      ${parties.length > 1 && 'Before is the better carrier alone. '}The bars are offices reached within
      ${days === 1 ? 'a day' : `${days} days`}.
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
  const { ways, parties } = coverage;
  const at = headlineStep(coverage);
  const [better, joint] = [ways.length - 2, ways.length - 1];
  const counted = groups.some((group) => group.people !== null);
  const several = parties.length > 1;
  const share = (way: number, tone: string) => (group: CoverageGroup) =>
    shareBar(group.byOffices[way].within[at], numbers.share(group.byOffices[way].within[at]), tone);
  const people = (way: number) => (group: CoverageGroup) =>
    group.byPeople === null ? '–' : numbers.share(group.byPeople[way].within[at]);
  const days = (way: number) => (group: CoverageGroup) => group.byOffices[way].meanDays.toFixed(2);
  const gini = (way: number) => (group: CoverageGroup) => group.byOffices[way].gini.toFixed(3);
  const columns: (GroupColumn | false)[] = [
    { heading: 'Offices', minor: true, cell: (group) => numbers.count(group.offices) },
    several && { heading: 'Before', kind: 'meter', cell: share(better, 'alone') },
    { heading: several ? 'Jointly' : 'Reached', kind: 'meter', cell: share(joint, 'joint') },
    counted && several && { heading: 'People before', minor: true, cell: people(better) },
    counted && { heading: several ? 'People jointly' : 'People', minor: true, cell: people(joint) },
    several && { heading: 'Mean days before', cell: days(better) },
    { heading: several ? 'Mean days jointly' : 'Mean days', cell: days(joint) },
    {
      heading: 'Slowest tenth',
      minor: true,
      cell: (group) => group.byOffices[joint].worstTenthDays.toFixed(2),
    },
    several && { heading: 'Gini before', minor: true, cell: gini(better) },
    { heading: several ? 'Gini jointly' : 'Gini', minor: true, cell: gini(joint) },
  ];
  const shown = columns.filter((column) => column !== false);
  return dataTable({
    caption,
    columns: [{ heading, kind: 'words' }, ...shown],
    rows: groups.map((group): TableRow => [nameOf(group), ...shown.map(({ cell }) => cell(group))]),
  });
}

interface GroupColumn extends Column {
  readonly cell: (group: CoverageGroup) => string | Html;
}

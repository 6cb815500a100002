import type { Coverage, CoverageWay } from '../../domain/coverage.js';
import { renderPage, type Tile } from '../page/frame.js';
import { html, type Html } from '../page/html.js';
import { legend } from '../page/charts.js';
import { shortName } from '../page/labels.js';
import { mapFigure } from '../page/map-figure.js';
import { numbersOf, type Numbers } from '../page/numbers.js';
import type { CoverageMap } from './coverage-map.js';
import { dayTones, dayToneStyle } from './day-tones.js';
import { gainSection } from './gains.js';
import { headlineStep } from './headline-step.js';
import { placesSection } from './places.js';
import { reachSection, wayLabel } from './reach.js';

/** Everything the coverage page shows. */
export interface CoverageModel {
  readonly coverage: Coverage;
  readonly map: CoverageMap | undefined;
  readonly notes: readonly string[];
}

/** The page about how soon every office is reached, by each carrier alone and by all together. */
export function renderCoverage({ coverage, map, notes }: CoverageModel): string {
  const numbers = numbersOf(coverage.currency);
  const tones = dayTones(coverage.beyondDays);
  const joint = coverage.ways.length - 1;
  const several = coverage.parties.length > 1; // a single carrier has nobody to compare with
  return renderPage(
    { ...coverage, name: coverage.workspace },
    {
      file: 'coverage.html',
      title: `${coverage.workspace}: coverage`,
      kind: 'coverage',
      hero: {
        kicker: `Coverage · posted ${coverage.posted}`,
        heading: coverage.workspace,
        lede: sentence(coverage, numbers),
        tiles: tilesOf(coverage, numbers),
        map:
          map &&
          mapFigure({
            height: map.height,
            points: map.images[joint],
            alt: `Map of ${numbers.count(map.offices)} offices in the colours of the days to them; ${several ? 'jointly; ' : ''}no borders`,
            caption: html`<h3>Days to each office${several && ', jointly'}</h3>
              ${legend(tones)}
              <p class="fine">
                Each point is one of ${numbers.count(map.offices)} offices, in the colour of the days within which
                ${shareText(coverage.share, numbers)} of the parcels sent there arrive; no borders are drawn.
              </p>`,
          }),
      },
      sections: [
        reachSection(coverage, numbers),
        ...(map === undefined || !several ? [] : [mapsSection(coverage, map, numbers)]),
        ...(several ? [gainSection(coverage, numbers)] : []),
        placesSection(coverage, numbers),
        methodSection(coverage, numbers),
      ],
      notes,
      data: html`Every figure is also in <code>coverage.json</code>, every postal code in
        <code>coverage_postal_codes.csv</code> and every office in <code>coverage_offices.csv</code>, beside this file.`,
      style: dayToneStyle(tones) + STYLE,
    },
  );
}

const STYLE = `
.maps{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:20px 28px}.maps h3{margin:.2em 0 0}
@media screen and (max-width:560px){.maps{grid-template-columns:1fr}}`;

function sentence(coverage: Coverage, numbers: Numbers): string {
  const { all, ways, withinDays } = coverage;
  const at = headlineStep(coverage);
  const [better, joint] = [all.byOffices[ways.length - 2], all.byOffices[ways.length - 1]];
  if (coverage.parties.length === 1) {
    const reached = `${numbers.share(joint.within[at])} of ${numbers.count(all.offices)} offices`;
    return `${shortName(coverage.parties[0].name)} reaches ${reached} within ${daysText(withinDays[at])}.`;
  }
  const together =
    `Together, the carriers reach ${numbers.share(joint.within[at])} of ${numbers.count(all.offices)} offices within ` +
    `${daysText(withinDays[at])}, against ${numbers.share(better.within[at])} by the better of them alone.`;
  const gainer = gainingSender(coverage);
  if (gainer === undefined) return together;
  return (
    `${together} Parcels of ${gainer.name} get to ${numbers.share(gainer.alone)} of the offices over its own network, ` +
    `and to ${numbers.share(gainer.together)} with its ${coverage.parties.length === 2 ? 'partner' : 'partners'}.`
  );
}

/** The party whose own parcels get to more offices with its partners: the one that gains most. */
function gainingSender({ senders, parties }: Coverage): { name: string; alone: number; together: number } | undefined {
  const gains = senders.map(({ alone, together }) => together.served - alone.served);
  const most = gains.indexOf(Math.max(...gains));
  if (most < 0 || gains[most] < 0.0005) return undefined;
  const { alone, together } = senders[most];
  return { name: shortName(parties[most].name), alone: alone.served, together: together.served };
}

function tilesOf(coverage: Coverage, numbers: Numbers): Tile[] {
  const { all, ways, withinDays, gained } = coverage;
  const at = headlineStep(coverage);
  const [better, joint] = [all.byOffices[ways.length - 2], all.byOffices[ways.length - 1]];
  const { byPeople } = all;
  const within = daysText(withinDays[at]);
  const gainer = gainingSender(coverage);
  const most = gained.reduce((best, one) => (one.overBetter > best.overBetter ? one : best), gained[0]);
  const several = coverage.parties.length > 1;
  const before = (figure: string) => (several ? `${figure} by the better carrier alone` : 'over its own network');
  const tiles: (Tile | false)[] = [
    {
      term: `Offices within ${within}`,
      figure: numbers.share(joint.within[at]),
      detail: before(numbers.share(better.within[at])),
    },
    byPeople !== null && {
      term: `People within ${within}`,
      figure: numbers.share(byPeople[ways.length - 1].within[at]),
      detail: before(numbers.share(byPeople[ways.length - 2].within[at])),
    },
    gainer !== undefined && {
      term: `Reached by ${gainer.name}`,
      figure: numbers.share(gainer.together),
      detail: `of offices; ${numbers.share(gainer.alone)} over its own network`,
    },
    several && {
      term: `Brought within ${daysText(most.days)}`,
      figure: numbers.shortCount(most.overBetter),
      detail: 'offices that no carrier reaches so soon alone',
    },
    { term: 'Mean days to an office', figure: joint.meanDays.toFixed(2), detail: before(better.meanDays.toFixed(2)) },
    {
      term: 'Slowest tenth, days',
      figure: joint.worstTenthDays.toFixed(2),
      detail: several
        ? `${before(better.worstTenthDays.toFixed(2))}; Gini ${joint.gini.toFixed(3)}, was ${better.gini.toFixed(3)}`
        : `Gini ${joint.gini.toFixed(3)}`,
    },
  ];
  return tiles.filter((tile) => tile !== false);
}

function mapsSection({ ways, parties }: Coverage, map: CoverageMap, numbers: Numbers): Html {
  const shown = ways.flatMap((way, index) => (way.kind === 'joint' ? [] : [{ way, image: map.images[index] }]));
  const label = (way: CoverageWay) => wayLabel(way, parties);
  return html`<section aria-labelledby="maps">
    <h2 id="maps">Before, on the map</h2>
    <p class="finding">The same offices and colours, reached by each carrier over its own network only.</p>
    <div class="card">
      <div class="maps">
        ${shown.map(({ way, image }) =>
          mapFigure({
            height: map.height,
            points: image,
            alt: `Map of ${numbers.count(map.offices)} offices in the colours of the days to them: ${label(way)}`,
            caption: html`<h3>${label(way)}</h3>`,
          }),
        )}
      </div>
    </div>
  </section>`;
}

function methodSection(coverage: Coverage, numbers: Numbers): Html {
  const { origins, posted, weightG, product, share, beyondDays } = coverage;
  const from = {
    shipments: html`the ${numbers.count(origins.places)} places where the workspace's ${numbers.count(origins.parcels)}
    parcels start, each weighing as many parcels as start there`,
    centres: html`${numbers.count(origins.places)} fulfilment centres and hubs, each of the same weight`,
    everywhere: html`all ${numbers.count(origins.places)} postal codes, each of the same weight`,
  }[origins.kind];
  return html`<section aria-labelledby="method">
    <h2 id="method">What is measured</h2>
    <div class="card">
      <p>
        A prepaid parcel of ${numbers.count(weightG)} g (${product}) is sent to every office from ${from}, posted
        ${posted}. Days are counted from that day to the day of delivery. A carrier that does not own the place of
        origin collects in its postal code. An office counts as reached within so many days when ${numbers.share(share)}
        of what is sent there has arrived by then.
      </p>
      <p>
        An office is served by its own delivery rounds, or by another carrier that delivers in its postal code. Mean
        days are over all parcels; one that is not delivered within the horizon counts as ${numbers.count(beyondDays)}
        days. The Gini coefficient and the slowest tenth are of those means.
      </p>
      <p>
        Days follow from timetables and the agreement, as promises do: a departure counts where it has room for at least
        one such parcel. How many parcels fit is the plan's question.
      </p>
    </div>
  </section>`;
}

function shareText(share: number, numbers: Numbers): string {
  return share === 0.5 ? 'half' : numbers.share(share);
}

function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

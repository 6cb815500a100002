import type { Siting } from '../../domain/siting.js';
import { renderPage, type Tile } from '../page/frame.js';
import { periodOf } from '../page/headline.js';
import { html, type Html } from '../page/html.js';
import { shortName } from '../page/labels.js';
import { MAP_SCALE, mapFigure } from '../page/map-figure.js';
import { numbersOf, type Numbers } from '../page/numbers.js';
import { pointsSection } from './points-section.js';
import { setsSection } from './sets-section.js';
import type { SitingMap } from './siting-map.js';
import { addedWords, savingWords } from './siting-words.js';

/** Everything the page about siting shows. */
export interface SitingModel {
  readonly siting: Siting;
  readonly map: SitingMap | undefined;
  readonly notes: readonly string[]; // of the workspace
}

/** The page about where to meet next. `interline site` writes it as `siting.html`. */
export function renderSiting({ siting, map, notes }: SitingModel): string {
  const numbers = numbersOf(siting.currency);
  return renderPage(siting, {
    file: 'siting.html',
    title: `${siting.name}: where to meet next`,
    kind: 'sites',
    hero: {
      kicker: `Siting · ${periodOf(siting)}`,
      heading: siting.name,
      lede: sentence(siting, numbers),
      tiles: tilesOf(siting, numbers),
      map: map && mapOf(siting, map, numbers),
    },
    sections: [
      ...(siting.sets.length === 0 ? [] : [setsSection(siting, numbers)]),
      pointsSection(siting, numbers),
      methodSection(siting, numbers),
    ],
    notes,
    data: html`Every figure, all candidates included, is also in <code>siting.json</code>, beside this file.`,
    style: STYLE,
  });
}

const STYLE = `
.candidate{fill:none;stroke:var(--soft);stroke-width:1.6;opacity:.75}
.existing{fill:var(--card);stroke:var(--soft);stroke-width:3.4}
.places b{background:var(--joint);border-color:var(--card);color:var(--card)}
.legend .chosen{border-radius:50%;background:var(--joint)}
.legend .candidate-ring{border:1.5px solid var(--soft);border-radius:50%}
.legend .existing-ring{border:3px solid var(--soft);border-radius:50%;background:var(--card)}
.proposal{overflow-x:auto;font-size:.8125rem;line-height:1.5;margin:.8em 0 0}`;

function sentence(siting: Siting, numbers: Numbers): string {
  const { sets, existing, reachKm } = siting;
  if (siting.flows === 0) return 'No parcel may use a partner’s network, so no point would be used.';
  if (sets.length === 0) {
    return `No two facilities of different parties lie within ${numbers.count(reachKm)} km of each other and do not meet yet, so there is nowhere to add a point.`;
  }
  const [best] = sets;
  const proof = siting.proved
    ? `and it is proved that no others would save more`
    : 'the best found in the time there was';
  return (
    `With ${addedWords(best.points.length)} beside the ${numbers.count(existing.length)} there are, parcels that may change hands would ` +
    `cost ${numbers.shortMoney(siting.costNow - best.cost)} less to carry, ${proof}. ` +
    `The joint plan of all parcels ${savingWords(best.planSaving.amount, numbers)} with them.`
  );
}

function tilesOf(siting: Siting, numbers: Numbers): Tile[] {
  const { sets, existing, candidates, planNow } = siting;
  const counted = {
    term: 'Candidates',
    figure: numbers.count(candidates.length),
    detail: candidateDetail(siting, numbers),
  };
  if (sets.length === 0) return [counted];
  const [best] = sets;
  const saving = siting.costNow - best.cost;
  return [
    {
      term: 'Flows save',
      figure: numbers.shortMoney(saving),
      detail: `${numbers.change(-saving / siting.costNow)} of ${numbers.shortMoney(siting.costNow)} for ${numbers.shortCount(siting.parcels)} parcels`,
    },
    {
      term: siting.proved ? 'Proved best' : 'Proven within',
      figure: siting.proved ? 'Optimal' : numbers.gap((best.cost - siting.bound) / siting.bound),
      detail: `of ${numbers.count(candidates.length)} candidates, in ${numbers.seconds(siting.seconds)}`,
    },
    {
      term: best.planSaving.amount >= 0 ? 'Joint plan saves' : 'Joint plan costs more',
      figure: numbers.shortMoney(Math.abs(best.planSaving.amount)),
      detail: `certainly between ${numbers.shortMoney(best.planSaving.low)} and ${numbers.shortMoney(best.planSaving.high)}`,
    },
    {
      term: 'On time',
      figure: numbers.share(best.plan.onTime / Math.max(1, best.plan.parcels)),
      detail: `${numbers.share(planNow.onTime / Math.max(1, planNow.parcels))} without them`,
    },
    {
      term: 'Would change hands there',
      figure: numbers.shortCount(best.plan.tendered.slice(existing.length).reduce((sum, one) => sum + one, 0)),
      detail: `of ${numbers.shortCount(best.plan.tendered.reduce((sum, one) => sum + one, 0))} tendered in the plan`,
    },
    counted,
  ];
}

function candidateDetail({ reachKm, leftOut, existing }: Siting, numbers: Numbers): string {
  const more = leftOut === 0 ? '' : ` and ${numbers.count(leftOut)} pairs farther apart`;
  return `pairs of facilities within ${numbers.count(reachKm)} km, beside ${numbers.count(existing.length)} points there are${more}`;
}

function mapOf({ parties }: Siting, map: SitingMap, numbers: Numbers): Html {
  const circle = (kind: string, radius: number) => (at: readonly [number, number]) =>
    html`<circle
      class="${kind}"
      cx="${(at[0] * MAP_SCALE).toFixed(1)}"
      cy="${(at[1] * MAP_SCALE).toFixed(1)}"
      r="${radius}"
    />`;
  return mapFigure({
    height: map.height,
    points: map.image,
    glow: map.glow,
    alt: `Map drawn by ${numbers.count(map.facilities)} facilities as points; no borders`,
    vectors: [...map.candidates.map(circle('candidate', 5)), ...map.existing.map(circle('existing', 8))],
    places: map.added,
    caption: html`<p class="legend">
        <span><i class="chosen"></i>to be added</span>
        <span><i class="existing-ring"></i>there already</span>
        <span><i class="candidate-ring"></i>candidate</span>
        ${parties.map(({ name }, party) => html`<span><i class="dot party-${party}"></i>${shortName(name)}</span>`)}
      </p>
      <p class="fine">Each point is one of ${numbers.count(map.facilities)} facilities; no borders are drawn.</p>`,
  });
}

function methodSection(siting: Siting, numbers: Numbers): Html {
  return html`<section aria-labelledby="method">
    <h2 id="method">What is proved, and what is not</h2>
    <div class="card">
      <p>
        A <em>flow</em> is all parcels of a product from one facility to one hub of the partner that may use the
        partner's network: ${numbers.count(siting.flows)} flows, ${numbers.count(siting.parcels)} parcels. Each takes
        the cheapest way: to a point at its own carrier's costs, over the dock, and from there at the tariff; or over
        its own carrier's network; or outside both. Lateness is part of the cost. Timetables count with their rides and
        half the time between departures, and nothing is ever full.
      </p>
      <p>
        Under these costs the first set is
        ${siting.proved ? 'proved to be a cheapest one: the bound equals its cost' : html`within ${numbers.gap(siting.sets.length === 0 ? null : (siting.sets[0].cost - siting.bound) / siting.bound)} of the bound`}.
        ${siting.allProved && siting.sets.length > 1 && 'No set that is not in the table is cheaper than any that is.'}
        The joint plans know every departure, window and capacity; their intervals hold whatever better plans the gaps
        leave open. A new point gets the windows and the room of an existing one of middling size.
      </p>
      ${
        siting.proposal !== '' &&
        html`<details>
          <summary>The first set, as entries for the agreement</summary>
          <pre class="proposal"><code>${siting.proposal}</code></pre>
        </details>`
      }
    </div>
  </section>`;
}

import type { Growth, GrowthPromise, GrowthStep } from '../../domain/growth.js';
import { renderPage, type Tile } from '../page/frame.js';
import { html, type Html } from '../page/html.js';
import { numbersOf, type Numbers } from '../page/numbers.js';
import { bottleneckSection } from './bottlenecks.js';
import { courseSection } from './course.js';
import { bottleneckName, promiseText } from './growth-words.js';
import { remedySection } from './remedies.js';

/** The page about volume raised step by step: what is full first, when, and what keeps the promise. */
export function renderGrowth(growth: Growth): string {
  const numbers = numbersOf(growth.currency);
  return renderPage(growth, {
    file: 'growth.html',
    title: `${growth.name}: growth`,
    kind: 'growth page',
    hero: {
      kicker: `Growth · ${growth.to} times the volume in ${growth.months} months`,
      heading: growth.name,
      lede: sentence(growth, numbers),
      tiles: tilesOf(growth, numbers),
    },
    sections: [
      courseSection(growth, numbers),
      bottleneckSection(growth, numbers),
      remedySection(growth, numbers),
      methodSection(growth, numbers),
    ],
    notes: growth.notes,
    data: html`Every figure is also in <code>growth.json</code>, beside this file.`,
  });
}

/** The last step before the promise breaks for the first time; undefined when it is broken at once. */
function lastKept(steps: readonly GrowthStep[]): GrowthStep | undefined {
  const broken = steps.findIndex(({ kept }) => !kept);
  return broken < 0 ? steps.at(-1) : steps[broken - 1];
}

function sentence({ steps, promise }: Growth, numbers: Numbers): string {
  const last = steps[steps.length - 1];
  const kept = lastKept(steps);
  if (kept === last) {
    const grown = `At ${numbers.count(last.parcels)} parcels in the period, month ${last.month}`;
    return `${grown}, the networks as they are still keep the promise: ${numbers.share(last.asIs.onTimeShare)} arrive on time.`;
  }
  const holds = `As they are, the networks keep the promise ${untilText(kept, last)}; in month ${last.month} ${missText(last, promise, numbers)}.`;
  const { remedy } = last;
  if (remedy === null) return holds;
  const runs = remedy.runs.reduce((sum, one) => sum + one.runs, 0);
  const clauses = `${remedy.clauses.length} raised ${remedy.clauses.length === 1 ? 'clause' : 'clauses'}`;
  const set = `With ${numbers.count(runs)} added runs and ${clauses}`;
  if (!remedy.keeps) {
    return `${holds} ${set} ${numbers.share(remedy.outcome.onTimeShare)} arrive on time, the nearest to it that was found.`;
  }
  const change = remedy.outcome.costPerParcel - last.asIs.costPerParcel;
  const cost = `${numbers.money(Math.abs(change))} a parcel ${change > 0 ? 'dearer' : 'cheaper'} than without`;
  return `${holds} ${set} it is kept, ${cost}.`;
}

/** Until when a promise holds that is broken in the end. */
function untilText(kept: GrowthStep | undefined, last: GrowthStep): string {
  if (kept === undefined) return 'at no volume';
  if (kept === last) return 'to the end';
  return kept.month === 0 ? 'at the start only' : `to month ${kept.month}`;
}

/** Which share of a step misses the promise. */
function missText({ asIs, kept }: GrowthStep, promise: GrowthPromise, numbers: Numbers): string {
  const onTime = `${numbers.share(asIs.onTimeShare)} arrive on time`;
  if (kept) return `it is kept again: ${onTime}`;
  return asIs.onTimeShare < promise.onTimeShare ? onTime : `${numbers.share(asIs.unplannedShare)} stay unplanned`;
}

function tilesOf({ steps, bottlenecks, promise }: Growth, numbers: Numbers): Tile[] {
  const last = steps[steps.length - 1];
  const kept = lastKept(steps);
  const [first] = bottlenecks;
  const { remedy } = last;
  const tiles: (Tile | false)[] = [
    {
      term: 'The promise holds',
      figure: untilText(kept, last),
      detail: promiseText(promise, numbers),
    },
    {
      term: `On time in month ${last.month}`,
      figure: numbers.share(last.asIs.onTimeShare),
      detail: `as it is; ${numbers.share(steps[0].asIs.onTimeShare)} at the start`,
    },
    remedy !== null && {
      term: 'With runs and clauses',
      figure: numbers.share(remedy.outcome.onTimeShare),
      detail: remedy.keeps ? 'the promise is kept' : 'the nearest that was found',
    },
    {
      term: 'Cost a parcel',
      figure: numbers.money(last.asIs.costPerParcel),
      detail: `in month ${last.month}; ${numbers.money(steps[0].asIs.costPerParcel)} at the start`,
    },
    remedy !== null && {
      term: 'Runs added',
      figure: numbers.count(remedy.runs.reduce((sum, { runs }) => sum + runs, 0)),
      detail: `of ${numbers.count(remedy.runs.length)} trips, ${numbers.shortMoney(remedy.runCost)} in month ${last.month}`,
    },
    first !== undefined && {
      term: 'Binds first',
      figure: first.firstMonth === 0 ? 'at the start' : `in month ${first.firstMonth}`,
      detail: bottleneckName(first),
    },
  ];
  return tiles.filter((tile) => tile !== false);
}

function methodSection({ gap, steps, seconds, days }: Growth, numbers: Numbers): Html {
  const widest = Math.max(...steps.flatMap(({ asIs, remedy }) => [asIs.gap, remedy?.outcome.gap ?? 0]));
  return html`<section aria-labelledby="method">
    <h2 id="method">How this was found</h2>
    <div class="card">
      <p>
        Every step is a joint plan of the whole horizon of ${days} days with each parcel as often as the volume says,
        searched to a certified gap of ${numbers.fineShare(gap)} (the widest is ${numbers.fineShare(widest)}),
        ${numbers.seconds(seconds)} in all. Volume grows by the same factor every month, and everything grows alike.
      </p>
      <p>
        A departure, block, office or interchange binds where the prices that prove the plan’s bound say that more of it
        would make the plan cheaper. What a tenth more is worth holds for a little more, not for very much more.
      </p>
      <p>
        Where the promise is broken, blocks, windows and shares that bind may grow with the volume, and full trips may
        be given runs at their cost. Lateness is then weighed ever more until the promise is kept: the runs and clauses
        of that plan are the cheapest, within the gap, for the share on time they reach.
      </p>
    </div>
  </section>`;
}

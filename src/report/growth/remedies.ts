import type { Growth, GrowthStep, Remedy } from '../../domain/growth.js';
import { dataTable } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import type { Numbers } from '../page/numbers.js';
import { withoutText } from './growth-words.js';

const RUNS_SHOWN = 20;

/** The runs and clauses that keep the promise at the end, and how they build up. */
export function remedySection({ steps }: Growth, numbers: Numbers): Html {
  const remedied = steps.flatMap((step) => (step.remedy === null ? [] : [{ ...step, remedy: step.remedy }]));
  const last = remedied.at(-1);
  if (last === undefined) return html``;
  const { remedy, month } = last;
  return html`<section aria-labelledby="remedies">
    <h2 id="remedies">What keeps the promise</h2>
    <p class="finding">${finding(remedy, month, numbers)}</p>
    <div class="cards ${remedy.runs.length > 0 && remedy.clauses.length > 0 && 'two'}">
      ${remedy.runs.length > 0 && html`<div class="card">${runTable(remedy, month, numbers)}</div>`}
      ${remedy.clauses.length > 0 && html`<div class="card">${clauseTable(remedy, month, numbers)}</div>`}
    </div>
    ${remedied.length > 1 && html`<div class="card">${courseTable(remedied, numbers)}</div>`}
  </section>`;
}

function finding({ keeps, outcome, lateTimes, runs, clauses }: Remedy, month: number, numbers: Numbers): string {
  if (runs.length === 0 && clauses.length === 0) return `No added run and no clause helps in month ${month}.`;
  const reached = `${numbers.share(outcome.onTimeShare)} on time in month ${month}`;
  const unweighed =
    runs.length === 0
      ? 'It needs no added run.'
      : 'The runs pay for themselves: the plan with them is the cheapest there is.';
  const weight = lateTimes === 1 ? unweighed : `To reach it, lateness was weighed ${lateTimes} times its price.`;
  return keeps
    ? `The cheapest set found brings ${reached}. ${weight}`
    : `No set was found that keeps the promise; this one comes nearest, with ${reached}.`;
}

function runTable({ runs, runCost }: Remedy, month: number, numbers: Numbers): Html {
  const shown = runs.slice(0, RUNS_SHOWN);
  return html`${dataTable({
      caption: `Runs to add in month ${month}`,
      columns: [{ heading: 'Trip', kind: 'words' }, { heading: 'Runs' }, { heading: 'On days' }, { heading: 'Cost' }],
      rows: shown.map(({ party, trip, name, runs: count, days, cost, offered }) => [
        html`${name}<small>${party}:${trip}${offered && ', offered by options.txt'}</small>`,
        numbers.count(count),
        numbers.count(days),
        numbers.money(cost),
      ]),
    })}
    <p class="fine">
      ${shown.length < runs.length && `The dearest ${shown.length} of ${numbers.count(runs.length)} trips. `}All runs
      cost ${numbers.money(runCost)} over the horizon.
    </p>`;
}

function clauseTable({ clauses }: Remedy, month: number, numbers: Numbers): Html {
  return html`${dataTable({
      caption: `Clauses to raise by month ${month}`,
      columns: [{ heading: 'Clause', kind: 'words' }, { heading: 'To times' }, { heading: 'Without it' }],
      rows: clauses.map((raised) => [
        html`${raised.on}<small>${raised.clause}: ${raised.says}</small>`,
        raised.times.toFixed(2),
        withoutText(raised, numbers),
      ]),
    })}
    <p class="fine">
      “To times” is of what the clause grants now, where the plan uses most; “without it” leaves only this clause as it
      is. Clauses that make no difference are left out.
    </p>`;
}

function courseTable(
  steps: readonly (Omit<GrowthStep, 'remedy'> & { readonly remedy: Remedy })[],
  numbers: Numbers,
): Html {
  return dataTable({
    caption: 'How it builds up',
    columns: [
      { heading: 'Month', kind: 'words' },
      { heading: 'Trips with runs' },
      { heading: 'Runs' },
      { heading: 'They cost' },
      { heading: 'Clauses raised' },
      { heading: 'Cost of all, as it is' },
      { heading: 'With them' },
    ],
    rows: steps.map(({ month, asIs, remedy }) => [
      `Month ${month}`,
      numbers.count(remedy.runs.length),
      numbers.count(remedy.runs.reduce((sum, { runs }) => sum + runs, 0)),
      numbers.shortMoney(remedy.runCost),
      numbers.count(remedy.clauses.length),
      numbers.shortMoney(asIs.cost),
      numbers.shortMoney(remedy.outcome.cost),
    ]),
  });
}

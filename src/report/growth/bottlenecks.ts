import { BOTTLENECK_KINDS, type Bottleneck, type Growth } from '../../domain/growth.js';
import { legend } from '../page/charts.js';
import { dataTable } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import type { Numbers } from '../page/numbers.js';
import { firstOfEachStep, KIND_WORDS } from './growth-words.js';

const SHOWN = 25;

/** What binds first, when, and what a tenth more of it would be worth. */
export function bottleneckSection(growth: Growth, numbers: Numbers): Html {
  const { bottlenecks, steps } = growth;
  const first = steps[0].binding;
  const last = steps[steps.length - 1].binding;
  const kinds = BOTTLENECK_KINDS.filter((kind) => steps.some(({ binding }) => binding[kind] > 0));
  if (kinds.length === 0) return html``;
  const shown = firstOfEachStep(bottlenecks, SHOWN);
  return html`<section aria-labelledby="binds">
    <h2 id="binds">What is full first, and when</h2>
    <p class="finding">
      ${kinds
        .map(
          (kind) =>
            `${numbers.count(last[kind])} ${KIND_WORDS[kind][last[kind] === 1 ? 0 : 1]} (${first[kind]} at the start)`,
        )
        .join(', ')}
      bind at the end.
    </p>
    <div class="card">
      ${dataTable({
        caption: 'What binds, by kind and month',
        columns: [
          { heading: 'Kind', kind: 'words' },
          ...steps.map(({ month }) => ({ heading: month === 0 ? 'Start' : `Month ${month}` })),
        ],
        rows: kinds.map((kind) => [
          html`${capital(KIND_WORDS[kind][1])}<small>${KIND_WORDS[kind][2]}</small>`,
          ...steps.map(({ binding }) => numbers.count(binding[kind])),
        ]),
      })}
    </div>
    <div class="card">
      ${dataTable({
        caption: `The first to bind in each step${shown.length < bottlenecks.length ? ', most valuable of each' : ''}`,
        columns: [
          { heading: 'What', kind: 'words' },
          { heading: 'First' },
          { heading: 'Steps, first to last', kind: 'words' },
          { heading: 'Binding at the end' },
          { heading: 'A tenth more is worth, at first' },
          { heading: 'At the end' },
        ],
        rows: shown.map((one) => {
          const at = steps.findIndex(({ month }) => month === one.firstMonth);
          return [
            html`${one.name}<small
                >${one.party === '' ? one.id : `${one.party}:${one.id}`}, ${KIND_WORDS[one.kind][2]}</small
              >`,
            one.firstMonth === 0 ? 'start' : `month ${one.firstMonth}`,
            strip(one),
            numbers.count(one.binding[steps.length - 1]),
            numbers.shortMoney(one.worth[at]),
            numbers.shortMoney(one.worth[steps.length - 1]),
          ];
        }),
      })}
      ${legend([
        { label: 'does not bind', tone: 'heat-0' },
        { label: 'binds', tone: 'heat-2' },
        { label: 'worth most', tone: 'heat-5' },
      ])}
    </div>
  </section>`;
}

function strip({ binding, worth }: Bottleneck): Html {
  const most = Math.max(...worth);
  const text = `binds in ${binding.filter((count) => count > 0).length} of ${binding.length} steps`;
  return html`<span class="strip" role="img" aria-label="${text}">
    ${worth.map((amount) => {
      const heat = amount <= 0 ? 0 : amount >= most ? 5 : 1 + Math.floor((amount / most) * 3.999);
      return html`<i class="fill heat-${heat}"></i>`;
    })}
  </span>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

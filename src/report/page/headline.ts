import type { Summary } from '../summary.js';
import { html, type Html } from './html.js';
import type { Numbers } from './numbers.js';

/** Title, one sentence that says it all, and the numbers a board asks for first. */
export function headline(summary: Summary, numbers: Numbers): Html {
  const { joint, alone, saving, parties } = summary;
  const period = periodOf(summary);
  return html`<div class="headline">
    <p class="kicker">${alone === null ? 'Plan' : 'Joint plan'} · ${period}</p>
    <h1>${summary.name}</h1>
    <p class="lede">${sentence(summary, numbers)}</p>
    <dl class="tiles">
      ${
        saving !== null &&
        alone !== null &&
        tile(
          'Saving',
          numbers.shortMoney(saving.amount),
          `${numbers.change(-saving.share)} against ${numbers.shortMoney(alone.total.cost)} alone`,
        )
      }
      ${tile(
        'On time',
        numbers.share(joint.total.onTimeShare),
        alone === null
          ? `${numbers.count(summary.onTime)} of ${numbers.count(summary.parcels)} parcels`
          : `${numbers.share(alone.total.onTimeShare)} alone`,
      )}
      ${tile(
        'Cost a parcel',
        numbers.money(joint.total.costPerParcel),
        alone === null ? numbers.shortMoney(summary.cost) : `${numbers.money(alone.total.costPerParcel)} alone`,
      )}
      ${tile(
        'Proven within',
        numbers.gap(summary.gap),
        `of the best plan possible, after ${numbers.seconds(summary.seconds)}`,
      )}
      ${
        parties.length > 1 &&
        tile(
          'Change hands',
          numbers.shortCount(joint.total.interlined),
          `${numbers.share(ratio(joint.total.interlined, summary.parcels))} of parcels are interlined`,
        )
      }
      ${tile(
        'Emissions',
        numbers.mass(joint.total.co2Kg.total),
        alone === null
          ? 'CO₂e of the planned parcels'
          : `CO₂e, ${numbers.change(ratio(joint.total.co2Kg.total, alone.total.co2Kg.total) - 1)} against alone`,
      )}
    </dl>
  </div>`;
}

/** `23 to 30 November 2026`, from the first and the last service day. */
export function periodOf({ start, days }: Summary): string {
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

function tile(term: string, figure: string, detail: string): Html {
  return html`<div class="tile">
    <dt>${term}</dt>
    <dd><strong>${figure}</strong><span>${detail}</span></dd>
  </div>`;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

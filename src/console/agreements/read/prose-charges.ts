import type { AgreementTerms } from '../../../domain/agreement-terms.js';
import type { Paragraph, ProseTools, Section, Sentence } from './prose-tools.js';

/** The parts of terms that types leave open, as the reader of agreements writes them. */
interface Tariff {
  readonly volumetric_divisor_cm3_per_kg: number;
  readonly zones: { readonly bands: readonly number[] };
  readonly linehaul: { readonly per_kg: readonly number[] };
  readonly delivery: {
    readonly base: { readonly upto_kg: number; readonly rates: readonly number[] };
    readonly step: { readonly kg: number; readonly rates: readonly number[] };
    readonly branch_office: number;
  };
  readonly interchange: { readonly per_parcel: number };
  readonly cod: { readonly percent: number; readonly least: number };
  readonly return: { readonly factor: number };
  readonly block_space: { readonly hard_per_kg: number };
  readonly volume_discount: readonly { readonly from_monthly: number; readonly percent: number }[];
  readonly tax_percent: number;
}

interface Target {
  readonly metric: string;
  readonly at_least: number;
  readonly per: string;
  readonly penalty: { readonly per_parcel: number; readonly capped_percent_of_invoice?: number | undefined };
}

interface Service {
  readonly clock: { readonly start: string; readonly stop: string };
  readonly targets: readonly Target[];
  readonly excused: readonly string[];
}

interface Rest {
  readonly liability: {
    readonly per_parcel_max: number;
    readonly custody_passes: string;
    readonly lost_after_days: number;
    readonly unknown_point: string;
  };
  readonly discrepancies: {
    readonly report_within_hours: number;
    readonly silent: string;
    readonly weight_tolerance_g: number;
    readonly offline_hours?: number;
  };
  /** Of these only what is not usual is there. */
  readonly containers?: Readonly<
    Record<'bag' | 'cage', { readonly weight_kg_max: number; readonly pieces_max: number }>
  >;
  readonly exceptions?: {
    readonly no_scan_hours: number;
    readonly stuck_hours: number;
    readonly slack_minutes: number;
  };
  readonly settlement: {
    readonly cycle: string;
    readonly statement_day: number;
    readonly dispute_days: number;
    readonly silent: string;
    readonly cod_remit_days: number;
    readonly net: boolean;
  };
  readonly gain_share: { readonly method: string };
  readonly visibility: {
    readonly shared: readonly string[];
    readonly after_custody: readonly string[];
    readonly never: readonly string[];
  };
}

/** What is charged, measured, owed and shown. */
export function chargeSections(terms: AgreementTerms, tools: ProseTools): Omit<Section, 'title'>[] {
  const rest = terms as unknown as Rest;
  return [
    { id: 'tariff', paragraphs: tariffOf(terms.tariff as unknown as Tariff, tools) },
    { id: 'service', paragraphs: serviceOf(terms.service as unknown as Service, tools) },
    { id: 'liability', paragraphs: liabilityOf(rest, tools) },
    { id: 'settlement', paragraphs: settlementOf(rest, tools) },
    { id: 'visibility', paragraphs: visibilityOf(rest, tools) },
  ];
}

function tariffOf(tariff: Tariff, tools: ProseTools): Paragraph[] {
  const { sentence, number, money, percent, list, t } = tools;
  const zoned = (rates: readonly number[]): string => zonesWords(rates, tariff.zones.bands, tools);
  const { delivery, volume_discount: discounts } = tariff;
  const steps = discounts.map(({ from_monthly: from, percent: less }) =>
    t('prose.tariff.discountStep', { percent: percent(less), count: number(from) }),
  );
  return [
    paragraph('tariff.linehaul', [
      sentence('tariff.linehaul.per_kg', 'prose.tariff.linehaul', { zones: zoned(tariff.linehaul.per_kg) }),
      sentence('tariff.volumetric_divisor_cm3_per_kg', 'prose.tariff.volumetric', {
        cm3: number(tariff.volumetric_divisor_cm3_per_kg),
      }),
    ]),
    paragraph('tariff.delivery', [
      sentence('tariff.delivery.base', 'prose.tariff.base', {
        kg: number(delivery.base.upto_kg),
        zones: zoned(delivery.base.rates),
      }),
      sentence('tariff.delivery.step', 'prose.tariff.step', {
        kg: number(delivery.step.kg),
        zones: zoned(delivery.step.rates),
      }),
      sentence('tariff.delivery.branch_office', 'prose.tariff.branch', { amount: money(delivery.branch_office) }),
    ]),
    paragraph('tariff.other', [
      sentence('tariff.interchange', 'prose.tariff.interchange', { amount: money(tariff.interchange.per_parcel) }),
      sentence('tariff.cod', 'prose.tariff.cod', {
        percent: percent(tariff.cod.percent),
        least: money(tariff.cod.least),
      }),
      sentence('tariff.return', 'prose.tariff.return', { factor: number(tariff.return.factor) }),
      sentence('tariff.block_space', 'prose.tariff.hard', { amount: money(tariff.block_space.hard_per_kg) }),
      ...(steps.length === 0
        ? []
        : [sentence('tariff.volume_discount', 'prose.tariff.discount', { steps: list(steps) })]),
      sentence('tariff.tax_percent', 'prose.tariff.tax', { percent: percent(tariff.tax_percent) }),
    ]),
  ];
}

/** Rates by distance; one that is the same everywhere is said once. */
function zonesWords(rates: readonly number[], bands: readonly number[], tools: ProseTools): string {
  const { money, number, list, t } = tools;
  const [first = 0] = rates;
  if (rates.every((rate) => rate === first)) return t('prose.tariff.every', { amount: money(first) });
  return list(
    rates.map((rate, zone) =>
      zone < bands.length
        ? t('prose.tariff.zone', { amount: money(rate), km: number(bands[zone]) })
        : t('prose.tariff.zoneLast', { amount: money(rate), km: number(bands.at(-1) ?? 0) }),
    ),
  );
}

function serviceOf({ clock, targets, excused }: Service, tools: ProseTools): Paragraph[] {
  const { sentence, code, codes, share, money, percent } = tools;
  const measured = targets.map((target) => {
    const { metric, per, at_least: least, penalty } = target;
    const path = `service.targets[${metric} a ${per}]`;
    const { per_parcel: amount, capped_percent_of_invoice: cap } = penalty;
    return paragraph(path, [
      sentence(path, 'prose.service.target', { metric: code(metric), share: share(least), per: code(per) }),
      cap === undefined
        ? sentence(`${path}.penalty`, 'prose.service.penalty', { amount: money(amount) })
        : sentence(`${path}.penalty`, 'prose.service.penaltyCapped', { amount: money(amount), percent: percent(cap) }),
    ]);
  });
  return [
    paragraph('service.clock', [
      sentence('service.clock', 'prose.service.clock', { start: code(clock.start), stop: code(clock.stop) }),
      ...(excused.length === 0
        ? []
        : [sentence('service.excused', 'prose.service.excused', { reasons: codes(excused) })]),
    ]),
    ...measured,
  ];
}

function liabilityOf({ liability, discrepancies, containers, exceptions }: Rest, tools: ProseTools): Paragraph[] {
  const { sentence, code, money, unit, number } = tools;
  return [
    paragraph('liability', [
      sentence('liability.per_parcel_max', 'prose.liability.limit', { amount: money(liability.per_parcel_max) }),
      sentence('liability.custody_passes', 'prose.liability.custody', { when: code(liability.custody_passes) }),
      sentence('liability.lost_after_days', 'prose.liability.lost', { days: unit(liability.lost_after_days, 'day') }),
      sentence('liability.unknown_point', 'prose.liability.unknown', { how: code(liability.unknown_point) }),
    ]),
    paragraph('discrepancies', [
      sentence('discrepancies.report_within_hours', 'prose.discrepancies.report', {
        hours: unit(discrepancies.report_within_hours, 'hour'),
      }),
      sentence('discrepancies.silent', 'prose.discrepancies.silent', { meaning: code(discrepancies.silent) }),
      sentence('discrepancies.weight_tolerance_g', 'prose.discrepancies.weight', {
        g: number(discrepancies.weight_tolerance_g),
      }),
      ...(discrepancies.offline_hours === undefined
        ? []
        : [
            sentence('discrepancies.offline_hours', 'prose.discrepancies.offline', {
              hours: unit(discrepancies.offline_hours, 'hour'),
            }),
          ]),
    ]),
    ...(containers === undefined ? [] : [containersOf(containers, tools)]),
    ...(exceptions === undefined ? [] : [exceptionsOf(exceptions, tools)]),
  ];
}

function containersOf({ bag, cage }: NonNullable<Rest['containers']>, { sentence, number }: ProseTools): Paragraph {
  const holds = (one: typeof bag) => ({ kg: number(one.weight_kg_max), count: number(one.pieces_max) });
  return paragraph('containers', [
    sentence('containers.bag', 'prose.containers.bag', holds(bag)),
    sentence('containers.cage', 'prose.containers.cage', holds(cage)),
  ]);
}

function exceptionsOf(times: NonNullable<Rest['exceptions']>, { sentence, unit }: ProseTools): Paragraph {
  return paragraph('exceptions', [
    sentence('exceptions', 'prose.exceptions', {
      scan: unit(times.no_scan_hours, 'hour'),
      stuck: unit(times.stuck_hours, 'hour'),
      slack: unit(times.slack_minutes, 'minute'),
    }),
  ]);
}

function settlementOf({ settlement, gain_share: gain }: Rest, tools: ProseTools): Paragraph[] {
  const { sentence, code, unit } = tools;
  return [
    paragraph('settlement', [
      sentence('settlement.cycle', 'prose.settlement.cycle', {
        cycle: code(settlement.cycle),
        day: settlement.statement_day,
      }),
      sentence('settlement.dispute_days', 'prose.settlement.dispute', {
        days: unit(settlement.dispute_days, 'day'),
        meaning: code(settlement.silent),
      }),
      sentence('settlement.cod_remit_days', 'prose.settlement.cod', { days: unit(settlement.cod_remit_days, 'day') }),
      sentence('settlement.net', settlement.net ? 'prose.settlement.net' : 'prose.settlement.gross'),
    ]),
    paragraph('gain_share', [sentence('gain_share.method', 'prose.settlement.gain', { method: code(gain.method) })]),
  ];
}

function visibilityOf({ visibility }: Rest, { sentence, codes }: ProseTools): Paragraph[] {
  const sentences: Sentence[] = [];
  const { shared, after_custody: after, never } = visibility;
  if (shared.length > 0) {
    sentences.push(sentence('visibility.shared', 'prose.visibility.shared', { fields: codes(shared) }));
  }
  if (after.length > 0) {
    sentences.push(sentence('visibility.after_custody', 'prose.visibility.after', { fields: codes(after) }));
  }
  if (never.length > 0) {
    sentences.push(sentence('visibility.never', 'prose.visibility.never', { fields: codes(never) }));
  }
  return sentences.length === 0 ? [] : [paragraph('visibility', sentences)];
}

function paragraph(path: string, sentences: readonly Sentence[]): Paragraph {
  return { path, sentences };
}

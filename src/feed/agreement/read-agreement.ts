import { parseDate } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import {
  USUAL_CONTAINERS,
  USUAL_OFFLINE_HOURS,
  USUAL_TIMES,
  type Agreement,
  type ContainerLimits,
  type ExceptionTimes,
  type Liability,
  type Service,
  type Settlement,
  type Visibility,
} from '../../domain/agreement.js';
import { CONTAINER_KINDS } from '../../domain/container.js';
import { readCapacity, readProductTerms } from './agreement-capacity.js';
import { partyOf, type AgreementContext } from './agreement-context.js';
import { readInterchanges } from './agreement-interchange.js';
import { readTariff } from './agreement-tariff.js';
import type { FaultList } from '../tables/fault-list.js';
import { YamlValue } from '../tables/yaml-value.js';

/** Reads the text of `agreement.yaml`, with its references resolved; every fault is added to `faults`. */
export function readAgreement(
  context: AgreementContext,
  source: { readonly text: string; readonly file: string; readonly faults: FaultList },
): Agreement {
  return agreementOf(context, YamlValue.parse(source.text, source.file, source.faults));
}

/** The agreement that a parsed file holds. */
export function agreementOf(context: AgreementContext, file: YamlValue): Agreement {
  const root = file.only([
    'agreement', 'version', 'parties', 'effective', 'currency', 'interchange', 'products', 'capacity', 'tariff', 'service',
    'liability', 'containers', 'discrepancies', 'exceptions', 'settlement', 'gain_share', 'visibility',
  ]); // prettier-ignore
  const effective = root.get('effective').only(['from', 'until']);
  const discrepancies = root
    .get('discrepancies')
    .only(['report_within_hours', 'silent', 'weight_tolerance_g', 'offline_hours']);
  const methods = ['shapley', 'proportional', 'equal_profit', 'none'] as const;
  checkCurrency(context, root.get('currency'));
  const agreement: Agreement = {
    id: root.get('agreement').required('an id').text(''),
    version: root.get('version').number(1, { min: 0, whole: true }),
    parties: readParties(context, root.get('parties')),
    effectiveFrom: effective.get('from').date('0001-01-01'),
    effectiveUntil: effective.get('until').date('9999-12-31'),
    currency: context.currency,
    interchanges: readInterchanges(context, root.get('interchange')),
    products: readProductTerms(context, root.get('products')),
    capacity: readCapacity(context, root.get('capacity')),
    tariff: readTariff(context, root.get('tariff')),
    service: readService(context, root.get('service')),
    liability: readLiability(context, root.get('liability')),
    containers: readContainers(root.get('containers')),
    discrepancies: {
      reportWithinHours: discrepancies.get('report_within_hours').number(24),
      silent: discrepancies.get('silent').text('accepted_as_manifested'),
      weightToleranceG: discrepancies.get('weight_tolerance_g').number(50, { whole: true }),
      offlineHours: discrepancies.get('offline_hours').number(USUAL_OFFLINE_HOURS),
    },
    exceptions: readTimes(root.get('exceptions')),
    settlement: readSettlement(root.get('settlement')),
    gainShare: { method: root.get('gain_share').only(['method']).get('method').oneOf(methods, 'shapley') },
    visibility: readVisibility(root.get('visibility')),
  };
  const { effectiveFrom, effectiveUntil } = agreement;
  if ((parseDate(effectiveFrom) as number) > (parseDate(effectiveUntil) as number)) {
    effective.get('until').fault({ code: 'bad_date', message: 'the agreement ends before it starts' });
  }
  return agreement;
}

function checkCurrency(context: AgreementContext, value: YamlValue): void {
  if (value.isAbsent || value.text('') === context.currency) return;
  const message = 'the agreement and interline.yaml name different currencies';
  value.fault({ code: 'currency_differs', message, allowed: context.currency });
}

function readParties(context: AgreementContext, value: YamlValue): number[] {
  const parties: number[] = [];
  for (const item of value.required('a list of party ids').items()) {
    const party = partyOf(context, item, item.text(''));
    if (parties.includes(party)) item.fault({ code: 'duplicate_id', message: 'the party is given twice' });
    else if (party !== NONE) parties.push(party);
  }
  return parties;
}

function readService(context: AgreementContext, value: YamlValue): Service {
  value.only(['clock', 'targets', 'excused']);
  const clock = value.get('clock').only(['start', 'stop']);
  return {
    clockStart: clock.get('start').text('interchange_received'),
    clockStop: clock.get('stop').text('delivered_or_first_attempt'),
    targets: value
      .get('targets')
      .items()
      .map((item) => {
        item.only(['metric', 'at_least', 'per', 'penalty']);
        const penalty = item.get('penalty').only(['per_parcel_late', 'per_parcel', 'capped_percent_of_invoice']);
        const perParcel = penalty.get('per_parcel_late').isAbsent
          ? penalty.get('per_parcel')
          : penalty.get('per_parcel_late');
        const cap = penalty.get('capped_percent_of_invoice');
        return {
          metric: item.get('metric').required().text(''),
          atLeast: item.get('at_least').required().number(0, { max: 1, suggestion: 'A share, such as 0.95.' }),
          per: item.get('per').text('month'),
          penaltyPerParcel: perParcel.money(0, context.minorPerMajor),
          cappedPercentOfInvoice: cap.isAbsent ? undefined : cap.number(100, { max: 100 }),
        };
      }),
    excused: readTexts(value.get('excused')),
  };
}

function readLiability(context: AgreementContext, value: YamlValue): Liability {
  value.only(['per_parcel_max', 'custody_passes', 'lost_after_days', 'unknown_point']);
  return {
    perParcelMax: value.get('per_parcel_max').money(0, context.minorPerMajor),
    custodyPasses: value.get('custody_passes').text('at_received_scan'),
    lostAfterDays: value.get('lost_after_days').number(15, { whole: true }),
    unknownPoint: value.get('unknown_point').text('split_by_charge'),
  };
}

function readContainers(value: YamlValue): ContainerLimits {
  value.only(CONTAINER_KINDS);
  const limits = CONTAINER_KINDS.map((kind) => {
    const usual = USUAL_CONTAINERS[kind];
    const one = value.get(kind).only(['weight_kg_max', 'pieces_max']);
    const weightKgMax = one.get('weight_kg_max').number(usual.weightKgMax, { min: 1 });
    return [kind, { weightKgMax, piecesMax: one.get('pieces_max').number(usual.piecesMax, { min: 1, whole: true }) }];
  });
  return Object.fromEntries(limits) as ContainerLimits;
}

function readTimes(value: YamlValue): ExceptionTimes {
  value.only(['no_scan_hours', 'stuck_hours', 'slack_minutes']);
  return {
    noScanHours: value.get('no_scan_hours').number(USUAL_TIMES.noScanHours, { min: 1 }),
    stuckHours: value.get('stuck_hours').number(USUAL_TIMES.stuckHours, { min: 1 }),
    slackMinutes: value.get('slack_minutes').number(USUAL_TIMES.slackMinutes),
  };
}

function readSettlement(value: YamlValue): Settlement {
  value.only(['cycle', 'statement_day', 'dispute_days', 'silent', 'cod_remit_days', 'net']);
  return {
    cycle: value.get('cycle').text('monthly'),
    statementDay: value.get('statement_day').number(3, { min: 1, max: 28, whole: true }),
    disputeDays: value.get('dispute_days').number(7, { whole: true }),
    silent: value.get('silent').text('accepted'),
    codRemitDays: value.get('cod_remit_days').number(7, { whole: true }),
    net: value.get('net').boolean(true),
  };
}

function readVisibility(value: YamlValue): Visibility {
  value.only(['shared', 'after_custody', 'never']);
  return {
    shared: readTexts(value.get('shared')),
    afterCustody: readTexts(value.get('after_custody')),
    never: readTexts(value.get('never')),
  };
}

function readTexts(value: YamlValue): string[] {
  return value.items().map((item) => item.text(''));
}

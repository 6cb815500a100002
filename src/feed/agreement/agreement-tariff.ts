import type { Tariff } from '../../domain/agreement.js';
import type { AgreementContext } from './agreement-context.js';
import type { YamlValue } from '../tables/yaml-value.js';

/** Reads `tariff`: what the carrying party charges the other. Every list of rates needs one rate for each zone. */
export function readTariff(context: AgreementContext, value: YamlValue): Tariff {
  const { minorPerMajor } = context;
  if (value.isAbsent) {
    const message = 'there is no tariff, so partners carry for nothing';
    value.fault({ code: 'tariff_gap', severity: 'warning', message, allowed: 'zones, linehaul and delivery rates' });
  }
  value.only([
    'volumetric_divisor_cm3_per_kg', 'zones', 'linehaul', 'delivery', 'interchange', 'cod', 'return', 'block_space',
    'volume_discount', 'tax_percent',
  ]); // prettier-ignore
  const zoneKm = readZones(value.get('zones'));
  const rates = (list: YamlValue) => readRates(list, zoneKm.length + 1, minorPerMajor, !value.isAbsent);
  const linehaul = value.get('linehaul').only(['per_kg']);
  const delivery = value.get('delivery').only(['base', 'step', 'branch_office']);
  const base = delivery.get('base').only(['upto_kg', 'rates']);
  const step = delivery.get('step').only(['kg', 'rates']);
  const cod = value.get('cod').only(['percent', 'least']);
  const percent = { max: 100, suggestion: 'The value is in per cent.' };
  return {
    volumetricCm3PerKg: value.get('volumetric_divisor_cm3_per_kg').number(5000, { min: 1 }),
    zoneKm,
    linehaulPerKg: rates(linehaul.get('per_kg')),
    deliveryBaseKg: base.get('upto_kg').number(0.5),
    deliveryBase: rates(base.get('rates')),
    deliveryStepKg: step.get('kg').number(0.5, { min: 0.001 }),
    deliveryStep: rates(step.get('rates')),
    branchOffice: delivery.get('branch_office').money(0, minorPerMajor),
    interchangePerParcel: value.get('interchange').only(['per_parcel']).get('per_parcel').money(0, minorPerMajor),
    codPercent: cod.get('percent').number(0, percent),
    codLeast: cod.get('least').money(0, minorPerMajor),
    returnFactor: value.get('return').only(['factor']).get('factor').number(1, { max: 10 }),
    hardBlockPerKg: value.get('block_space').only(['hard_per_kg']).get('hard_per_kg').money(0, minorPerMajor),
    volumeDiscounts: readDiscounts(value.get('volume_discount')),
    taxPercent: value.get('tax_percent').number(0, percent),
  };
}

function readZones(value: YamlValue): number[] {
  value.only(['by', 'bands']);
  value.get('by').oneOf(['distance_km'], 'distance_km');
  const limits: number[] = [];
  for (const item of value.get('bands').items()) {
    const km = item.number(0, { max: 50_000 });
    if (limits.length > 0 && km <= (limits.at(-1) as number)) {
      item.fault({ code: 'not_ascending', message: 'zone limits must ascend', allowed: `more than ${limits.at(-1)}` });
    }
    limits.push(km);
  }
  return limits;
}

/** Minor money by zone; missing rates are faults and count as the last one that is given. */
function readRates(list: YamlValue, zones: number, minorPerMajor: number, expected: boolean): number[] {
  if (list.isAbsent) {
    if (expected) {
      const message = 'there are no rates, so this is free of charge';
      list.fault({ code: 'tariff_gap', severity: 'warning', message, allowed: `${zones} rates, one for each zone` });
    }
    return Array.from({ length: zones }, () => 0);
  }
  const rates = list.items().map((item) => item.required().money(0, minorPerMajor));
  if (rates.length !== zones) {
    const message = rates.length < zones ? 'zones without a rate' : 'more rates than zones';
    const suggestion = 'Zones are one more than the limits in zones.bands: the last has no end.';
    list.fault({
      code: 'tariff_gap',
      message,
      value: `${rates.length} rates`,
      allowed: `${zones} rates, one for each zone`,
      suggestion,
    });
  }
  return Array.from({ length: zones }, (_, zone) => rates[zone] ?? rates.at(-1) ?? 0);
}

function readDiscounts(value: YamlValue): { fromMonthly: number; percent: number }[] {
  let before = -1;
  return value.items().map((item) => {
    item.only(['from_monthly', 'percent']);
    const fromMonthly = item.get('from_monthly').required().number(0, { whole: true });
    if (fromMonthly <= before) item.fault({ code: 'not_ascending', message: 'discounts must ascend by volume' });
    before = fromMonthly;
    return { fromMonthly, percent: item.get('percent').required().number(0, { max: 100 }) };
  });
}

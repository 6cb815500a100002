/** How a field is written on the page, and read into what the server takes. */
export type FieldKind =
  | 'text'
  | 'lines'
  | 'day'
  | 'flag'
  | 'whole'
  | 'number'
  | 'money'
  | 'rupees'
  | 'percent'
  | 'list';

/** Fields of a parcel, by their path in a declaration, in the order of the page. Goods come after the currency. */
export const PARCEL_FIELDS = {
  sender: 'text',
  channel: 'text',
  is_ecommerce: 'flag',
  'exporter/name': 'text',
  'exporter/business': 'text',
  'exporter/phone': 'text',
  'exporter/address': 'lines',
  'exporter/city': 'text',
  'exporter/pin': 'text',
  'exporter/email': 'text',
  'exporter/iec': 'text',
  'exporter/gstin': 'text',
  'exporter/state_code': 'text',
  'exporter/ad_code': 'text',
  booking_pin: 'text',
  foreign_post_office: 'text',
  'agent/name': 'text',
  'agent/licence': 'text',
  'agent/address': 'lines',
  'addressee/country': 'text',
  service: 'text',
  'addressee/name': 'text',
  'addressee/business': 'text',
  'addressee/phone': 'text',
  'addressee/address': 'lines',
  'addressee/city': 'text',
  'addressee/state': 'text',
  'addressee/postal_code': 'text',
  'addressee/email': 'text',
  'addressee/importer_reference': 'text',
  category: 'text',
  category_note: 'text',
  currency: 'text',
  gross_weight_g: 'whole',
  length_mm: 'whole',
  width_mm: 'whole',
  height_mm: 'whole',
  'invoice/number': 'text',
  'invoice/date': 'day',
  reference: 'text',
  'ecommerce/operator_gstin': 'text',
  'ecommerce/website': 'text',
  'ecommerce/payment_id': 'text',
  'tax/choice': 'text',
  'tax/lut': 'text',
  'tax/lut_date': 'day',
  'claims/drawback': 'flag',
  'claims/rodtep': 'flag',
  'claims/rosctl': 'flag',
  item: 'text',
  comments: 'text',
  licences: 'list',
  certificates: 'list',
  total_value_minor: 'money',
  postal_charges_minor: 'rupees',
  'exporter/customs_reference': 'text',
} as const satisfies Readonly<Record<string, FieldKind>>;
export type ParcelField = keyof typeof PARCEL_FIELDS;

/** Fields of a line of goods, by their path in it. */
export const GOODS_FIELDS = {
  description: 'text',
  hs: 'text',
  quantity: 'number',
  unit: 'text',
  net_weight_g: 'whole',
  value_minor: 'money',
  origin: 'text',
  sku: 'text',
  'tax_invoice/number': 'text',
  'tax_invoice/date': 'day',
  'tax_invoice/serial': 'whole',
  'tax_invoice/hsn': 'text',
  'tax_invoice/value_paise': 'rupees',
  export_duty_bp: 'percent',
  cess_bp: 'percent',
  igst_bp: 'percent',
  compensation_cess_bp: 'percent',
  drawback_serial: 'text',
  rodtep: 'flag',
  rosctl: 'flag',
} as const satisfies Readonly<Record<string, FieldKind>>;
export type GoodsField = keyof typeof GOODS_FIELDS;

const BEFORE_GOODS: ParcelField = 'currency';

/** Where a path stands on the page: smaller is further up; of what is not a field, where the nearest field under it stands. */
export function placeOnPage(path: string): number {
  const [part = '', line = '', ...rest] = path.split('/');
  const parcel = Object.keys(PARCEL_FIELDS);
  if (part !== 'goods') {
    const at = parcel.findIndex((field) => field === path || field.startsWith(`${path}/`));
    return at < 0 ? parcel.length : at;
  }
  const fields = Object.keys(GOODS_FIELDS);
  const within = Math.max(0, fields.indexOf(rest.join('/')));
  const lines = (Number(line) || 0) + within / fields.length;
  return parcel.indexOf(BEFORE_GOODS) + lines / (1 + lines);
}

/** Fields of a profile: what new declarations begin with. */
export const PROFILE_FIELDS: readonly ParcelField[] = [
  'sender', 'channel', 'is_ecommerce', 'booking_pin', 'foreign_post_office', 'currency',
  ...(Object.keys(PARCEL_FIELDS) as ParcelField[]).filter((path) => /^(exporter|agent|tax)\//.test(path)),
]; // prettier-ignore

/** What a field is asked for depends on: other fields of the parcel. */
type Asked = (path: ParcelField) => string;

const BUSINESS_ONLY: ReadonlySet<string> = new Set<ParcelField | GoodsField>([
  'channel', 'is_ecommerce', 'foreign_post_office', 'exporter/state_code', 'exporter/iec', 'exporter/gstin', 'exporter/ad_code',
  'agent/name', 'agent/licence', 'agent/address', 'tax/choice', 'claims/drawback', 'claims/rodtep', 'claims/rosctl',
  'tax_invoice/number', 'tax_invoice/date', 'tax_invoice/serial', 'tax_invoice/hsn', 'tax_invoice/value_paise',
  'export_duty_bp', 'cess_bp',
]); // prettier-ignore

/** True where a field has a meaning for what was chosen; what it has none for is neither shown nor sent. */
export function isAsked(path: ParcelField | GoodsField, value: Asked): boolean {
  const isBusiness = value('sender') === 'business';
  if (BUSINESS_ONLY.has(path)) return isBusiness;
  switch (path) {
    case 'sku':
    case 'ecommerce/operator_gstin':
    case 'ecommerce/website':
    case 'ecommerce/payment_id':
      return isBusiness && value('is_ecommerce') === 'true';
    case 'tax/lut':
    case 'tax/lut_date':
      return isBusiness && value('tax/choice') === 'lut';
    case 'igst_bp':
    case 'compensation_cess_bp':
      return isBusiness && value('tax/choice') === 'igst';
    case 'drawback_serial':
      return isBusiness && value('claims/drawback') === 'true';
    case 'rodtep':
      return isBusiness && value('claims/rodtep') === 'true';
    case 'rosctl':
      return isBusiness && value('claims/rosctl') === 'true';
    case 'category_note':
      return value('category') === 'other';
    default:
      return true;
  }
}

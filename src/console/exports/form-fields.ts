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

/** Fields of a parcel, by their path in a declaration. */
export const PARCEL_FIELDS = {
  reference: 'text',
  sender: 'text',
  channel: 'text',
  is_ecommerce: 'flag',
  service: 'text',
  booking_pin: 'text',
  foreign_post_office: 'text',
  item: 'text',
  'exporter/name': 'text',
  'exporter/business': 'text',
  'exporter/address': 'lines',
  'exporter/city': 'text',
  'exporter/state_code': 'text',
  'exporter/pin': 'text',
  'exporter/phone': 'text',
  'exporter/email': 'text',
  'exporter/iec': 'text',
  'exporter/gstin': 'text',
  'exporter/ad_code': 'text',
  'exporter/customs_reference': 'text',
  'agent/name': 'text',
  'agent/licence': 'text',
  'agent/address': 'lines',
  'addressee/name': 'text',
  'addressee/business': 'text',
  'addressee/address': 'lines',
  'addressee/city': 'text',
  'addressee/state': 'text',
  'addressee/postal_code': 'text',
  'addressee/country': 'text',
  'addressee/phone': 'text',
  'addressee/email': 'text',
  'addressee/importer_reference': 'text',
  category: 'text',
  category_note: 'text',
  gross_weight_g: 'whole',
  length_mm: 'whole',
  width_mm: 'whole',
  height_mm: 'whole',
  currency: 'text',
  total_value_minor: 'money',
  postal_charges_minor: 'rupees',
  'invoice/number': 'text',
  'invoice/date': 'day',
  'ecommerce/operator_gstin': 'text',
  'ecommerce/website': 'text',
  'ecommerce/payment_id': 'text',
  'tax/choice': 'text',
  'tax/lut': 'text',
  'tax/lut_date': 'day',
  'claims/drawback': 'flag',
  'claims/rodtep': 'flag',
  'claims/rosctl': 'flag',
  comments: 'text',
  licences: 'list',
  certificates: 'list',
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

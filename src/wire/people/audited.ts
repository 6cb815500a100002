/** What is noted because it is risky. */
export const AUDITED = [
  'organisation.created', 'user.created', 'user.changed', 'user.password_changed', 'key.created', 'key.revoked',
  'party_key.registered', 'party_key.revoked', 'agreement.drafted', 'agreement.proposed', 'agreement.countered',
  'agreement.signed', 'agreement.withdrawn', 'agreement.terminated', 'data.exported',
  'shipment.personal_data_erased', 'export_table.changed', 'export_range.added',
] as const; // prettier-ignore

export type Audited = (typeof AUDITED)[number];

/** A file to begin with: the usual columns, and a present that stands in for a parcel. Fields that are absent come from the profile. */
export const TEMPLATE = `${[
  [
    'reference', 'sender', 'service', 'booking_pin', 'category', 'gross_weight_g', 'currency', 'exporter_name', 'exporter_address',
    'exporter_city', 'exporter_pin', 'exporter_phone', 'addressee_name', 'addressee_address', 'addressee_city', 'addressee_state',
    'addressee_postal_code', 'addressee_country', 'addressee_phone', 'goods_description', 'goods_quantity', 'goods_unit',
    'goods_net_weight_g', 'goods_value_minor', 'goods_hs', 'goods_origin',
  ],
  [
    'order-1', 'personal', 'itps', '793101', 'gift', '450', 'INR', 'Sender', 'Road 1', 'Cherrapunji', '793101', '+911111111111',
    'Addressee', 'Road 2', 'Pokhara', '', '', 'NP', '+97761555010', 'Woollen shawl', '1', 'pcs', '380', '250000', '621420', 'IN',
  ],
]
  .map((row) => row.join(','))
  .join('\n')}\n`; // prettier-ignore

import assert from 'node:assert/strict';
import { allOf, ifSeen, type Checks } from '../visibility-for-test.js';
import { isOwn, eachShipment, maySee, playShipments, toldTo } from './visibility-of-shipments-for-test.js';

export const LIST_CHECKS: Checks<'exportShipments' | 'actOnShipments' | 'getShipmentHistory'> = {
  /** A file tells what the list tells, field by field, and finds nothing by what is hidden. */
  exportShipments: async (stage, asker) => {
    const shipments = (await stage.know(playShipments)).filter((shipment) => maySee(shipment, asker));
    const columns =
      'id,standing,reference,value_minor,item_description,recipient_name,recipient_phone,recipient_address';
    const csv = (await asker.client.exportShipments({ query: { columns } })).body;
    const expected = shipments.toReversed().map((shipment) => {
      const { id, standing, reference, value_minor, item_description, recipient } = toldTo(shipment, asker.partyId);
      const phone = recipient.phone === null ? null : `'${recipient.phone}`;
      const fields = [id, standing, reference, value_minor, item_description, recipient.name, phone, recipient.address];
      return fields.map((field) => field ?? '').join(',');
    });
    assert.deepEqual(csv.trimEnd().split('\r\n'), [columns, ...expected]);
    for (const { reference } of (await stage.know(playShipments)).slice(0, 3)) {
      const told = shipments.filter((one) => toldTo(one, asker.partyId).reference === reference).map(({ id }) => id);
      const found = await allOf(stage, (query) => asker.client.listShipments({ query: { ...query, q: reference } }));
      assert.deepEqual(
        found.map(({ id }) => id),
        told.toReversed(),
      );
    }
  },
  actOnShipments: async (stage, asker) => {
    const others = (await stage.know(playShipments)).filter(
      (shipment) => !isOwn(shipment, asker.partyId) || shipment.mode !== asker.mode,
    );
    if (others.length === 0) return;
    for (const action of ['cancel', 'return', 'check_label'] as const) {
      const body = { action, shipment_ids: others.map(({ id }) => id) };
      const { results } = (await asker.client.actOnShipments({ body })).body;
      for (const [index, { code, shipment_id: id }] of results.entries()) {
        const shipment = others[index];
        assert.equal(id, shipment.id);
        if (!maySee(shipment, asker)) assert.equal(code, 'not_found');
        else if (action !== 'check_label') assert.equal(code, 'conflict');
      }
    }
  },
  getShipmentHistory: async (stage, asker) => {
    const sees = new Set<string>();
    for (const { id } of (await asker.client.listExceptions({ query: { state: 'all', limit: 200 } })).body.data) {
      sees.add(id);
    }
    await eachShipment(stage, async (shipment) => {
      const asking = asker.client.getShipmentHistory({ params: { id: shipment.id } });
      const told = await ifSeen(maySee(shipment, asker), asking);
      if (told === undefined) return;
      assert.ok(told.exceptions.every(({ id }) => sees.has(id)));
      if (!isOwn(shipment, asker.partyId)) assert.ok(told.promises.every(({ under }) => under === null));
      const text = JSON.stringify(told);
      assert.ok([shipment.recipient.name, shipment.reference].every((secret) => !text.includes(`"${secret}"`)));
    });
  },
};

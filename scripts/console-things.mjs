/**
 * Makes one thing of each kind that the example lacks, so that every dialog of the console can be opened before a camera: a webhook, a draft
 * and a partner's proposal of the agreement, bags, a handover with discrepancies, a saved view. What is there already is left as it is.
 */

/** `parties` are two asking functions, of `console-pictures.mjs`: of whoever is pictured, and of the partner. */
export async function makeThings([own, partner]) {
  const webhooks = await own('get', '/v1/webhooks');
  if (webhooks.data.length === 0) {
    const types = ['shipment.events', 'exception.changed'];
    await own('post', '/v1/webhooks', { url: 'https://shop.example/interline', types, description: 'The shop' });
  }
  await makeVersions(own, partner);
  const { data: views } = await own('get', '/v1/views?page=parcels');
  if (views.length === 0) {
    const view = { page: 'parcels', name: 'In transit', filters: { state: 'in_transit' }, columns: [], shared: false };
    await own('post', '/v1/views', view);
  }
  await makeBagsAndHandover(own, partner);
}

/** A draft of whoever is pictured, and a version that the partner has proposed. */
async function makeVersions(own, partner) {
  const { data: versions } = await own('get', '/v1/agreements');
  const [newest] = versions;
  if (newest === undefined || versions.length > 1) return;
  const text = await own('get', `/v1/agreements/${newest.id}/text`);
  const next = (version) => text.replace(/^version: *\d+/m, `version: ${version}`);
  await own('post', '/v1/agreements', next(newest.version + 1));
  const offered = await partner('post', '/v1/agreements', next(newest.version + 2));
  await partner('post', `/v1/agreements/${offered.id}/propose`);
}

/** Bags, a draft, and a handover that the partner has counted: a piece is damaged, another missing. */
async function makeBagsAndHandover(own, partner) {
  const { data: docks } = await own('get', '/v1/docks');
  const dock = docks.find(({ interchanges }) => interchanges.some(({ gives }) => gives));
  if (dock === undefined) return;
  const meeting = dock.interchanges.find(({ gives }) => gives);
  const now = () => new Date().toISOString();
  const { data: open } = await own('get', '/v1/containers?status=open&limit=1');
  if (open.length === 0) await makeBags(own, meeting.partner_place, now());
  const { data: drafts } = await own('get', '/v1/manifests?phase=draft&limit=1');
  if (drafts.length > 0) return;
  const parcel = {
    product: 'standard',
    origin: dock.place.slice(dock.place.indexOf(':') + 1),
    destination_pin: '560001',
    ready_at: now(),
    weight_g: 480,
    accept_unpromised: true,
  };
  const { ids } = await own('post', '/v1/shipments/batch', { shipments: Array.from({ length: 8 }, () => parcel) });
  const manifest = (pieces) =>
    own('post', '/v1/manifests', {
      receiver_id: meeting.partner_id,
      interchange: meeting.id,
      tender_at: now(),
      pieces,
    });
  await manifest(ids.slice(4));
  const { id } = await manifest(ids.slice(0, 4));
  await own('post', `/v1/manifests/${id}/pre-advise`);
  await own('post', `/v1/handovers/${id}/tenders`, { id: `pictured-${id}`, device_time: now() });
  const scans = ids.slice(0, 3).map((piece, index) => ({
    id: `pictured-${piece}`,
    device_time: now(),
    piece,
    ...(index === 0 ? { conditions: ['damaged'] } : {}),
  }));
  await partner('post', `/v1/handovers/${id}/scans`, { scans });
  await partner('post', `/v1/handovers/${id}/count-closed`, { id: `pictured-count-${id}`, device_time: now() });
}

/** An open bag and an empty cage that is closed; SSCCs of a prefix that is nobody's. */
async function makeBags(own, place, at) {
  await own('put', '/v1/organisation/gs1', { company_prefix: '0999999', extension: 9 });
  const [, filled] = [
    await own('post', '/v1/containers', { kind: 'bag', opens_at: place }),
    await own('post', '/v1/containers', { kind: 'cage', opens_at: place }),
  ];
  await own('post', '/v1/containers/acts', {
    acts: [{ id: `pictured-${filled.id}`, device_time: at, kind: 'close', container: filled.id }],
  });
}

/** What `console-pictures.mjs` takes: every page, one thing of each kind that has a page of its own, and what opens over pages. */
import { PAGES } from '../dist/console/pages.js';

/** A view is a path, and what is done there before the picture is taken. `get` answers a path of the interface as data. */
export async function viewsOf(get) {
  const rows = async (path) => (await get(path)).data ?? [];
  const [plans, [parcel], [version], [webhook], docks] = await Promise.all([
    rows('/v1/plans?limit=2&state=succeeded'),
    rows('/v1/shipments?limit=1&direction=own'),
    rows('/v1/agreements?limit=1'),
    rows('/v1/webhooks'),
    get('/v1/docks'),
  ]);
  const [plan, earlier] = plans;
  const dock = docks.data?.find(({ interchanges }) => interchanges.some(({ gives }) => gives));
  return [
    ...PAGES.map(({ path }) => view(path === '/' ? 'network' : path.slice(1).replaceAll('/', '-'), path)),
    view('keys-help', '/plans', (page) => page.keyboard.press('?')),
    ...(plan === undefined ? [] : planViews(plan, earlier)),
    ...(parcel === undefined ? [] : parcelViews(parcel)),
    ...(version === undefined ? [] : agreementViews(version)),
    ...(dock === undefined ? [] : await dockViews(dock, docks.today, rows)),
    ...settingsViews(webhook),
    view('exceptions-assign', '/exceptions', press('Assign …')),
    view('exceptions-note', '/exceptions', press('Note')),
    view('promise-map', '/promise/map?from=110001'),
    ...['sharing', 'clauses', 'siting', 'coverage', 'growth'].map((name) =>
      view(`explore-${name}`, `/explore/${name}`),
    ),
  ];
}

function planViews(plan, earlier) {
  return [
    view('plan', `/plans/${plan.id}`),
    view('plan-late', `/plans/${plan.id}/late?cause=0`),
    view('plan-again', `/plans/${plan.id}`, press('Plan again from this one')),
    ...(earlier === undefined ? [] : [view('plan-compare', `/plans/${earlier.id}/compare?with=${plan.id}`)]),
  ];
}

function parcelViews(parcel) {
  return [
    view('parcel', `/parcels/${parcel.id}`),
    view('parcel-redirect', `/parcels/${parcel.id}`, press('Redirect')),
    view('parcel-return', `/parcels/${parcel.id}`, press('Return')),
    view('parcels-filter', '/parcels', (page) => page.keyboard.press('f')),
    view('tracking', `/track/${parcel.tracking_number}`),
  ];
}

function agreementViews(version) {
  const path = `/agreements/${version.id}`;
  return [
    view('agreement', path),
    view('agreement-clause', `${path}#clause-capacity-0`),
    ...['text', 'compare', 'signatures'].map((name) => view(`agreement-${name}`, `${path}/${name}`)),
    view('agreement-terminate', path, press('Terminate')),
    view('agreement-new', `/agreements/new?from=${version.id}`),
    view('agreement-keys-make', '/agreements/keys', press('Make a key')),
    view('agreement-keys-register', '/agreements/keys', press('Register a public key')),
  ];
}

async function dockViews({ place }, today, rows) {
  const base = `/dock/${encodeURIComponent(place)}`;
  const handovers = await rows(`/v1/docks/${encodeURIComponent(place)}/handovers?day=${today}&unsettled=include`);
  const [bag] = await rows('/v1/containers?status=open&limit=1');
  const arrival = handovers.find(({ direction, handover_id: id }) => direction === 'arrival' && id !== null);
  return [
    view('dock-day', base),
    view('dock-draft', base, press('New manifest')),
    view('dock-bags', `${base}/bags`),
    ...(bag === undefined ? [] : [view('dock-bag', `${base}/bags/${bag.id}`)]),
    ...(arrival === undefined ? [] : [view('dock-arrival', `${base}/${arrival.handover_id}`)]),
  ];
}

function settingsViews(webhook) {
  const of = (name, path, words) => view(`settings-${name}`, `/settings/${path}`, press(words));
  return [
    of('shipper-add', 'organisation', 'Add a shipper'),
    of('people-add', 'people', 'Add somebody'),
    of('people-change', 'people', 'Change'),
    of('key-make', 'keys', 'Make a key'),
    of('webhook-add', 'webhooks', 'Add a webhook'),
    ...(webhook === undefined ? [] : webhookViews(webhook)),
  ];
}

function webhookViews({ id }) {
  const path = `/settings/webhooks/${id}`;
  return [
    view('settings-webhook', path),
    view('settings-webhook-change', path, press('Change')),
    view('settings-webhook-secret', path, press('New secret')),
    view('settings-webhook-replay', path, press('Send again since')),
    view('settings-webhook-remove', path, press('Remove')),
  ];
}

function view(name, path, act) {
  return { name, path, act };
}

/** Presses the first button with these words; a picture without what it opens tells that there is none. */
function press(words) {
  return (page) => page.getByRole('button', { name: words, exact: true }).first().click({ timeout: 3000 });
}

/** What `console-pictures.mjs` takes: every page, one thing of each kind that has a page of its own, and what opens over pages. */
import { PAGES } from '../dist/console/pages.js';

/** A view is a path, and what is done there before the picture is taken. `get` answers a path of the interface as data. */
export async function viewsOf(get) {
  const rows = async (path) => (await get(path)).data ?? [];
  const [plans, [parcel], versions, [webhook], docks] = await Promise.all([
    rows('/v1/plans?limit=2&state=succeeded'),
    rows('/v1/shipments?limit=1&direction=own'),
    rows('/v1/agreements'),
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
    ...agreementViews(versions),
    ...(dock === undefined ? [] : await dockViews(dock, docks.today, rows)),
    ...settingsViews(webhook),
    view('exceptions-assign', '/exceptions', press('Assign …')),
    view('exceptions-note', '/exceptions', press('Note')),
    view('exceptions-resolve', '/exceptions', press('Resolve')),
    view('promise-map', '/promise/map?from=110001'),
    ...exploreViews(),
  ];
}

function exploreViews() {
  return [
    view('explore-pinned', '/explore', inTurn(slide, press('Pin beside today'))),
    ...['sharing', 'clauses', 'siting', 'coverage', 'growth'].map((name) =>
      view(`explore-${name}`, `/explore/${name}`),
    ),
  ];
}

function planViews(plan, earlier) {
  return [
    view('plan', `/plans/${plan.id}`),
    view('plan-late', `/plans/${plan.id}/late?cause=0`),
    view('plan-new', '/plans', press('Make a plan')),
    view('plan-again', `/plans/${plan.id}`, press('Plan again from this one')),
    view('plan-pins', `/plans/${plan.id}/late?cause=0`, inTurn(press('Keep route'), again(plan))),
    ...(earlier === undefined ? [] : [view('plan-compare', `/plans/${earlier.id}/compare?with=${plan.id}`)]),
  ];
}

/** Opens the question for another plan after a plan. */
function again({ id }) {
  return async (page) => {
    await page.goto(new URL(`/plans/${id}`, page.url()).href);
    await press('Plan again from this one')(page);
  };
}

function parcelViews(parcel) {
  const path = `/parcels/${parcel.id}`;
  return [
    view('parcel', path),
    ...['Redirect', 'Return', 'Cancel'].map((words) => view(`parcel-${words.toLowerCase()}`, path, press(words))),
    view(
      'parcels-chosen',
      '/parcels',
      inTurn(
        (page) => page.keyboard.press('j'),
        (page) => page.keyboard.press('x'),
      ),
    ),
    view('parcels-filter', '/parcels', (page) => page.keyboard.press('f')),
    view('parcels-columns', '/parcels', press('Columns')),
    view('parcels-view', '/parcels', press('Save view')),
    view('tracking', `/track/${parcel.tracking_number}`),
  ];
}

function agreementViews(versions) {
  const pathOf = (states) => {
    const found = versions.find(({ state }) => states.includes(state));
    return found === undefined ? undefined : `/agreements/${found.id}`;
  };
  const [inForce, draft, offered] = [['in_force'], ['draft'], ['proposed', 'signed_by_one']].map(pathOf);
  const keys = (name, words) => view(`agreement-keys-${name}`, '/agreements/keys', press(words));
  return [
    ...(inForce === undefined ? [] : versionViews(inForce)),
    ...(draft === undefined ? [] : [view('agreement-propose', draft, press('Propose'))]),
    ...(offered === undefined
      ? []
      : [
          view('agreement-sign', offered, press('Sign')),
          view('agreement-counter', offered, press('Answer with another version')),
        ]),
    keys('make', 'Make a key'),
    keys('register', 'Register a public key'),
    keys('revoke', 'Revoke'),
  ];
}

function versionViews(path) {
  return [
    view('agreement', path),
    view('agreement-clause', `${path}#clause-capacity-0`),
    ...['text', 'compare', 'signatures'].map((name) => view(`agreement-${name}`, `${path}/${name}`)),
    view('agreement-terminate', path, press('Terminate')),
    view('agreement-new', `/agreements/new?from=${path.split('/').at(-1)}`),
  ];
}

async function dockViews({ place }, today, rows) {
  const base = `/dock/${encodeURIComponent(place)}`;
  const handovers = await rows(`/v1/docks/${encodeURIComponent(place)}/handovers?day=${today}&unsettled=include`);
  const [bag] = await rows('/v1/containers?status=open&limit=1');
  const [sealed] = await rows('/v1/containers?status=closed&limit=1');
  const of = (direction, phases) =>
    handovers.find((row) => row.direction === direction && row.handover_id !== null && phases.includes(row.phase));
  const [draft, given] = [of('departure', ['draft']), of('departure', ['receiving', 'settled'])];
  const arrival = of('arrival', ['pre_advised', 'tendered', 'receiving', 'settled']);
  const bagViews = (name, found) => (found === undefined ? [] : [view(name, `${base}/bags/${found.id}`)]);
  const whole = (name, { handover_id: id }) => [
    view(name, `${base}/${id}`),
    view(`${name}-problems`, `${base}/${id}?show=problems`),
  ];
  return [
    view('dock-day', base),
    view('dock-draft-make', base, press('New manifest')),
    view('dock-bags', `${base}/bags`),
    ...bagViews('dock-bag', bag),
    ...bagViews('dock-bag-closed', sealed),
    ...(draft === undefined ? [] : whole('dock-draft', draft)),
    ...(given === undefined ? [] : whole('dock-given', given)),
    ...(arrival === undefined ? [] : arrivalViews(`${base}/${arrival.handover_id}`)),
  ];
}

function arrivalViews(path) {
  const wrong = (page) =>
    page
      .getByLabel(/^Something is wrong with/)
      .first()
      .click({ timeout: 3000 });
  return [
    view('dock-arrival', path),
    view('dock-arrival-problem', path, wrong),
    view('dock-arrival-count', path, press('Close the count')),
  ];
}

function settingsViews(webhook) {
  const of = (name, path, words) => view(`settings-${name}`, `/settings/${path}`, press(words));
  return [
    of('shipper-add', 'organisation', 'Add a shipper'),
    of('people-add', 'people', 'Add somebody'),
    of('people-change', 'people', 'Change'),
    of('key-make', 'keys', 'Make a key'),
    of('key-revoke', 'keys', 'Revoke'),
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

function inTurn(...acts) {
  return async (page) => {
    for (const act of acts) await act(page);
  };
}

/** Moves the first slider by some steps, and waits for the preview. */
async function slide(page) {
  await page.locator('input[type=range]').first().focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(2500);
}

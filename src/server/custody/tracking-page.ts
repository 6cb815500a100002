import { escaped } from '../about/docs-page.js';
import type { ReferenceData } from '../reference-data.js';
import type { PublicTracking } from './public-tracking.js';

/** The page of a parcel. One file, no scripts, nothing from elsewhere. */
export function trackingPage(reference: ReferenceData, tracking: PublicTracking): string {
  const { tracking_number, words, carrier, promised_by, since, steps, state } = tracking;
  const { timezone } = reference.workspace.calendar;
  const expected =
    promised_by === null ? '' : `<p class="expected">Expected by <strong>${dayOf(promised_by, timezone)}</strong></p>`;
  const holder = carrier === null ? '' : ` It is with ${escaped(carrier)}.`;
  const sinceText = since === null ? '' : `Since ${momentOf(since, timezone)}.`;
  return shell(
    reference,
    `${words}: ${tracking_number}`,
    `<section class="now ${toneOf(state)}">
<p class="number">Parcel ${escaped(grouped(tracking_number))}</p>
<h1>${escaped(words)}</h1>
${expected}<p>${sinceText}${holder}</p>
</section>
<h2>What happened</h2>
${steps.length === 0 ? '<p>Nothing is known yet.</p>' : `<ol>${steps.map((step) => stepOf(step, timezone)).join('\n')}</ol>`}
<p class="zone">Times are local times of ${escaped(timezone.replaceAll('_', ' '))}.</p>`,
  );
}

/** Asks for a number. */
export function trackingForm(reference: ReferenceData): string {
  return shell(reference, 'Track a parcel', `<h1>Track a parcel</h1>${form('')}`);
}

/** No parcel has the number. */
export function trackingMissing(reference: ReferenceData, number: string): string {
  const text = `<h1>No parcel with this number</h1>
<p>Nothing is known of <strong>${escaped(number.slice(0, 60))}</strong>. Look at the number again: it stands on the receipt and on the
label. A parcel that was announced today may not be known yet.</p>${form(number.slice(0, 60))}`;
  return shell(reference, 'No parcel with this number', text);
}

/** One address asks too often. */
export function trackingTooOften(reference: ReferenceData): string {
  return shell(
    reference,
    'Please wait',
    '<h1>Please wait a moment</h1><p>This address has asked very often. Try again in a minute.</p>',
  );
}

function form(number: string): string {
  return `<form action="/track" method="get"><label for="number">Tracking number</label>
<input id="number" name="number" value="${escaped(number)}" required maxlength="60" autocapitalize="characters" autocomplete="off" spellcheck="false">
<button>Track</button></form>`;
}

function stepOf({ at, words, carrier, place }: PublicTracking['steps'][number], timezone: string): string {
  const where = place === null ? escaped(carrier) : `${escaped(place)}, ${escaped(carrier)}`;
  return `<li><time datetime="${at}">${momentOf(at, timezone)}</time><div><strong>${escaped(words)}</strong><br>${where}</div></li>`;
}

function shell({ synthetic }: ReferenceData, title: string, body: string): string {
  const made = synthetic
    ? '<p class="made">This is an example: parcels, timetables and carriers’ networks are made up.</p>'
    : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main>${body}</main><footer>${made}<p><a href="/track">Track another parcel</a></p></footer></body></html>
`;
}

function toneOf(state: PublicTracking['state']): string {
  if (state === 'delivered') return 'done';
  return state === 'held' || state === 'attempted' || state === 'lost' || state === 'disposed' ? 'wait' : '';
}

/** In groups of four, to be compared by eye. */
function grouped(number: string): string {
  return number.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

function dayOf(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(
    new Date(iso),
  );
}

function momentOf(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#5a6472;--paper:#fff;--card:#eef3fb;--line:#d5dbe3;--blue:#1857a6;--green:#17693f;--amber:#8a4b00}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebef;--soft:#a6b0bd;--paper:#14171b;--card:#1d2530;--line:#343c47;--blue:#8fbaf5;--green:#79d3a1;--amber:#f0b060}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main,footer{max-width:640px;margin:0 auto;padding:24px 20px}
footer{color:var(--soft);font-size:15px;border-top:1px solid var(--line)}
a{color:var(--blue)}
h1{font-size:30px;line-height:1.2;margin:4px 0 8px}
h2{font-size:19px;margin:32px 0 8px}
.now{background:var(--card);border-left:6px solid var(--blue);border-radius:6px;padding:18px 20px}
.now h1{color:var(--blue)}.now.done{border-color:var(--green)}.now.done h1{color:var(--green)}
.now.wait{border-color:var(--amber)}.now.wait h1{color:var(--amber)}
.now p{margin:4px 0}.number{color:var(--soft);font-variant-numeric:tabular-nums}.expected{font-size:19px}
ol{list-style:none;margin:0;padding:0}
li{display:grid;grid-template-columns:180px 1fr;gap:4px 16px;padding:12px 0;border-bottom:1px solid var(--line)}
time{color:var(--soft);font-variant-numeric:tabular-nums}
.zone,.made{color:var(--soft);font-size:15px}
label{display:block;font-weight:600;margin:16px 0 4px}
input{font:inherit;width:100%;padding:10px 12px;border:1px solid var(--soft);border-radius:6px;background:var(--paper);color:var(--ink)}
button{font:inherit;font-weight:600;margin-top:12px;padding:10px 24px;border:0;border-radius:6px;background:var(--blue);color:var(--paper)}
@media (max-width:480px){li{grid-template-columns:1fr}h1{font-size:26px}}
`;

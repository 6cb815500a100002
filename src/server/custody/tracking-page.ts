import type { State } from '../../domain/custody-event.js';
import { displayTrackingNumber } from '../../standards/tracking/tracking-number.js';
import type { CustodyWordKey } from '../../wire/words/custody-en.js';
import { escaped } from '../about/docs-page.js';
import type { ReferenceData } from '../reference-data.js';
import type { PublicTracking } from '../../wire/custody/tracking.js';
import { aboutLanguage, TRACK_LANGUAGES, trackWords, type TrackLanguage } from './track-words.js';
import { TRACKING_STYLE } from './tracking-style.js';

/** To whom a page is shown, and at which address. */
export interface Shown {
  readonly reference: ReferenceData;
  readonly language: TrackLanguage;
  readonly path: string;
  /** True where the language stands in the address, so that links keep it. */
  readonly isChosen: boolean;
}

type Values = Readonly<Record<string, string>>;

/** Words of a page, escaped. */
function wordsOf({ language }: Shown): (key: CustodyWordKey, values?: Values) => string {
  return (key, values) => escaped(trackWords(language, key, values));
}

/** The page of a parcel. One file, no scripts, nothing from elsewhere. */
export function trackingPage(shown: Shown, tracking: PublicTracking): string {
  const { tracking_number, words, carrier, promised_by, since, steps, state } = tracking;
  const { timezone } = shown.reference.workspace.calendar;
  const t = wordsOf(shown);
  const times = timesOf(shown, timezone);
  const day = promised_by === null ? undefined : times.day(promised_by);
  const expected = day === undefined ? '' : `<p class="expected">${t('track.expected', { day })}</p>`;
  const sinceText = since === null ? '' : t('track.since', { moment: times.moment(since) });
  const holder = carrier === null ? '' : t('track.holder', { carrier });
  return shell(
    shown,
    `${words}: ${tracking_number}`,
    `<section class="now ${toneOf(state)}">
<p class="number">${t('track.parcel', { number: displayTrackingNumber(tracking_number) })}</p>
<h1>${escaped(words)}</h1>
${expected}<p>${[sinceText, holder].filter((text) => text !== '').join(' ')}</p>
</section>
${progress(shown, tracking)}
<h2>${t('track.happened')}</h2>
${steps.length === 0 ? `<p>${t('track.nothing')}</p>` : `<ol class="steps">${steps.map((step) => stepOf(step, times.moment)).join('\n')}</ol>`}
<p class="zone">${t('track.zone', { zone: timezone.replaceAll('_', ' ') })} <span class="screen">${t('track.print')}</span></p>`,
  );
}

/** Asks for a number. */
export function trackingForm(shown: Shown): string {
  const t = wordsOf(shown);
  return shell(shown, trackWords(shown.language, 'track.title'), `<h1>${t('track.title')}</h1>${form(shown, '')}`);
}

/** No parcel has the number. */
export function trackingMissing(shown: Shown, number: string): string {
  const t = wordsOf(shown);
  const typed = number.slice(0, 60);
  const text = `<h1>${t('track.missing')}</h1><p>${t('track.missingMore', { number: typed })}</p>${form(shown, typed)}`;
  return shell(shown, trackWords(shown.language, 'track.missing'), text);
}

/** One address asks too often. */
export function trackingTooOften(shown: Shown): string {
  const t = wordsOf(shown);
  const text = `<h1>${t('track.wait')}</h1><p>${t('track.waitMore')}</p>`;
  return shell(shown, trackWords(shown.language, 'track.wait'), text);
}

const STAGES = ['announced', 'moving', 'near', 'done'] as const;

const STAGE_OF: Readonly<Partial<Record<State, number>>> = {
  booked: 0,
  accepted: 1,
  at_facility: 1,
  in_transit: 1,
  tendered: 1,
  received: 1,
  held: 1,
  at_delivery_office: 2,
  out_for_delivery: 2,
  attempted: 2,
  awaiting_collection: 2,
  delivered: 3,
};

/** How far a parcel on its way is; of one that goes back, is lost or cancelled there is nothing to show so. */
function progress(shown: Shown, { state, direction }: PublicTracking): string {
  const at = state === null ? 0 : STAGE_OF[state];
  if (at === undefined || direction === 'return') return '';
  const t = wordsOf(shown);
  const items = STAGES.map((stage, index) => {
    const isLast = index === STAGES.length - 1;
    const isDone = index < at || (index === at && isLast);
    const kind = isDone ? 'done' : index === at ? 'now' : '';
    const told = kind === '' ? '' : `<span class="told"> (${t(kind === 'done' ? 'track.done' : 'track.now')})</span>`;
    const current = kind === 'now' ? ' aria-current="step"' : '';
    return `<li class="${kind}"${current}>${t(`track.stage.${stage}`)}${told}</li>`;
  });
  return `<ol class="stages" aria-label="${t('track.progress')}">${items.join('')}</ol>`;
}

function form(shown: Shown, number: string): string {
  const t = wordsOf(shown);
  const language = shown.isChosen ? `<input type="hidden" name="lang" value="${shown.language}">` : '';
  return `<form action="/track" method="get">${language}<label for="number">${t('track.number')}</label>
<input id="number" name="number" value="${escaped(number)}" required maxlength="60" autocapitalize="characters" autocomplete="off" spellcheck="false">
<button>${t('track.go')}</button></form>`;
}

function stepOf(
  { at, words, carrier, place }: PublicTracking['steps'][number],
  moment: (iso: string) => string,
): string {
  const where = place === null ? escaped(carrier) : `${escaped(place)}, ${escaped(carrier)}`;
  return `<li><time datetime="${at}">${escaped(moment(at))}</time><div><strong>${escaped(words)}</strong><br>${where}</div></li>`;
}

function shell(shown: Shown, title: string, body: string): string {
  const { reference, language, path, isChosen } = shown;
  const t = wordsOf(shown);
  const made = reference.synthetic ? `<p class="made">${t('track.synthetic')}</p>` : '';
  const others = TRACK_LANGUAGES.map((other) => {
    const { name } = aboutLanguage(other);
    if (other === language) return `<strong lang="${other}">${name}</strong>`;
    return `<a href="${escaped(path)}?lang=${other}" lang="${other}" hreflang="${other}">${name}</a>`;
  });
  const another = isChosen ? `/track?lang=${language}` : '/track';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${TRACKING_STYLE}</style></head>
<body><header><nav class="languages">${others.join(' ')}</nav></header>
<main>${body}</main><footer>${made}<p class="screen"><a href="${another}">${t('track.another')}</a></p></footer></body></html>
`;
}

function toneOf(state: PublicTracking['state']): string {
  if (state === 'delivered') return 'done';
  return state === 'held' || state === 'attempted' || state === 'lost' || state === 'disposed' ? 'wait' : '';
}

/** Days and moments in the language of a page and the zone of the networks. */
function timesOf({ language }: Shown, timeZone: string) {
  const { tag } = aboutLanguage(language);
  const dated = (options: Intl.DateTimeFormatOptions): ((iso: string) => string) => {
    const format = new Intl.DateTimeFormat(tag, { timeZone, hourCycle: 'h23', ...options });
    return (iso) => format.format(new Date(iso));
  };
  return {
    day: dated({ weekday: 'long', day: 'numeric', month: 'long' }),
    moment: dated({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
  };
}

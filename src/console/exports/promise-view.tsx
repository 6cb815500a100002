import type { JSX } from 'preact';
import type { z } from '@hono/zod-openapi';
import type { ExportQuoteSchema } from '../../wire/export-quotes.js';
import { useSession } from '../app/session.js';
import { useAnswer } from '../client/use-answer.js';
import { Charges, rowsOf } from '../promises/offer-card.js';
import { Badge } from '../widgets/badge.js';
import { plainName } from '../widgets/plain-name.js';
import { Shown } from '../widgets/states.js';
import { Timetable } from '../widgets/timetable.js';
import { useWords } from '../words/use-words.js';
import { questionOf, type ExportQuestion } from './promise-question.js';
import { countryName } from './tables.js';
import { usePaused } from './use-paused.js';
import type { Declaration } from './wire-types.js';

type ExportQuote = z.infer<typeof ExportQuoteSchema>;
type ExportOffer = ExportQuote['offers'][number];

const PAUSE_MS = 500;

/** By when a parcel is surely at an office of exchange, and from when to when it may be delivered; asked once enough is known. */
export function PromiseView({ declaration }: { readonly declaration: Declaration }): JSX.Element | null {
  const { t } = useWords();
  const { workspace, may } = useSession();
  const { days, products, first_day: firstDay, time_zone: timeZone } = workspace;
  const within = { timeZone, firstDay, days, products };
  const asked = usePaused(questionOf(declaration, within, new Date()), PAUSE_MS);
  if (!may('quotes:read')) return null;
  return (
    <section class="card export-promise" aria-labelledby="export-promise">
      <h2 id="export-promise">{t('exports.promise')}</h2>
      {asked === undefined ? <p class="fine">{t('exports.promise.start')}</p> : <Asked question={asked} />}
    </section>
  );
}

function Asked({ question }: { readonly question: ExportQuestion }): JSX.Element {
  const quoted = useAnswer(
    async (client, signal) => (await client.quoteExport({ body: question, signal })).body,
    [question],
  );
  return (
    <div aria-live="polite">
      <Shown answered={quoted} lines={5}>
        {(quote) => <Quoted quote={quote} />}
      </Shown>
    </div>
  );
}

function Quoted({ quote }: { readonly quote: ExportQuote }): JSX.Element {
  const { t } = useWords();
  const [best, ...others] = quote.offers;
  if (best === undefined) {
    return (
      <>
        <p>
          <Badge tone="late">{t('exports.promise.none')}</Badge>
        </p>
        <Closed quote={quote} isOpen />
      </>
    );
  }
  return (
    <>
      <Best offer={best} quote={quote} />
      {others.length === 0 ? null : (
        <details>
          <summary>{t('exports.promise.others', { count: others.length })}</summary>
          <ul class="export-offices">
            {others.map((offer) => (
              <Other key={`${offer.office.code} ${offer.interlined}`} offer={offer} />
            ))}
          </ul>
        </details>
      )}
      <Closed quote={quote} />
    </>
  );
}

/** The promise, and behind it the ranges that nobody promises, each with where it is known from. */
function Best({ offer, quote }: { readonly offer: ExportOffer; readonly quote: ExportQuote }): JSX.Element {
  const { t, formats, locale } = useWords();
  const { office, despatched, delivered, itinerary, charges } = offer;
  const { transit_days: transit } = quote;
  const between = ({ from, until }: { readonly from: string; readonly until: string }): string =>
    t('exports.promise.between', { from: formats.day(from), until: formats.day(until) });
  return (
    <div class="export-promise-body">
      <div class="export-promise-part">
        <p class="export-promise-when">
          {t('exports.promise.by', { office: office.name, at: formats.instant(offer.cut_off) })}
        </p>
        <p class="row">
          <Badge tone="good">{t('exports.promise.isPromised')}</Badge>
          <Carriers offer={offer} />
        </p>
        <dl class="export-sum">
          <Line words={t('exports.promise.postBy')} value={formats.instant(offer.post_by)} />
          <Line words={t('exports.promise.there')} value={formats.instant(offer.ready_at_office)} />
        </dl>
        {itinerary === null ? null : (
          <details>
            <summary>{t('exports.promise.way')}</summary>
            <Timetable caption={t('exports.promise.way')} rows={rowsOf(itinerary)} />
            {charges === null ? null : <Charges charges={charges} />}
          </details>
        )}
      </div>
      <div class="export-promise-part">
        <p class="export-promise-when">{t('exports.promise.delivered', { between: between(delivered) })}</p>
        <p>
          <Badge>{t('exports.promise.isExpected')}</Badge>
        </p>
        <dl class="export-sum">
          <Line
            words={t('exports.promise.clearance')}
            value={t('exports.promise.hours', office.clearance_hours)}
            known={office}
          />
          <Line words={t('exports.promise.leaves')} value={between(despatched)} />
          <Line
            words={t('exports.promise.transit', { country: countryName(locale, quote.country) })}
            value={t('exports.promise.transitDays', { least: transit.least, most: transit.most })}
            known={transit}
          />
        </dl>
      </div>
    </div>
  );
}

/** A figure of the promise, with its source where it is not a promise. */
function Line(props: {
  readonly words: string;
  readonly value: string;
  readonly known?: { readonly source: string; readonly is_uncertain: boolean };
}): JSX.Element {
  const { t } = useWords();
  const { words, value, known } = props;
  return (
    <div class={known === undefined ? '' : 'export-sourced'}>
      <dt>{words}</dt>
      <dd>{value}</dd>
      {known === undefined ? null : (
        <dd class="fine export-source">
          {known.is_uncertain ? <Badge tone="late">{t('exports.uncertain')}</Badge> : null}{' '}
          {t('exports.promise.source')} <span lang="en">{known.source}</span>
        </dd>
      )}
    </div>
  );
}

/** Whose networks bring it there. */
function Carriers({ offer }: { readonly offer: ExportOffer }): JSX.Element {
  const { t } = useWords();
  const { workspace } = useSession();
  const codes = [...new Set([offer.party, ...(offer.itinerary ?? []).map(({ party }) => party)])];
  const names = codes.map((code) => plainName(workspace.carriers.find((one) => one.code === code)?.name ?? code));
  if (names.length > 1) return <Badge tone="info">{names.join(' + ')}</Badge>;
  return (
    <Badge tone="info">
      {offer.interlined ? t('exports.promise.withPartner', { carrier: names.join('') }) : names.join('')}
    </Badge>
  );
}

function Other({ offer }: { readonly offer: ExportOffer }): JSX.Element {
  const { t, formats } = useWords();
  const { office, cut_off: cutOff, delivered } = offer;
  return (
    <li>
      <strong>{t('exports.promise.by', { office: office.name, at: formats.instant(cutOff) })}</strong>
      <span class="fine">
        <Carriers offer={offer} />{' '}
        {t('exports.promise.between', { from: formats.day(delivered.from), until: formats.day(delivered.until) })}
      </span>
    </li>
  );
}

/** Offices that it does not reach, and why. */
function Closed({ quote, isOpen = false }: { readonly quote: ExportQuote; readonly isOpen?: boolean }) {
  const { t, tCode, locale } = useWords();
  const { workspace } = useSession();
  const { ineligible, offices_elsewhere: elsewhere } = quote;
  if (ineligible.length + elsewhere.length === 0) return null;
  const nameOf = (party: string): string =>
    plainName(workspace.carriers.find(({ code }) => code === party)?.name ?? party);
  return (
    <details open={isOpen}>
      <summary>{t('exports.promise.closed', { count: ineligible.length + elsewhere.length })}</summary>
      <ul class="export-offices">
        {ineligible.map(({ office, party, interlined, code, words }) => (
          <li key={`${office} ${party} ${interlined}`}>
            <strong>
              {t(interlined ? 'exports.promise.closedWith' : 'exports.promise.closedAlone', {
                office,
                carrier: nameOf(party),
              })}
            </strong>
            <span class="fine">
              {tCode('reason', code)}
              {locale === 'en' ? `: ${words}` : ''}
            </span>
          </li>
        ))}
        {elsewhere.map((office) => (
          <li key={office}>
            <strong>{office}</strong>
            <span class="fine">{t('exports.promise.elsewhere')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

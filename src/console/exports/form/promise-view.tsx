import type { JSX } from 'preact';
import type { z } from '@hono/zod-openapi';
import type { ExportQuoteSchema } from '../../../wire/exports/export-quotes.js';
import { useSession } from '../../app/session.js';
import { useAnswer } from '../../client/use-answer.js';
import { Charges, rowsOf } from '../../promises/offer-card.js';
import { Badge } from '../../widgets/badge.js';
import { saidWords } from '../../widgets/said-words.js';
import { plainName } from '../../widgets/plain-name.js';
import { Shown } from '../../widgets/states.js';
import { Timetable } from '../../widgets/timetable.js';
import { useWords } from '../../words/use-words.js';
import { questionOf, type ExportQuestion } from './promise-question.js';
import { Carriers, PromiseFacts } from './promise-facts.js';
import { usePaused } from './use-paused.js';
import type { Declaration } from '../wire-types.js';

type ExportQuote = z.infer<typeof ExportQuoteSchema>;
type ExportOffer = ExportQuote['offers'][number];

const PAUSE_MS = 500;

/** The office of exchange by which somebody wants it to go. */
export interface OfficeChoice {
  readonly office: string | undefined; // INBOMA
  readonly onChoose: (office: string | undefined) => void;
}

interface PromiseProps {
  readonly declaration: Declaration;
  readonly choice?: OfficeChoice | undefined;
}

/** By when a parcel is surely at an office of exchange, and from when to when it may be delivered; asked once enough is known. */
export function PromiseView({ declaration, choice }: PromiseProps): JSX.Element | null {
  const { t } = useWords();
  const { workspace, may } = useSession();
  const { days, products, first_day: firstDay, time_zone: timeZone } = workspace;
  const within = { timeZone, firstDay, days, products };
  const asked = usePaused(questionOf(declaration, within, new Date()), PAUSE_MS);
  if (!may('quotes:read')) return null;
  return (
    <section class="card export-promise" aria-labelledby="export-promise">
      <h2 id="export-promise">{t('exports.promise')}</h2>
      {asked === undefined ? (
        <p class="fine">{t('exports.promise.start')}</p>
      ) : (
        <Asked question={asked} choice={choice} />
      )}
    </section>
  );
}

function Asked({ question, choice }: { readonly question: ExportQuestion } & Pick<PromiseProps, 'choice'>) {
  const quoted = useAnswer(
    async (client, signal) => (await client.quoteExport({ body: question, signal })).body,
    [question],
  );
  return (
    <div aria-live="polite">
      <Shown answered={quoted} lines={5}>
        {(quote) => <Quoted quote={quote} choice={choice} />}
      </Shown>
    </div>
  );
}

function Quoted({ quote, choice }: { readonly quote: ExportQuote } & Pick<PromiseProps, 'choice'>): JSX.Element {
  const { t } = useWords();
  const { offers } = quote;
  const chosen = offers.find(({ office }) => office.code === choice?.office);
  const best = chosen ?? offers[0];
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
  const others = offers.filter((offer) => offer !== best);
  const isFirstOf = (offer: ExportOffer): boolean =>
    offers.find(({ office }) => office.code === offer.office.code) === offer;
  return (
    <>
      {choice?.office === undefined ? null : <Chosen choice={choice} isReached={chosen !== undefined} />}
      <Best offer={best} quote={quote} />
      {others.length === 0 ? null : (
        <details>
          <summary>{t('exports.promise.others', { count: others.length })}</summary>
          <ul class="export-offices">
            {others.map((offer) => (
              <Other
                key={`${offer.office.code} ${offer.interlined}`}
                offer={offer}
                choose={choice && isFirstOf(offer) ? () => choice.onChoose(offer.office.code) : undefined}
              />
            ))}
          </ul>
        </details>
      )}
      <Closed quote={quote} />
    </>
  );
}

/** That somebody chose the office, and the way back to the surest one. */
function Chosen({ choice, isReached }: { readonly choice: OfficeChoice; readonly isReached: boolean }): JSX.Element {
  const { t } = useWords();
  const words = t(isReached ? 'exports.promise.chosen' : 'exports.promise.chosenClosed', {
    office: choice.office ?? '',
  });
  return (
    <p class="row export-chosen">
      <Badge tone={isReached ? 'info' : 'late'}>{words}</Badge>
      <button type="button" class="button" onClick={() => choice.onChoose(undefined)}>
        {t('exports.promise.surest')}
      </button>
    </p>
  );
}

/** An offer with its way. */
function Best({ offer, quote }: { readonly offer: ExportOffer; readonly quote: ExportQuote }): JSX.Element {
  const { t } = useWords();
  const { itinerary, charges } = offer;
  const promise = { ...offer, transit_days: quote.transit_days };
  return (
    <PromiseFacts promise={promise} country={quote.country} parties={partiesOf(offer)}>
      {itinerary === null ? null : (
        <details>
          <summary>{t('exports.promise.way')}</summary>
          <Timetable caption={t('exports.promise.way')} rows={rowsOf(itinerary)} />
          {charges === null ? null : <Charges charges={charges} />}
        </details>
      )}
    </PromiseFacts>
  );
}

function partiesOf({ party, itinerary }: ExportOffer): string[] {
  return [party, ...(itinerary ?? []).map((step) => step.party)];
}

/** Another office or way; an office can be chosen where there is a choice. */
function Other({ offer, choose }: { readonly offer: ExportOffer; readonly choose: (() => void) | undefined }) {
  const { t, formats } = useWords();
  const { office, cut_off: cutOff, delivered, interlined } = offer;
  return (
    <li>
      <strong>{t('exports.promise.by', { office: office.name, at: formats.instant(cutOff) })}</strong>
      <span class="fine">
        <Carriers parties={partiesOf(offer)} interlined={interlined} />{' '}
        {t('exports.promise.between', { from: formats.day(delivered.from), until: formats.day(delivered.until) })}
      </span>
      {choose === undefined ? null : (
        <button
          type="button"
          class="button"
          aria-label={`${t('exports.promise.choose')}: ${office.name}`}
          onClick={choose}
        >
          {t('exports.promise.choose')}
        </button>
      )}
    </li>
  );
}

/** Offices that it does not reach, and why. */
function Closed({ quote, isOpen = false }: { readonly quote: ExportQuote; readonly isOpen?: boolean }) {
  const wording = useWords();
  const { t, tCode } = wording;
  const { workspace } = useSession();
  const { ineligible, offices_elsewhere: elsewhere } = quote;
  if (ineligible.length + elsewhere.length === 0) return null;
  const nameOf = (party: string): string =>
    plainName(workspace.carriers.find(({ code }) => code === party)?.name ?? party);
  return (
    <details open={isOpen}>
      <summary>{t('exports.promise.closed', { count: ineligible.length + elsewhere.length })}</summary>
      <ul class="export-offices">
        {ineligible.map(({ office, party, interlined, code, words, said }) => (
          <li key={`${office} ${party} ${interlined}`}>
            <strong>
              {t(interlined ? 'exports.promise.closedWith' : 'exports.promise.closedAlone', {
                office,
                carrier: nameOf(party),
              })}
            </strong>
            <span class="fine">
              {tCode('reason', code)}
              {': '}
              {saidWords({ words, said }, wording, { now: new Date(), names: { party: nameOf } })}
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

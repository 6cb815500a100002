import type { ComponentChildren, JSX } from 'preact';
import type { z } from '@hono/zod-openapi';
import type { DomesticPromiseSchema } from '../../../wire/exports/export-domestic.js';
import { useSession } from '../../app/session.js';
import { Badge } from '../../widgets/badge.js';
import { plainName } from '../../widgets/plain-name.js';
import { useWords } from '../../words/use-words.js';
import { countryName } from '../tables/tables.js';

/** By when a parcel is at its office of exchange, and what is expected after it. */
export type DomesticPromise = Omit<z.infer<typeof DomesticPromiseSchema>, 'product'>;

/** The promise, and behind it the ranges that nobody promises, each with where it is known from. */
export function PromiseFacts(props: {
  readonly promise: DomesticPromise;
  readonly country: string;
  /** Whose networks bring it there. */
  readonly parties: readonly string[];
  /** What stands under the promise. */
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { t, formats, locale } = useWords();
  const { promise, country, parties, children } = props;
  const { office, despatched, delivered, transit_days: transit } = promise;
  const between = ({ from, until }: { readonly from: string; readonly until: string }): string =>
    t('exports.promise.between', { from: formats.day(from), until: formats.day(until) });
  return (
    <div class="export-promise-body">
      <div class="export-promise-part">
        <p class="export-promise-when">
          {t('exports.promise.by', { office: office.name, at: formats.instant(promise.cut_off) })}
        </p>
        <p class="row">
          <Badge tone="good">{t('exports.promise.isPromised')}</Badge>
          <Carriers parties={parties} interlined={promise.interlined} />
        </p>
        <dl class="export-sum">
          <Line words={t('exports.promise.postBy')} value={formats.instant(promise.post_by)} />
          <Line words={t('exports.promise.there')} value={formats.instant(promise.ready_at_office)} />
        </dl>
        {children}
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
            words={t('exports.promise.transit', { country: countryName(locale, country) })}
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
export function Carriers(props: { readonly parties: readonly string[]; readonly interlined: boolean }): JSX.Element {
  const { t } = useWords();
  const { workspace } = useSession();
  const { parties, interlined } = props;
  const names = [...new Set(parties)].map((code) =>
    plainName(workspace.carriers.find((one) => one.code === code)?.name ?? code),
  );
  if (names.length > 1) return <Badge tone="info">{names.join(' + ')}</Badge>;
  return (
    <Badge tone="info">
      {interlined ? t('exports.promise.withPartner', { carrier: names.join('') }) : names.join('')}
    </Badge>
  );
}

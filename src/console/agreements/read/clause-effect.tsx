import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import type { ClauseUseSchema } from '../../../wire/agreements/agreement-terms.js';
import { Meter } from '../../widgets/meter.js';
import { useWords } from '../../words/use-words.js';
import type { ToldTerms } from './told-terms.js';
import type { Agreements } from '../use-agreements.js';

type Use = z.infer<typeof ClauseUseSchema>;

/** What the latest plan makes of a clause, beside its words; nothing where it says nothing of it. */
export function ClauseEffect(props: {
  readonly path: string;
  readonly told: ToldTerms;
  readonly known: Agreements;
}): JSX.Element | null {
  const { path, told, known } = props;
  const uses = told.uses.filter((use) => use.path === path);
  const own = told.plan?.own ?? undefined;
  if (own !== undefined && path in OWN_EFFECTS) return <OwnEffect path={path as OwnPath} own={own} />;
  if (uses.length === 0) return null;
  return (
    <aside class="agreement-effect">
      {uses.map((use) =>
        use.kind === 'interchange' ? (
          <InterchangeEffect key={use.path} use={use} known={known} />
        ) : (
          <CapacityEffect key={`${use.path} ${use.unit}`} use={use} />
        ),
      )}
    </aside>
  );
}

function InterchangeEffect(props: {
  readonly use: Use & { readonly kind: 'interchange' };
  readonly known: Agreements;
}): JSX.Element {
  const { t, formats } = useWords();
  const { use, known } = props;
  const { granted, used, full, windows, busiest, directions } = use;
  const share = granted === null || granted === 0 ? undefined : used / granted;
  const words =
    granted === null
      ? t('prose.use.interchangeOpen', { used: formats.number(used), windows })
      : t('prose.use.interchange', { used: formats.number(used), granted: formats.number(granted), full, windows });
  return (
    <div>
      {share === undefined ? null : <Meter share={share} label={formats.percent(share)} tone={toneOf(full, windows)} />}
      <p>{words}</p>
      <p class="fine">
        {[
          ...(busiest === null ? [] : [t('prose.use.busiest', { share: formats.percent(busiest, 0) })]),
          ...directions.map(({ from, to, parcels }) =>
            t('prose.use.direction', {
              from: known.shortNameOfCode(from),
              to: known.shortNameOfCode(to),
              count: formats.number(parcels),
            }),
          ),
        ].join(' · ')}
      </p>
    </div>
  );
}

function CapacityEffect({ use }: { readonly use: Use & { readonly kind: 'capacity' } }): JSX.Element {
  const { t, formats } = useWords();
  const { unit, grants, used, full, share } = use;
  if (used === 0) return <p class="fine">{t('prose.use.none')}</p>;
  return (
    <div>
      {share === null ? null : (
        <>
          <Meter share={share} label={formats.percent(share)} tone={toneOf(full, grants)} />
          <p>{t(`prose.use.capacity.${unit}`, { share: formats.percent(share) })}</p>
        </>
      )}
      <p class="fine">{t(unit === 'parcels' ? 'prose.use.offices' : 'prose.use.legs', { grants, used, full })}</p>
    </div>
  );
}

/** From a tenth of its windows or legs full, a clause is tight. */
const TIGHT = 0.1;

function toneOf(full: number, all: number): 'plain' | 'late' | 'bad' {
  if (full === 0 || all === 0) return 'plain';
  return full / all >= TIGHT ? 'bad' : 'late';
}

/** Clauses beside which stands what whoever reads pays, is paid, or reaches. */
const OWN_EFFECTS = {
  'tariff.linehaul': 'charges',
  interchange: 'share',
  'service.targets[on_time a week]': 'onTime',
} as const;
type OwnPath = keyof typeof OWN_EFFECTS;

function OwnEffect(props: {
  readonly path: OwnPath;
  readonly own: NonNullable<NonNullable<ToldTerms['plan']>['own']>;
}): JSX.Element | null {
  const { t, formats } = useWords();
  const {
    parcels,
    interlined,
    on_time: onTime,
    charges_paid_minor: paid,
    charges_received_minor: received,
  } = props.own;
  const kind = OWN_EFFECTS[props.path];
  if (kind === 'charges') {
    return (
      <aside class="agreement-effect">
        <p>{t('prose.use.charges', { paid: formats.roundMoney(paid), received: formats.roundMoney(received) })}</p>
      </aside>
    );
  }
  if (parcels === 0) return null;
  const share = (kind === 'share' ? interlined : onTime) / parcels;
  const values = { share: formats.percent(share), count: formats.number(interlined), all: formats.number(parcels) };
  return (
    <aside class="agreement-effect">
      <Meter share={share} label={formats.percent(share)} />
      <p>{kind === 'share' ? t('prose.use.share', values) : t('prose.use.onTime', { share: values.share })}</p>
    </aside>
  );
}

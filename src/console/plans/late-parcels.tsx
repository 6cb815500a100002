import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { lineAnchor } from '../agreements/read/clause-worths.js';
import { useAnswer } from '../client/use-answer.js';
import { Badge } from '../widgets/badge.js';
import { Icon } from '../widgets/icon.js';
import { Empty, Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { CauseText } from './cause-text.js';
import { LateTable } from './late-table.js';
import { byReason, parcelsOf, worthRelaxing, type ReasonGroup, type WireCause } from './late-groups.js';
import type { WirePlan } from './plan-progress.js';

/** So many relaxations are told before all causes. */
const WORTH_MAX = 5;
/** So many causes of a reason are told before somebody asks for all. */
const CAUSES_FIRST = 8;

/** Parcels that are late or left out, by reason and by what binds, with what more of it is worth. */
export function LateParcels({ plan }: { readonly plan: WirePlan }): JSX.Element {
  const { t } = useWords();
  const { query } = useLocation();
  const causes = useAnswer(
    async (client) => (await client.listPlanCauses({ params: { id: plan.id } })).body.data,
    [plan.id],
  );
  const isKnown = plan.own !== null && parcelsOf({ late: plan.own.late, unplanned: plan.own.unplanned }) > 0;
  const chosen = query['cause'];
  return (
    <Shown answered={causes} lines={10}>
      {(known) =>
        known.length === 0 ? (
          <Empty icon={isKnown ? 'search' : 'check'} title={t(isKnown ? 'plans.late.elsewhere' : 'plans.late.none')}>
            <p>{t(isKnown ? 'plans.late.elsewhereMore' : 'plans.late.noneMore')}</p>
          </Empty>
        ) : (
          <div class="stack">
            <Worth causes={known} />
            {byReason(known).map((group) => (
              <Reason key={group.reason} group={group} plan={plan} chosen={chosen} />
            ))}
          </div>
        )
      }
    </Shown>
  );
}

function Worth({ causes }: { readonly causes: readonly WireCause[] }): JSX.Element | null {
  const { t, formats } = useWords();
  const best = worthRelaxing(causes, WORTH_MAX);
  if (best.length === 0) return null;
  return (
    <section class="card">
      <h2>{t('plans.worth')}</h2>
      <ol class="plans-worth">
        {best.map((cause) => (
          <li key={cause.cause}>
            <a href={`?cause=${cause.cause}#cause-${cause.cause}`}>
              <CauseText cause={cause} />
            </a>
            <strong>{t('plans.upTo', { money: formats.roundMoney(cause.saving_minor) })}</strong>
          </li>
        ))}
      </ol>
      <p class="fine">{t('plans.worthMore')}</p>
    </section>
  );
}

function Reason(props: {
  readonly group: ReasonGroup;
  readonly plan: WirePlan;
  readonly chosen: string | undefined;
}): JSX.Element {
  const { group, plan, chosen } = props;
  const { t, tCode } = useWords();
  const [isWhole, setWhole] = useState(false);
  const isAmongFirst = group.causes.slice(0, CAUSES_FIRST).some(({ cause }) => String(cause) === chosen);
  const isChosenBelow = !isAmongFirst && group.causes.some(({ cause }) => String(cause) === chosen);
  const shown = isWhole || isChosenBelow ? group.causes : group.causes.slice(0, CAUSES_FIRST);
  return (
    <section class="card">
      <header class="plans-reason">
        <h2>{tCode('reason', group.reason)}</h2>
        <span class="row">
          {group.late > 0 ? <Badge tone="late">{t('plans.late.count', { count: group.late })}</Badge> : null}
          {group.unplanned > 0 ? <Badge tone="bad">{t('plans.left.count', { count: group.unplanned })}</Badge> : null}
        </span>
      </header>
      <p class="fine">{tCode('reasonMore', group.reason)}</p>
      <ul class="plans-causes">
        {shown.map((cause) => (
          <Cause key={cause.cause} cause={cause} plan={plan} isOpen={chosen === String(cause.cause)} />
        ))}
      </ul>
      {shown.length < group.causes.length ? (
        <button type="button" class="button" onClick={() => setWhole(true)}>
          {t('plans.allCauses', { count: group.causes.length })}
        </button>
      ) : null}
    </section>
  );
}

function Cause(props: { readonly cause: WireCause; readonly plan: WirePlan; readonly isOpen: boolean }): JSX.Element {
  const { cause, plan, isOpen } = props;
  const { t } = useWords();
  const { route, path } = useLocation();
  const id = `cause-${cause.cause}`;
  return (
    <li id={id} class={isOpen ? 'plans-cause plans-open' : 'plans-cause'}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={`${id}-parcels`}
        onClick={() => route(isOpen ? path : `${path}?cause=${cause.cause}`)}
      >
        <span class="plans-count">{t('plans.parcelCount', { count: parcelsOf(cause) })}</span>
        <CauseText cause={cause} />
        <Icon name={isOpen ? 'up' : 'down'} size={18} />
      </button>
      <CauseFacts cause={cause} versionId={plan.agreement_version_id} />
      <div id={`${id}-parcels`}>{isOpen ? <LateTable planId={plan.id} cause={cause.cause} /> : null}</div>
    </li>
  );
}

/** How full it is, how much more would hold them, and what that is worth. */
function CauseFacts(props: { readonly cause: WireCause; readonly versionId: string | null }): JSX.Element | null {
  const { cause, versionId } = props;
  const { t, tCode, formats } = useWords();
  const amount = (value: number): string =>
    cause.unit === null ? formats.number(value) : t(`plans.amount.${cause.unit}`, { amount: formats.number(value) });
  const facts = [
    cause.used !== null && cause.capacity !== null
      ? t('plans.fact.used', { used: amount(cause.used), capacity: amount(cause.capacity) })
      : '',
    cause.wanted !== null && cause.wanted > 0 && cause.kind !== 'cut_off'
      ? t('plans.fact.wanted', { amount: amount(cause.wanted) })
      : '',
    cause.kind === 'cut_off' && cause.wanted !== null
      ? t('plans.fact.earlier', { time: formats.duration(cause.wanted) })
      : '',
    cause.price_minor !== null && cause.price_minor > 0 && cause.unit !== null
      ? t('plans.fact.price', { money: formats.money(cause.price_minor), unit: tCode('plans.unit', cause.unit) })
      : '',
    cause.saving_minor > 0 ? t('plans.fact.saving', { money: formats.roundMoney(cause.saving_minor) }) : '',
    cause.dearer_minor !== null && cause.dearer_minor > 0
      ? t('plans.fact.dearer', { money: formats.money(cause.dearer_minor) })
      : '',
    cause.alone < parcelsOf(cause) ? t('plans.fact.alone', { count: cause.alone }) : '',
  ].filter((text) => text !== '');
  const { clause_line: line } = cause;
  if (facts.length === 0 && line === null) return null;
  return (
    <ul class="plans-facts">
      {facts.map((text) => (
        <li key={text}>{text}</li>
      ))}
      {line === null ? null : (
        <li>
          {versionId === null ? (
            t('plans.fact.clause', { line })
          ) : (
            <a href={`/agreements/${versionId}/text#${lineAnchor(line)}`}>{t('plans.fact.clause', { line })}</a>
          )}
        </li>
      )}
    </ul>
  );
}

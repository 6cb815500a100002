import type { JSX } from 'preact';
import { useAnswer } from '../../client/use-answer.js';
import { Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import type { Version } from '../agreement-state.js';
import { calendarStrip } from './calendar-strip.js';
import { useDays, type Organisation } from '../use-agreements.js';

/** Which version is in force with a partner today, when others are, and when none is. */
export function AgreementCalendar(props: {
  readonly partner: Organisation;
  readonly versions: readonly Version[];
}): JSX.Element {
  const { partner, versions } = props;
  const { t } = useWords();
  const { date } = useDays();
  const standing = versions.map(({ id, state }) => `${id} ${state}`);
  const answered = useAnswer(
    async (client, signal) => (await client.getAgreementCalendar({ query: { partner_id: partner.id }, signal })).body,
    [partner.id, standing],
  );
  const numberOf = (id: string): number => versions.find((version) => version.id === id)?.version ?? 0;
  return (
    <section class="card">
      <h2>{t('agreements.calendar', { partner: partner.name })}</h2>
      <Shown answered={answered} lines={3}>
        {({ on, in_force: current, spans, gaps }) => {
          const span = spans.find((one) => one.version_id === current);
          return (
            <>
              <p>
                {current === null || span === undefined
                  ? t('agreements.calendar.nothing')
                  : t('agreements.calendar.now', { version: numberOf(current), until: date(span.until) })}
              </p>
              <CalendarStrip spans={spans} gaps={gaps} today={on} numberOf={numberOf} />
              {gaps.map(({ from, until }) => (
                <p key={from} class="late">
                  {t('agreements.calendar.gap', { from: date(from), until: date(until) })}
                </p>
              ))}
            </>
          );
        }}
      </Shown>
    </section>
  );
}

interface Span {
  readonly from: string;
  readonly until: string;
  readonly version_id: string;
}

function CalendarStrip(props: {
  readonly spans: readonly Span[];
  readonly gaps: readonly { readonly from: string; readonly until: string }[];
  readonly today: string;
  readonly numberOf: (id: string) => number;
}): JSX.Element | null {
  const { spans, gaps, today, numberOf } = props;
  const { t } = useWords();
  const { date } = useDays();
  const strip = calendarStrip(spans, gaps, today);
  if (strip === undefined) return null;
  const percent = (share: number): string => `${share * 100}%`;
  return (
    <div class="agreement-strip">
      <ol>
        {strip.stretches.map(({ days, left, width }) => (
          <li key={days.version_id} style={{ left: percent(left), width: percent(width) }}>
            <span title={t('agreements.days', { from: date(days.from), until: date(days.until) })}>
              {t('agreements.calendar.version', { version: numberOf(days.version_id) })}
            </span>
          </li>
        ))}
      </ol>
      <div class="agreement-strip-days" aria-hidden="true">
        {strip.gaps.map(({ days, left, width }) => (
          <span key={days.from} class="agreement-strip-gap" style={{ left: percent(left), width: percent(width) }} />
        ))}
        {strip.marks.map(({ date: day, left }) => (
          <span key={day} class="agreement-strip-mark" style={{ left: percent(left) }}>
            {date(day).replace(/^\S+ /, '')}
          </span>
        ))}
        <span class="agreement-strip-today" style={{ left: percent(strip.today) }}>
          {t('agreements.calendar.today')}
        </span>
      </div>
    </div>
  );
}

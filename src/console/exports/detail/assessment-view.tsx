import type { JSX } from 'preact';
import { Badge } from '../../widgets/badge.js';
import { useWords } from '../../words/use-words.js';
import { fractionDigits } from '../form/form-state.js';
import type { ExportAssessment } from '../wire-types.js';

interface AssessmentProps {
  readonly assessment: ExportAssessment;
  /** Of the values of goods. */
  readonly currency: string | undefined;
}

/** What follows from a declaration: forms with reasons, charges by item, duties, time on the way, and what all that stands on. */
export function AssessmentView(props: AssessmentProps): JSX.Element {
  const { t } = useWords();
  const { transit_days: transit, caveats } = props.assessment;
  return (
    <>
      <Forms {...props} />
      <Charges {...props} />
      <Values {...props} />
      {transit === null ? null : (
        <p>
          {t('exports.rule.transit', { least: transit.least, most: transit.most })}{' '}
          {transit.is_uncertain ? <Badge tone="late">{t('exports.uncertain')}</Badge> : null}
        </p>
      )}
      {caveats.length === 0 ? null : (
        <details>
          <summary>{t('exports.caveats')}</summary>
          <ul class="fine" lang="en">
            {caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Forms({ assessment }: AssessmentProps): JSX.Element {
  const { t, tCode, locale } = useWords();
  return (
    <section>
      <h3>{t('exports.forms')}</h3>
      <ul class="export-forms">
        {assessment.forms.map(({ form, name, reasons }) => (
          <li key={form}>
            <strong>{name}</strong>
            <span class="fine">
              {reasons.map(({ code, words }) => (locale === 'en' ? words : tCode('exports.reason', code))).join(' ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Charges({ assessment }: AssessmentProps): JSX.Element {
  const { t, tCode, locale, formats } = useWords();
  const { charges } = assessment;
  return (
    <section>
      <h3>{t('exports.charges')}</h3>
      {charges.status === 'unknown' ? (
        <p class="fine">{tCode('exports.chargesUnknown', charges.reason ?? '')}</p>
      ) : (
        <dl class="export-sum">
          {charges.items.map(({ what, words, paise }) => (
            <div key={what}>
              <dt>{locale === 'en' ? words : tCode('exports.charge', what)}</dt>
              <dd>{formats.money(paise)}</dd>
            </div>
          ))}
          <div class="export-total">
            <dt>{t('exports.chargesTotal')}</dt>
            <dd>{formats.money(charges.total_paise ?? 0)}</dd>
          </div>
        </dl>
      )}
      {charges.tariff?.is_synthetic === true ? (
        <p class="fine">
          <Badge tone="late">{t('exports.syntheticTariff')}</Badge>
        </p>
      ) : null}
    </section>
  );
}

function Values({ assessment, currency }: AssessmentProps): JSX.Element {
  const { t, formats } = useWords();
  const { total_paise: paise, total_sdr_e3: sdr, rate, duties } = assessment;
  const dutyPaise = Object.values(duties).reduce((sum, one) => sum + one, 0);
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    [t('exports.valueTotal'), amount(assessment.total_value_minor, currency, formats)],
    [
      t('exports.valueInr', { day: rate?.valid_from ?? '' }),
      paise === null || currency === 'INR' ? undefined : formats.money(paise),
    ],
    [t('exports.valueSdr'), sdr === null ? undefined : formats.decimal(sdr / 1000, 2)],
    [t('exports.netWeight'), formats.weight(assessment.net_weight_g)],
    [t('exports.duties'), dutyPaise === 0 ? undefined : formats.money(dutyPaise)],
  ];
  return (
    <section>
      <h3>{t('exports.value')}</h3>
      <dl class="export-sum">
        {rows.map(([label, value]) =>
          value === undefined ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

type Formats = ReturnType<typeof useWords>['formats'];

/** An amount in the currency of the goods. */
export function amount(minor: number, currency: string | undefined, formats: Formats): string {
  if (currency === 'INR') return formats.money(minor);
  const digits = fractionDigits(currency ?? '');
  return `${formats.decimal(minor / 10 ** digits, digits)} ${currency ?? ''}`.trim();
}

import type { JSX } from 'preact';
import { useFigures } from '../../explore/explore-words.js';
import { Badge } from '../../widgets/badge.js';
import { useWords } from '../../words/use-words.js';
import type { AmountWorth, ClauseWorth, TermWorth } from './clause-worths.js';

/** What one more unit of a clause is worth, and whether it binds. */
export function ClausePrice({ worth }: { readonly worth: ClauseWorth | undefined }): JSX.Element | null {
  if (worth === undefined) return null;
  return (
    <aside class="agreement-effect agreement-price">
      {worth.amounts.map((amount) => (
        <Amount key={amount.unit} amount={amount} />
      ))}
      {worth.terms.map((term) => (
        <Term key={term.clause} term={term} />
      ))}
    </aside>
  );
}

function Amount({ amount }: { readonly amount: AmountWorth }): JSX.Element {
  const { t, formats } = useWords();
  const figures = useFigures();
  const { unit, per, grants, binding, worth, cost } = amount;
  const binds = binding ?? 0;
  if (binds === 0) {
    return (
      <p>
        <Badge tone="good">{t('prose.worth.free')}</Badge> {t(`prose.worth.freeMore.${unit}`)}
      </p>
    );
  }
  return (
    <div>
      <p>
        <Badge tone="late">{t('prose.worth.binds')}</Badge>{' '}
        {t(`prose.worth.of.${PER[per]}`, { binding: formats.number(binds), grants: formats.number(grants ?? 0) })}
      </p>
      <p>
        {worth === null ? t('prose.worth.withheld') : t(`prose.worth.oneMore.${unit}`, { money: figures.money(worth) })}
      </p>
      {cost === null || cost === 0 ? null : <p class="fine">{t('prose.worth.cost', { money: figures.money(cost) })}</p>}
    </div>
  );
}

function Term({ term }: { readonly term: TermWorth }): JSX.Element {
  const { t, formats } = useWords();
  const figures = useFigures();
  const { parcels, better, worth } = term;
  return (
    <p>
      {t('prose.worth.refused', { parcels: formats.number(parcels ?? 0), better: formats.number(better ?? 0) })}{' '}
      {worth === null || worth === 0 ? '' : t('prose.worth.refusedWorth', { money: figures.roundMoney(worth) })}
    </p>
  );
}

const PER = { departure: 'departure', 'office day': 'office', window: 'window' } as const;

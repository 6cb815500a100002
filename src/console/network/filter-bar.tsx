import type { JSX } from 'preact';
import { useSession } from '../app/session.js';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import type { Flows } from './flows.js';
import type { Filters } from './network-state.js';

const NONE: Filters = { party: undefined, mode: undefined, product: undefined, timing: undefined };

/** Leaves some of what moves: by whose it is, how it goes, and which own parcels are aboard. */
export function FilterBar(props: {
  readonly flows: Flows;
  readonly modes: readonly string[]; // that there are
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
}): JSX.Element {
  const { t } = useWords();
  const { flows, modes, filters, onFilters } = props;
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const choices = useChoices(flows, modes);
  return (
    <fieldset class="network-filters">
      <legend class="hidden">{t('network.filters')}</legend>
      {choices.map(({ name, label, all, of }) => (
        <select
          key={name}
          aria-label={label}
          class={filters[name] === undefined ? '' : 'network-filtering'}
          value={filters[name] ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onFilters({ ...filters, [name]: value === '' ? undefined : value })
          }
        >
          <option value="">{all}</option>
          {of.map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      ))}
      {isFiltered ? (
        <button
          type="button"
          class="icon-button"
          aria-label={t('network.filter.clear')}
          onClick={() => onFilters(NONE)}
        >
          <Icon name="close" size={18} />
        </button>
      ) : null}
    </fieldset>
  );
}

/** What can be chosen of. */
function useChoices({ header: { parties, products } }: Flows, modes: readonly string[]) {
  const { t, tCode } = useWords();
  const { workspace } = useSession();
  const nameOf = (id: string): string => workspace.carriers.find(({ code }) => code === id)?.name ?? id;
  return [
    {
      name: 'party',
      label: t('network.filter.party'),
      all: t('network.filter.anyParty'),
      of: parties.map(({ id }) => [id, nameOf(id)]),
    },
    {
      name: 'mode',
      label: t('network.filter.mode'),
      all: t('network.filter.anyMode'),
      of: modes.map((id) => [id, tCode('network.mode', id)]),
    },
    {
      name: 'product',
      label: t('network.filter.product'),
      all: t('network.filter.anyProduct'),
      of: products.map((id) => [id, tCode('network.product', id)]),
    },
    {
      name: 'timing',
      label: t('network.filter.timing'),
      all: t('network.filter.anyTiming'),
      of: [
        ['on_time', t('network.onTime')],
        ['late', t('network.late')],
      ],
    },
  ] as const;
}

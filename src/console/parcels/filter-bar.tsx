import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useAnswer } from '../client/use-answer.js';
import { useSession } from '../app/session.js';
import { STATES } from '../../domain/custody-event.js';
import { EXCEPTION_CODES } from '../../domain/shipment-exception.js';
import { Dialog } from '../widgets/dialog.js';
import { Field } from '../widgets/field.js';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import { FILTER_KEYS, withFilter, type FilterKey, type Filters } from './filters.js';
import { usePartyName } from './party-name.js';
import type { Organisation } from './wire-types.js';

export interface FilterBarProps {
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** The search, what the list is narrowed to as chips, and a dialog for more. */
export function FilterBar({ filters, onFilters, isOpen, onOpen }: FilterBarProps): JSX.Element {
  const { t } = useWords();
  const organisations = useAnswer(async (client) => (await client.listOrganisations()).body.data, []);
  return (
    <section class="parcel-filters" aria-label={t('parcels.filters')}>
      <Search filters={filters} onFilters={onFilters} onOpen={onOpen} />
      <Chips filters={filters} organisations={organisations.value ?? []} onFilters={onFilters} />
      <Dialog title={t('parcels.filters')} isOpen={isOpen} onClose={() => onOpen(false)} isWide>
        <FilterForm
          filters={filters}
          organisations={organisations.value ?? []}
          onFilters={(chosen) => {
            onOpen(false);
            onFilters(chosen);
          }}
        />
      </Dialog>
    </section>
  );
}

function Search({ filters, onFilters, onOpen }: Omit<FilterBarProps, 'isOpen'>): JSX.Element {
  const { t } = useWords();
  const search = useRef<HTMLInputElement>(null);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onFilters(withFilter(filters, 'q', search.current?.value ?? ''));
      }}
    >
      <input
        ref={search}
        id="parcel-search"
        type="search"
        name="q"
        key={filters.q ?? ''}
        defaultValue={filters.q ?? ''}
        aria-label={t('parcels.search')}
        placeholder={t('parcels.search')}
        minLength={3}
        maxLength={60}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => {
          if (currentTarget.value === '' && filters.q !== undefined) onFilters(withFilter(filters, 'q', ''));
        }}
      />
      <button type="submit" class="button">
        <Icon name="search" size={16} />
        {t('parcels.searchKey')}
      </button>
      <button type="button" class="button" aria-haspopup="dialog" onClick={() => onOpen(true)}>
        <Icon name="filter" size={16} />
        {t('parcels.addFilter')}
      </button>
    </form>
  );
}

/** What the list is narrowed to; each can be taken away. */
function Chips(props: {
  readonly filters: Filters;
  readonly organisations: readonly Organisation[];
  readonly onFilters: (filters: Filters) => void;
}): JSX.Element | null {
  const { t } = useWords();
  const { filters, organisations, onFilters } = props;
  const told = useFilterWords(organisations);
  const shown = FILTER_KEYS.filter((key) => key !== 'q' && filters[key] !== undefined);
  if (shown.length === 0) return null;
  return (
    <ul class="chips">
      {shown.map((key) => {
        const name = t(`parcels.filter.${key}`);
        return (
          <li key={key} class="chip">
            <span>
              {name}: <strong>{told(key, filters[key] ?? '')}</strong>
            </span>
            <button
              type="button"
              aria-label={t('parcels.removeFilter', { name })}
              onClick={() => onFilters(withFilter(filters, key, ''))}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        );
      })}
      <li>
        <button type="button" class="button" onClick={() => onFilters({})}>
          {t('parcels.clear')}
        </button>
      </li>
    </ul>
  );
}

/** What the value of a filter is called. */
function useFilterWords(organisations: readonly Organisation[]): (key: FilterKey, value: string) => string {
  const { t, tCode, formats } = useWords();
  const partyName = usePartyName();
  return (key, value) => {
    if (key === 'state')
      return value
        .split(',')
        .map((state) => tCode('state', state))
        .join(', ');
    if (key === 'exception') return value === 'any' ? t('parcels.exception.any') : tCode('exception', value);
    if (key === 'direction') return tCode('parcels.direction', value);
    if (key === 'status') return tCode('parcels.status', value);
    if (key === 'custodian') return partyName(value);
    if (key === 'partner_id') return organisations.find(({ id }) => id === value)?.name ?? value;
    return /^\d{4}-\d\d-\d\d$/.test(value) ? formats.day(`${value}T12:00:00Z`) : value;
  };
}

function FilterForm(props: {
  readonly filters: Filters;
  readonly organisations: readonly Organisation[];
  readonly onFilters: (filters: Filters) => void;
}): JSX.Element {
  const { t } = useWords();
  const { filters, organisations, onFilters } = props;
  const states = new Set((filters.state ?? '').split(','));
  const read = (form: HTMLFormElement): void => {
    const data = new FormData(form);
    let chosen = filters;
    for (const key of FORM_KEYS)
      chosen = withFilter(chosen, key, data.getAll(key).map(String).filter(Boolean).join(','));
    onFilters(chosen);
  };
  return (
    <form
      class="filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        read(event.currentTarget);
      }}
    >
      <fieldset>
        <legend>{t('parcels.filter.state')}</legend>
        {STATES.map((state) => (
          <label key={state} class="check">
            <input type="checkbox" name="state" value={state} defaultChecked={states.has(state)} />
            {t(`state.${state}`)}
          </label>
        ))}
      </fieldset>
      <div class="filter-fields">
        <Choices filters={filters} organisations={organisations} />
        {TEXT_KEYS.map((name) => (
          <Field key={name} label={t(`parcels.filter.${name}`)}>
            {(tied) => <input {...tied} name={name} defaultValue={filters[name] ?? ''} maxLength={100} />}
          </Field>
        ))}
        {DAY_KEYS.map((name) => (
          <Field key={name} label={t(`parcels.filter.${name}`)}>
            {(tied) => <input {...tied} name={name} type="date" defaultValue={filters[name] ?? ''} />}
          </Field>
        ))}
      </div>
      <footer class="row">
        <button type="submit" class="button button-main">
          {t('parcels.apply')}
        </button>
      </footer>
    </form>
  );
}

const TEXT_KEYS = ['origin', 'destination_pin', 'place'] as const;
const DAY_KEYS = ['promised_from', 'promised_until', 'booked_from', 'booked_until'] as const;
const FORM_KEYS: readonly FilterKey[] = [
  'state', 'exception', 'direction', 'partner_id', 'custodian', 'product', ...TEXT_KEYS, ...DAY_KEYS,
]; // prettier-ignore

/** What is chosen of a few. */
function Choices(props: { readonly filters: Filters; readonly organisations: readonly Organisation[] }): JSX.Element {
  const { t, tCode } = useWords();
  const { workspace, organisation } = useSession();
  const partyName = usePartyName();
  const { filters, organisations } = props;
  const partners = organisations.filter(({ kind, id }) => kind === 'carrier' && id !== organisation.id);
  const custodians = [...workspace.carriers.map(({ code }) => code), '@sender', '@addressee'];
  return (
    <>
      <Choice
        name="exception"
        value={filters.exception}
        options={[
          ['any', t('parcels.exception.any')],
          ...EXCEPTION_CODES.map((code) => [code, tCode('exception', code)] as const),
        ]}
      />
      <Choice
        name="direction"
        value={filters.direction}
        options={(['own', 'carried'] as const).map((one) => [one, t(`parcels.direction.${one}`)])}
      />
      <Choice name="partner_id" value={filters.partner_id} options={partners.map(({ id, name }) => [id, name])} />
      <Choice name="custodian" value={filters.custodian} options={custodians.map((code) => [code, partyName(code)])} />
      <Choice name="product" value={filters.product} options={workspace.products.map((one) => [one, one])} />
    </>
  );
}

function Choice(props: {
  readonly name: 'exception' | 'direction' | 'partner_id' | 'custodian' | 'product';
  readonly value: string | undefined;
  readonly options: readonly (readonly [string, string])[];
}): JSX.Element {
  const { t } = useWords();
  const { name, value = '', options } = props;
  return (
    <Field label={t(`parcels.filter.${name}`)}>
      {(tied) => (
        <select {...tied} name={name}>
          <option value="">{t('parcels.any')}</option>
          {options.map(([key, words]) => (
            <option key={key} value={key} selected={key === value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

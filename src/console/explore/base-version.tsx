import type { ComponentChildren, JSX } from 'preact';
import { useLocation } from 'preact-iso';
import { useSession } from '../app/session.js';
import { useAnswer } from '../client/use-answer.js';
import { Field } from '../widgets/field.js';
import { Empty } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';

const VERSIONS_MAX = 50;
/** States in which a version may still come into force. */
const TO_COME: ReadonlySet<string> = new Set(['draft', 'proposed', 'signed_by_one', 'signed']);

/** The version that all questions stand on, as the address has it; undefined for the one in force. */
export function useBaseVersion(): string | undefined {
  const { query } = useLocation();
  const version = query['version'];
  return version === undefined || version === '' ? undefined : version;
}

/** An address of Explore that keeps what is asked of the same version. */
export function addressOn(path: string, version: string | undefined, query = ''): string {
  const all = [query, version === undefined ? '' : `version=${version}`].filter((part) => part !== '').join('&');
  return all === '' ? path : `${path}?${all}`;
}

/** What stands on an agreement; where none is in force and no other was chosen, the way to one. */
export function OnAgreement({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const chosen = useBaseVersion();
  const versions = useAnswer(
    async (client, signal) => (await client.listAgreements({ query: { limit: VERSIONS_MAX }, signal })).body.data,
    [],
  );
  const isLacking =
    chosen === undefined && versions.value !== undefined && !versions.value.some(({ state }) => state === 'in_force');
  if (!isLacking) return <>{children}</>;
  const mayWrite = may('agreements:write');
  return (
    <Empty icon="agreement" title={t('explore.noAgreement')}>
      <p>{t(mayWrite ? 'explore.noAgreementMore' : 'explore.noAgreementMine')}</p>
      <a class="button" href={mayWrite ? '/agreements/new' : '/agreements'}>
        {t(mayWrite ? 'agreements.new' : 'nav.agreements')}
      </a>
    </Empty>
  );
}

/** Chooses the version that scenarios are changes of; nothing where there is only the one in force. */
export function BaseVersion(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useSession();
  const { path, route } = useLocation();
  const chosen = useBaseVersion();
  const mayRead = may('agreements:read');
  const versions = useAnswer(
    async (client, signal) =>
      mayRead ? (await client.listAgreements({ query: { limit: VERSIONS_MAX }, signal })).body.data : [],
    [mayRead],
  );
  const offered = (versions.value ?? []).filter(({ id, state }) => TO_COME.has(state) || id === chosen);
  if (offered.length === 0) return null;
  return (
    <div class="explore-base">
      <Field label={t('explore.base')} hint={chosen === undefined ? undefined : t('explore.baseMore')}>
        {(tied) => (
          <select
            {...tied}
            value={chosen ?? ''}
            onChange={({ currentTarget: { value } }) => route(addressOn(path, value === '' ? undefined : value))}
          >
            <option value="">{t('explore.base.inForce')}</option>
            {offered.map(({ id, agreement, version, state }) => (
              <option key={id} value={id}>
                {t('explore.base.version', { agreement, version, state: t(`agreements.state.${state}`) })}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}

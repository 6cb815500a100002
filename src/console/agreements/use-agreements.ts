import type { z } from '@hono/zod-openapi';
import { useMemo } from 'preact/hooks';
import type { PartyKeySchema } from '../../wire/agreements/agreements.js';
import type { OrganisationSchema } from '../../wire/people/organisations.js';
import { useAnswer, type Answered } from '../client/use-answer.js';
import { useNotices } from '../client/use-notices.js';
import { LOCALES } from '../words/locales.js';
import { useWords } from '../words/use-words.js';
import type { Version } from './agreement-state.js';

export type Organisation = z.infer<typeof OrganisationSchema>;
export type PartyKey = z.infer<typeof PartyKeySchema>;

/** What all views of agreements stand on. */
export interface Agreements {
  readonly versions: readonly Version[]; // newest first
  readonly carriers: readonly Organisation[];
  readonly keys: readonly PartyKey[];
  readonly nameOf: (organisationId: string) => string;
  readonly nameOfCode: (code: string) => string;
  /** Without what stands in brackets after it. */
  readonly shortNameOfCode: (code: string) => string;
}

const VERSIONS_MAX = 200;

/** All versions, carriers and keys; asked again whenever an agreement changes, whoever changed it. */
export function useAgreements(): Answered<Agreements> {
  const answered = useAnswer(
    async (client, signal) => {
      const [versions, organisations, keys] = await Promise.all([
        client.listAgreements({ query: { limit: VERSIONS_MAX }, signal }),
        client.listOrganisations({ signal }),
        client.listPartyKeys({ signal }),
      ]);
      return agreementsOf(versions.body.data, organisations.body.data, keys.body.data);
    },
    ['agreements'],
  );
  useNotices(['agreement.changed'], answered.again);
  return answered;
}

function agreementsOf(
  versions: readonly Version[],
  organisations: readonly Organisation[],
  keys: readonly PartyKey[],
): Agreements {
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const byCode = new Map(organisations.flatMap(({ code, name }) => (code === null ? [] : [[code, name]])));
  return {
    versions,
    keys,
    carriers: organisations.filter(({ kind }) => kind === 'carrier'),
    nameOf: (id) => names.get(id) ?? id,
    nameOfCode: (code) => byCode.get(code) ?? code,
    shortNameOfCode: (code) => (byCode.get(code) ?? code).replace(/ \([^)]*\)$/, ''),
  };
}

/** A calendar day, and lists of names, in the language of whoever reads. */
export function useDays(): {
  readonly date: (date: string) => string;
  readonly list: (texts: readonly string[]) => string;
} {
  const { locale } = useWords();
  return useMemo(() => {
    const { tag } = LOCALES[locale];
    const format = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
    const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
    return {
      date: (date) => format.format(new Date(`${date}T00:00:00Z`)),
      list: (texts) => lists.format(texts),
    };
  }, [locale]);
}

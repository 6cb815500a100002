import { useCallback } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useAnswer } from '../client/use-answer.js';
import { useWords } from '../words/use-words.js';

/** Somebody of the organisation who works on exceptions. */
export interface Assignee {
  readonly id: string;
  readonly name: string;
}

/** Whom exceptions can be assigned to, by name, and how whoever has one is called. */
export interface Assignees {
  readonly all: readonly Assignee[];
  readonly nameOf: (id: string) => string;
}

/** Colleagues who work on exceptions; nobody for those who may not assign. */
export function useAssignees(): Assignees {
  const { t } = useWords();
  const { may, actor } = useSession();
  const isAllowed = may('exceptions:write');
  const { value } = useAnswer(
    async (client, signal) => (isAllowed ? (await client.listAssignees({ signal })).body.data : []),
    [isAllowed],
  );
  const nameOf = useCallback(
    (id: string): string =>
      id === actor
        ? t('exceptions.you')
        : (value?.find((one) => one.id === id)?.name ?? t('exceptions.somebody', { id: id.slice(-6) })),
    [value, actor, t],
  );
  return { all: value ?? NOBODY, nameOf };
}

const NOBODY: readonly Assignee[] = [];

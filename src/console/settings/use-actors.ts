import { useCallback } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useAnswer } from '../client/use-answer.js';

/** Names of the users and keys of the organisation, by id; the id itself where whoever reads may not know. */
export function useActors(): (id: string) => string {
  const { may } = useSession();
  const [mayUsers, mayKeys] = [may('users:read'), may('keys:read')];
  const { value } = useAnswer(
    async (client, signal) => {
      const [users, keys] = await Promise.all([
        mayUsers ? client.listUsers({ signal }) : undefined,
        mayKeys ? client.listApiKeys({ signal }) : undefined,
      ]);
      return new Map([
        ...(users?.body.data ?? []).map(({ id, name }) => [id, name] as const),
        ...(keys?.body.data ?? []).map(({ id, name }) => [id, name] as const),
      ]);
    },
    [mayUsers, mayKeys],
  );
  return useCallback((id) => value?.get(id) ?? id, [value]);
}

import { useCallback } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useWords } from '../words/use-words.js';

/** Names those whom codes of custody mean: carriers, the sender, the addressee. */
export function usePartyName(): (code: string) => string {
  const { tCode } = useWords();
  const { workspace } = useSession();
  return useCallback(
    (code) => workspace.carriers.find((carrier) => carrier.code === code)?.name ?? tCode('parcels.custodian', code),
    [workspace, tCode],
  );
}

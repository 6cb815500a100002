import { useCallback } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { plainName } from '../widgets/plain-name.js';
import { useWords } from '../words/use-words.js';

/** Names those whom codes of custody mean: carriers, the sender, the addressee. */
export function usePartyName(): (code: string) => string {
  const { tCode } = useWords();
  const { workspace } = useSession();
  return useCallback(
    (code) => {
      const carrier = workspace.carriers.find((one) => one.code === code);
      return carrier === undefined ? tCode('parcels.custodian', code) : plainName(carrier.name);
    },
    [workspace, tCode],
  );
}

import { useState } from 'preact/hooks';
import { useToast } from '../app/toasts.js';
import { faultWords } from '../widgets/fault-words.js';
import { useWords } from '../words/use-words.js';

/** Does one thing at a time that needs the server; what goes wrong is told and stays on the screen. */
export function useActing(): { readonly isAsking: boolean; readonly act: (work: () => Promise<unknown>) => void } {
  const { t } = useWords();
  const tell = useToast();
  const [isAsking, setAsking] = useState(false);
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setAsking(true);
    try {
      await work();
    } catch (error) {
      tell({ tone: 'bad', text: faultWords(error, t).more });
    } finally {
      setAsking(false);
    }
  };
  return { isAsking, act: (work) => void run(work) };
}

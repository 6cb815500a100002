import type { z } from '@hono/zod-openapi';
import { useState } from 'preact/hooks';
import { readCode } from '../../standards/scan/read-code.js';
import type { getContainer, YardActSchema } from '../../wire/containers.js';
import { useClient } from '../client/client-context.js';
import { useAnswer, type Answered } from '../client/use-answer.js';
import { faultWords } from '../widgets/fault-words.js';
import { useWords } from '../words/use-words.js';
import { feel } from './feedback.js';
import { randomText } from './random-text.js';

export type WireBag = z.infer<typeof getContainer.answer.body>;
type YardAct = z.input<typeof YardActSchema>;
type Doing<T = YardAct> = T extends YardAct ? Omit<T, 'id' | 'device_time'> : never;

/** What was done last with a bag; `fault` says why it was not. */
export interface BagDone {
  readonly name: string;
  readonly fault: string | undefined;
}

/** A bag, and what is done with it. Needs the server, which alone knows the limits and what else is packed. */
export function useBag(id: string): {
  readonly answered: Answered<WireBag>;
  readonly last: BagDone | undefined;
  readonly act: (doing: Doing, name: string) => void;
  readonly scan: (text: string) => void;
} {
  const { t } = useWords();
  const client = useClient();
  const [last, setLast] = useState<BagDone | undefined>(undefined);
  const answered = useAnswer(
    async (asked, signal) => (await asked.getContainer({ params: { id }, signal })).body,
    [id],
  );
  const { value, again } = answered;
  const tried = async (doing: Doing, name: string): Promise<void> => {
    const at = new Date();
    const told = { id: `bag:${at.getTime().toString(36)}-${randomText(8)}`, device_time: at.toISOString() };
    try {
      const { results } = (await client.actOnContainers({ body: { acts: [{ ...doing, ...told }] } })).body;
      const refusals = results[0]?.refusals ?? [];
      setLast({ name, fault: refusals.length === 0 ? undefined : refusals.map(({ words }) => words).join('; ') });
      feel(refusals.length === 0 ? 'good' : 'wrong');
      again();
    } catch (error) {
      setLast({ name, fault: faultWords(error, t).more });
      feel('unknown');
    }
  };
  const scan = (text: string): void => {
    const read = readCode(text);
    if (value?.status === 'closed') void tried({ kind: 'seal', container: id, seal: text.trim() }, text);
    else if (read?.of === 'piece') void tried({ kind: 'put', piece: read.name, into: id }, read.name);
    else if (read?.of === 'container') void tried({ kind: 'put_container', container: read.name, into: id }, read.name);
    else setLast({ name: text.slice(0, 60), fault: t('docks.verdict.unreadable') });
  };
  return { answered, last, act: (doing, name) => void tried(doing, name), scan };
}

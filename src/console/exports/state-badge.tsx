import type { JSX } from 'preact';
import { Badge, type Tone } from '../widgets/badge.js';
import { useWords } from '../words/use-words.js';
import type { Export, ExportState } from './wire-types.js';

/** Where an export is, in a word. */
export function StateBadge({ state }: { readonly state: ExportState }): JSX.Element {
  const { t } = useWords();
  return <Badge tone={TONES[state]}>{t(`exports.state.${state}`)}</Badge>;
}

const TONES: Readonly<Record<ExportState, Tone>> = {
  draft: 'plain',
  filed: 'info',
  booked: 'info',
  in_transit_to_fpo: 'info',
  presented: 'info',
  query: 'late',
  examination: 'late',
  let_export: 'good',
  despatched: 'info',
  in_transit: 'info',
  import_customs: 'info',
  delivered: 'good',
  returned: 'bad',
  rejected: 'bad',
  cancelled: 'plain',
};

/** By when something should have happened, and whether that is past. */
export function DueWords({ due_at: due, overdue_at: overdue }: Pick<Export, 'due_at' | 'overdue_at'>): JSX.Element {
  const { t, formats } = useWords();
  if (due === null) return <>–</>;
  if (overdue !== null) return <Badge tone="bad">{t('exports.overdueSince', { at: formats.instant(due) })}</Badge>;
  return <>{formats.instant(due)}</>;
}

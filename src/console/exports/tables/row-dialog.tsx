import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { RefusedError } from '../../../wire/http/call-route.js';
import { useToast } from '../../app/toasts.js';
import { useAct } from '../../client/use-act.js';
import { ConfirmDialog } from '../../widgets/confirm-dialog.js';
import { fieldFaultWords } from '../../widgets/fault-words.js';
import { Field } from '../../widgets/field.js';
import { useWords } from '../../words/use-words.js';
import {
  faultyField,
  fieldsOf,
  readRow,
  rowsWith,
  writtenOf,
  type TableField,
  type TableId,
  type TableRow,
  type ValueKind,
  type WrittenRow,
} from './table-rows.js';

/** Kinds whose writing needs a word of how. */
const HINTED = { list: 'list', range: 'range', services: 'services', zones: 'zones', prices: 'prices' } as const;

/** One row of a table that is changed, added (`at` behind the last) or taken away; what is wrong stands at its field. */
export function RowDialog(props: {
  readonly table: TableId;
  readonly rows: readonly TableRow[];
  readonly at: number;
  readonly onClose: (isDone: boolean) => void;
}): JSX.Element {
  const wording = useWords();
  const { t } = wording;
  const tell = useToast();
  const acting = useAct();
  const { table, rows, at, onClose } = props;
  const isNew = at >= rows.length;
  const [written, setWritten] = useState<WrittenRow>(() => writtenOf(table, rows[at] ?? {}));
  const { row, unreadable } = readRow(table, written);
  const faults = acting.error instanceof RefusedError ? (acting.error.problem?.errors ?? []) : [];
  const faultAt = (field: string): string | undefined => {
    if (unreadable.has(field)) return t('exports.table.unreadable');
    const fault = faults.find(({ pointer = '' }) => faultyField(pointer, at) === field);
    const isMissing = fault !== undefined && field !== '' && row[field] === undefined;
    return isMissing ? t('fault.field.missing') : fieldFaultWords(fault, wording);
  };
  const save = async (kept: TableRow | undefined): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      await client.putExportTable({ params: { table }, body: { rows: rowsWith(rows, at, kept) } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('exports.table.saved') });
    onClose(true);
  };
  const rowFault = faultAt('');
  const isFaultShown = faults.some(({ pointer = '' }) => faultyField(pointer, at) !== undefined);
  return (
    <ConfirmDialog
      title={t(isNew ? 'exports.table.add' : 'exports.table.change')}
      isOpen
      isWide
      acting={acting}
      onClose={() => onClose(false)}
      go={() => save(row)}
      words={t('app.save')}
      isReady={unreadable.size === 0}
      isFaultShown={isFaultShown}
    >
      <div class="export-grid">
        {fieldsOf(table).map(([field, kind]) => (
          <RowField
            key={field}
            field={field}
            kind={kind}
            value={written[field] ?? ''}
            fault={faultAt(field)}
            onChange={(text) => setWritten((before) => ({ ...before, [field]: text }))}
          />
        ))}
      </div>
      {rowFault === undefined ? null : <p class="fault-words">{rowFault}</p>}
      {isNew || rows.length < 2 ? null : (
        <p>
          <button type="button" class="button button-bad" disabled={acting.isBusy} onClick={() => void save(undefined)}>
            {t('exports.table.remove')}
          </button>
        </p>
      )}
    </ConfirmDialog>
  );
}

const DAY = { type: 'date' } as const;
const TEXT = { type: 'text' } as const;

function RowField(props: {
  readonly field: TableField;
  readonly kind: ValueKind;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (text: string) => void;
}): JSX.Element {
  const { t } = useWords();
  const { field, kind, value, fault, onChange } = props;
  const label = t(`exports.tableField.${field}`);
  if (kind === 'flag') {
    return (
      <label class="check">
        <input
          type="checkbox"
          checked={value === 'true'}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? 'true' : '')}
        />
        {label}
      </label>
    );
  }
  const isLong = kind === 'zones' || kind === 'prices' || field === 'source';
  const hint = kind in HINTED ? t(`exports.tableHint.${HINTED[kind as keyof typeof HINTED]}`) : undefined;
  return (
    <div class={isLong ? 'export-wide' : ''}>
      <Field label={label} hint={hint} fault={fault}>
        {(tied) =>
          isLong ? (
            <textarea
              {...tied}
              rows={kind === 'text' ? 2 : 4}
              value={value}
              onInput={({ currentTarget }) => onChange(currentTarget.value)}
            />
          ) : (
            <input
              {...tied}
              {...(kind === 'day' ? DAY : TEXT)}
              autocomplete="off"
              value={value}
              onInput={({ currentTarget }) => onChange(currentTarget.value)}
            />
          )
        }
      </Field>
    </div>
  );
}

import type { JSX } from 'preact';
import { Field } from '../../widgets/field.js';
import { useWords } from '../../words/use-words.js';
import { faultText } from './faults.js';
import { useForm } from './form-context.js';
import {
  GOODS_FIELDS,
  isAsked,
  PARCEL_FIELDS,
  type FieldKind,
  type GoodsField,
  type ParcelField,
} from './form-fields.js';
import { valueOf } from './form-state.js';

/** What a field is chosen from: values with their words. */
export type Choices = readonly (readonly [value: string, words: string])[];

interface Shared {
  readonly choices?: Choices;
  readonly hint?: string | undefined;
  /** What is said of a fault that the page knows better words for. */
  readonly instead?: string | undefined;
}

/** A field of the parcel, where it is asked for. */
export function ParcelInput(props: Shared & { readonly path: ParcelField }): JSX.Element | null {
  const { t } = useWords();
  const { state, setField } = useForm();
  const { path, choices, hint } = props;
  if (!isAsked(path, (other) => valueOf(state, other))) return null;
  return (
    <AnyInput
      path={path}
      label={t(`exports.field.${path}`)}
      kind={PARCEL_FIELDS[path]}
      value={valueOf(state, path)}
      onChange={(value) => setField(path, value)}
      {...{ choices, hint }}
    />
  );
}

/** A field of a line of goods, where it is asked for. */
export function GoodsInput(
  props: Shared & { readonly path: GoodsField; readonly row: number; readonly index: number },
): JSX.Element | null {
  const { t } = useWords();
  const { state, setGoods } = useForm();
  const { path, row, index, choices, hint, instead } = props;
  if (!isAsked(path, (other) => valueOf(state, other))) return null;
  const value = state.goods[index]?.fields[path] ?? '';
  return (
    <AnyInput
      path={`goods/${index}/${path}`}
      label={t(`exports.field.goods/${path}`)}
      kind={GOODS_FIELDS[path]}
      value={value}
      onChange={(text) => setGoods(row, path, text)}
      {...{ choices, hint, instead }}
    />
  );
}

interface InputProps {
  readonly path: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: Choices | undefined;
  readonly hint: string | undefined;
  readonly instead?: string | undefined;
}

function AnyInput(props: InputProps): JSX.Element {
  const wording = useWords();
  const { faults, isTried } = useForm();
  const { path, label, kind, value, onChange, choices, hint } = props;
  const found = faults.get(path);
  const fault = found === undefined || (found.code === 'missing_value' && !isTried) ? undefined : found;
  const said = fault === undefined ? undefined : (props.instead ?? faultText(fault, wording));
  // Of what is missing, what it would be is told too.
  const words = fault?.code === 'missing_value' && hint !== undefined ? `${said} ${hint}` : said;
  if (kind === 'flag') {
    return (
      <div class="export-flag" data-path={path}>
        <label class="check">
          <input
            type="checkbox"
            checked={value === 'true'}
            aria-invalid={fault === undefined ? undefined : true}
            onChange={({ currentTarget }) => onChange(currentTarget.checked ? 'true' : '')}
          />
          {label}
        </label>
        {words === undefined ? null : <p class="fault-words">{words}</p>}
      </div>
    );
  }
  return (
    <div class={kind === 'lines' ? 'export-wide' : ''} data-path={path}>
      <Field label={label} hint={hint} fault={words}>
        {(tied) => {
          if (choices !== undefined) return <Choice {...{ tied, choices, value, onChange }} />;
          if (kind === 'lines') {
            return (
              <textarea
                {...tied}
                rows={2}
                value={value}
                onInput={({ currentTarget }) => onChange(currentTarget.value)}
              />
            );
          }
          return (
            <input
              {...tied}
              {...INPUTS[kind]}
              autocomplete="off"
              value={value}
              onInput={({ currentTarget }) => onChange(currentTarget.value)}
            />
          );
        }}
      </Field>
    </div>
  );
}

type InputType = { readonly type: 'text'; readonly inputMode?: 'numeric' | 'decimal' } | { readonly type: 'date' };

const WHOLE = { type: 'text', inputMode: 'numeric' } as const;
const DECIMAL = { type: 'text', inputMode: 'decimal' } as const;
const TEXT = { type: 'text' } as const;

const INPUTS: Readonly<Record<Exclude<FieldKind, 'flag' | 'lines'>, InputType>> = {
  text: TEXT,
  list: TEXT,
  day: { type: 'date' },
  whole: WHOLE,
  number: DECIMAL,
  money: DECIMAL,
  rupees: DECIMAL,
  percent: DECIMAL,
};

/** What was chosen and is not offered is shown as it is. */
function Choice(props: {
  readonly tied: object;
  readonly choices: Choices;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): JSX.Element {
  const { t } = useWords();
  const { tied, choices, value, onChange } = props;
  const isKnown = value === '' || choices.some(([one]) => one === value);
  return (
    <select {...tied} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">{t('exports.choose')}</option>
      {choices.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
      {isKnown ? null : <option value={value}>{value}</option>}
    </select>
  );
}

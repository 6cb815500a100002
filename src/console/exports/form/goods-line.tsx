import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { displayHs } from '../../../standards/hs/hs-code.js';
import { Icon } from '../../widgets/icon.js';
import { useWords } from '../../words/use-words.js';
import { useForm } from './form-context.js';
import { GoodsInput } from './form-field.js';
import { valueOf, withoutLine } from './form-state.js';
import { hsHint } from './hs-hint.js';
import { HsSearch } from './hs-search.js';

const UNITS = ['pcs', 'pairs', 'kg', 'l', 'm'] as const;

/** One kind of goods in the parcel, with its code found by words. */
export function GoodsLine({ row, index }: { readonly row: number; readonly index: number }): JSX.Element {
  const { t } = useWords();
  const { state, change, setGoods } = useForm();
  const [isFinding, setFinding] = useState(false);
  const [found, setFound] = useState<string>();
  const codeField = useRef<HTMLDivElement>(null);
  const isBusiness = valueOf(state, 'sender') === 'business';
  const at = { row, index };
  const hint = isBusiness ? hsHint(state.goods[index]?.fields.hs ?? '', found) : undefined;
  const told = hint === undefined ? undefined : t(`exports.hint.${hint}`, { head: displayHs(found ?? '') });
  useEffect(() => {
    // Whoever found six digits goes on with the two that follow.
    if (found !== undefined) codeField.current?.querySelector('input')?.focus();
  }, [found]);
  return (
    <fieldset class="export-line">
      <legend>{t('exports.line', { number: index + 1 })}</legend>
      <button
        type="button"
        class="icon-button export-line-remove"
        aria-label={t('exports.removeLine', { number: index + 1 })}
        onClick={() => change((before) => withoutLine(before, row))}
      >
        <Icon name="close" size={16} />
      </button>
      <div class="export-grid">
        <div class="export-wide">
          <GoodsInput {...at} path="description" hint={t('exports.hint.description')} />
        </div>
        <div class="export-hs" ref={codeField}>
          <GoodsInput
            {...at}
            path="hs"
            hint={told ?? t(isBusiness ? 'exports.hint.cth' : 'exports.hint.hs')}
            instead={hint === 'tariffItem' ? told : undefined}
          />
          <button
            type="button"
            class="button"
            aria-expanded={isFinding}
            onClick={() => setFinding((before) => !before)}
          >
            <Icon name="search" size={16} />
            {t('exports.hs.find')}
          </button>
        </div>
      </div>
      {isFinding ? (
        <HsSearch
          start={state.goods[index]?.fields.description ?? ''}
          onChosen={(code) => {
            setGoods(row, 'hs', code);
            setFound(code);
            setFinding(false);
          }}
        />
      ) : null}
      <div class="export-grid export-grid-narrow">
        <GoodsInput {...at} path="quantity" />
        <GoodsInput {...at} path="unit" choices={UNITS.map((unit) => [unit, t(`exports.unit.${unit}`)] as const)} />
        <GoodsInput {...at} path="net_weight_g" />
        <GoodsInput {...at} path="value_minor" hint={t('exports.hint.value')} />
        <GoodsInput {...at} path="origin" hint={t('exports.hint.origin')} />
        <GoodsInput {...at} path="sku" />
      </div>
      {isBusiness ? <PostalBillFields {...at} /> : null}
    </fieldset>
  );
}

/** What a postal bill asks of a line. */
function PostalBillFields(at: { readonly row: number; readonly index: number }): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <div class="export-grid export-grid-narrow">
        <GoodsInput {...at} path="tax_invoice/number" />
        <GoodsInput {...at} path="tax_invoice/date" />
        <GoodsInput {...at} path="tax_invoice/serial" />
        <GoodsInput {...at} path="tax_invoice/value_paise" />
        <GoodsInput {...at} path="igst_bp" />
        <GoodsInput {...at} path="drawback_serial" />
      </div>
      <div class="export-flags">
        <GoodsInput {...at} path="rodtep" />
        <GoodsInput {...at} path="rosctl" />
      </div>
      <details>
        <summary>{t('exports.moreOfLine')}</summary>
        <div class="export-grid export-grid-narrow">
          <GoodsInput {...at} path="tax_invoice/hsn" />
          <GoodsInput {...at} path="export_duty_bp" />
          <GoodsInput {...at} path="cess_bp" />
          <GoodsInput {...at} path="compensation_cess_bp" />
        </div>
      </details>
    </>
  );
}

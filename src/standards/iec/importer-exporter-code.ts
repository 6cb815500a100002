import { isPan, parsePan } from '../gstin/pan.js';
import { refused, valid, type Parsed } from '../parsed.js';

/**
 * An Indian importer-exporter code of ten characters (Directorate General of Foreign Trade): since GST the holder's PAN, before that ten
 * digits, which stay in use.
 */
export interface ImporterExporterCode {
  readonly iec: string;
  readonly form: 'pan' | 'digits';
  /** The holder's PAN, where the code tells it. */
  readonly pan: string | undefined;
}

/** Reads an IEC as typed: spaces, dashes and small letters are accepted. Neither form has a check digit. */
export function parseIec(text: string): Parsed<ImporterExporterCode> {
  const iec = text.replace(/[\s-]/g, '').toUpperCase();
  if (/^\d{10}$/.test(iec)) return valid({ iec, form: 'digits', pan: undefined });
  if (isPan(iec)) return valid({ iec, form: 'pan', pan: iec });
  const allowed = 'ten digits, or the holder’s PAN';
  if (iec.length !== 10) return refused(`an IEC has 10 characters, not ${iec.length}`, allowed);
  if (!/^[0-9A-Z]*$/.test(iec)) return refused('an IEC has letters and digits only', allowed);
  const asDigits = withDigits(iec);
  const nearlyDigits = iec.replace(/\D/g, '').length >= 8;
  if (nearlyDigits && /^\d{10}$/.test(asDigits)) {
    return refused('an old IEC has digits only, a new one is a PAN', allowed, `Did you mean ${asDigits}?`, [asDigits]);
  }
  const pan = parsePan(iec);
  const told = pan.status === 'refused' ? pan.refusal : undefined;
  return refused('an IEC is ten digits or a PAN', allowed, told?.suggestion, told?.corrections);
}

/**
 * Whether an IEC and a GSTIN can be of one exporter: a new IEC is the PAN that stands in the GSTIN. Undefined for an old IEC, which does
 * not tell.
 */
export function isSameHolder(code: ImporterExporterCode, gstin: { readonly pan: string }): boolean | undefined {
  return code.pan === undefined ? undefined : code.pan === gstin.pan;
}

function withDigits(text: string): string {
  return text.replace(/[OQ]/g, '0').replace(/[IL]/g, '1').replace(/S/g, '5').replace(/B/g, '8').replace(/Z/g, '2');
}

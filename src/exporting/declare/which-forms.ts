import { limitOf, type ExportTables } from '../tables/export-tables.js';
import type { Declaration } from './declaration.js';
import { decimalText } from './money.js';

export const FORMS = ['cn22', 'cn23', 'pbe_1', 'pbe_2', 'pbe_3', 'pbe_4'] as const;
export type Form = (typeof FORMS)[number];

export const FORM_NAMES: Readonly<Record<Form, string>> = {
  cn22: 'CN 22',
  cn23: 'CN 23',
  pbe_1: 'PBE-I',
  pbe_2: 'PBE-II',
  pbe_3: 'PBE-III',
  pbe_4: 'PBE-IV',
};

/** A form that a parcel needs, with every reason: a code that a page can word in any language, its values, and words. */
export interface FormChoice {
  readonly form: Form;
  readonly reasons: readonly FormReason[];
}

export interface FormReason {
  readonly code:
    | 'value_within_cn22'
    | 'value_above_cn22'
    | 'value_not_known'
    | 'service_takes_cn23_only'
    | 'business_needs_postal_bill'
    | 'sold_online'
    | 'not_sold_online'
    | 'filed_in_portal'
    | 'filed_on_paper';
  readonly words: string;
}

interface Deciding {
  readonly tables: Pick<ExportTables, 'limits' | 'services'>;
  readonly totalSdrE3: number | undefined;
}

/**
 * The forms that a declaration needs: one customs declaration of the Universal Postal Union always, by value and service; and of a business
 * one postal bill of export, by channel and by how the goods were sold (Exports by Post Regulations 2018; Postal Export (Electronic
 * Declaration and Processing) Regulations 2022). A person without an importer-exporter code sends with the customs declaration alone.
 */
export function chooseForms(declaration: Declaration, deciding: Deciding): FormChoice[] {
  const forms = [customsDeclaration(declaration, deciding)];
  if (declaration.sender !== 'personal') forms.push(postalBill(declaration));
  return forms;
}

/** True where one of the forms is a postal bill of e-commerce. */
export function isEcommerceBill(forms: readonly FormChoice[]): boolean {
  return forms.some(({ form }) => form === 'pbe_1' || form === 'pbe_3');
}

/** The postal bill among the forms. */
export function postalBillOf(forms: readonly FormChoice[]): Form | undefined {
  return forms.find(({ form }) => form.startsWith('pbe_'))?.form;
}

/** CN 22 or CN 23 among the forms. */
export function customsFormOf(forms: readonly FormChoice[]): 'cn22' | 'cn23' {
  return forms.some(({ form }) => form === 'cn22') ? 'cn22' : 'cn23';
}

function customsDeclaration({ service: id }: Declaration, { tables, totalSdrE3 }: Deciding): FormChoice {
  const limitSdr = limitOf(tables, 'cn22_max_sdr');
  const service = tables.services.find((one) => one.id === id);
  if (totalSdrE3 === undefined) {
    const words = 'What the goods are worth in special drawing rights is not known; CN 23 fits any value.';
    return { form: 'cn23', reasons: [{ code: 'value_not_known', words }] };
  }
  const value = `${decimalText(totalSdrE3, 3)} SDR`;
  if (totalSdrE3 > limitSdr * 1000) {
    const words = `The goods are worth ${value}, above the ${limitSdr} SDR up to which CN 22 is enough.`;
    return { form: 'cn23', reasons: [{ code: 'value_above_cn22', words }] };
  }
  if (service !== undefined && !service.takesCn22) {
    const words = `${service.name} travels with CN 23 whatever it is worth.`;
    return { form: 'cn23', reasons: [{ code: 'service_takes_cn23_only', words }] };
  }
  const words = `The goods are worth ${value}, not above ${limitSdr} SDR.`;
  return { form: 'cn22', reasons: [{ code: 'value_within_cn22', words }] };
}

function postalBill({ channel, isEcommerce }: Declaration): FormChoice {
  const online = isEcommerce === true;
  const paper = channel === 'paper';
  const form = online ? (paper ? 'pbe_1' : 'pbe_3') : paper ? 'pbe_2' : 'pbe_4';
  return {
    form,
    reasons: [
      {
        code: 'business_needs_postal_bill',
        words: 'A business with an importer-exporter code files a postal bill of export.',
      },
      online
        ? { code: 'sold_online', words: 'The goods were sold through a website or market place.' }
        : { code: 'not_sold_online', words: 'The goods were not sold through a website or market place.' },
      paper
        ? { code: 'filed_on_paper', words: 'It is filed on paper at a foreign post office.' }
        : { code: 'filed_in_portal', words: 'It is filed electronically.' },
    ],
  };
}

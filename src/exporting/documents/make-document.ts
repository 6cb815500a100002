import type { Layout } from '../../standards/label/layout.js';
import type { Typesetter } from '../../standards/label/typesetter.js';
import { customsFormOf } from '../declare/which-forms.js';
import { commercialInvoice } from './commercial-invoice.js';
import { cn22, cn23 } from './customs-forms.js';
import type { Documented } from './documented.js';
import { exportLabel, exportLabelLayout, type ExportLabel } from './export-label.js';
import type { DocumentKind, FormDocument } from './form-document.js';
import { A4_SHEET, A6_SHEET, formSheets } from './form-sheets.js';
import { postalBill } from './postal-bill.js';

/** A document as data; undefined where the parcel has none of its kind: CN 22 or CN 23, and no bill of a person. */
export function makeDocument(kind: DocumentKind, documented: Documented): ExportLabel | FormDocument | undefined {
  switch (kind) {
    case 'label':
      return exportLabel(documented);
    case 'cn22':
      return customsFormOf(documented.assessment.forms) === 'cn22' ? cn22(documented) : undefined;
    case 'cn23':
      return customsFormOf(documented.assessment.forms) === 'cn23' ? cn23(documented) : undefined;
    case 'invoice':
      return commercialInvoice(documented);
    default:
      return postalBill(documented);
  }
}

/** Documents that a parcel has. */
export function documentsOf(documented: Documented): DocumentKind[] {
  const bill = postalBill(documented) === undefined ? [] : (['postal_bill'] as const);
  return ['label', customsFormOf(documented.assessment.forms), 'invoice', ...bill];
}

/** A document as sheets, in the size that it has on paper. */
export function documentSheets(document: ExportLabel | FormDocument, typesetter: Typesetter): Layout[] {
  if (!('document' in document)) return [exportLabelLayout(document, typesetter)];
  return formSheets(document, typesetter, document.document === 'cn22' ? A6_SHEET : A4_SHEET);
}

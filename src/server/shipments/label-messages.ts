import type { Despatch, DespatchBag } from '../../exporting/documents/despatch.js';
import type { ExportLabel } from '../../exporting/documents/export-label.js';
import type { FormDocument } from '../../exporting/documents/form-document.js';
import type { ContainerLabel, ParcelLabel } from '../../standards/label/label-content.js';
import type { ManifestSheet } from '../../standards/label/manifest-sheets.js';

/** In what form labels are wanted. */
export type LabelFormat =
  | { readonly kind: 'pdf'; readonly pages: 'label' | 'a4'; readonly createdMs: number; readonly title?: string }
  | { readonly kind: 'zpl'; readonly dpi: 203 | 300 }
  | { readonly kind: 'svg' };

/** A document of an export by post, or the label of a bag of a despatch. */
export type ExportSheets =
  | { readonly exportDocument: ExportLabel | FormDocument }
  | { readonly bagOf: Despatch; readonly bag: DespatchBag };

/** Labels to be made, or sheets of manifests and exports; of SVG one only. */
export interface LabelRequest {
  readonly id: number;
  readonly labels: readonly (ParcelLabel | ContainerLabel | ManifestSheet | ExportSheets)[];
  readonly format: LabelFormat;
}

/** Labels that were made. */
export interface MadeLabels {
  readonly bytes: Uint8Array;
  /** What of each label did not fit or could not be printed, in words. */
  readonly omitted: readonly (readonly string[])[];
}

export type LabelReply =
  | (MadeLabels & { readonly id: number; readonly status: 'made' })
  | { readonly id: number; readonly status: 'failed'; readonly message: string };

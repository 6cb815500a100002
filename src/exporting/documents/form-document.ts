/** Everything that is printed of an export. */
export const DOCUMENTS = ['label', 'cn22', 'cn23', 'invoice', 'postal_bill'] as const;
export type DocumentKind = (typeof DOCUMENTS)[number];

/** A form as data: what is said where, before anybody decides how it is set. */
export interface FormDocument {
  readonly document: DocumentKind | 'despatch_list';
  readonly title: string;
  readonly subtitle: string;
  /** Item or despatch identifier, printed as Code 128. */
  readonly code?: string | undefined;
  readonly sections: readonly FormSection[];
  /** Small print at the foot of each page. */
  readonly foot: string;
  readonly synthetic: boolean;
}

export type FormSection =
  /** Boxes side by side, each with a small heading; `columns` to a row. */
  | {
      readonly kind: 'fields';
      readonly title?: string;
      readonly columns: number;
      readonly fields: readonly FormField[];
    }
  | {
      readonly kind: 'table';
      readonly title?: string;
      readonly columns: readonly TableColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'ticks'; readonly title: string; readonly options: readonly TickOption[] };

/** One box of a form. `no` is its number there: `(1)` on CN 23, `16` in a postal bill. */
export interface FormField {
  readonly key: string;
  readonly no: string;
  readonly name: string;
  readonly value: string;
  /** Columns that it takes; 1 when not given. */
  readonly span?: number;
  /** Room for a hand: lines of it. */
  readonly emptyLines?: number;
}

export interface TableColumn {
  readonly key: string;
  readonly no: string;
  readonly name: string;
  /** Share of the width, against the other columns. */
  readonly share: number;
  readonly align?: 'left' | 'right';
}

export interface TickOption {
  readonly key: string;
  readonly name: string;
  readonly isTicked: boolean;
}

/** A field from a key that says what it is, its number on the form, its heading and value. */
export function field(
  key: string,
  no: string,
  name: string,
  value: string | undefined,
  more: Pick<FormField, 'span' | 'emptyLines'> = {},
): FormField {
  return { key, no, name, value: value ?? '', ...more };
}

/** The value of a field by its key, for whoever reads a form as data; undefined where the form has no such field. */
export function findField(document: FormDocument, key: string): string | undefined {
  for (const section of document.sections) {
    if (section.kind !== 'fields') continue;
    const found = section.fields.find((one) => one.key === key);
    if (found !== undefined) return found.value;
  }
  return undefined;
}

/** A postal code that is not served, in columns of days. */
export const DAYS_NOT_SERVED = 255;

/** Header of the columns that `mapPromises` answers: `together` and `alone`, days as bytes, one row a postal code. */
export interface PromiseMapHeader {
  readonly synthetic: boolean;
  readonly from: string;
  readonly product: string;
  readonly ready_at: string;
  /** As in the columns of places: rows are those of its postal codes. */
  readonly signature: string;
}

/** "When would it arrive?": a parcel that is not booked yet. */
export interface PromiseRequest {
  /** A facility of the party that sends it, or the postal code it is posted in. */
  readonly from: { readonly kind: 'facility' | 'code'; readonly index: number };
  readonly to: number; // postal code
  readonly atSec: number; // posted, or ready at the facility
  readonly g: number;
  readonly ml: number;
  readonly longestSideCm: number; // 0 when not known
  readonly product: number;
  readonly codAmount: number; // minor money, 0 when prepaid
  readonly goods: number; // goods mask
}

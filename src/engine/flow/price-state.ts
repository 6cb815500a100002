/**
 * State of the augmented Lagrangian over active resources. `raw = multiplier + penalty x (load - capacity)`; the price
 * a commodity sees is `max(0, raw)`, so the sweep touches nothing but `raw` and `penalty`.
 */
export interface PriceState {
  readonly raw: Float64Array;
  readonly penalty: Float64Array; // price per unit of load
  readonly kind: Uint8Array;
  readonly amount: Float64Array; // Resources.amount
}

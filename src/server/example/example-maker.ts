/** Who made the plan of the example's parcels, as plans name their makers. */
export const MADE_BY_EXAMPLE = 'example';

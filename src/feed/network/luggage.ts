import { existsSync } from 'node:fs';
import type { FaultList } from '../tables/fault-list.js';
import { fileSource } from '../tables/byte-source.js';
import { Table } from '../tables/table.js';

/**
 * Kilograms that a luggage or parcel vehicle of Indian Railways is taken to carry, by column of a table of train
 * compositions. Rounded ratings that are general knowledge, not official figures: a parcel van (VP) 23 t; a luggage and
 * guard van (SLR) 2 x 4 t, of which one compartment is leased out; a luggage and power car of LHB stock 4 to 8 t, taken
 * at the lower end; other coaching vehicles and other luggage cars as half a parcel van and as one compartment.
 */
export const LUGGAGE_KG: Readonly<Record<string, number>> = {
  vp_parcel_vans: 23_000,
  slr_slrd_luggage_guard: 4000,
  lpr_lhb_power_luggage: 4000,
  ocv: 11_500,
  other_luggage_srd_lr_flrd: 4000,
};

/** Litres of room for each kilogram: parcels stow at about 170 kg a cubic metre. */
export const LUGGAGE_LITRES_PER_KG = 6;

/** Luggage capacity in kilograms by train number, from a table with `train_no` and the columns of LUGGAGE_KG. */
export function readLuggage(path: string, file: string, faults: FaultList): Map<string, number> {
  if (!existsSync(path)) {
    faults.add({ code: 'missing_file', file, message: 'the table of luggage does not exist', value: path });
    return new Map();
  }
  const table = new Table(fileSource(path), file, faults);
  const train = table.column('train_no', 'required');
  const columns = Object.entries(LUGGAGE_KG).map(([name, kg]) => ({ column: table.column(name), kg }));
  const capacities = new Map<string, number>();
  while (table.next()) {
    const id = table.requiredText(train);
    const kg = columns.reduce(
      (sum, item) => sum + item.kg * table.number(item.column, 0, { max: 100, whole: true }),
      0,
    );
    if (id !== '' && kg > 0) capacities.set(id, kg);
  }
  return capacities;
}

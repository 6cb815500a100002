import type { z } from '@hono/zod-openapi';
import type { listShipmentEvents } from '../../wire/custody/events.js';
import type { OrganisationSchema } from '../../wire/people/organisations.js';
import type { ShipmentHistorySchema } from '../../wire/custody/shipment-history.js';
import type { ListedShipmentSchema, ShipmentSchema } from '../../wire/shipments/shipments.js';
import type { SavedViewSchema } from '../../wire/shipments/views.js';

export type Shipment = z.infer<typeof ShipmentSchema>;
export type ListedShipment = z.infer<typeof ListedShipmentSchema>;
export type History = z.infer<typeof ShipmentHistorySchema>;
export type Timeline = z.infer<typeof listShipmentEvents.answer.body>;
export type TimelineEvent = Timeline['data'][number];
export type Organisation = z.infer<typeof OrganisationSchema>;
export type SavedView = z.infer<typeof SavedViewSchema>;

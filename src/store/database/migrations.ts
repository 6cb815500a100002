import { sql as roles } from '../migrations/0001-roles.js';
import { sql as organisations } from '../migrations/0002-organisations.js';
import { sql as peopleAndKeys } from '../migrations/0003-people-and-keys.js';
import { sql as agreements } from '../migrations/0004-agreements.js';
import { sql as shipments } from '../migrations/0005-shipments.js';
import { sql as idempotency } from '../migrations/0006-idempotency.js';
import { sql as gateFunctions } from '../migrations/0007-gate-functions.js';
import { sql as custody } from '../migrations/0008-custody.js';
import { sql as shipping } from '../migrations/0010-shipping.js';
import { sql as jobsAndPlans } from '../migrations/0011-jobs-and-plans.js';
import { sql as docks } from '../migrations/0012-docks.js';
import { sql as noticesAndWebhooks } from '../migrations/0013-notices-and-webhooks.js';
import { sql as agreementActs } from '../migrations/0009-agreement-acts.js';
import { sql as tracking } from '../migrations/0015-tracking.js';
import { sql as erasure } from '../migrations/0016-erasure.js';
import { sql as planProgress } from '../migrations/0021-plan-progress.js';
import { sql as requestLog } from '../migrations/0023-request-log.js';
import { sql as bulkEvents } from '../migrations/0017-bulk-events.js';
import { sql as dockDays } from '../migrations/0024-dock-days.js';
import { sql as parcels } from '../migrations/0025-parcels.js';
import { sql as yardReceipts } from '../migrations/0026-yard-receipts.js';
import { sql as containerLimits } from '../migrations/0027-container-limits.js';
import { sql as serverProcesses } from '../migrations/0028-server-processes.js';
import { sql as uploads } from '../migrations/0018-uploads.js';
import { sql as exceptionsAndEpcis } from '../migrations/0014-exceptions-and-epcis.js';
import { sql as explorations } from '../migrations/0022-explorations.js';
import { sql as exports } from '../migrations/0030-exports.js';
import { sql as exportsOnTheWay } from '../migrations/0031-exports-on-the-way.js';
import { sql as epcisQueries } from '../migrations/0032-epcis-queries.js';
import { sql as exportsTracked } from '../migrations/0033-exports-tracked.js';
import { sql as exceptionsSeen } from '../migrations/0034-exceptions-seen.js';
import { sql as unlistedContainers } from '../migrations/0035-unlisted-containers.js';
import { sql as postalMessages } from '../migrations/0037-postal-messages.js';

/** One step of the schema. Once merged it is never edited: another step is added. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** All steps, in the order in which they are taken. */
export const MIGRATIONS: readonly Migration[] = [
  { name: '0001-roles', sql: roles },
  { name: '0002-organisations', sql: organisations },
  { name: '0003-people-and-keys', sql: peopleAndKeys },
  { name: '0004-agreements', sql: agreements },
  { name: '0005-shipments', sql: shipments },
  { name: '0006-idempotency', sql: idempotency },
  { name: '0007-gate-functions', sql: gateFunctions },
  { name: '0008-custody', sql: custody },
  { name: '0009-agreement-acts', sql: agreementActs },
  { name: '0010-shipping', sql: shipping },
  { name: '0011-jobs-and-plans', sql: jobsAndPlans },
  { name: '0012-docks', sql: docks },
  { name: '0013-notices-and-webhooks', sql: noticesAndWebhooks },
  { name: '0014-exceptions-and-epcis', sql: exceptionsAndEpcis },
  { name: '0015-tracking', sql: tracking },
  { name: '0016-erasure', sql: erasure },
  { name: '0017-bulk-events', sql: bulkEvents },
  { name: '0018-uploads', sql: uploads },
  { name: '0021-plan-progress', sql: planProgress },
  { name: '0022-explorations', sql: explorations },
  { name: '0023-request-log', sql: requestLog },
  { name: '0024-dock-days', sql: dockDays },
  { name: '0025-parcels', sql: parcels },
  { name: '0026-yard-receipts', sql: yardReceipts },
  { name: '0027-container-limits', sql: containerLimits },
  { name: '0028-server-processes', sql: serverProcesses },
  { name: '0030-exports', sql: exports },
  { name: '0031-exports-on-the-way', sql: exportsOnTheWay },
  { name: '0032-epcis-queries', sql: epcisQueries },
  { name: '0033-exports-tracked', sql: exportsTracked },
  { name: '0034-exceptions-seen', sql: exceptionsSeen },
  { name: '0035-unlisted-containers', sql: unlistedContainers },
  { name: '0037-postal-messages', sql: postalMessages },
];

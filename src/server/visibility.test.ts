import assert from 'node:assert/strict';
import type { OperationName } from '../wire/operations.js';
import { makeLog } from './about/make-log.js';
import { AGREEMENT_CHECKS, playAgreements } from './agreements/visibility-of-agreements-for-test.js';
import { CUSTODY_CHECKS } from './custody/visibility-of-custody-for-test.js';
import { NETWORK_CHECKS } from './network/visibility-of-network-for-test.js';
import { EXPLORATION_CHECKS, playExplorations } from './explorations/visibility-of-explorations-for-test.js';
import { NOTICE_CHECKS } from './notices/visibility-of-notices-for-test.js';
import { DOCK_DAY_CHECKS } from './docks/visibility-of-dock-days-for-test.js';
import { DOCK_CHECKS, playDocks } from './docks/visibility-of-docks-for-test.js';
import { EXPORT_CHECKS } from './exports/visibility-of-exports-for-test.js';
import { EPCIS_CHECKS } from './epcis/visibility-of-epcis-for-test.js';
import { EXCEPTION_CHECKS } from './exceptions/visibility-of-exceptions-for-test.js';
import { PEOPLE_CHECKS, playPeople } from './people/visibility-of-people-for-test.js';
import { PLAN_CHECKS, playPlans } from './plans/visibility-of-plans-for-test.js';
import { REQUEST_CHECKS } from './requests/visibility-of-requests-for-test.js';
import { testServer } from './server-for-test.js';
import { playShipments, SHIPMENT_CHECKS } from './shipments/visibility-of-shipments-for-test.js';
import { UPLOAD_CHECKS } from './shipments/visibility-of-uploads-for-test.js';
import { LIST_CHECKS } from './shipments/visibility-of-lists-for-test.js';
import { VIEW_CHECKS } from './views/visibility-of-views-for-test.js';
import { playWebhooks, WEBHOOK_CHECKS } from './webhooks/visibility-of-webhooks-for-test.js';
import { setStage, type Check, type Play } from './visibility-for-test.js';

/**
 * Another world on each kind of database, in which each check is made by half of those who ask. VISIBILITY_SEEDS=21,22 has everybody ask
 * in other worlds.
 */
const GIVEN = process.env['VISIBILITY_SEEDS'];
const SEEDS = (GIVEN ?? '11').split(',').map(Number);

/** What happens before anything is checked, in this order. */
const PLAYS: readonly Play<unknown>[] = [
  playAgreements,
  playShipments,
  playPlans,
  playExplorations,
  playDocks,
  playPeople,
  playWebhooks,
];

/** Every operation has a check, so that a new one cannot be forgotten. */
const CHECKS: Readonly<Record<OperationName, Check>> = {
  ...PEOPLE_CHECKS,
  ...AGREEMENT_CHECKS,
  ...SHIPMENT_CHECKS,
  ...LIST_CHECKS,
  ...VIEW_CHECKS,
  ...DOCK_CHECKS,
  ...DOCK_DAY_CHECKS,
  ...CUSTODY_CHECKS,
  ...UPLOAD_CHECKS,
  ...EPCIS_CHECKS,
  ...EXCEPTION_CHECKS,
  ...NOTICE_CHECKS,
  ...WEBHOOK_CHECKS,
  ...PLAN_CHECKS,
  ...NETWORK_CHECKS,
  ...EXPLORATION_CHECKS,
  ...REQUEST_CHECKS,
  ...EXPORT_CHECKS,
};

/** Of people, of what they send, of their secrets, and of where they are, as topics play. */
const PERSONAL = /Name \d|\+91\d|Road \d|order \d|thing \d|shop-|il_(live|test)_|whsec_|https?:|127\.0\.0\.1/;

for (const [row, given] of SEEDS.entries()) {
  const logged: string[] = [];
  testServer(
    `every party sees what the agreements grant, and nothing else, and no log tells of people (${row + 1})`,
    async (made, t) => {
      const seed = made.server.store.kind === 'embedded' ? given : given + 1000;
      t.diagnostic(`seed ${seed}`);
      const stage = await setStage(made, seed);
      for (const play of PLAYS) await stage.know(play);
      for (const check of Object.values(CHECKS)) {
        for (const asker of stage.askers) {
          if (GIVEN !== undefined || stage.random.chance(0.5)) await check(stage, asker);
        }
      }
      await made.runJobs();
      assert.ok(logged.length > 200);
      assert.deepEqual(
        logged.filter((line) => PERSONAL.test(line)),
        [],
      );
    },
    { log: makeLog('trace', { write: (line) => logged.push(line) }) },
  );
}

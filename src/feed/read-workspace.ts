import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type Fault } from '../base/input-error.js';
import type { Agreement } from '../domain/agreement.js';
import type { Network } from '../domain/network.js';
import type { Workspace } from '../domain/workspace.js';
import { facilitiesByParty } from './agreement/agreement-context.js';
import { checkAgreement } from './agreement/check-agreement.js';
import { FaultList } from './tables/fault-list.js';
import { openFeedFolder } from './network/feed-folder.js';
import { NetworkBuilder } from './network/network-builder.js';
import { readAgreement } from './agreement/read-agreement.js';
import { readFeed } from './network/read-feed.js';
import { readSettings, type Settings } from './read-settings.js';
import { YamlValue } from './tables/yaml-value.js';

export const SETTINGS_FILE = 'interline.yaml';

/** A workspace as read, what to mind about it, and where its shipments are. */
export interface WorkspaceReading {
  readonly workspace: Workspace;
  readonly warnings: readonly Fault[];
  readonly shipmentsFile: string; // path
  readonly agreementFile: string | undefined; // path
}

/**
 * Reads a workspace folder: settings, agreement and every party's feed. Throws one InputError with every fault that
 * was found, as docs/faults.md lists them; mere warnings are returned. Formats and defaults are in docs/formats.md.
 */
export async function readWorkspace(dir: string): Promise<WorkspaceReading> {
  const faults = new FaultList();
  const path = join(dir, SETTINGS_FILE);
  if (!isFile(path)) {
    const message = `there is no ${SETTINGS_FILE} in ${dir}`;
    const suggestion = 'A workspace is a folder with interline.yaml; see docs/formats.md.';
    throw new InputError([{ code: 'missing_file', severity: 'error', file: SETTINGS_FILE, message, suggestion }]);
  }
  const settings = readSettings(readFileSync(path, 'utf8'), SETTINGS_FILE, faults);
  const builder = new NetworkBuilder();
  settings.parties.forEach((party, index) => {
    const folder = openFeedFolder(join(dir, party.feed), party.feed, faults);
    if (!folder) return;
    const { calendar, minorPerMajor } = settings;
    readFeed({ folder, party: index, network: builder, faults, calendar, minorPerMajor });
  });
  const network = builder.build();
  const agreement = openAgreement(dir, settings, network, faults);
  const { name, synthetic, calendar, currency, minorPerMajor, plannedAtSec, products, bands, notes } = settings;
  const parties = settings.parties.map(({ id, name, s10 }) => ({ id, name, s10 }));
  return {
    warnings: faults.warningsOrThrow(),
    shipmentsFile: join(dir, settings.shipments ?? defaultShipments(dir)),
    agreementFile: settings.agreement.isAbsent ? undefined : join(dir, settings.agreement.text('')),
    workspace: {
      name, synthetic, calendar, currency, minorPerMajor, plannedAtSec, parties, products, bands, network, agreement, notes,
    }, // prettier-ignore
  };
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function defaultShipments(dir: string): string {
  return existsSync(join(dir, 'shipments.csv')) ? 'shipments.csv' : 'shipments.parquet';
}

function openAgreement(dir: string, settings: Settings, network: Network, faults: FaultList): Agreement | undefined {
  if (settings.agreement.isAbsent) return undefined;
  const file = settings.agreement.text('');
  const path = join(dir, file);
  if (!isFile(path)) {
    settings.agreement.fault({
      code: 'missing_file',
      message: 'the agreement does not exist',
      allowed: 'a file in the workspace',
    });
    return undefined;
  }
  const { parties, products, minorPerMajor, currency, calendar } = settings;
  const facilities = facilitiesByParty(network, parties.length);
  const text = readFileSync(path, 'utf8');
  const agreement = readAgreement(
    { parties, products, network, minorPerMajor, currency, facilities },
    { text, file, faults },
  );
  if (!faults.hasErrors) {
    const interchanges = YamlValue.parse(text, file, faults).get('interchange').items();
    const windowLine = (interchange: number, window: number) =>
      interchanges[interchange]?.get('windows').items()[window]?.line ?? 1;
    checkAgreement(agreement, network, calendar, { file, faults, windowLine });
  }
  return agreement;
}

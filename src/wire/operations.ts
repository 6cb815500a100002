import * as agreements from './agreements.js';
import * as audit from './audit.js';
import * as keys from './keys.js';
import type { Operation } from './operation.js';
import * as organisations from './organisations.js';
import * as quotes from './quotes.js';
import * as session from './session.js';
import * as shipments from './shipments.js';
import * as stream from './stream.js';
import * as users from './users.js';

/** Everything that can be asked of the server, by name, in the order in which it is documented. */
export const OPERATIONS = {
  signIn: session.signIn,
  getSession: session.getSession,
  signOut: session.signOut,
  changePassword: session.changePassword,
  listOrganisations: organisations.listOrganisations,
  getOrganisation: organisations.getOrganisation,
  createShipper: organisations.createShipper,
  listUsers: users.listUsers,
  createUser: users.createUser,
  changeUser: users.changeUser,
  listApiKeys: keys.listApiKeys,
  createApiKey: keys.createApiKey,
  revokeApiKey: keys.revokeApiKey,
  checkAgreement: agreements.checkAgreement,
  draftAgreement: agreements.draftAgreement,
  listAgreements: agreements.listAgreements,
  getAgreement: agreements.getAgreement,
  getAgreementText: agreements.getAgreementText,
  quote: quotes.quote,
  diffAgreements: agreements.diffAgreements,
  diffAgreementsText: agreements.diffAgreementsText,
  proposeAgreement: agreements.proposeAgreement,
  counterAgreement: agreements.counterAgreement,
  withdrawAgreement: agreements.withdrawAgreement,
  signAgreement: agreements.signAgreement,
  getAgreementSignatures: agreements.getAgreementSignatures,
  terminateAgreement: agreements.terminateAgreement,
  listAgreementActs: agreements.listAgreementActs,
  getAgreementCalendar: agreements.getAgreementCalendar,
  listPartyKeys: agreements.listPartyKeys,
  registerPartyKey: agreements.registerPartyKey,
  revokePartyKey: agreements.revokePartyKey,
  listAuditEntries: audit.listAuditEntries,
  createShipment: shipments.createShipment,
  createShipments: shipments.createShipments,
  listShipments: shipments.listShipments,
  getShipment: shipments.getShipment,
  cancelShipment: shipments.cancelShipment,
  assignCarriage: shipments.assignCarriage,
  listCarriages: shipments.listCarriages,
  receiveShipment: shipments.receiveShipment,
  listNotices: stream.listNotices,
  streamNotices: stream.streamNotices,
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

import * as addresses from './shipments/addresses.js';
import * as agreementTerms from './agreements/agreement-terms.js';
import * as agreements from './agreements/agreements.js';
import * as audit from './people/audit.js';
import * as containers from './docks/containers.js';
import * as docks from './docks/docks.js';
import * as evidence from './docks/evidence.js';
import { quoteExport } from './exports/export-quotes.js';
import * as handovers from './docks/handovers.js';
import * as events from './custody/events.js';
import { listDiscrepancies } from './docks/discrepancies.js';
import * as exportEvents from './exports/export-events.js';
import * as exportDespatches from './exports/export-despatches.js';
import * as exportRanges from './exports/export-ranges.js';
import * as postalMessages from './exports/postal-messages.js';
import * as exportTables from './exports/export-tables.js';
import * as exports from './exports/exports.js';
import { exportCustodyLogs } from './custody/custody-export.js';
import * as explorations from './explorations/explorations.js';
import * as epcis from './custody/epcis.js';
import * as epcisQueries from './custody/epcis-queries.js';
import * as exceptions from './custody/exceptions.js';
import * as keys from './people/keys.js';
import * as manifests from './docks/manifests.js';
import type { Operation } from './http/operation.js';
import * as labels from './shipments/labels.js';
import * as network from './network/network.js';
import * as organisations from './people/organisations.js';
import * as promises from './quotes/promises.js';
import * as quotes from './quotes/quotes.js';
import * as requests from './http/requests.js';
import * as plans from './plans/plans.js';
import * as planWatching from './plans/plan-watching.js';
import * as redirects from './shipments/redirects.js';
import * as session from './people/session.js';
import * as bulk from './shipments/bulk-actions.js';
import * as shipmentExport from './exports/shipment-export.js';
import * as shipmentHistory from './custody/shipment-history.js';
import * as shipments from './shipments/shipments.js';
import * as views from './shipments/views.js';
import * as stream from './notices/stream.js';
import * as tracking from './custody/tracking.js';
import * as uploads from './shipments/uploads.js';
import * as users from './people/users.js';
import * as webhooks from './notices/webhooks.js';
import * as workspace from './network/workspace.js';

/** Everything that can be asked of the server, by name, in the order in which it is documented. */
export const OPERATIONS = {
  getWorkspace: workspace.getWorkspace,
  signIn: session.signIn,
  listSignInProviders: session.listSignInProviders,
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
  getAgreementTerms: agreementTerms.getAgreementTerms,
  quote: quotes.quote,
  quoteExport,
  listPromiseAlternatives: promises.listPromiseAlternatives,
  mapPromises: promises.mapPromises,
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
  listRequests: requests.listRequests,
  createShipment: shipments.createShipment,
  createShipments: shipments.createShipments,
  uploadShipments: uploads.uploadShipments,
  startUpload: uploads.startUpload,
  listUploads: uploads.listUploads,
  getUpload: uploads.getUpload,
  listUploadFaults: uploads.listUploadFaults,
  listShipments: shipments.listShipments,
  exportShipments: shipmentExport.exportShipments,
  actOnShipments: bulk.actOnShipments,
  getShipment: shipments.getShipment,
  cancelShipment: shipments.cancelShipment,
  redirectShipment: redirects.redirectShipment,
  returnShipment: redirects.returnShipment,
  checkAddress: addresses.checkAddress,
  getLabelPdf: labels.getLabelPdf,
  getLabelZpl: labels.getLabelZpl,
  getLabelSvg: labels.getLabelSvg,
  printLabelsPdf: labels.printLabelsPdf,
  printLabelsZpl: labels.printLabelsZpl,
  assignCarriage: shipments.assignCarriage,
  listCarriages: shipments.listCarriages,
  receiveShipment: shipments.receiveShipment,
  recordEvents: events.recordEvents,
  listShipmentEvents: events.listShipmentEvents,
  getShipmentHistory: shipmentHistory.getShipmentHistory,
  getCustodyLog: events.getCustodyLog,
  addCustodyHead: events.addCustodyHead,
  exportCustodyLogs,
  erasePersonalData: events.erasePersonalData,
  trackParcel: tracking.trackParcel,
  listNotices: stream.listNotices,
  streamNotices: stream.streamNotices,
  createWebhook: webhooks.createWebhook,
  listWebhooks: webhooks.listWebhooks,
  getWebhook: webhooks.getWebhook,
  changeWebhook: webhooks.changeWebhook,
  deleteWebhook: webhooks.deleteWebhook,
  rotateWebhookSecret: webhooks.rotateWebhookSecret,
  testWebhook: webhooks.testWebhook,
  replayWebhook: webhooks.replayWebhook,
  listWebhookDeliveries: webhooks.listWebhookDeliveries,
  getWebhookDelivery: webhooks.getWebhookDelivery,
  replayWebhookDelivery: webhooks.replayWebhookDelivery,
  getGs1Prefix: containers.getGs1Prefix,
  setGs1Prefix: containers.setGs1Prefix,
  createContainer: containers.createContainer,
  reserveSsccs: containers.reserveSsccs,
  actOnContainers: containers.actOnContainers,
  listContainers: containers.listContainers,
  getContainer: containers.getContainer,
  getContainerLabelPdf: containers.getContainerLabelPdf,
  getContainerLabelZpl: containers.getContainerLabelZpl,
  getContainerLabelSvg: containers.getContainerLabelSvg,
  createManifest: manifests.createManifest,
  listManifests: manifests.listManifests,
  getManifest: manifests.getManifest,
  listManifestItems: manifests.listManifestItems,
  preAdviseManifest: manifests.preAdviseManifest,
  withdrawManifest: manifests.withdrawManifest,
  getHandover: handovers.getHandover,
  listHandoverItems: handovers.listHandoverItems,
  tenderHandover: handovers.tenderHandover,
  recordScans: handovers.recordScans,
  closeCount: handovers.closeCount,
  voidHandoverAct: handovers.voidHandoverAct,
  disputeDiscrepancy: handovers.disputeDiscrepancy,
  proposeOutcome: handovers.proposeOutcome,
  listDiscrepancies,
  listDocks: docks.listDocks,
  listDockHandovers: docks.listDockHandovers,
  readDockCodes: docks.readDockCodes,
  getScanList: docks.getScanList,
  getManifestPdf: docks.getManifestPdf,
  listExceptions: exceptions.listExceptions,
  countExceptions: exceptions.countExceptions,
  listAssignees: exceptions.listAssignees,
  getException: exceptions.getException,
  changeException: exceptions.changeException,
  addExceptionNote: exceptions.addExceptionNote,
  actOnExceptions: bulk.actOnExceptions,
  getExceptionSettings: exceptions.getExceptionSettings,
  putExceptionSettings: exceptions.putExceptionSettings,
  captureEpcis: epcis.captureEpcis,
  listEpcisCaptures: epcis.listEpcisCaptures,
  getEpcisCapture: epcis.getEpcisCapture,
  addEpcisEvent: epcis.addEpcisEvent,
  listEpcisEvents: epcis.listEpcisEvents,
  getEpcisEvent: epcis.getEpcisEvent,
  createEpcisQuery: epcisQueries.createEpcisQuery,
  listEpcisQueries: epcisQueries.listEpcisQueries,
  getEpcisQuery: epcisQueries.getEpcisQuery,
  deleteEpcisQuery: epcisQueries.deleteEpcisQuery,
  listEpcisQueryEvents: epcisQueries.listEpcisQueryEvents,
  listEpcisValues: epcis.listEpcisValues,
  getEpcisValue: epcis.getEpcisValue,
  listEpcisValueEvents: epcis.listEpcisValueEvents,
  createPlan: plans.createPlan,
  listPlans: plans.listPlans,
  getPlan: plans.getPlan,
  cancelPlan: plans.cancelPlan,
  assignPlan: plans.assignPlan,
  finishPlan: plans.finishPlan,
  listPlanRounds: planWatching.listPlanRounds,
  listPlanCauses: planWatching.listPlanCauses,
  listLateShipments: planWatching.listLateShipments,
  getPlanRoute: plans.getPlanRoute,
  comparePlans: plans.comparePlans,
  exportPlan: plans.exportPlan,
  cancelDeparture: plans.cancelDeparture,
  delayDeparture: plans.delayDeparture,
  listDepartureChanges: plans.listDepartureChanges,
  getNetworkPlaces: network.getNetworkPlaces,
  getNetworkNames: network.getNetworkNames,
  getNetworkFlows: network.getNetworkFlows,
  getNetworkFacility: network.getNetworkFacility,
  getNetworkDeparture: network.getNetworkDeparture,
  getNetworkInterchange: network.getNetworkInterchange,
  getNetworkPostalCode: network.getNetworkPostalCode,
  searchNetwork: network.searchNetwork,
  createExploration: explorations.createExploration,
  previewScenario: explorations.previewScenario,
  listExplorations: explorations.listExplorations,
  getExploration: explorations.getExploration,
  getExplorationResult: explorations.getExplorationResult,
  getExplorationMap: explorations.getExplorationMap,
  cancelExploration: explorations.cancelExploration,
  addEvidence: evidence.addEvidence,
  getEvidence: evidence.getEvidence,
  listSavedViews: views.listSavedViews,
  createSavedView: views.createSavedView,
  changeSavedView: views.changeSavedView,
  deleteSavedView: views.deleteSavedView,
  checkExport: exports.checkExport,
  createExport: exports.createExport,
  createExports: exports.createExports,
  uploadExports: exports.uploadExports,
  listExports: exports.listExports,
  getExport: exports.getExport,
  changeExport: exports.changeExport,
  deleteExport: exports.deleteExport,
  duplicateExport: exports.duplicateExport,
  fileExport: exports.fileExport,
  amendExport: exports.amendExport,
  cancelExport: exports.cancelExport,
  listExportVersions: exports.listExportVersions,
  getExporterProfile: exports.getExporterProfile,
  putExporterProfile: exports.putExporterProfile,
  recordExportEvents: exportEvents.recordExportEvents,
  listExportEvents: exportEvents.listExportEvents,
  getExportDocument: exportEvents.getExportDocument,
  getExportPdf: exportEvents.getExportPdf,
  printExportLabels: exportEvents.printExportLabels,
  closeDespatch: exportDespatches.closeDespatch,
  listDespatches: exportDespatches.listDespatches,
  getDespatchPdf: exportDespatches.getDespatchPdf,
  getDespatchMessage: exportDespatches.getDespatchMessage,
  getDespatchEdifact: exportDespatches.getDespatchEdifact,
  bookTransport: postalMessages.bookTransport,
  receivePostalMessages: postalMessages.receivePostalMessages,
  listPostalMessages: postalMessages.listPostalMessages,
  getPostalMessage: postalMessages.getPostalMessage,
  getExportTables: exportTables.getExportTables,
  putExportTable: exportTables.putExportTable,
  listExportRanges: exportRanges.listExportRanges,
  addExportRange: exportRanges.addExportRange,
  searchHs: exportTables.searchHs,
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

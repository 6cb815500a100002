import type { z } from '@hono/zod-openapi';
import type { DeclarationFault } from '../../exporting/check/fault-sink.js';
import { checkDeclaration, type Checked } from '../../exporting/check/check-declaration.js';
import type { Known } from '../../exporting/check/checking.js';
import type { Amounts, Assessment } from '../../exporting/declare/assess.js';
import type { Declaration } from '../../exporting/declare/declaration.js';
import { FORM_NAMES } from '../../exporting/declare/which-forms.js';
import { customsFormOf, postalBillOf } from '../../exporting/declare/which-forms.js';
import type { DocumentKind } from '../../exporting/documents/form-document.js';
import { possibleEvents, type ExportState } from '../../exporting/status/export-state.js';
import type { ExportTables } from '../../exporting/tables/export-tables.js';
import type { ExportRow } from '../../store/exports/exports.js';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';
import type * as wire from '../../wire/exports/exports.js';
import type { WireFault } from '../../wire/http/problem.js';
import { cappedFaults } from '../http/parse-input.js';
import { domesticOnWire } from './book-domestic.js';
import { declarationOf } from './declaration-keys.js';

/** An export in a list. */
export function exportOnWire(row: ExportRow): z.infer<typeof wire.ExportSchema> {
  return {
    id: row.id,
    mode: row.mode,
    owner_id: row.owner_id,
    shipper_id: row.shipper_id,
    state: row.state as ExportState,
    item: row.item,
    bill: row.bill,
    reference: row.reference,
    country: row.country,
    service: row.service,
    version: row.version,
    since: row.since_at.toISOString(),
    due_at: row.due_at?.toISOString() ?? null,
    overdue_at: row.overdue_at?.toISOString() ?? null,
    keep_until: row.keep_until,
    upload_id: row.upload_id,
    created_at: row.created_at.toISOString(),
    changed_at: row.changed_at.toISOString(),
    filed_at: row.filed_at?.toISOString() ?? null,
  };
}

/** An export with its declaration: a draft with its check, a filed one with what it was filed with. */
export function detailsOnWire(
  row: ExportRow,
  kept: Assessment | undefined,
  known: Known,
): z.infer<typeof wire.ExportDetailsSchema> {
  const sent = row.declaration as WireDeclaration;
  const declaration = declarationOf(sent);
  const state = row.state as ExportState;
  const checked = kept === undefined ? checkDeclaration(declaration, known) : undefined;
  const assessment = kept ?? (checked as Checked).assessment;
  const told = assessmentOnWire(assessment, declaration, known.tables);
  return {
    ...exportOnWire(row),
    declaration: sent,
    check: checked === undefined ? null : checkOnWire(checked, declaration, known.tables),
    assessment: told,
    documents: kept === undefined ? [] : documentKinds(assessment),
    possible_events: possibleEvents(state),
    domestic: domesticOnWire(row),
  };
}

function documentKinds({ forms }: Assessment): DocumentKind[] {
  return [
    'label',
    customsFormOf(forms),
    'invoice',
    ...(postalBillOf(forms) === undefined ? [] : (['postal_bill'] as const)),
  ];
}

/** What speaks against filing a declaration, and what follows from it. */
export function checkOnWire(
  { faults, assessment }: Checked,
  declaration: Declaration,
  tables: ExportTables,
): z.infer<typeof wire.ExportCheckSchema> {
  const errors = faults.filter(({ severity }) => severity === 'error');
  const warnings = faults.filter(({ severity }) => severity === 'warning');
  return {
    fileable: errors.length === 0,
    faults: cappedFaults(errors.map((fault) => faultOnWire(fault))),
    warnings: cappedFaults(warnings.map((fault) => faultOnWire(fault))),
    assessment: assessmentOnWire(assessment, declaration, tables),
  };
}

/** A fault, pointing into a body in which the declaration stands at `under`. */
export function faultOnWire(
  { code, message, pointer, value, allowed, suggestion }: DeclarationFault,
  under = '',
): WireFault {
  return {
    code,
    message,
    pointer: `#${under}${pointer.slice(1)}`,
    ...(value === undefined ? {} : { value }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** What follows from a declaration, as it is told. */
export function assessmentOnWire(
  assessment: Assessment,
  declaration: Declaration,
  tables: ExportTables,
): z.infer<typeof wire.AssessmentSchema> {
  const { charges, rate } = assessment;
  const destination = tables.destinations.find(({ country }) => country === declaration.addressee?.country);
  const [least, most] = destination?.transitDays ?? [];
  return {
    day: assessment.day,
    forms: assessment.forms.map(({ form, reasons }) => ({ form, name: FORM_NAMES[form], reasons: [...reasons] })),
    charges:
      charges.status === 'unknown'
        ? { status: 'unknown', reason: charges.reason, total_paise: null, items: [], tariff: null }
        : {
            status: 'charged',
            reason: null,
            total_paise: charges.totalPaise,
            items: [...charges.items],
            tariff: {
              valid_from: charges.tariff.validFrom,
              source: charges.tariff.source,
              is_synthetic: charges.tariff.isSynthetic,
            },
          },
    total_value_minor: assessment.totalValueMinor,
    total_paise: assessment.totalPaise ?? null,
    total_sdr_e3: assessment.totalSdrE3 ?? null,
    net_weight_g: assessment.netWeightG,
    rate:
      rate === undefined
        ? null
        : {
            currency: rate.currency,
            units: rate.units,
            inr_e4: rate.inrE4,
            valid_from: rate.validFrom,
            source: rate.source,
          },
    duties: amountsOnWire(assessment.duties),
    lines: assessment.lines.map((line) => ({
      ...amountsOnWire(line),
      gross_weight_g: line.grossWeightG,
      value_paise: line.valuePaise ?? null,
      taxable_paise: line.taxablePaise,
    })),
    transit_days:
      destination === undefined || least === undefined || most === undefined
        ? null
        : { least, most, source: destination.source, is_uncertain: destination.isUncertain },
    caveats: [...assessment.caveats],
  };
}

function amountsOnWire({ exportDutyPaise, cessPaise, igstPaise, compensationCessPaise }: Amounts) {
  return {
    export_duty_paise: exportDutyPaise,
    cess_paise: cessPaise,
    igst_paise: igstPaise,
    compensation_cess_paise: compensationCessPaise,
  };
}

import { assess, type Assessment } from '../declare/assess.js';
import type { Declaration } from '../declare/declaration.js';
import { checkClaims, checkTax } from './check-tax.js';
import { checkGoods } from './check-goods.js';
import { checkParcel } from './check-parcel.js';
import { checkSender } from './check-sender.js';
import { FaultSink, type DeclarationFault } from './fault-sink.js';
import type { Known, Checking } from './checking.js';

/** A declaration that was checked: it can be filed where no fault is an error. */
export interface Checked {
  readonly assessment: Assessment;
  readonly faults: readonly DeclarationFault[];
}

/** Everything that speaks against filing a declaration, all at once, each at its field. Never throws, whatever is in it. */
export function checkDeclaration(declaration: Declaration, known: Known): Checked {
  const assessment = assess(declaration, known.tables, known.day);
  const sink = new FaultSink();
  const checking: Checking = { ...known, declaration, assessment, sink };
  checkSender(checking);
  checkParcel(checking);
  checkGoods(checking);
  checkTax(checking);
  checkClaims(checking);
  return { assessment, faults: sink.faults };
}

import type { Plan } from '../domain/plan.js';
import type { Workspace } from '../domain/workspace.js';

/** Cost of a plan in minor money: what it states for its parcels, and the optional runs it opens. */
export function planCost(workspace: Workspace, plan: Plan): number {
  const { costPerRun } = workspace.network.options;
  const sum = new ExactSum();
  for (const cost of plan.cost) sum.add(cost);
  for (const { option, runs } of plan.openedRuns) sum.add(runs * (costPerRun[option] ?? 0));
  return sum.total();
}

/** A sum of millions of numbers as exact as a sum of two (Neumaier 1974). */
export class ExactSum {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const next = this.sum + value;
    this.lost += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
    this.sum = next;
  }

  total(): number {
    return this.sum + this.lost;
  }
}

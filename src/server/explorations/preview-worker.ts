import { parentPort, workerData } from 'node:worker_threads';
import type { Scenario } from '../../domain/scenario.js';
import { ScenarioPreviewer, type Previewed, type PreviewWork } from './scenario-previewer.js';

/** What the thread answers, one to each scenario, in their order. */
export type PreviewReport =
  | { readonly kind: 'done'; readonly previewed: Previewed }
  | { readonly kind: 'failed'; readonly message: string };

/** Entry point of the thread that keeps a world laid out and answers scenarios of it. */
const previewer = new ScenarioPreviewer(workerData as PreviewWork);
const report = (message: PreviewReport): void => parentPort?.postMessage(message, []);

parentPort?.on('message', (scenario: Scenario) => void answer(scenario));

async function answer(scenario: Scenario): Promise<void> {
  try {
    report({ kind: 'done', previewed: await previewer.preview(scenario) });
    previewer.warm();
  } catch (error) {
    report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

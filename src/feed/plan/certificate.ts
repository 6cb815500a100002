import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { inputError, InputError, type Fault } from '../../base/input-error.js';
import type { Certificate } from '../../domain/plan.js';

const SHAPE = '{ "bound": number, "prices": { "RESOURCE": number, … } }';

/** Writes a certificate as JSON: the bound, and the prices by resource name, both in minor money. */
export function writeCertificate(path: string, { bound, resources, prices }: Certificate): void {
  const lines = resources.map((resource, index) => `    ${JSON.stringify(resource)}: ${prices[index]}`);
  writeFileSync(path, `{\n  "bound": ${bound},\n  "prices": {\n${lines.join(',\n')}\n  }\n}\n`);
}

/** Reads a certificate; throws an InputError with every fault when it is not one. */
export function readCertificate(path: string): Certificate {
  const file = basename(path);
  const content = parsed(path, file);
  if (!isRecord(content) || typeof content['bound'] !== 'number' || !isRecord(content['prices'])) {
    throw inputError({ code: 'wrong_shape', file, message: 'is not a certificate', allowed: SHAPE });
  }
  const resources: string[] = [];
  const prices: number[] = [];
  const faults: Fault[] = [];
  for (const [resource, price] of Object.entries(content['prices'])) {
    if (typeof price !== 'number' || !(price >= 0)) {
      const value = JSON.stringify(price);
      const message = `the price of ${resource} must be a number`;
      faults.push({ code: 'bad_number', severity: 'error', file, value, message, allowed: 'a number of at least 0' });
      if (faults.length === 100) break;
    } else {
      resources.push(resource);
      prices.push(price);
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return { bound: content['bound'], resources, prices };
}

function parsed(path: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw inputError({ code: 'missing_file', file, message: 'the certificate cannot be opened', value: path });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw inputError({ code: 'bad_json', file, message, allowed: SHAPE });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { Numbers } from '../page/numbers.js';

/** `one more point`, `7 more points` */
export function addedWords(count: number): string {
  return count === 1 ? 'one more point' : `${count} more points`;
}

/** `costs ₹1.2 lakh less`, `costs ₹1.2 lakh more` */
export function savingWords(saving: number, numbers: Numbers): string {
  const amount = numbers.shortMoney(Math.abs(saving));
  return saving >= 0 ? `costs ${amount} less` : `costs ${amount} more`;
}

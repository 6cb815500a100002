/** Opens a PDF in a view of its own, from where it is printed or kept. */
export function openPdf(bytes: Uint8Array): void {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/pdf' });
  const address = URL.createObjectURL(blob);
  window.open(address, '_blank', 'noreferrer');
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

const KEPT_MS = 60_000;

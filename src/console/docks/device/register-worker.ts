let isRegistered = false;

/**
 * Lets the dock open without a connection: its worker keeps the shell of these pages, and who is signed in. Does nothing where a browser
 * has no workers, as on pages that are not served securely.
 */
export function registerWorker(): void {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (isRegistered || workers === undefined) return;
  isRegistered = true;
  const register = async (): Promise<void> => {
    const registration = await workers.register('/dock-worker.js', { scope: '/dock' });
    await ready(registration);
    registration.active?.postMessage('keep');
  };
  register().catch(() => {
    isRegistered = false; // tried again when the page is opened again
  });
}

/** Once it has kept its files. */
function ready({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting;
  if (active !== null || worker === null) return Promise.resolve();
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
    });
  });
}

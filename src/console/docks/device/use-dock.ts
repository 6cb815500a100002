import { useEffect, useState } from 'preact/hooks';
import { useSession } from '../../app/session.js';
import { useClient } from '../../client/client-context.js';
import { useNotices } from '../../client/use-notices.js';
import { DockDevice } from './dock-device.js';
import { registerWorker } from './register-worker.js';
import type { DockState } from './dock-state.js';

/** One for each organisation that has worked here since the page was loaded; it goes on sending while other pages are shown. */
const DEVICES = new Map<string, DockDevice>();

/** The dock on this device, and its state as it changes. */
export function useDock(): { readonly device: DockDevice; readonly state: DockState } {
  const { organisation } = useSession();
  const client = useClient();
  const device = DEVICES.get(organisation.id) ?? new DockDevice(organisation.id);
  DEVICES.set(organisation.id, device);
  const [state, setState] = useState(device.state);
  useEffect(() => {
    setState(device.state);
    return device.subscribe(() => setState(device.state));
  }, [device]);
  useEffect(() => {
    device.use(client);
    registerWorker();
  }, [device, client]);
  useNotices(['handover.changed'], (notices) => {
    const { openId } = device.state;
    if (notices.some(({ subject }) => subject === openId)) void device.refreshOpen();
  });
  return { device, state };
}

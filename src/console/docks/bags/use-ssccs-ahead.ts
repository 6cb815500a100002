import { useEffect } from 'preact/hooks';
import type { DockDevice } from '../device/dock-device.js';

/** Keeps SSCCs on the device of whoever may make bags. */
export function useSsccsAhead(device: DockDevice, isWriter: boolean): void {
  useEffect(() => {
    if (isWriter) void device.keepSsccs();
  }, [device, isWriter]);
}

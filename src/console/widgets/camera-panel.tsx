import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.js';
import { useWords } from '../words/use-words.js';
import type { Camera, CameraFault } from './camera.js';
import './camera.css';

/** What the camera sees, and its light where it has one; clear words where there is no camera. */
export function CameraPanel({ onCode }: { readonly onCode: (text: string) => void }): JSX.Element {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  latest.current = onCode;
  const [camera, setCamera] = useState<Camera | undefined>(undefined);
  const [fault, setFault] = useState<CameraFault | 'unread' | undefined>(undefined);
  const [isLit, setLit] = useState(false);
  useEffect(() => {
    let isGone = false;
    let opened: Camera | undefined;
    const open = async (): Promise<void> => {
      const place = video.current;
      if (place === null) return;
      const { openCamera } = await import('./camera.js');
      const found = await openCamera(place, (text) => latest.current(text));
      if ('fault' in found) setFault(found.fault);
      else if (isGone) found.stop();
      else setCamera((opened = found));
    };
    open().catch(() => setFault('unread'));
    return () => {
      isGone = true;
      opened?.stop();
    };
  }, []);
  if (fault !== undefined) return <p class="note">{t(`docks.camera.${fault}`)}</p>;
  return (
    <div class="dock-camera">
      <video ref={video} muted playsInline aria-label={t('docks.camera.view')} />
      {camera?.hasTorch === true ? (
        <button
          type="button"
          class="button dock-big"
          aria-pressed={isLit}
          onClick={() => {
            setLit(!isLit);
            void camera.setTorch(!isLit);
          }}
        >
          <Icon name="promise" /> {t('docks.camera.torch')}
        </button>
      ) : null}
    </div>
  );
}

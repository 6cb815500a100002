import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** A camera that reads codes until it is stopped. */
export interface Camera {
  readonly hasTorch: boolean;
  readonly setTorch: (isOn: boolean) => Promise<void>;
  readonly stop: () => void;
}

/** Why there is no camera: none is there, it is not allowed, or another program has it. */
export type CameraFault = 'none' | 'refused' | 'busy';

const READ_EVERY_MS = 150;

/** The same code is told again when it was out of sight, or after this. */
const AGAIN_MS = 2500;

/** Shows the camera at the back of the device in a video, and tells what codes it sees. */
export async function openCamera(
  video: HTMLVideoElement,
  onCode: (text: string) => void,
): Promise<Camera | { readonly fault: CameraFault }> {
  // Absent where a page is not served securely.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return { fault: 'none' };
  let stream: MediaStream;
  try {
    stream = await devices.getUserMedia({
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    return { fault: faultOf(error) };
  }
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  video.srcObject = stream;
  await video.play();
  const stopReading = readAlong(video, onCode);
  const [track] = stream.getVideoTracks();
  const capabilities = track?.getCapabilities?.() as { readonly torch?: boolean } | undefined;
  return {
    hasTorch: capabilities?.torch === true,
    setTorch: async (torch) => {
      // Not yet among the constraints that TypeScript knows.
      await track?.applyConstraints({ advanced: [{ torch } as MediaTrackConstraintSet] });
    },
    stop: () => {
      stopReading();
      for (const one of stream.getTracks()) one.stop();
      video.srcObject = null;
    },
  };
}

function readAlong(video: HTMLVideoElement, onCode: (text: string) => void): () => void {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let isStopped = false;
  let last = { text: '', atMs: 0 };
  const read = async (): Promise<void> => {
    if (context !== null && video.videoWidth > 0) {
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      context.drawImage(video, 0, 0);
      const picture = context.getImageData(0, 0, canvas.width, canvas.height);
      const found = await readBarcodes(picture, {
        formats: ['Code128', 'QRCode', 'DataMatrix', 'Code39', 'ITF'],
        maxNumberOfSymbols: 1,
      });
      const text = found.find(({ isValid }) => isValid)?.text;
      const nowMs = performance.now();
      if (!isStopped && text !== undefined && (text !== last.text || nowMs - last.atMs > AGAIN_MS)) onCode(text);
      if (text !== undefined) last = { text, atMs: nowMs };
    }
    if (!isStopped) setTimeout(() => void read(), READ_EVERY_MS);
  };
  void read();
  return () => {
    isStopped = true;
  };
}

function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none';
}

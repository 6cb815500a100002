import type { Photo } from '../device/dock-store.js';

/** Pixels of the longer side: a damaged label can be read, and a slow connection can carry it. */
const SIDE_MAX = 1600;
const QUALITIES = [0.8, 0.6, 0.4];

/** Of a photo as it is sent, before base64; the server takes 2 MB. */
const BYTES_MAX = 700_000;

/** A picture that was taken, scaled down to be kept and sent. Rejects what the browser cannot read as a picture. */
export async function scaledPhoto(file: Blob): Promise<Photo> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  let blob = await jpegOf(canvas, QUALITIES[0] ?? 0.8);
  for (const quality of QUALITIES.slice(1)) {
    if (blob.size <= BYTES_MAX) break;
    blob = await jpegOf(canvas, quality);
  }
  return { contentType: 'image/jpeg', content: await base64Of(blob) };
}

function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture cannot be kept.')) : resolve(blob)),
      'image/jpeg',
      quality,
    );
  });
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** How a scan sounds and feels; each is told apart without looking. */
export type Sound = 'good' | 'duplicate' | 'wrong' | 'unknown';

/** Tones one after the other: hertz, and seconds from the start until the end. */
const TONES: Readonly<Record<Sound, readonly (readonly [hertz: number, fromSec: number, untilSec: number])[]>> = {
  good: [[1320, 0, 0.09]],
  duplicate: [
    [880, 0, 0.08],
    [880, 0.13, 0.21],
  ],
  wrong: [
    [392, 0, 0.2],
    [262, 0.22, 0.5],
  ],
  unknown: [
    [220, 0, 0.16],
    [220, 0.22, 0.38],
    [220, 0.44, 0.6],
  ],
};

/** Milliseconds of shaking and rest in turn. */
const SHAKES: Readonly<Record<Sound, readonly number[]>> = {
  good: [40],
  duplicate: [40, 60, 40],
  wrong: [220, 80, 220],
  unknown: [120, 80, 120, 80, 120],
};

let audio: AudioContext | undefined;

/** Sounds and shakes, as far as the device can and somebody has touched the page. */
export function feel(sound: Sound): void {
  navigator.vibrate?.([...SHAKES[sound]]);
  if (typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  const context = audio;
  if (context.state === 'suspended') void context.resume();
  for (const [hertz, fromSec, untilSec] of TONES[sound]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const start = context.currentTime + fromSec;
    const end = context.currentTime + untilSec;
    tone.type = sound === 'good' || sound === 'duplicate' ? 'sine' : 'square';
    tone.frequency.value = hertz;
    // Faded in and out, because a tone that is cut off crackles.
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.25, start + 0.01);
    volume.gain.setValueAtTime(0.25, end - 0.02);
    volume.gain.linearRampToValueAtTime(0, end);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(end);
  }
}

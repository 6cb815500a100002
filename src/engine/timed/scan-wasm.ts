/**
 * The inner loop of `scan` as a WebAssembly module with 128-bit vectors, written down instruction by instruction so that
 * no other toolchain is needed. Section numbers are those of the WebAssembly Core Specification 2.0.
 */

/** Where things are in the memory given to a kernel, in bytes; labels start at 0. */
export interface KernelArguments {
  readonly endsAt: number; // of the first item scanned: byte offsets of its two labels, ride then wait
  readonly costAt: number; // cost of the first item scanned
  readonly labelAt: number; // label of the first item scanned
  readonly labelEnd: number; // first label not scanned
}

/** Scans the items whose labels lie in `labelAt .. labelEnd`. */
export type ScanKernel = (at: KernelArguments) => void;

/** A memory that a kernel works in. */
export interface ScanMemory {
  readonly buffer: ArrayBuffer;
}

/** A kernel for a number of lanes (1 or a multiple of 4) and its memory; undefined where WebAssembly or its vectors lack. */
export function openKernel(lanes: number, byteCount: number): { memory: ScanMemory; run: ScanKernel } | undefined {
  const wasm = (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly;
  const pages = Math.ceil(byteCount / PAGE_BYTES);
  if (!wasm || pages > PAGES_MAX) return undefined;
  try {
    const memory = new wasm.Memory({ initial: pages });
    const { exports } = new wasm.Instance(new wasm.Module(scanModule(lanes)), { engine: { memory } });
    const scan = exports['scan'] as (endsAt: number, costAt: number, labelAt: number, labelEnd: number) => void;
    return { memory, run: (at) => scan(at.endsAt, at.costAt, at.labelAt, at.labelEnd) };
  } catch {
    // No vectors, code generation forbidden by a page's policy, or no memory: the plain loop does the same.
    return undefined;
  }
}

const PAGE_BYTES = 65536;
const PAGES_MAX = 32767; // below 2 GiB, so that addresses are positive

/** What we use of the global `WebAssembly`, which Node and browsers have and the language's own library does not name. */
interface WebAssemblyApi {
  readonly Memory: new (size: { initial: number }) => ScanMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { engine: { memory: ScanMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** Instructions (5.4), named as in the text format. */
const LOCAL_GET = 0x20;
const LOCAL_TEE = 0x22;
const LOCAL_SET = 0x21;
const I32_CONST = 0x41;
const I32_ADD = 0x6a;
const I32_LT_U = 0x49;
const I32_GE_U = 0x4f;
const I32_LOAD = 0x28;
const BLOCK = 0x02;
const LOOP = 0x03;
const BR_IF = 0x0d;
const END = 0x0b;
const VECTOR = 0xfd; // prefix of the vector instructions (5.4.8)
const V128_LOAD = 0x00;
const V128_STORE = 0x0b;
const V128_STORE32_LANE = 0x5a;
const V128_LOAD32_ZERO = 0x5c;
const I32X4_ADD = 0xae;
const I32X4_MIN_S = 0xb6;

/** Types (5.3): a 32-bit integer, a function, a block without values. */
const I32 = 0x7f;
const FUNCTION_TYPE = 0x60;
const NO_VALUES = 0x40;

/** Sections (5.5.2), in the order in which they stand. */
const TYPES = 1;
const IMPORTS = 2;
const FUNCTIONS = 3;
const EXPORTS = 7;
const CODES = 10;

/** Kinds of imports and exports (5.5.5, 5.5.10). */
const FUNCTION_KIND = 0x00;
const MEMORY_KIND = 0x02;

/** Local variables of the kernel: its parameters, in order. */
const ENDS_AT = 0;
const COST_AT = 1;
const LABEL_AT = 2;
const LABEL_END = 3;

/** Bytes of the module (5.5.16): one function over an imported memory. */
export function scanModule(lanes: number): Uint8Array {
  const parameters = [[I32], [I32], [I32], [I32]];
  const bytes = [
    [0x00, 0x61, 0x73, 0x6d], // "\0asm"
    [0x01, 0x00, 0x00, 0x00], // version 1
    section(TYPES, [FUNCTION_TYPE, ...list(parameters), ...list([])]),
    section(IMPORTS, [...name('engine'), ...name('memory'), MEMORY_KIND, 0x00, 0x00]), // at least 0 pages
    section(FUNCTIONS, [0]), // the function is of type 0
    section(EXPORTS, [...name('scan'), FUNCTION_KIND, 0]),
    section(CODES, sized([...list([]), ...kernel(lanes), END])), // no local variables but the parameters
  ];
  return Uint8Array.from(bytes.flat());
}

/** The loop: nothing when no item is left, else one item a turn. */
function kernel(lanes: number): number[] {
  const turn: number[] = [];
  for (let lane = 0; lane < lanes; lane += 4) turn.push(...relaxation(lanes, lane * 4));
  return [
    [BLOCK, NO_VALUES],
    [LOCAL_GET, LABEL_AT, LOCAL_GET, LABEL_END, I32_GE_U, BR_IF, 0],
    [LOOP, NO_VALUES],
    turn,
    [LOCAL_GET, ENDS_AT, I32_CONST, ...signed(8), I32_ADD, LOCAL_SET, ENDS_AT],
    [LOCAL_GET, COST_AT, I32_CONST, ...signed(lanes * 4), I32_ADD, LOCAL_SET, COST_AT],
    [LOCAL_GET, LABEL_AT, I32_CONST, ...signed(lanes * 4), I32_ADD, LOCAL_TEE, LABEL_AT],
    [LOCAL_GET, LABEL_END, I32_LT_U, BR_IF, 0],
    [END, END],
  ].flat();
}

/**
 * Four lanes of one item: `label = min(label of ride + cost, label of wait)`, `offset` bytes into the item. A lane that
 * is alone takes the first quarter of a vector.
 */
function relaxation(lanes: number, offset: number): number[] {
  const alone = lanes === 1;
  const load = [...vector(alone ? V128_LOAD32_ZERO : V128_LOAD), ...access(alone ? 2 : 4, offset)];
  const store = alone
    ? [...vector(V128_STORE32_LANE), ...access(2, offset), 0]
    : [...vector(V128_STORE), ...access(4, offset)];
  return [
    [LOCAL_GET, LABEL_AT],
    [LOCAL_GET, ENDS_AT, I32_LOAD, ...access(2, 0), ...load],
    [LOCAL_GET, COST_AT, ...load],
    vector(I32X4_ADD),
    [LOCAL_GET, ENDS_AT, I32_LOAD, ...access(2, 4), ...load],
    vector(I32X4_MIN_S),
    store,
  ].flat();
}

function vector(instruction: number): number[] {
  return [VECTOR, ...unsigned(instruction)];
}

/** Alignment (a power of two) and constant offset of a load or store (5.4.6). */
function access(alignLog2: number, offset: number): number[] {
  return [alignLog2, ...unsigned(offset)];
}

/** A section (5.5.2) that holds a vector of one element. */
function section(id: number, element: readonly number[]): number[] {
  return [id, ...sized(list([element]))];
}

function sized(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

/** A vector (5.1.3): its length, then its elements. */
function list(elements: readonly (readonly number[])[]): number[] {
  return [...unsigned(elements.length), ...elements.flat()];
}

function name(text: string): number[] {
  return sized(Array.from(text, (letter) => letter.charCodeAt(0)));
}

/** Unsigned integers in LEB128 (5.2.2): seven bits a byte, lowest first, the top bit set on all but the last. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** Signed integers in LEB128; ours are not negative, so that only the sign bit must be kept clear. */
function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}

/** P-256 in plain affine arithmetic, slow and independent of what the vault uses: the endpoint's half of the OPRF. */

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
export const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

type Point = readonly [x: bigint, y: bigint] | null;

const mod = (value: bigint) => ((value % P) + P) % P;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = mod(base), rest = exponent; rest > 0n; rest >>= 1n, square = mod(square * square))
    if (rest & 1n) result = mod(result * square);
  return result;
}

const inverse = (value: bigint) => power(value, P - 2n);

function add(one: Point, other: Point): Point {
  if (!one || !other) return one ?? other;
  const [x1, y1] = one;
  const [x2, y2] = other;
  if (x1 === x2 && mod(y1 + y2) === 0n) return null;
  const slope = x1 === x2 ? mod(3n * x1 * x1 - 3n) * inverse(2n * y1) : (y2 - y1) * inverse(mod(x2 - x1));
  const x = mod(slope * slope - x1 - x2);
  return [x, mod(slope * (x1 - x) - y1)];
}

function multiply(point: Point, scalar: bigint): Point {
  let result: Point = null;
  for (let doubled = point, rest = scalar; rest > 0n; rest >>= 1n, doubled = add(doubled, doubled))
    if (rest & 1n) result = add(result, doubled);
  return result;
}

export const toBigInt = (bytes: Uint8Array): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
const toBytes = (value: bigint) => Uint8Array.from(value.toString(16).padStart(64, '0').match(/../g) ?? [], (hex) => parseInt(hex, 16));

function decompress(bytes: Uint8Array): Point {
  const x = toBigInt(bytes.subarray(1));
  const square = mod(x * x * x - 3n * x + B);
  const root = power(square, (P + 1n) / 4n);
  if (bytes.length !== 33 || mod(root * root) !== square) throw new RangeError('not a point of P-256');
  return [x, (root & 1n) === BigInt(bytes[0]! & 1) ? root : P - root];
}

/** RFC 9497, BlindEvaluate of mode OPRF: a compressed point times the key. */
export function evaluate(key: bigint, blinded: Uint8Array): Uint8Array {
  const [x, y] = multiply(decompress(blinded), key)!;
  return Uint8Array.of(y & 1n ? 3 : 2, ...toBytes(x));
}

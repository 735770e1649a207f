/** What is left out of packages must be what nothing needs: the curve that is left gives the values of RFC 9497. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {p256_oprf} from '@noble/curves/nist.js';
import {build, type Plugin} from 'esbuild';
import {parseAst} from 'vite';
import {leaveOut, leftOut} from '../../scripts/leave-out.mjs';

interface Blinded {
  readonly element: string;
  readonly finalize: (evaluatedElement: string) => Uint8Array | null;
}

const {vectors} = JSON.parse(readFileSync('test/vectors/rfc9497-p256-sha256.json', 'utf8')) as {
  readonly vectors: readonly Readonly<
    Record<'input' | 'blind' | 'blindedElement' | 'evaluationElement' | 'output', string>
  >[];
};

const lean: Plugin = {
  name: 'lean',
  setup: (builder) =>
    builder.onLoad({filter: /node_modules/}, ({path: file}) => {
      const code = readFileSync(file, 'utf8');
      return {contents: leaveOut(code, file.split(path.sep).join('/'), parseAst) ?? code};
    }),
};

const bundle = async (): Promise<string> => {
  const {outputFiles} = await build({
    entryPoints: ['src/adapters/vault/oprf.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    plugins: [lean],
  });
  return outputFiles[0]?.text ?? '';
};

const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');

/** With chance replaced: the 48 bytes that are drawn are taken modulo the order less one, plus one. */
function drawing<Value>(scalar: string, run: () => Value): Value {
  const original = crypto.getRandomValues.bind(crypto);
  const drawn = Buffer.from((BigInt(`0x${scalar}`) - 1n).toString(16).padStart(96, '0'), 'hex');
  crypto.getRandomValues = ((array: Uint8Array<ArrayBuffer>) => {
    if (array.length !== drawn.length) return original(array);
    array.set(drawn);
    return array;
  }) as typeof crypto.getRandomValues;
  try {
    return run();
  } finally {
    crypto.getRandomValues = original;
  }
}

describe('the curve of the files for a page', async () => {
  const text = await bundle();
  const {blind} = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
    readonly blind: (input: Uint8Array) => Blinded;
  };

  for (const {input, blind: scalar, blindedElement, evaluationElement, output} of vectors)
    test(`blinds ${input} and opens its evaluation as RFC 9497 does`, () => {
      const {element, finalize} = drawing(scalar, () => blind(Buffer.from(input, 'hex')));
      assert.equal(element, base64url(blindedElement));
      const opened = finalize(base64url(evaluationElement));
      assert.equal(opened && Buffer.from(opened).toString('hex'), output);
    });

  test('gives what the whole package gives, for any input and key', () => {
    const {oprf} = p256_oprf;
    for (let round = 0; round < 20; round += 1) {
      const input = crypto.getRandomValues(new Uint8Array(1 + round * 7));
      const {secretKey} = oprf.generateKeyPair();
      const whole = oprf.blind(input);
      const expected = oprf.finalize(input, whole.blind, oprf.blindEvaluate(secretKey, whole.blinded));
      const {element, finalize} = blind(input);
      const evaluated = oprf.blindEvaluate(secretKey, Buffer.from(element, 'base64url'));
      const opened = finalize(Buffer.from(evaluated).toString('base64url'));
      assert.equal(opened && Buffer.from(opened).toString('hex'), Buffer.from(expected).toString('hex'));
    }
  });

  test('refuses what is no point of it, and the point at infinity', () => {
    for (const refused of [`05${'11'.repeat(32)}`, '00'.repeat(33), `02${'ff'.repeat(32)}`])
      assert.equal(blind(Uint8Array.of(1)).finalize(base64url(refused)), null);
  });
});

test('a package that lacks a name that was to be left out stops the build', () => {
  const [file = ''] = Object.keys(leftOut);
  assert.throws(() => leaveOut('export class Other {}', `/node_modules/${file}`, parseAst), /0 times, not once/);
});

/** When a picture counts as changed, and what is shown of it. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {PNG} from 'pngjs';
import {difference, small} from '../pictures/compare.mjs';

/** A white picture with a black square in its corner. */
const picture = ({width = 100, height = 80, square = 0} = {}) => {
  const image = new PNG({width, height});
  image.data.fill(255);
  for (let y = 0; y < square; y += 1)
    for (let x = 0; x < square; x += 1) image.data.set([0, 0, 0], 4 * (y * width + x));
  return PNG.sync.write(image);
};

describe('a picture', () => {
  test('is the same as itself, and as itself in fewer bytes', () => {
    const one = picture({square: 9});
    assert.equal(difference(one, one), null);
    assert.equal(difference(small(one), one), null);
  });

  test('is another when more than a few pixels of a thousand have changed, not when one has', () => {
    assert.equal(difference(picture(), picture({square: 1})), null);
    assert.match(difference(picture(), picture({square: 5}))?.why ?? '', /^25 pixels differ$/);
  });

  test('is another when it has another size', () => {
    const found = difference(picture(), picture({height: 90}));
    assert.match(found?.why ?? '', /^100 × 80 has become 100 × 90/);
  });

  test('that has changed is shown side by side: kept, taken, the difference', () => {
    const found = difference(picture(), picture({width: 120, square: 20}));
    const {width, height, data} = PNG.sync.read(found?.picture ?? Buffer.alloc(0));
    assert.deepEqual([width, height], [3 * 120 + 2 * 16, 80]);
    const at = (x, y) => [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)];
    assert.deepEqual(
      [at(2, 2), at(136 + 2, 2)],
      [
        [255, 255, 255],
        [0, 0, 0],
      ],
    );
    assert.notDeepEqual(at(272 + 2, 2), at(2, 2));
  });
});

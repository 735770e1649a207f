// @ts-expect-error There is none.
import './nowhere.js';

it('holds', () => undefined);

import {AssertionError, expect} from 'chai';

/** What a failed assertion hands to whoever writes it out. */
function valuesOf(assertion: () => void): readonly [actual: unknown, expected: unknown] {
  try {
    assertion();
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    const {actual, expected} = error as unknown as {actual: unknown; expected: unknown};
    return [actual, expected];
  }
  throw new Error('the assertion held');
}

describe('a failed assertion', () => {
  const button = document.createElement('button');
  button.className = 'primary';
  button.append('Continue');
  const named = '<button class="primary">';

  it('about an element names it, and does not hand it over to be written out', () => {
    expect(valuesOf(() => expect(button).to.equal(null))).to.deep.equal([named, null]);
    expect(valuesOf(() => expect(null).to.equal(button))).to.deep.equal([null, named]);
    expect(valuesOf(() => expect(document.createTextNode('Continue')).to.equal(null))[0]).to.equal('#text Continue');
    expect(valuesOf(() => expect(window).to.equal(document))).to.deep.equal(['window', '#document']);
  });

  it('names the elements in lists and objects as well', () => {
    expect(valuesOf(() => expect([{button}, 1]).to.deep.equal([]))).to.deep.equal([[{button: named}, 1], []]);
  });

  it('about anything else hands over the very values', () => {
    const [actual, expected] = [new Map([[1, 2]]), new Date(0)];
    const values = valuesOf(() => expect(actual).to.equal(expected));
    expect(values[0]).to.equal(actual);
    expect(values[1]).to.equal(expected);
  });

  it('stays one: it is neither swallowed nor told otherwise', () => {
    expect(() => expect(button).to.equal(null)).to.throw(AssertionError, /to equal null/);
    expect(() => expect(1).to.equal(2)).to.throw(AssertionError, 'expected 1 to equal 2');
  });
});

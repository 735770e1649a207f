import {expect} from 'chai';
import {codeFieldModel} from './support.js';

describe('the code field guesses nothing', () => {
  const refused = [
    '12a456',
    '1e5',
    '0x1F',
    '+12345',
    '１２３４５六',
    '1²3456',
    '①23456',
    '\u202E123456',
    '١٢٣٤٥٦',
    '12345６x',
    'một hai ba',
    '👍',
  ];
  for (const text of refused) {
    it(`${JSON.stringify(text)} is refused and takes nothing away`, async () => {
      const field = await codeFieldModel();
      field.insert('12');
      field.insert(text);
      expect(field.value).to.equal('12');
      expect(field.refused).to.be.true;
      expect(field.completed).to.deep.equal([]);
    });
  }

  it('a refusal leaves the caret where it was', async () => {
    const field = await codeFieldModel();
    field.insert('1234');
    field.select(2);
    field.insert('x');
    expect(field.value).to.equal('1234');
    expect(field.caret).to.deep.equal([2, 2]);
  });

  it('a refused replacement of everything leaves everything', async () => {
    const field = await codeFieldModel();
    field.insert('1234');
    field.select(0, 4);
    field.insert('abc');
    expect(field.value).to.equal('1234');
  });

  it('the next right character takes the refusal back', async () => {
    const field = await codeFieldModel();
    field.insert('x');
    field.insert('1');
    expect(field.refused).to.be.false;
  });

  it('a pasted text of a million characters costs little and leaves at most a code', async () => {
    const field = await codeFieldModel();
    expect(field.timeOf('7'.repeat(1_000_000))).to.be.below(50);
    expect(field.value).to.equal('777777');
  });

  it('a pasted text of a million letters costs little and is refused', async () => {
    const field = await codeFieldModel();
    expect(field.timeOf('x'.repeat(1_000_000))).to.be.below(50);
    expect(field.value).to.equal('');
  });

  it('takes letters where the code has letters, and still no sign', async () => {
    const field = await codeFieldModel({length: 8, alphabet: 'alphanumeric'});
    field.insert('Kb7Q-2x9Z');
    expect(field.value).to.equal('Kb7Q2x9Z');
    field.select(8);
    field.insert('!');
    expect(field.refused).to.be.true;
  });

  it('takes a static password as it is, spaces and signs included', async () => {
    const field = await codeFieldModel({length: 32, alphabet: 'any'});
    field.insert(' Một - hai １ ');
    expect(field.value).to.equal(' Một - hai １ ');
  });
});

describe('the code field and input methods', () => {
  it('submits nothing while digits are being composed', async () => {
    const field = await codeFieldModel();
    field.compose('1', '12', '123456');
    expect(field.completed).to.deep.equal([]);
  });

  it('takes the digits when the composition ends', async () => {
    const field = await codeFieldModel();
    field.compose('1', '12', '123456');
    field.commit();
    expect(field.value).to.equal('123456');
    expect(field.completed).to.deep.equal(['123456']);
  });

  it('Telex makes a letter of two keys: refused at the end, what was there stays', async () => {
    const field = await codeFieldModel();
    field.insert('12');
    field.compose('a', 'â');
    expect(field.refused).to.be.false;
    field.commit();
    expect(field.value).to.equal('12');
    expect(field.refused).to.be.true;
  });

  it('VNI composes with digit keys on Android, one composition a digit', async () => {
    const field = await codeFieldModel();
    for (const digit of '123456') {
      field.compose(digit);
      field.commit();
    }
    expect(field.value).to.equal('123456');
    expect(field.completed).to.deep.equal(['123456']);
  });

  it('Enter that ends a composition is not the customer’s wish to send', async () => {
    const field = await codeFieldModel();
    field.compose('123');
    field.enter({isComposing: true});
    field.enter({keyCode: 229});
    expect(field.host.entered).to.deep.equal([]);
    field.commit();
    field.enter();
    expect(field.host.entered).to.deep.equal(['123']);
  });

  it('a field that went away while composing does not make the next one deaf', async () => {
    const field = await codeFieldModel();
    field.compose('12');
    field.host.visible = false;
    field.host.requestUpdate();
    await field.host.updateComplete;
    field.host.field.clear();
    field.host.visible = true;
    field.host.requestUpdate();
    await field.host.updateComplete;
    field.insert('123456');
    expect(field.completed).to.deep.equal(['123456']);
  });
});

describe('a composition that never ends', () => {
  it('does not keep what is typed afterwards from counting', async () => {
    const field = await codeFieldModel();
    field.input.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
    for (const digit of '123456') field.insert(digit);
    expect(field.completed).to.deep.equal(['123456']);
    expect(await field.painted()).to.equal('123456');
  });

  it('does not keep Enter from sending what it has left', async () => {
    const field = await codeFieldModel();
    field.compose('123456');
    field.enter();
    expect(field.completed).to.deep.equal(['123456']);
    expect(field.host.entered).to.deep.equal(['123456']);
  });

  it('ends when the field loses the focus', async () => {
    const field = await codeFieldModel();
    field.focus();
    field.compose('123456');
    expect(field.completed).to.deep.equal([]);
    field.input.blur();
    expect(field.completed).to.deep.equal(['123456']);
  });

  it('ends with a change', async () => {
    const field = await codeFieldModel();
    field.compose('123456');
    field.input.dispatchEvent(new Event('change', {bubbles: true}));
    expect(field.completed).to.deep.equal(['123456']);
  });

  it('shows what it has so far, and lets the button send it', async () => {
    const field = await codeFieldModel();
    field.compose('1', '12', '123456');
    expect(await field.painted()).to.equal('123456');
    expect(field.host.field.isComplete).to.be.true;
  });

  it('of letters and digits: the slots fill, and the code is complete with its last character, once', async () => {
    const field = await codeFieldModel({length: 6, alphabet: 'alphanumeric'});
    field.compose('a', 'aB', 'aB3');
    expect(await field.painted()).to.equal('aB3');
    expect(field.completed).to.deep.equal([]);
    field.compose('dE6');
    expect(field.completed).to.deep.equal(['aB3dE6']);
    field.commit();
    expect(field.completed).to.deep.equal(['aB3dE6']);
    expect(field.value).to.equal('aB3dE6');
  });

  it('that ends in what is no code gives back what was there before it', async () => {
    const field = await codeFieldModel();
    field.insert('12');
    field.compose('3', 'ă');
    expect(await field.painted()).to.equal('123');
    field.commit();
    expect(field.value).to.equal('12');
    expect(await field.painted()).to.equal('12');
  });
});

describe('a code that comes at once', () => {
  it('with digits too many is cut, but not complete by itself: it may be another code', async () => {
    const field = await codeFieldModel();
    field.autofill('12345678');
    expect(field.value).to.equal('123456');
    expect(field.completed).to.deep.equal([]);
    field.enter();
    expect(field.host.entered).to.deep.equal(['123456']);
  });
});

describe('Enter before the code is complete', () => {
  it('says that it is short, and keeps what was typed', async () => {
    const field = await codeFieldModel();
    field.insert('123');
    field.enter();
    expect(field.short).to.be.true;
    expect(field.value).to.equal('123');
    await field.host.updateComplete;
    expect(field.input.getAttribute('aria-invalid')).to.equal('true');
  });

  it('is forgotten with the next digit', async () => {
    const field = await codeFieldModel();
    field.enter();
    expect(field.short).to.be.true;
    field.insert('1');
    expect(field.short).to.be.false;
  });

  it('is not said of a whole code, nor of a field that takes nothing', async () => {
    const field = await codeFieldModel();
    field.insert('123456');
    field.enter();
    expect(field.short).to.be.false;
    field.host.field.clear();
    field.input.readOnly = true;
    field.enter();
    expect(field.short).to.be.false;
  });
});

import {expect} from 'chai';
import {codeFieldModel} from './support.js';

describe('the code field is complete', () => {
  it('once, when the last character has come', async () => {
    const field = await codeFieldModel();
    for (const digit of '123456') field.insert(digit);
    expect(field.completed).to.deep.equal(['123456']);
  });

  it('not again for more characters than fit', async () => {
    const field = await codeFieldModel();
    field.insert('123456');
    field.insert('7');
    expect(field.value).to.equal('123456');
    expect(field.completed).to.have.length(1);
  });

  it('not again for the same code, pasted after autofill', async () => {
    const field = await codeFieldModel();
    field.autofill('123456');
    field.select(0, 6);
    field.insert('123456');
    expect(field.completed).to.have.length(1);
  });

  it('not for a digit put in place of another in a full field', async () => {
    const field = await codeFieldModel();
    field.insert('123456');
    field.select(2, 3);
    field.insert('9');
    expect(field.value).to.equal('129456');
    expect(field.completed).to.have.length(1);
  });

  it('again, once, after a correction emptied a place and filled it', async () => {
    const field = await codeFieldModel();
    field.insert('123456');
    field.backspace();
    field.insert('7');
    expect(field.completed).to.deep.equal(['123456', '123457']);
  });

  it('never by itself for a static password, whose length nobody knows', async () => {
    const field = await codeFieldModel({length: 32, alphabet: 'any'});
    field.insert('a');
    field.insert('bc');
    expect(field.completed).to.deep.equal([]);
  });

  it('again after it was cleared', async () => {
    const field = await codeFieldModel();
    field.insert('123456');
    field.host.field.clear();
    expect(field.value).to.equal('');
    field.insert('123456');
    expect(field.completed).to.have.length(2);
  });
});

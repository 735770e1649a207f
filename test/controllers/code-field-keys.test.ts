import {sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import {codeFieldModel, type FieldModel} from './support.js';

/** Presses a key together with Control. */
async function withControl(key: string): Promise<void> {
  await sendKeys({down: 'Control'});
  await sendKeys({press: key});
  await sendKeys({up: 'Control'});
}

describe('the code field under real keys', () => {
  const focused = async (): Promise<FieldModel> => {
    const field = await codeFieldModel();
    field.focus();
    return field;
  };

  it('shows the caret at the next empty slot', async () => {
    const field = await focused();
    await sendKeys({type: '12'});
    expect(await field.marked('caret')).to.deep.equal([2]);
  });

  it('shows the digit that the caret stands before', async () => {
    const field = await focused();
    await sendKeys({type: '1234'});
    await sendKeys({press: 'ArrowLeft'});
    await sendKeys({press: 'ArrowLeft'});
    expect(await field.marked('edit')).to.deep.equal([2]);
    expect(await field.marked('caret')).to.deep.equal([]);
  });

  it('shows no caret without the focus', async () => {
    const field = await focused();
    await sendKeys({type: '12'});
    field.input.blur();
    expect([...(await field.marked('caret')), ...(await field.marked('edit'))]).to.deep.equal([]);
  });

  it('shows what is selected, and one key replaces it', async () => {
    const field = await focused();
    await sendKeys({type: '1234'});
    await sendKeys({down: 'Shift'});
    await sendKeys({press: 'ArrowLeft'});
    await sendKeys({press: 'ArrowLeft'});
    await sendKeys({up: 'Shift'});
    expect(await field.marked('selected')).to.deep.equal([2, 3]);
    await sendKeys({type: '9'});
    expect(field.value).to.equal('129');
  });

  it('select all and type: the code starts anew', async () => {
    const field = await focused();
    await sendKeys({type: '123456'});
    field.select(0, 6);
    await sendKeys({type: '7'});
    expect(field.value).to.equal('7');
    expect(field.caret).to.deep.equal([1, 1]);
  });

  it('a digit typed into the middle goes there, and the caret after it', async () => {
    const field = await focused();
    await sendKeys({type: '1245'});
    field.select(2);
    await sendKeys({type: '3'});
    expect(field.value).to.equal('12345');
    expect(field.caret).to.deep.equal([3, 3]);
  });

  it('undo gives back what was typed before', async () => {
    const field = await focused();
    await sendKeys({type: '1234'});
    await withControl('z');
    expect('1234'.startsWith(field.value)).to.be.true;
    expect(field.value).to.not.equal('1234');
    expect(await field.painted()).to.equal(field.value);
  });

  it('a code is copied out of a message and pasted', async () => {
    const field = await codeFieldModel();
    const message = document.createElement('input');
    message.value = '123 456';
    field.host.before(message);
    message.select();
    message.focus();
    await withControl('c');
    message.remove();
    field.focus();
    await withControl('v');
    expect(field.value).to.equal('123456');
    expect(field.completed).to.deep.equal(['123456']);
  });

  it('Enter asks to send', async () => {
    const field = await focused();
    await sendKeys({type: '123456'});
    await sendKeys({press: 'Enter'});
    expect(field.host.entered).to.deep.equal(['123456']);
  });

  it('listens to the page’s selection only while it has the focus', async () => {
    let listening = 0;
    const count = (name: 'addEventListener' | 'removeEventListener', step: number) => {
      const original = document[name].bind(document) as (...values: unknown[]) => void;
      document[name] = (...values: unknown[]) => {
        if (values[0] === 'selectionchange') listening += step;
        original(...values);
      };
    };
    count('addEventListener', 1);
    count('removeEventListener', -1);
    try {
      const field = await focused();
      expect(listening).to.equal(1);
      field.host.remove();
      await new Promise((resolve) => void setTimeout(resolve));
      expect(listening).to.equal(0);
    } finally {
      Reflect.deleteProperty(document, 'addEventListener');
      Reflect.deleteProperty(document, 'removeEventListener');
    }
  });
});

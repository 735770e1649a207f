import {sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import {codeFieldModel, paste, undo, withControl, type FieldModel} from './support.js';

/** Selections are told of in a task of their own. */
async function soon<Seen>(see: () => Promise<Seen>, awaited: Seen): Promise<Seen> {
  const isSame = (seen: Seen) => JSON.stringify(seen) === JSON.stringify(awaited);
  for (let frame = 0; frame < 60; frame += 1) {
    const seen = await see();
    if (isSame(seen)) return seen;
    await new Promise((resolve) => void requestAnimationFrame(resolve));
  }
  return see();
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
    await undo();
    expect('1234'.startsWith(field.value)).to.be.true;
    expect(field.value).to.not.equal('1234');
    expect(await field.painted()).to.equal(field.value);
  });

  it('a code is copied out of a message and pasted', async () => {
    const field = await codeFieldModel();
    await paste(field, '123 456');
    expect(field.value).to.equal('123456');
    expect(field.completed).to.deep.equal(['123456']);
  });

  it('Enter asks to send', async () => {
    const field = await focused();
    await sendKeys({type: '123456'});
    await sendKeys({press: 'Enter'});
    expect(field.host.entered).to.deep.equal(['123456']);
  });

  describe('listens to the page’s selection only while it has the focus', () => {
    const watched: Document[] = [];
    /** What is registered: adding again adds nothing, and only what was added is removed. */
    const listenersOf = (page: Document): ReadonlySet<unknown> => {
      const listeners = new Set<unknown>();
      const watch = (name: 'addEventListener' | 'removeEventListener', count: (listener: unknown) => void) => {
        const original = page[name].bind(page) as (...values: unknown[]) => void;
        page[name] = (...values: unknown[]) => {
          if (values[0] === 'selectionchange') count(values[1]);
          original(...values);
        };
      };
      watch('addEventListener', (listener) => listeners.add(listener));
      watch('removeEventListener', (listener) => listeners.delete(listener));
      watched.push(page);
      return listeners;
    };
    let listeners: ReadonlySet<unknown>;
    beforeEach(() => {
      listeners = listenersOf(document);
    });
    afterEach(() => {
      for (const page of watched.splice(0)) {
        Reflect.deleteProperty(page, 'addEventListener');
        Reflect.deleteProperty(page, 'removeEventListener');
      }
    });

    it('not when its element is removed', async () => {
      const field = await focused();
      expect(listeners.size).to.equal(1);
      field.host.remove();
      await new Promise((resolve) => void setTimeout(resolve));
      expect(listeners.size).to.equal(0);
    });

    it('not when the screen goes that it stands on', async () => {
      const field = await focused();
      expect(listeners.size).to.equal(1);
      field.host.visible = false;
      field.host.requestUpdate();
      await field.host.updateComplete;
      expect(listeners.size).to.equal(0);
      expect(field.host.field.view.selection).to.equal(null);
    });

    it('in the document that its element was moved into, and back', async () => {
      const field = await focused();
      field.insert('123');
      const frame = document.createElement('iframe');
      field.host.before(frame);
      const other = frame.contentDocument!;
      const there = listenersOf(other);
      other.body.append(field.host);
      expect([listeners.size, there.size]).to.deep.equal([0, 0]);
      field.focus();
      expect([listeners.size, there.size], 'there').to.deep.equal([0, 1]);
      field.select(1);
      other.dispatchEvent(new Event('selectionchange'));
      expect(field.host.field.view.selection).to.deep.equal([1, 1]);
      frame.before(field.host);
      expect([listeners.size, there.size], 'on its way back').to.deep.equal([0, 0]);
      field.focus();
      expect([listeners.size, there.size], 'back').to.deep.equal([1, 0]);
      frame.remove();
    });
  });

  it('shows the caret and the selection of an element that was moved and focused again', async () => {
    const field = await focused();
    await sendKeys({type: '12'});
    const elsewhere = document.createElement('div');
    field.host.before(elsewhere);
    elsewhere.append(field.host);
    expect([...(await field.marked('caret')), ...(await field.marked('edit'))]).to.deep.equal([]);
    field.focus();
    field.select(1);
    expect(await soon(() => field.marked('edit'), [1])).to.deep.equal([1]);
    elsewhere.replaceWith(field.host);
  });

  it('Home and End: the caret stands before the first digit, and behind the last', async () => {
    const field = await focused();
    await sendKeys({type: '123456'});
    expect(await soon(() => field.marked('end'), [5])).to.deep.equal([5]);
    expect(await field.marked('selected')).to.deep.equal([]);
    await sendKeys({press: 'Home'});
    expect(await soon(() => field.marked('selected'), [0])).to.deep.equal([0]);
    await sendKeys({press: 'End'});
    expect(await soon(() => field.marked('end'), [5])).to.deep.equal([5]);
  });

  it('a digit of a full code is corrected in place: painted as selected, and replaced', async () => {
    const field = await focused();
    await sendKeys({type: '128456'});
    field.select(2);
    expect(await soon(() => field.marked('selected'), [2])).to.deep.equal([2]);
    await sendKeys({type: '3'});
    expect(field.value).to.equal('123456');
    expect(field.caret).to.deep.equal([3, 3]);
  });

  it('typed again over itself, a digit lets the caret go on', async () => {
    const field = await focused();
    await sendKeys({type: '123456'});
    field.select(1);
    await sendKeys({type: '29'});
    expect(field.value).to.equal('129456');
    expect(field.caret).to.deep.equal([3, 3]);
  });

  it('undo takes a correction in place back', async () => {
    const field = await focused();
    await sendKeys({type: '128456'});
    field.select(2);
    await sendKeys({type: '3'});
    await undo();
    expect(['128456', '12456', '12']).to.include(field.value);
    expect(await field.painted()).to.equal(field.value);
  });

  it('a letter takes nothing out of the undo history', async () => {
    const field = await focused();
    await sendKeys({type: '12'});
    await sendKeys({type: 'x'});
    expect(field.value).to.equal('12');
    expect(field.refused).to.be.true;
    await undo();
    expect(field.value).to.not.equal('12');
    expect('12'.startsWith(field.value)).to.be.true;
  });

  it('Backspace in the middle takes the digit before the caret', async () => {
    const field = await focused();
    await sendKeys({type: '123456'});
    field.select(3);
    await sendKeys({press: 'Backspace'});
    expect(field.value).to.equal('12456');
    expect(field.caret).to.deep.equal([2, 2]);
  });

  for (const key of ['x', ' ', '+'])
    it(`"${key}" is no part of a code and takes no selected digit away`, async () => {
      const field = await focused();
      await sendKeys({type: '1234'});
      field.select(1, 3);
      await sendKeys({type: key});
      expect(field.value).to.equal(key === ' ' ? '14' : '1234');
    });
});

describe('a code that is pasted', () => {
  it('replaces a part of another', async () => {
    const field = await codeFieldModel();
    field.focus();
    await sendKeys({type: '12'});
    await paste(field, '654321');
    expect(field.value).to.equal('654321');
    expect(field.completed).to.deep.equal(['654321']);
    expect(field.caret).to.deep.equal([6, 6]);
  });

  it('replaces a whole one, and is new', async () => {
    const field = await codeFieldModel();
    field.focus();
    await sendKeys({type: '123456'});
    await paste(field, '654321');
    expect(field.value).to.equal('654321');
    expect(field.completed).to.deep.equal(['123456', '654321']);
  });

  it('twice is once', async () => {
    const field = await codeFieldModel();
    await paste(field, '654321');
    await withControl('v');
    expect(field.value).to.equal('654321');
    expect(field.completed).to.deep.equal(['654321']);
  });

  it('in groups, into the middle', async () => {
    const field = await codeFieldModel();
    field.focus();
    await sendKeys({type: '1234'});
    field.select(2);
    await paste(field, ' 654-321\n');
    expect(field.value).to.equal('654321');
  });

  it('as a whole message: the code in it', async () => {
    const field = await codeFieldModel();
    field.focus();
    await sendKeys({type: '12'});
    await paste(field, 'KBSV: 654321 là mã xác thực.\nHiệu lực 5 phút.');
    expect(field.value).to.equal('654321');
    expect(field.refused).to.be.false;
    expect(field.completed).to.deep.equal(['654321']);
  });

  it('as a message with two candidates: refused with a word, and nothing is lost', async () => {
    const field = await codeFieldModel();
    field.focus();
    await sendKeys({type: '12'});
    await paste(field, 'Ma 654321 hoac 123456');
    expect(field.value).to.equal('12');
    expect(field.refused).to.be.true;
  });

  it('undo gives back what it replaced', async () => {
    const field = await codeFieldModel();
    field.focus();
    await sendKeys({type: '12'});
    await paste(field, '654321');
    await undo();
    expect('12'.startsWith(field.value)).to.be.true;
    expect(await field.painted()).to.equal(field.value);
  });

  it('replaces a part of a KB-OTP password too', async () => {
    const field = await codeFieldModel({length: 4, alphabet: 'digits'});
    field.focus();
    await sendKeys({type: '12'});
    await paste(field, '9876');
    expect(field.value).to.equal('9876');
  });
});

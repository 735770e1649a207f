import {expect} from 'chai';
import {accounts, asTyped, fill, never, reached, send} from '../../stories/fixtures/index.js';
import {withClock} from './support/fake-timers.js';
import {mount, onPage, settled, type Mounted, type Setting} from './support/mount.js';

const inForm = (setting: Setting = {}): Mounted & {readonly form: HTMLFormElement} => {
  const form = onPage(document.createElement('form'));
  return {...mount({attributes: {name: 'grant'}, ...setting, parent: setting.parent ?? form}), form};
};

const entries = (form: HTMLFormElement) => [...new FormData(form)];

describe('<otp-verify> in a form', () => {
  it('belongs to the form around it', async () => {
    const {element, form} = inForm();
    await element.updateComplete;
    expect(element.form).to.equal(form);
    expect([...form.elements]).to.include(element);
  });

  it('is valid without proof when none is required', async () => {
    const {element, form} = inForm();
    await reached(element, 'code');
    expect(form.checkValidity()).to.be.true;
    expect(entries(form)).to.deep.equal([]);
  });

  it('is invalid from the first moment until the customer has verified, when it is required', async () => {
    const {element, form} = inForm({required: true});
    await element.updateComplete;
    expect(element.validity.valueMissing).to.be.true;
    expect(asTyped(element.validationMessage)).to.equal('Vui lòng xác thực trước khi tiếp tục.');
    expect(form.checkValidity()).to.be.false;
    await send(element, 'verified');
    expect(element.validity.valid).to.be.true;
    expect(form.checkValidity()).to.be.true;
  });

  it('says in English what is missing where the page is English', async () => {
    const {element} = inForm({required: true, lang: 'en'});
    await reached(element, 'code');
    expect(element.validationMessage).to.equal('Please verify before you continue.');
  });

  it('submits the token of the grant under its name, and nothing else', async () => {
    const {element, form} = inForm({required: true});
    await send(element, 'verified');
    expect(element.grant?.token).to.be.a('string').and.not.empty;
    expect(entries(form)).to.deep.equal([['grant', element.grant?.token]]);
  });

  it('is valid already for whoever hears that it is verified', async () => {
    const {element, form} = inForm({required: true});
    const heard: unknown[] = [];
    element.addEventListener('otp-verified', () => heard.push(form.checkValidity(), ...entries(form)));
    await send(element, 'verified');
    expect(heard).to.deep.equal([true, ['grant', element.value]]);
  });

  it('never submits a code, typed or in flight', async () => {
    const {element, form} = inForm({script: {answerChallenge: never}});
    const screen = await reached(element, 'code');
    fill(screen.field(), '123456');
    await element.updateComplete;
    expect(entries(form)).to.deep.equal([]);
    await send(element, 'submitting', '654321');
    expect(entries(form)).to.deep.equal([]);
  });

  it('Enter in the code field does not submit the form around it', async () => {
    const {element, form} = inForm();
    let submitted = 0;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted += 1;
    });
    form.append(document.createElement('button'));
    const screen = await reached(element, 'code');
    fill(screen.field(), '123456');
    screen.field()?.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
    await reached(element, 'verified');
    expect(submitted).to.equal(0);
  });

  it('starts over when the form is reset, and forgets its grant', async () => {
    const {element, form, endpoint} = inForm({required: true});
    await send(element, 'verified');
    form.reset();
    const screen = await reached(element, 'code');
    expect(element.grant).to.equal(null);
    expect(entries(form)).to.deep.equal([]);
    expect(form.checkValidity()).to.be.false;
    expect(screen.field()?.value).to.equal('');
    expect(endpoint.calls.createChallenge).to.have.length(2);
  });

  it('keeps a half-typed code from surviving a reset', async () => {
    const {element, form} = inForm();
    const before = await reached(element, 'code');
    fill(before.field(), '1234');
    form.reset();
    await reached(element, 'loading');
    const screen = await reached(element, 'code');
    expect(screen.field()?.value).to.equal('');
    expect(screen.painted()).to.equal('');
  });

  it('has the name and the labels of a form control', async () => {
    const {element, form} = inForm();
    const label = document.createElement('label');
    label.append('Mã xác thực');
    element.id = 'otp';
    label.htmlFor = 'otp';
    form.append(label);
    expect([...(element.labels ?? [])]).to.deep.equal([label]);
    element.name = 'proof';
    expect(element.getAttribute('name')).to.equal('proof');
    await send(element, 'verified');
    expect(new FormData(form).get('proof')).to.equal(element.value);
    element.name = null;
    expect(element.name).to.equal('');
    expect([...new FormData(form).keys()]).to.deep.equal([]);
  });

  it('rests in a disabled fieldset and begins when it is enabled', async () => {
    const fieldset = onPage(document.createElement('fieldset'));
    fieldset.disabled = true;
    const {element, endpoint} = inForm({parent: fieldset, required: true});
    await element.updateComplete;
    expect(element.step).to.equal('idle');
    expect(element.willValidate).to.be.false;
    expect(endpoint.calls.getAuthentication).to.have.length(0);
    fieldset.disabled = false;
    await reached(element, 'code');
    expect(endpoint.calls.getAuthentication).to.have.length(1);
  });

  it('gives up the call in flight when its fieldset is disabled', async () => {
    const fieldset = onPage(document.createElement('fieldset'));
    const {element, endpoint} = inForm({parent: fieldset, script: {answerChallenge: never}});
    await send(element, 'submitting');
    fieldset.disabled = true;
    await reached(element, 'idle');
    expect(endpoint.calls.answerChallenge[0]?.[2].signal.aborted).to.be.true;
  });

  for (const way of ['its fieldset', 'itself'] as const) {
    it(`keeps its grant when ${way} is disabled and enabled again, and asks for nothing more`, async () => {
      const fieldset = onPage(document.createElement('fieldset'));
      const {element, endpoint} = inForm({parent: fieldset, required: true});
      const control = way === 'itself' ? element : fieldset;
      await send(element, 'verified');
      const {value} = element;
      control.disabled = true;
      await element.updateComplete;
      expect(element.value).to.equal(value).and.not.equal('');
      control.disabled = false;
      await element.updateComplete;
      await settled();
      expect(element.value).to.equal(value);
      expect(element.validity.valid).to.be.true;
      expect(endpoint.calls.getAuthentication).to.have.length(1);
      expect(endpoint.calls.createChallenge).to.have.length(1);
    });
  }

  it('keeps no grant for what is not asked any more, disabled or not', async () => {
    const {element} = inForm();
    await send(element, 'verified');
    element.disabled = true;
    await element.updateComplete;
    element.account = accounts.second;
    await element.updateComplete;
    expect(element.value).to.equal('');
    expect(element.step).to.equal('idle');
  });

  it('keeps no grant that has run out while it was disabled', async () => {
    const {element} = inForm();
    await send(element, 'verified');
    element.disabled = true;
    await element.updateComplete;
    await withClock(
      () => 86_400_000,
      async () => {
        element.requestUpdate();
        await element.updateComplete;
        expect(element.value).to.equal('');
        expect(element.step).to.equal('idle');
      },
    );
  });

  it('`disabled` shows nothing to do and asks nothing', async () => {
    const {element, endpoint} = mount({disabled: true});
    await element.updateComplete;
    expect(element.shadowRoot?.querySelectorAll('button, input')).to.have.length(0);
    expect(endpoint.calls.getAuthentication).to.have.length(0);
  });
});

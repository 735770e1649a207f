import {expect} from 'chai';
import {LitElement} from 'lit';
import {LanguageController} from '../../src/controllers/language.js';

class Speaker extends LitElement {
  readonly languages = new LanguageController(this);
  renders = 0;

  protected override render(): string {
    return this.languages.spoken.language;
  }

  protected override updated(): void {
    this.renders += 1;
  }
}
customElements.define('test-speaker', Speaker);

const guests = new Set<Element>();
const put = <Guest extends Element>(guest: Guest, parent: ParentNode = document.body): Guest => {
  guests.add(guest);
  parent.append(guest);
  return guest;
};

/** Lets mutation observers and updates have their turn. */
const told = async (speaker: Speaker) => {
  await new Promise((resolve) => void setTimeout(resolve));
  await speaker.updateComplete;
};

describe('the language controller', () => {
  afterEach(() => {
    for (const guest of guests) guest.remove();
    guests.clear();
    document.documentElement.removeAttribute('lang');
  });

  it('finds Vietnamese where nothing says otherwise', () => {
    expect(put(new Speaker()).languages.spoken.language).to.equal('vi');
  });

  it('finds the nearest `lang`, an empty one included', () => {
    document.documentElement.lang = 'en';
    const outer = put(document.createElement('div'));
    expect(put(new Speaker(), outer).languages.spoken.language).to.equal('en');
    outer.lang = '';
    expect(put(new Speaker(), outer).languages.spoken.language).to.equal('vi');
  });

  it('looks out of several shadow trees', () => {
    const outer = put(document.createElement('div'));
    outer.lang = 'en';
    const inner = document.createElement('div');
    outer.attachShadow({mode: 'open'}).append(inner);
    expect(put(new Speaker(), inner.attachShadow({mode: 'open'})).languages.spoken.language).to.equal('en');
  });

  it('renders its host again when a `lang` above changes', async () => {
    const speaker = put(new Speaker());
    await told(speaker);
    document.documentElement.lang = 'en';
    await told(speaker);
    expect(speaker.renderRoot.textContent).to.equal('en');
  });

  it('renders nothing for other attributes', async () => {
    const speaker = put(new Speaker());
    await told(speaker);
    const before = speaker.renders;
    document.documentElement.dir = 'ltr';
    document.documentElement.removeAttribute('dir');
    await told(speaker);
    expect(speaker.renders).to.equal(before);
  });

  it('leaves a host that has gone alone', async () => {
    const speaker = put(new Speaker());
    await told(speaker);
    speaker.remove();
    const before = speaker.renders;
    document.documentElement.lang = 'en';
    await told(speaker);
    expect(speaker.renders).to.equal(before);
  });

  it('serves many hosts, and goes on when some have gone', async () => {
    const [first, second] = [put(new Speaker()), put(new Speaker())];
    await told(first);
    first.remove();
    document.documentElement.lang = 'en';
    await told(second);
    expect(second.renderRoot.textContent).to.equal('en');
  });
});

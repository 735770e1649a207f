import {html, nothing, type TemplateResult} from 'lit';

/** A short list of things to choose from, each a button. */
export const choices = <Item>(
  heading: string,
  items: readonly Item[],
  describe: (item: Item) => {readonly label: string; readonly note?: string | undefined; readonly isPresent?: boolean},
  choose: (item: Item) => void,
): TemplateResult => html`
  <h2 class="heading" part="heading">${heading}</h2>
  <ul class="choices" part="choices">
    ${items.map((item) => {
      const {label, note, isPresent} = describe(item);
      return html`
        <li>
          <button
            type="button"
            class="choice"
            part="choice"
            aria-current=${isPresent ? 'true' : nothing}
            @click=${() => choose(item)}
          >
            <bdi>${label}</bdi>${note ? html`<bdi class="note">${note}</bdi>` : nothing}
          </button>
        </li>
      `;
    })}
  </ul>
`;

import {Component, CUSTOM_ELEMENTS_SCHEMA, signal} from '@angular/core';
import type {Transaction} from 'kb-otp';
import 'kb-otp/define/otp-verify.js';
import {placeOrder, sessionToken} from './broker.js';

@Component({
  selector: 'order-ticket',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Buy shares</h1>
    <form #form (submit)="place($event, form)">
      <label>Symbol <input name="symbol" [value]="order.symbol" readonly /></label>
      <label>Quantity <input name="quantity" [value]="order.quantity" readonly /></label>
      <label>Price <input name="price" [value]="order.price" readonly /></label>
      <otp-verify
        name="grant"
        required
        endpoint="/otp/v1"
        account="058C000002"
        channel="kb-trade"
        purpose="order"
        [transaction]="order"
        [getSessionToken]="sessionToken"
        (otp-verified)="form.requestSubmit()"
      ></otp-verify>
    </form>
    <p role="status">{{ said() }}</p>
  `,
})
export class OrderTicket {
  protected readonly order = {
    type: 'order',
    side: 'buy',
    symbol: 'VNM',
    quantity: 100,
    price: 67500,
  } satisfies Transaction;
  protected readonly sessionToken = sessionToken;
  protected readonly said = signal('');

  protected async place(event: Event, form: HTMLFormElement): Promise<void> {
    event.preventDefault();
    this.said.set(await placeOrder(new FormData(form)));
  }
}

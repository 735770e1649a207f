import type {Transaction} from 'kb-otp';
import 'kb-otp/define/otp-verify.js';
import type {} from 'kb-otp/types/react';
import {useActionState, useRef} from 'react';
import {placeOrder, sessionToken} from './broker.js';

const order = {type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67500} satisfies Transaction;

export function OrderTicket() {
  const form = useRef<HTMLFormElement>(null);
  const [said, place] = useActionState((_said: string, ticket: FormData) => placeOrder(ticket), '');
  if (said) return <p role="status">{said}</p>;
  return (
    <form ref={form} action={place}>
      <h1>Buy shares</h1>
      <label>
        Symbol <input name="symbol" value={order.symbol} readOnly />
      </label>
      <label>
        Quantity <input name="quantity" value={order.quantity} readOnly />
      </label>
      <label>
        Price <input name="price" value={order.price} readOnly />
      </label>
      <otp-verify
        name="grant"
        required
        endpoint="/otp/v1"
        account="058C000002"
        channel="kb-trade"
        purpose="order"
        transaction={order}
        getSessionToken={sessionToken}
        onotp-verified={() => form.current?.requestSubmit()}
      />
    </form>
  );
}

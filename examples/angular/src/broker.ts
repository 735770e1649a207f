/** The token of the customer's session, from your back end. */
export async function sessionToken(renew: boolean): Promise<string> {
  const answer = await fetch(`/session/token?renew=${renew}`, {method: 'POST'});
  if (!answer.ok) throw new Error('signed out');
  return answer.text();
}

/** Sends the ticket with its grant to your back end; resolves to what the page says. */
export async function placeOrder(ticket: FormData): Promise<string> {
  const answer = await fetch('/orders', {method: 'POST', body: ticket});
  return answer.ok ? 'Order placed' : 'Order refused';
}

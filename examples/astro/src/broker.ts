/** The token of the customer's session, from your back end. */
export async function sessionToken(renew: boolean): Promise<string> {
  const answer = await fetch(`/session/token?renew=${renew}`, {method: 'POST'});
  if (!answer.ok) throw new Error('signed out');
  return answer.text();
}

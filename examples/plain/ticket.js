const verify = document.querySelector('otp-verify');

verify.transaction = {type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67500};
verify.getSessionToken = async (renew) => {
  const answer = await fetch(`/session/token?renew=${renew}`, {method: 'POST'});
  if (!answer.ok) throw new Error('signed out');
  return answer.text();
};
verify.addEventListener('otp-verified', () => verify.form.requestSubmit());

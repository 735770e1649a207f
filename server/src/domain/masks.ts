/** What is shown of numbers and addresses that are not for every eye. */

const hidden = '•';

/** `058C000123` -> `058C•••123`; short numbers keep their last three characters only. */
export function maskAccount(account: string): string {
  const head = account.length >= 10 ? account.slice(0, 4) : '';
  return `${head}${hidden.repeat(3)}${account.slice(-3)}`;
}

/** For logs: the last three characters and nothing else. */
export function maskAccountForLog(account: string): string {
  return `***${account.slice(-3)}`;
}

/** `0901234567` -> `•••• ••• 567`. */
export function maskPhone(phone: string): string {
  return `${hidden.repeat(4)} ${hidden.repeat(3)} ${phone.slice(-3)}`;
}

/** `binh.tran@example.vn` -> `b•••@example.vn`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}${hidden.repeat(3)}${email.slice(at)}`;
}
